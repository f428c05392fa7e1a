# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tests.common import JsonRpcException
from odoo.tools import mute_logger

from .portal_common import PNG, ComplaintPortalCommon

#: Whatever else a model has, or is given by another addon, is closed to customers.
READABLE = {
    "complaint.case": {
        "id",
        "name",
        "display_name",
        "is_open",
        "received_at",
        "event_date",
        "description",
        "description_confirmed",
        "demand",
        "access_url",
    },
    "complaint.case.line": {
        "id",
        "case_id",
        "model",
        "quantity",
        "lot_text",
        "purchase_place",
        "purchase_date",
        "phenomenon",
    },
    "complaint.evidence": {"id", "case_id", "name", "kind", "received_at", "note"},
    "complaint.settlement": {
        "id",
        "case_id",
        "reasons",
        "currency_id",
        "amount_total",
        "offered_at",
        "answered_at",
        "letter_finding",
        "basis",
        "improvement",
        "next_steps",
    },
    "complaint.settlement.line": {
        "id",
        "case_id",
        "settlement_id",
        "kind",
        "compensation_kind",
        "currency_id",
        "amount",
        "quantity",
        "description",
        "due_date",
    },
}
QUIET = ("odoo.http", "odoo.addons.base.models.ir_rule", "odoo.models")


