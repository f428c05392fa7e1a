# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tests.common import JsonRpcException
from odoo.tools import mute_logger

from odoo.addons.complaint_management.tests.common import ComplaintHttpCommon

from .test_complaint_replacement import PROMISE, WANTED, ComplaintReplacementCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestReplacementPromise(ComplaintReplacementCommon):
    """A promised replacement is done when it is delivered."""

    def test_executed_with_a_date(self):
        """Execute asks for it at once; the delivery keeps the promise."""
        line = self._promise(self.order, PROMISE | {"due_date": WANTED})
        line.with_user(self.handler).action_execute()
        record = line.replacement_ids
        self.assertRecordValues(
            record,
            [
                {
                    "state": "asked",
                    "quantity": 4,
                    "wanted_date": WANTED,
                    "product_id": self.product.id,
                    "asked_by_id": self.handler.id,
                }
            ],
        )
        self.assertEqual(line.document_state, "draft")
        self.assertEqual(line.document_names, record.name)
        for action in ("action_execute", "action_done_manually"):
            with self.assertRefused("has its document already"):
                getattr(line.with_user(self.handler), action)()
        record.with_user(self.planner).action_plan()
        self.assertIn(record.order_line_ids.order_id.name, line.document_names)
        self._deliver_replacement(record)
        self.assertRecordValues(
            line, [{"document_state": "done", "done_quantity": 4, "is_mismatch": False}]
        )
        self.assertEqual(
            line.with_user(self.handler).action_view_document()["res_id"], record.id
        )

    def test_executed_without_a_date(self):
        """It waits as a draft until somebody says when it is wanted."""
        line = self._promise(self.order, PROMISE)
        line.with_user(self.handler).action_execute()
        record = line.replacement_ids.with_user(self.handler)
        self.assertEqual(record.state, "draft")
        with self.assertRefused("when is it wanted"):
            record.action_ask()
        record.wanted_date = WANTED
        record.action_ask()

    def test_wish_of_the_customer_is_promised_not_doubled(self):
        """What was asked for on the portal becomes the promise, for the day wished."""
        line = self._promise(self.order, PROMISE)
        wish = (
            self.env["complaint.replacement"]
            ._with_step_token()
            .create(
                {
                    "case_id": line.case_id.id,
                    "product_id": self.product.id,
                    "quantity": 10,
                    "wanted_date": WANTED,
                    "on_portal": True,
                }
            )
        )
        line.with_user(self.handler).action_execute()
        self.assertEqual(line.replacement_ids.ids, wish.ids)
        self.assertEqual(line.case_id.replacement_ids.ids, wish.ids)
        self.assertRecordValues(
            line.replacement_ids,
            [{"state": "asked", "quantity": 4, "wanted_date": WANTED}],
        )

    def test_given_up_frees_the_promise(self):
        """Cancelled, another one can be made."""
        line = self._promise(self.order, PROMISE)
        line.with_user(self.handler).action_execute()
        line.replacement_ids.with_user(self.handler).action_cancel()
        self.assertEqual(line.document_state, "none")
        line.with_user(self.handler).action_execute()
        self.assertEqual(len(line.replacement_ids), 2)

    def test_links_are_not_set_by_hand(self):
        """Neither promise nor state nor delivery is a value anybody writes."""
        line = self._promise(self.order, PROMISE)
        record = self._create_replacement()
        manager = self.user_manager
        for values in (
            {"settlement_line_id": line.id},
            {"state": "planned"},
            {"short_notice": True},
            {"name": "RP/1"},
        ):
            with self.subTest(values=values), self.assertRaises(UserError):
                record.with_user(manager).write(values)
            with self.subTest(values=values), self.assertRaises(UserError):
                self._create_replacement(**values)
        sold = self.order.order_line
        with self.assertRaises(AccessError):
            sold.complaint_replacement_id = record.sudo()
        with self.assertRaises(AccessError):
            record._take_step("deliver")

    def test_closed_to_who_has_no_part(self):
        """Plain users, another company and the warehouse see and do nothing."""
        record = self._create_replacement()
        users = (self.colleague, self.user_internal, self.user_warehouse)
        users = (*users, self.user_other_company, self.user_portal)
        for user in users:
            for action in ("action_ask", "action_cancel", "read"):
                with self.subTest(user=user.login, action=action):
                    with self.assertRaises(AccessError):
                        getattr(record.with_user(user), action)()
            Model = record.with_user(user)
            if Model.has_access("read"):
                self.assertFalse(Model.search([("id", "=", record.id)]))
        self.assertTrue(record.with_user(self.user_all).read(["name"]))

    def test_second_company_has_its_own_numbers(self):
        """A case of another company: its sequence, its warehouse, its planner."""
        company = self.company_other
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", company.id)], limit=1
        )
        case = self._create_case(company_id=company.id, team_id=False, user_id=False)
        record = self.env["complaint.replacement"].create(
            {"case_id": case.id, "wanted_date": WANTED, "quantity": 1}
        )
        self.assertEqual(record.company_id, company)
        self.assertEqual(record.warehouse_id, warehouse)
        self.assertNotEqual(record.planner_id, self.planner)
        with self.assertRaises(UserError):
            record.warehouse_id = self.warehouse

    def test_list_takes_the_same_queries_at_any_length(self):
        """What the list shows is read in one go."""
        records = self.env["complaint.replacement"].concat(
            *[self._create_replacement() for _number in range(20)]
        )
        names = ("name", "wanted_date", "quantity", "short_notice", "state")
        spec = {name: {} for name in names} | {
            name: {"fields": {"display_name": {}}}
            for name in ("case_id", "product_id", "planner_id")
        }
        counts = []
        for some in (records, records[:1], records):
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            records.web_search_read([("id", "in", some.ids)], spec)
            counts.append(self.env.cr.sql_log_count - start)
        self.assertEqual(counts[1], counts[2])


@tagged("post_install", "-at_install")
class TestReplacementPrivacy(ComplaintReplacementCommon, ComplaintHttpCommon):
    """Who packs a replacement reads a delivery like any other."""

    @mute_logger("odoo.http")
    def test_delivery_tells_neither_story_nor_money(self):
        """Each field of transfer, moves and messages, as the warehouse reads them."""
        self.case.write({"description": "The STORY of the leaking bag"})
        record = self._create_replacement(
            note="STORY for the planner", wanted_date=date(2099, 3, 6)
        )
        record.action_ask()
        record.action_plan()
        picking = record.sudo().order_line_ids.order_id.picking_ids
        self.user_warehouse.group_ids += self.env.ref("stock.group_stock_user")
        self.env.flush_all()
        self._login(self.user_warehouse)
        self.assertNotIn(self.case.name, picking.origin)
        self.assertFalse(picking.note)
        read = set()
        for part in (picking, picking.move_ids, picking.message_ids):
            for name in part._fields:
                try:
                    found = str(self._call_kw(part._name, "read", part.ids, [name]))
                except JsonRpcException:
                    continue
                read.add(name)
                for secret in ("STORY", self.case.name, "135.6"):
                    self.assertNotIn(secret, found, (part._name, name))
        self.assertLess({"origin", "partner_id", "note", "body"}, read)
        for name in record._fields:
            with self.assertRaises(JsonRpcException):
                self._call_kw(record._name, "read", record.ids, [name])
        self.assertFalse(self._call_kw(record._name, "search", []))
