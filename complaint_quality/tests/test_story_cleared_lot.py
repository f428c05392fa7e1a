# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .story_common import QualityStoryCommon

DRUG = "Ceftriaxone Sodium"


@tagged("post_install", "-at_install")
@freeze_time("2026-11-16 01:30:00")
class TestClearedLotStory(QualityStoryCommon):
    """A patient reacts to an infusion, and the lot is cleared.

    Held at once, compared by itself with what is alike, released by a second person on
    the retained sample; the answer says what is known, the complaint is unfounded.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reaction = cls.env.ref(
            "complaint_management.complaint_defect_infusion_reaction"
        )
        cls.issue = cls.env.ref(
            "complaint_quality.complaint_known_issue_infusion_reaction"
        )
        cls.children = cls.hospitals["Children's Hospital"]

    def test_from_the_reaction_to_the_lot_that_may_leave(self):
        """Sheet, comparison, hold, retained sample, release, answer, closed."""
        self._remember_another_one()
        case, sheet = self._note_reaction()
        hold = self._hold()
        self._clear(case, sheet)
        self._release(hold)
        self._reply(case)
        self._close(case)

    def _sheet(self, case, user, **values):
        """Fill in the sheet that the button of the complaint opens."""
        action = case.with_user(user).action_open_reaction()
        Sheet = self.env[action["res_model"]].with_user(user)
        return Sheet.with_context(**action["context"]).create(values).sudo()

    def _remember_another_one(self):
        """The same drug, with another lot, at another hospital, in the summer."""
        lot = self._create_stock(self.product, "2607C", 100)
        county = self.hospitals["County Hospital"]
        self._deliver(county, (lot, 50))
        case = self._take_call(
            "Ward 1", 1, lot, self.reaction, county, drug_added=True, drug_name=DRUG
        )
        self._sheet(case, self.handler, temperature=38.5, outcome="recovered")

    def _note_reaction(self):
        case = self._take_call(
            "Infusion Room",
            1,
            defect=self.reaction,
            partner=self.children,
            used_on_patient=True,
            drug_added=True,
            drug_name=DRUG.lower(),
        )
        sheet = self._sheet(
            case,
            self.handler,
            symptom_chills=True,
            temperature=41.5,
            onset_minutes=20,
            outcome="recovered",
            infusion_set="Set B, lot 77",
            storage="Room temperature",
            other_patients="none",
            other_patient_count=6,
        )
        # Quality is named in both complaints, and sees what is alike in them.
        own = sheet.with_user(self.user_quality)
        self.assertRecordValues(
            own,
            [
                {
                    "lot_id": self.lot.id,
                    "customer_id": self.children.id,
                    "same_drug_count": 1,
                    "same_lot_count": 0,
                    "same_site_count": 0,
                    "lot_case_count": 0,
                    "hint": "drug",
                }
            ],
        )
        # who got kits made of it has it, too
        moves = self._count_by_hand(self.lot | self.kit_lot)
        receivers = {name for name, _lot in moves}
        self.assertEqual(own.receiver_count, len(receivers))
        return case, sheet

    def _hold(self):
        action = self.lot.with_user(self.user_quality_manager).action_hold()
        hold = self._hold_from(action, self.user_quality_manager)
        self.assertEqual(self._get_quantity(self.lot, self.quarantine), 1500)
        return hold

    def _clear(self, case, sheet):
        """The retained sample passes, and the finding says so before the lot does."""
        own = sheet.with_user(self.user_quality)
        own.patient_condition = "Fever after 20 minutes, recovered in two hours."
        own.clearing_note = "Retained sample sterile and free of pyrogens."
        with self.assertRaisesRegex(UserError, "is not finished"):
            own.action_clear_lot()
        investigation = case.investigation_ids.with_user(self.user_quality)
        investigation.kind = "in_depth"
        investigation.action_add_checks()
        test = self._test_retained(
            case,
            "Bacterial endotoxin",
            ["<0.25"] * 3,
            rule="each",
            upper_limit="0.5",
            unit="EU/mL",
        )
        self.assertEqual((test.lot_id, test.outcome), (self.lot, "pass"))
        retained = investigation.check_ids[0]
        self.assertEqual(retained.result, "in_order")
        self.assertIn("Passes: 3 of 3", retained.note)
        investigation.check_ids[1:].result = "in_order"
        investigation.write(
            {
                "finding": "Nothing in the lot; the same drug reacted elsewhere.",
                "conclusion": "not_confirmed",
                "responsible_party": "none",
            }
        )
        investigation.action_finish()
        own.action_clear_lot()
        self.assertEqual(sheet.lot_cleared_by_id, self.user_quality)
        # The handler fills in the rest, and reads nothing of the patient.
        self.assertNotIn(
            "patient_condition", sheet.with_user(self.handler).fields_get()
        )

    def _release(self, hold):
        """The second person lets it go; it lies where it lay and can be delivered."""
        own = hold.with_user(self.second)
        own.release_reason = "Retained sample passes."
        own.action_release()
        self.assertEqual(hold.released_by_id, self.second)
        self.assertEqual(self._get_quantity(self.lot, self.quarantine), 0)
        self.assertEqual(self._get_quantity(self.lot, self.stock), 1500)
        self._deliver(self.children, (self.lot, 100))
        panel = self._get_panel(self.lot)
        self.assertFalse(panel["lot"]["held_at"])
        self.assertEqual(
            self._read_customers(panel), self._count_by_hand(self.lot | self.kit_lot)
        )

    def _reply(self, case):
        """What is known is offered for the complaint and told by one click."""
        own = case.with_user(self.handler)
        self.assertEqual(own.suggested_issue_ids[:1], self.issue)
        issue = own.suggested_issue_ids[:1].with_context(complaint_case_id=case.id)
        dialog = Form(
            self.env["complaint.case.tell"]
            .with_user(self.handler)
            .with_context(**issue.action_tell()["context"])
        )
        dialog.via = "phone"
        dialog.save().action_tell()
        body = case.notice_ids[:1].body
        self.assertEqual(case.known_issue_ids, self.issue)
        self.assertEqual(self.issue.use_count, 1)
        self.assertIn(self.issue.customer_text.splitlines()[0][:40], body)
        self.assertNotIn(self.issue.internal_note[:40], body)

    def _close(self, case):
        """Not the fault of the product, in writing; the lot has no complaint."""
        own = case.with_user(self.handler)
        own.unfounded_reason = "Retained sample passes, nobody else reacted."
        own.action_close_unfounded()
        self.assertRecordValues(
            case, [{"state": "closed", "conclusion": "not_confirmed"}]
        )
        panel = self._get_panel(self.lot)
        self.assertEqual((panel["case_count"], panel["rates"]), (0, []))
        self.env["complaint.alarm"]._cron_find()
        alarms = self.env["complaint.alarm"].search([("lot_id", "=", self.lot.id)])
        self.assertFalse(alarms)
        self.assertEqual(
            self.env["complaint.adverse.reaction"].search(
                [("lot_cleared_at", "!=", False), ("lot_id", "=", self.lot.id)]
            ),
            case.adverse_reaction_ids,
        )
