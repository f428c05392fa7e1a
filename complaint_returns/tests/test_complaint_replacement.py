# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from datetime import date, datetime

from freezegun import freeze_time

from odoo.exceptions import ValidationError
from odoo.tests import Form, new_test_user, tagged

from .refund_common import ComplaintRefundCommon

WANTED = date(2026, 3, 6)
PROMISE = {"kind": "replacement", "quantity": 4}


class ComplaintReplacementCommon(ComplaintRefundCommon):
    """Replacements of the goods that were sold, and who plans them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.planner = cls._create_user("planner")
        cls.company.complaint_replacement_user_id = cls.planner
        cls.case = cls._complain(cls.order).case_id
        cls.env["stock.quant"]._update_available_quantity(
            cls.product, cls.warehouse.lot_stock_id, 20, lot_id=cls.lot
        )

    @classmethod
    def _create_replacement(cls, **values):
        return (
            cls.env["complaint.replacement"]
            .with_user(cls.handler)
            .create(
                {"case_id": cls.case.id, "quantity": 4, "wanted_date": WANTED} | values
            )
        )

    @classmethod
    def _deliver_replacement(cls, record):
        picking = record.sudo().order_line_ids.order_id.picking_ids
        picking.action_assign()
        picking.move_ids.picked = True
        picking._action_done()
        return picking

    def _get_activities(self):
        kind = self.env.ref("complaint_returns.mail_act_complaint_case_replacement")
        return self.case.activity_ids.filtered(lambda a: a.activity_type_id == kind)


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestReplacement(ComplaintReplacementCommon):
    """Asked for in time, planned for the day, delivered once."""

    def test_from_asking_to_delivery(self):
        """Four days ahead: planned by who does that, delivered as Odoo does it."""
        with self._capture_events() as told:
            record = (
                self.env["complaint.replacement"]
                .with_user(self.handler)
                .create({"case_id": self.case.id, "wanted_date": WANTED})
            )
            self.assertEqual(record.product_id, self.product)
            self.assertEqual(record.quantity, 10)
            record.quantity = 4
            record.action_ask()
        codes = [code for code, _ids in told]
        self.assertEqual(codes, ["replacement_wanted", "replacement_asked"])
        self.assertRecordValues(
            record,
            [
                {
                    "state": "asked",
                    "short_notice": False,
                    "notice_words": False,
                    "planner_id": self.planner.id,
                    "asked_by_id": self.handler.id,
                }
            ],
        )
        self.assertIn("Enough in stock", record.stock_words)
        self.assertEqual(self._get_activities().user_id, self.planner)
        record = record.with_user(self.planner)
        record.action_plan()
        order = record.sudo().order_line_ids.order_id
        self.assertRecordValues(
            order,
            [
                {
                    "state": "sale",
                    "partner_id": self.partner.id,
                    "amount_total": 0,
                    "origin": record.name,
                    "warehouse_id": self.warehouse.id,
                }
            ],
        )
        picking = order.picking_ids
        self.assertEqual(picking.picking_type_id, self.warehouse.out_type_id)
        self.assertEqual(picking.scheduled_date.date(), WANTED)
        self.assertFalse(self._get_activities())
        with self._capture_events() as told:
            self._deliver_replacement(record)
        self.assertEqual([code for code, _ids in told], ["replacement_delivered"])
        self.assertEqual(record.state, "done")
        self.assertIn("was delivered", self.case.message_ids[0].body)

    def test_planned_once(self):
        """A second click orders nothing; the database has the last word."""
        record = self._create_replacement()
        record.action_ask()
        record.action_plan()
        with self.assertRefused("Somebody may have taken it"):
            record.action_plan()
        self.assertEqual(len(record.sudo().order_line_ids), 1)

    def test_short_notice_is_accepted_and_kept(self):
        """One day ahead is late: said beforehand, kept on record and case."""
        record = self._create_replacement(wanted_date=date(2026, 3, 3))
        self.assertIn("Short notice", record.notice_words)
        record.action_ask()
        self.assertTrue(record.short_notice)
        self.assertIn("Short notice", self.case.message_ids[0].body)
        self.assertIn("Short notice", self._get_activities().note)
        self.assertEqual(self._get_activities().date_deadline, date(2026, 3, 2))

    def test_two_days_ahead_is_in_time(self):
        """On Monday for Wednesday, to the end of the day; days by setting."""
        record = self._create_replacement(wanted_date=date(2026, 3, 4))
        record.action_ask()
        self.assertFalse(record.short_notice)
        self.company.complaint_replacement_days = 3
        record = self._create_replacement(wanted_date=date(2026, 3, 4))
        record.action_ask()
        self.assertTrue(record.short_notice)

    def test_clock_counts_backward(self):
        """Each replacement has its limit before the wanted date; it moves with it."""
        policy = self.env["complaint.policy"].create(
            {
                "name": "Replacements",
                "milestone_ids": [
                    (
                        0,
                        0,
                        {
                            "name": "Asked",
                            "start_event": "replacement_wanted",
                            "target_event": "replacement_asked",
                            "amount": 3,
                            "unit": "calendar_day",
                            "backward": True,
                            "pausable": False,
                        },
                    )
                ],
            }
        )
        policy.action_activate()
        record = self._create_replacement()
        other = self._create_replacement()

        def clocks(of, state):
            return self.case.clock_ids.filtered(
                lambda clock: (
                    (clock.res_model, clock.res_id) == (of._name, of.id)
                    and clock.state == state
                )
            )

        first = clocks(record, "running").deadline
        self.assertEqual(first.date(), date(2026, 3, 3))
        record.wanted_date = date(2026, 3, 9)
        self.assertEqual(clocks(record, "running").deadline.date(), date(2026, 3, 6))
        self.assertEqual(len(clocks(record, "cancelled")), 1)
        self.assertEqual(record.ask_by, clocks(record, "running").deadline)
        record.action_ask()
        self.assertTrue(clocks(record, "reached"))
        self.assertTrue(clocks(other, "running"))
        with freeze_time("2026-03-04 09:00:00"):
            self.env.invalidate_all()
            other.action_ask()
        self.assertTrue(other.short_notice)
        self.assertGreater(clocks(other, "reached").late_hours, 0)

    def test_short_stock_says_when(self):
        """What is missing on the day, and the receipt that brings it."""
        record = self._create_replacement(quantity=25)
        self.assertIn("Short: 20 of 25", record.stock_words)
        self.assertIn("no receipt", record.stock_words)
        receipt = self.env["stock.picking"].create(
            {
                "picking_type_id": self.warehouse.in_type_id.id,
                "location_id": self.env.ref("stock.stock_location_suppliers").id,
                "location_dest_id": self.warehouse.lot_stock_id.id,
            }
        )
        self.env["stock.move"].create(
            {
                "product_id": self.product.id,
                "product_uom_qty": 10,
                "picking_id": receipt.id,
                "location_id": receipt.location_id.id,
                "location_dest_id": receipt.location_dest_id.id,
                "date": datetime(2026, 3, 12, 9),
            }
        )
        receipt.action_confirm()
        receipt.move_ids.date = datetime(2026, 3, 12, 9)
        self.env.invalidate_all()
        self.assertIn("enough from 03/12/2026 on", record.stock_words)
        record.action_ask()
        # The handler gets to know, too.
        activities = self._get_activities()
        self.assertEqual(activities.user_id, self.planner | self.handler)
        for activity in activities:
            self.assertIn("Short: 20 of 25", activity.note or "")
        record.action_plan()
        self.assertIn("Short: 20 of 25", record.stock_words)
        self.assertFalse(self._get_activities())

    def test_another_product(self):
        """Another product in its place, from another warehouse."""
        product = self._create_product(name="Glucose 500 ml", tracking="none")
        second = self.env["stock.warehouse"].create({"name": "Second", "code": "SEC"})
        second.complaint_replacement_user_id = self.colleague
        record = self._create_replacement(product_id=product.id, warehouse_id=second.id)
        self.assertEqual(record.planner_id, self.colleague)
        record.action_ask()
        self.assertTrue(self.case.with_user(self.colleague).has_access("read"))
        record.with_user(self.colleague).action_plan()
        picking = record.sudo().order_line_ids.order_id.picking_ids
        self.assertEqual(picking.picking_type_id, second.out_type_id)
        self.assertEqual(picking.move_ids.product_id, product)

    def test_planner_of_the_team_comes_first(self):
        """Who can't handle complaints, or is barred, plans nothing."""
        self.case.team_id.complaint_replacement_user_id = self.colleague
        self.assertEqual(self._create_replacement().planner_id, self.colleague)
        self.case.team_id.complaint_replacement_user_id = self.user_internal
        self.assertEqual(self._create_replacement().planner_id, self.planner)
        self.planner.active = False
        self.assertEqual(self._create_replacement().planner_id, self.handler)

    def test_what_is_missing_is_named(self):
        """No date, a date that is over, no goods, a service."""
        service = self.env["product.product"].create(
            {"name": "Visit", "type": "service"}
        )
        for values, words in (
            ({"wanted_date": False}, "when is it wanted"),
            ({"wanted_date": date(2026, 3, 1)}, "which is over"),
            ({"product_id": service.id}, "choose goods"),
        ):
            record = self._create_replacement(**values)
            with self.subTest(values=values), self.assertRefused(words):
                record.action_ask()
        record = self._create_replacement()
        record.quantity = 0
        with self.assertRefused("how many"):
            record.action_ask()

    def test_cancelled_with_its_delivery(self):
        """Order and transfer are cancelled; what has left is not."""
        record = self._create_replacement()
        record.action_ask()
        record.action_plan()
        order = record.sudo().order_line_ids.order_id
        record.action_cancel()
        self.assertEqual(record.state, "cancelled")
        self.assertEqual((order.state, order.picking_ids.state), ("cancel", "cancel"))
        record = self._create_replacement()
        record.action_ask()
        record.action_plan()
        self._deliver_replacement(record)
        with self.assertRefused("not open"):
            record.action_cancel()

    def test_cancelled_in_sales_is_planned_again(self):
        """Who plans is asked anew; said on the case."""
        record = self._create_replacement()
        record.action_ask()
        record.action_plan()
        record.sudo().order_line_ids.order_id._action_cancel()
        self.assertEqual(record.state, "asked")
        self.assertEqual(self._get_activities().user_id, self.planner)
        self.assertIn("cancelled in Sales", self.case.message_ids[0].body)
        record.action_plan()
        self.assertEqual(len(record.sudo().order_line_ids), 2)

    def _plan(self):
        record = self._create_replacement()
        record.action_ask()
        record.with_user(self.planner).action_plan()
        return record, record.sudo().order_line_ids.order_id.picking_ids

    def test_cancelled_in_inventory_is_planned_again(self):
        """Whoever cancels the transfer loses nothing: who plans it is asked anew."""
        record, picking = self._plan()
        worker = new_test_user(
            self.env, login="ships_it", groups="stock.group_stock_user"
        )
        picking.with_user(worker).action_cancel()
        self.assertEqual(record.state, "asked")
        self.assertEqual(self._get_activities().user_id, self.planner)
        record.with_user(self.planner).action_plan()
        again = record.sudo().order_line_ids.filtered(
            lambda line: line.state != "cancel"
        )
        self.assertEqual(again.product_uom_qty, 4)
        picking = again.order_id.picking_ids
        picking.action_assign()
        picking.move_ids.picked = True
        picking._action_done()
        self.assertEqual(record.state, "done")

    def test_rest_that_is_not_delivered_is_told(self):
        """One of four has left, the rest is given up: it is not forgotten."""
        record, picking = self._plan()
        self.assertFalse(self._get_activities())
        picking.action_assign()
        picking.move_line_ids.quantity = 1
        picking.move_ids.picked = True
        picking.with_context(cancel_backorder=True)._action_done()
        self.assertEqual(record.state, "asked")
        activity = self._get_activities()
        self.assertEqual(activity.user_id, self.planner)
        self.assertIn("1 of 4 were delivered", activity.note)

    def test_backorder_is_no_end(self):
        """What is still on its way is waited for, in silence."""
        record, picking = self._plan()
        picking.action_assign()
        picking.move_line_ids.quantity = 1
        picking.move_ids.picked = True
        picking._action_done()
        self.assertFalse(self._get_activities())
        rest = record.sudo().order_line_ids.order_id.picking_ids - picking
        rest.action_assign()
        rest.move_ids.picked = True
        rest._action_done()
        self.assertEqual(record.state, "done")

    def test_what_is_planned_stays(self):
        """Dates and goods change before the delivery is ordered."""
        record = self._create_replacement()
        record.action_ask()
        record.wanted_date = date(2026, 3, 9)
        record.action_plan()
        with self.assertRefused("is planned already"):
            record.quantity = 8
        with self.assertRefused("not deleted"):
            record.unlink()
        self._create_replacement().unlink()

    def test_delivered_to_the_customer_only(self):
        """An address of somebody else is refused."""
        ward = self._create_partner(name="Ward 3", parent_id=self.partner.id)
        record = self._create_replacement(address_id=ward.id)
        record.action_ask()
        record.action_plan()
        picking = record.sudo().order_line_ids.order_id.picking_ids
        self.assertEqual(picking.partner_id, ward)
        with self.assertRaises(ValidationError):
            self._create_replacement(address_id=self._create_partner(name="X").id)

    def test_consumer_needs_a_payee(self):
        """Nobody is named: only a settlement knows who gets it."""
        case = self._create_case_at(
            "registered",
            partner_id=False,
            complainant_type="consumer",
            complainant_name="Zhang Privately",
        )
        record = self._create_replacement(case_id=case.id)
        with self.assertRefused("names no customer"):
            record.action_ask()

    def test_form_fills_itself_in(self):
        """Opened from the case: goods, quantity, address and warehouse are there."""
        action = self.case.with_user(self.handler).action_view_replacements()
        Replacement = self.env["complaint.replacement"].with_user(self.handler)
        with Form(Replacement.with_context(**action["context"])) as form:
            form.wanted_date = date(2026, 3, 3)
            self.assertIn("Short notice", form.notice_words)
            self.assertIn("Enough", form.stock_words)
            self.assertEqual(form.quantity, 10)
        self.assertEqual(form.record.address_id, self.order.partner_shipping_id)
