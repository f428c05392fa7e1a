# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .case_common import ComplaintCaseCommon
from .common import LETTER


class StoryCommon(ComplaintCaseCommon):
    """A complaint from the first call to the end, each step by the role that takes it.

    Everybody in a story has the lowest role, *User: named cases*, and a part in the
    case; :meth:`_step` checks first that the step is closed to those who have none.
    """

    #: Somebody with many rights who is barred from the case of the story.
    respondent = None

    def _get_outsiders(self):
        outsiders = super()._get_outsiders()
        return (*outsiders, self.respondent) if self.respondent else outsiders

    def _step(self, user, record, action, *args, **kwargs):
        """Take a step as a user, after others were refused it."""
        self.assertBarred(record, action, *args, **kwargs)
        return getattr(record.with_user(user), action)(*args, **kwargs)

    def _settle(self, user, case, answer_kind, **line):
        """Propose, tell and agree on a settlement of one line, and start it."""
        self._step(user, case, "action_propose")
        offer = self._add(user, case, "settlement", **LETTER, line_ids=[(0, 0, line)])
        self._approve(offer.with_env(self.env))
        self._step(user, case, "action_offer")
        with self.assertRaisesRegex(UserError, "has not agreed"):
            case.with_user(user).action_execute()
        proof = self._create_evidence(case)
        offer.write({"answer_kind": answer_kind, "answer_evidence_id": proof.id})
        self._step(user, offer, "action_accepted")
        self._step(user, case, "action_execute")
        return offer.line_ids

    def _finish(self, user, case, line, proof, **followup):
        """Do by hand what was agreed, ask the complainant and close the case."""
        line.evidence_id = self._add(user, case, "evidence", name=proof)
        self._step(user, line, "action_done_manually")
        self._step(user, case, "action_follow_up")
        self._add(user, case, "followup", **followup)
        self._step(user, case, "action_close")
        self.assertState(case, "closed")

    def _find(self, user, case, conclusion, finding):
        """Write the finding of the running investigation and finish it."""
        record = case.with_user(user).investigation_ids
        values = {"finding": finding, "conclusion": conclusion}
        record.write(values | {"responsible_party": "department"})
        self._step(user, record, "action_finish")

    def _add(self, user, case, part, **values):
        """Add a part to the case as a user, after others were refused it."""
        Part = self.env[f"complaint.{part}"]
        values["case_id"] = case.id
        for outsider in self._get_outsiders():
            with self.subTest(part=part, user=outsider.login):
                with self.assertRaises(AccessError):
                    Part.with_user(outsider).create(dict(values))
        return Part.with_user(user).create(values)

    def assertTaken(self, case, *steps):
        """Check which steps a case took after its creation, and who took them."""
        rows = case.transition_ids[1:]
        self.assertEqual([(row.user_id, row.step) for row in rows], list(steps))


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestInfusionStory(StoryCommon):
    """A hospital's infusion bags leak; quality assurance finds a carton dropped."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.intake = cls._create_user("intake")
        cls.quality = cls._create_user("quality")
        category = cls._create_category(name="Leaking bag")
        cls.team.write({"category_ids": category.ids, "assignment_method": "load"})
        cls.intake_values = {
            "partner_id": cls.partner.id,
            "contact_ward": "Ward 3",
            "category_id": category.id,
            "event_date": "2026-03-01",
            "description": "Two bags leaked at the port.",
            "line_ids": [
                cls._line(
                    product_id=cls.product.id,
                    lot_id=cls.lot.id,
                    quantity=2,
                    defect_place="Port",
                    drug_added=True,
                    drug_name="Potassium chloride",
                    used_on_patient=False,
                    cartons_affected=1,
                    cartons_total=40,
                )
            ],
        }

    def test_leaking_bag(self):
        """From the ward's call to the satisfied hospital, with quality in between."""
        case = self._receive()
        self._ask_quality(case)
        self._find(self.quality, case, "confirmed", "One carton was dropped.")
        line = self._settle(
            self.handler, case, "stamped", kind="replacement", quantity=2
        )
        case.with_user(self.handler).cause_category = "transport"
        self._finish(self.handler, case, line, "Signed slip", outcome_satisfaction="4")
        handler = self.handler
        self.assertTaken(
            case,
            (self.intake, "register"),
            (self.leader, "accept"),
            (handler, "investigate"),
            (handler, "propose"),
            (handler, "offer"),
            (handler, "execute"),
            (handler, "follow_up"),
            (handler, "close"),
        )

    def _receive(self):
        """Register the call; it reaches the team and a handler in it."""
        case = self.env["complaint.case"].with_user(self.intake)
        case = case.create(self.intake_values)
        self.assertEqual(case.team_id, self.team)
        self._prepare_close_at_first_contact(case)
        with self.assertRaisesRegex(UserError, "lot"):
            case.action_close_at_first_contact()
        self._step(self.intake, case, "action_register")
        self._step(self.leader, case, "action_accept")
        self.assertEqual(case.user_id, self.handler)
        self.assertEqual(case.holder_id, self.handler)
        return case.sudo()

    def _ask_quality(self, case):
        """Hand over to quality assurance, ask again, and get it back."""
        self._step(self.handler, case, "action_investigate")
        relay = self._step(
            self.handler,
            case,
            "action_hand_over",
            to_user_id=self.quality.id,
            why="Please test the retained sample.",
            due_at="2026-03-03 09:00:00",
        )
        self._step(self.quality, relay, "action_receive")
        self.assertEqual(case.holder_id, self.quality)
        with freeze_time("2026-03-04 09:00:00"):
            self._step(self.handler, case, "action_chase")
            self._step(self.quality, relay, "action_answer", "Sample is tight.")
        self.assertRecordValues(
            relay.sudo(), [{"state": "answered", "is_late": True, "chase_count": 1}]
        )
        self.assertEqual(case.holder_id, self.handler)


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestDairyStory(StoryCommon):
    """A consumer calls the hotline; the market clerk answers inside the limit."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk = cls._create_user("clerk")
        cls.clerk.group_ids += cls.env.ref(
            "complaint_management.complaint_management_group_identity"
        )

    def test_sour_milk(self):
        """A consumer whose data is kept apart gets answer, milk and an apology."""
        case = self._receive()
        self._call_consumer(case)
        self._step(self.handler, case, "action_investigate")
        self._report_back(case)
        self._find(self.handler, case, "confirmed", "The cold chain was broken.")
        line = self._settle(self.handler, case, "call", kind="gift", quantity=12)
        case.with_user(self.handler).cause_category = "storage"
        self._finish(
            self.handler,
            case,
            line,
            "Photo of the parcel",
            kind="call",
            outcome_satisfaction="5",
            handling_satisfaction="3",
            suggestion="Answer the telephone sooner.",
        )
        self.assertTrue(case.has_identity)

    def _receive(self):
        """Take the call at the hotline; who called is kept apart at once."""
        values = {
            "complainant_type": "consumer",
            "complainant_name": "Wang Fang",
            "complainant_phone": "139 0000 0000",
            "description": "The milk is sour.",
            "team_id": self.team.id,
        }
        case = self.env["complaint.case"].with_user(self.handler).create(values)
        self._step(self.handler, case, "action_register")
        self._step(self.handler, case, "action_accept")
        shown = case.read()[0]
        self.assertNotIn("Wang Fang", str(shown))
        self.assertNotIn("139 0000 0000", str(shown))
        return case.sudo()

    def _call_consumer(self, case):
        """Let the clerk, who may open who complains, call back."""
        with self.assertRaises(AccessError):
            case.with_user(self.handler).action_open_identity()
        relay = self._step(
            self.handler,
            case,
            "action_hand_over",
            to_user_id=self.clerk.id,
            why="Please call back.",
        )
        action = self._step(self.clerk, case, "action_open_identity")
        shown = self.env[action["res_model"]].with_user(self.clerk)
        self.assertEqual(shown.browse(action["res_id"]).phone, "139 0000 0000")
        self._step(self.clerk, relay, "action_answer", "Wants fresh milk.")
        log = self.env["complaint.identity.log"].search([("case_id", "=", case.id)])
        self.assertEqual(log.user_id, self.clerk)

    def _report_back(self, case):
        """Say inside the limit why the case can't be closed in it."""
        case.with_user(self.handler).cannot_close_reason = "The dairy tests for a week."
        with freeze_time("2026-03-04 08:00:00"), self._capture_events() as told:
            self._step(self.handler, case, "action_report_back")
        self.assertEqual(told, [("reported_back", case.ids)])
        self.assertState(case, "investigating")


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestPriceStory(StoryCommon):
    """A dealer was charged more than the contract says."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._create_order()

    def _receive(self):
        """Register the complaint on the order line."""
        case = (
            self.env["complaint.case"]
            .with_user(self.handler)
            .create(
                {
                    "partner_id": self.partner.id,
                    "sale_order_id": self.order.id,
                    "team_id": self.team.id,
                    "description": "12.00 was charged, 10.00 agreed.",
                    "line_ids": [self._line(sale_line_id=self.order.order_line.id)],
                }
            )
        )
        self._step(self.handler, case, "action_register")
        return case.sudo()

    def test_price_corrected(self):
        """The contract is right, the price is corrected."""
        case = self._receive()
        self._step(self.handler, case, "action_accept")
        self._step(self.handler, case, "action_investigate")
        self._find(self.handler, case, "confirmed", "The contract says 10.00.")
        line = self._settle(
            self.handler, case, "written", kind="price_correction", amount=20
        )
        self.assertEqual(case.settlement_id.currency_id, self.order.currency_id)
        case.with_user(self.handler).cause_category = "information"
        self._finish(self.handler, case, line, "Credit note", outcome_satisfaction="4")

    def test_price_complaint_not_accepted(self):
        """Without proof the dealer is told why, and where to turn."""
        case = self._receive()
        reason = self._create_reason(name="No proof")
        case.with_user(self.handler).write(
            {
                "decision_reason_id": reason.id,
                "decision_note": "Please send us the contract.",
            }
        )
        self._step(self.handler, case, "action_reject")
        self.assertState(case, "not_accepted")
        with self.assertRaisesRegex(UserError, "is locked"):
            case.with_user(self.handler).decision_note = "Never mind."

    def test_price_complaint_referred(self):
        """What another body decides is passed on to it, also after acceptance."""
        case = self._receive()
        self._step(self.handler, case, "action_accept")
        self._prepare_refer(case)
        self._step(self.handler, case, "action_refer")
        self.assertState(case, "not_accepted")
        self.assertEqual(case.forwarded_to, "Consumer association")


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestEmployeeStory(StoryCommon):
    """An employee complains about a superior; human resources look into it alone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.respondent = cls._create_user("superior", role="administrator")
        cls.superior = cls._create_employee(cls.respondent)
        cls.category = cls._create_category(name="Of employees", confidential=True)
        cls.team.category_ids = cls.category

    def _get_outsiders(self):
        """Add those who see everything else of the company."""
        return (
            *super()._get_outsiders(),
            self.user_all,
            self.user_manager,
            self.user_administrator,
        )

    def test_unfounded_complaint_about_superior(self):
        """The superior is heard, and never sees who complained about what."""
        case = self._receive()
        self._step(self.handler, case, "action_accept")
        self._step(self.handler, case, "action_investigate")
        self._bar_respondent(case)
        self._hear_respondent(case)
        case.with_user(self.handler).write(
            {"unfounded": True, "unfounded_reason": "The roster was drawn by lot."}
        )
        self._step(self.handler, case, "action_close")
        self.assertState(case, "closed")
        self.assertEqual(case.transition_ids[-1].step, "close_unfounded")

    def _receive(self):
        """Register the complaint in human resources' team."""
        case = (
            self.env["complaint.case"]
            .with_user(self.handler)
            .create(
                {
                    "category_id": self.category.id,
                    "complainant_type": "employee",
                    "complainant_name": "Li Lei",
                    "description": "Only some get night shifts.",
                    "respondent_kind": "employee",
                    "respondent_employee_ids": self.superior.ids,
                }
            )
        )
        self.assertRecordValues(
            case.sudo(), [{"confidential": True, "team_id": self.team.id}]
        )
        self._step(self.handler, case, "action_register")
        for outsider in self._get_outsiders():
            self.assertFalse(case.with_user(outsider).has_access("read"))
        return case.sudo()

    def _bar_respondent(self, case):
        """Give the case to the respondent in no way."""
        mine = case.with_user(self.handler)
        for attempt in (
            lambda: mine.write({"user_id": self.respondent.id}),
            lambda: mine.investigation_ids.write({"lead_id": self.respondent.id}),
            lambda: mine.action_hand_over(to_user_id=self.respondent.id, why="Well?"),
        ):
            with self.assertRaisesRegex(UserError, "respondent"):
                attempt()

    def _hear_respondent(self, case):
        """Find nothing against the respondent before the statement is on file."""
        record = case.with_user(self.handler).investigation_ids
        record.write(
            {
                "finding": "The roster.",
                "conclusion": "confirmed",
                "responsible_party": "department",
            }
        )
        with self.assertRaisesRegex(UserError, "has not been heard"):
            record.action_finish()
        self._add(self.handler, case, "evidence", name="Statement", kind="statement")
        self._find(self.handler, case, "not_confirmed", "The roster was drawn by lot.")