@tagged("post_install", "-at_install")
class TestPortalWhitelist(ComplaintPortalCommon):
    """Over RPC, a customer reads of the own records what is listed, and no more."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        case = cls._create_case_at("offered")
        cls.mine = case
        evidence = cls.env["complaint.evidence"]._with_step_token()
        cls.records = {
            "complaint.case": case,
            "complaint.case.line": case.line_ids[:1],
            "complaint.evidence": evidence.create(
                {"case_id": case.id, "name": "Files", "origin": "portal"}
            ).with_env(cls.env),
            "complaint.settlement": case.settlement_id,
            "complaint.settlement.line": case.settlement_id.line_ids[:1],
        }
        cls.env.flush_all()

    def _get_models(self):
        return sorted(
            name
            for name, model in self.env.registry.items()
            if name.startswith("complaint.") and not model._abstract
        )

    def _guess(self, field):
        """Return a condition on a field, as somebody who guesses its value asks."""
        if field.type == "properties":
            return (f"{field.name}.guess", "=", 1)
        values = {"date": "2026-01-01", "datetime": "2026-01-01", "boolean": True}
        if field.type == "selection":
            return (field.name, "=", field.get_values(self.env)[0])
        return (field.name, "=", values.get(field.type, 1))

    def _is_refused(self, model, method, *args, **kwargs):
        """Whether a call over HTTP ends in a refusal, and in nothing else."""
        try:
            with mute_logger(*QUIET):
                self._call_kw(model, method, *args, **kwargs)
        except JsonRpcException as error:
            self.assertIn("odoo.exceptions", str(error), f"{model} {method} {args}")
            return True
        return False

    def test_each_field_is_refused_unless_listed(self):
        """Every field of every model of ours, read one by one."""
        self._login(self.buyer)
        for model in self._get_models():
            ids = self.records.get(model, self.env[model]).ids or [1]
            listed = READABLE.get(model, set())
            for name in sorted(self.env[model]._fields):
                with self.subTest(model=model, field=name):
                    refused = self._is_refused(model, "read", ids, [name])
                    self.assertEqual(refused, name not in listed)

    def test_stranger_reads_nothing_at_all(self):
        """Of another customer's records not even the listed fields."""
        self._login(self.stranger)
        for model, record in self.records.items():
            with self.subTest(model=model):
                self.assertTrue(self._is_refused(model, "read", record.ids, ["id"]))
                found = self._call_kw(
                    model, "search_read", [], fields=["id"], order="id"
                )
                self.assertEqual(found, [])

    def test_other_ways_of_reading_are_refused_as_well(self):
        """Searching, grouping, exporting and the web client's calls."""
        self._login(self.buyer)
        for model, record in self.records.items():
            closed = "create_uid"
            for method, args, kwargs in (
                ("search_read", [[("id", "in", record.ids)]], {"fields": [closed]}),
                ("web_search_read", [[]], {"specification": {closed: {}}}),
                ("web_read", [record.ids, {closed: {}}], {}),
                ("search", [[(closed, "=", 1)]], {"order": "id"}),
                ("search_count", [[(closed, "=", 1)]], {}),
                ("search", [[]], {"order": closed}),
                ("web_read_group", [[], [closed], ["__count"]], {}),
                ("formatted_read_group", [[], [closed], ["__count"]], {}),
                ("export_data", [record.ids, [closed]], {}),
            ):
                with self.subTest(model=model, method=method):
                    self.assertTrue(self._is_refused(model, method, *args, **kwargs))

    def test_filter_sort_and_group_are_refused_on_each_closed_field(self):
        """Nobody guesses a closed field by asking for its values one by one."""
        for model in READABLE:
            Model = self.env[model].with_user(self.buyer)
            for name, field in Model._fields.items():
                if name in READABLE[model] or not field.store:
                    continue
                with self.subTest(model=model, field=name):
                    with self.assertRaises(AccessError), mute_logger(*QUIET):
                        Model.search([self._guess(field)], order="id")
                    if not field.column_type or field.type == "properties":
                        continue
                    with self.assertRaises(AccessError), mute_logger(*QUIET):
                        Model.search([], order=name)
                    with self.assertRaises(AccessError), mute_logger(*QUIET):
                        Model._read_group([], [name])

    def test_closed_fields_are_not_reached_through_a_listed_link(self):
        """A path from a part to its case opens nothing of the case."""
        Evidence = self.env["complaint.evidence"].with_user(self.buyer)
        for path, value in (("case_id.severity", "minor"), ("case_id.user_id", 1)):
            with self.subTest(path=path), mute_logger(*QUIET):
                with self.assertRaises(AccessError):
                    Evidence.search([(path, "=", value)], order="id")

    def test_drafts_and_internal_evidence_are_not_found(self):
        """A settlement before it is told, and what employees collected."""
        case = self._create_case_at("solution")
        draft = self._create_settlement(case)
        evidence = self._create_evidence(case)
        for record in (draft, draft.line_ids, evidence):
            with self.subTest(model=record._name):
                self.assertFalse(record.with_user(self.buyer).has_access("read"))
        case.action_offer()
        self.assertTrue(draft.with_user(self.buyer).has_access("read"))
        self.assertTrue(draft.line_ids.with_user(self.buyer).has_access("read"))

    def test_customer_has_no_right_to_write_anything(self):
        """Nothing is written, made or deleted on any of our models."""
        for user in (self.buyer, self.env.ref("base.public_user")):
            for model in self._get_models():
                for operation in ("write", "create", "unlink"):
                    with self.subTest(model=model, operation=operation):
                        Model = self.env[model].with_user(user)
                        self.assertFalse(Model.has_access(operation))

    def test_public_user_has_no_right_at_all(self):
        """Who is not logged in comes in by the key of a link alone."""
        public = self.env.ref("base.public_user")
        for model in self._get_models():
            with self.subTest(model=model):
                self.assertFalse(self.env[model].with_user(public).has_access("read"))

    def test_customer_of_another_company_sees_the_own_case(self):
        """A login made in one company reaches a case in another one."""
        self.buyer.sudo().write(
            {
                "company_ids": [(6, 0, self.company_other.ids)],
                "company_id": self.company_other.id,
            }
        )
        self.assertTrue(self.mine.with_user(self.buyer).has_access("read"))

    def test_respondent_is_shut_out_of_the_own_case(self):
        """A customer who is the respondent reads nothing, named or not."""
        employee = self._create_employee(user=self.buyer, name="Twice")
        self.mine.respondent_employee_ids = employee
        self.assertFalse(self.mine.with_user(self.buyer).has_access("read"))

    def test_talk_about_an_offer_is_not_for_customers(self):
        """What employees write on the settlement is no message to the customer."""
        message = self.mine.settlement_id.message_post(
            body="Let us see whether they take it",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        self.assertFalse(message.with_user(self.buyer).has_access("read"))
        told = self.mine.message_post(
            body="Dear customer",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        self.assertTrue(told.with_user(self.buyer).has_access("read"))

    def test_attachments_are_not_read_over_rpc(self):
        """Files of the case, of a note, of evidence: none by core's own routes."""
        files = self.env["ir.attachment"].create(
            [
                {"name": "x.png", "raw": PNG, "res_model": name, "res_id": record.id}
                for name, record in self.records.items()
            ]
        )
        self._login(self.buyer)
        self.assertTrue(self._is_refused("ir.attachment", "read", files.ids, ["name"]))
        for file in files:
            response = self.url_open(f"/web/content/{file.id}")
            self.assertEqual(response.status_code, 404)

    def test_key_of_the_link_is_no_field_for_customers(self):
        """Core makes links to the case; the key is not read as a field."""
        case = self.mine.with_user(self.buyer)
        self.assertIn("access_token=", case._get_share_url())
        with self.assertRaises(AccessError):
            case.read(["access_token"])
        with self.assertRaises(AccessError):
            self.mine.with_user(self.stranger)._portal_ensure_token()
