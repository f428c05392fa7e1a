# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Quality's two stories in a browser: the leaking lot, and the one that is cleared."""

from datetime import timedelta

from odoo import Command, fields
from odoo.tests import tagged

from odoo.addons.complaint_management.tests.common import ComplaintHttpCommon
from odoo.addons.complaint_quality.tests.story_common import QualityStoryCommon

DRUG = "Ceftriaxone Sodium"


@tagged("standard", "post_install", "-at_install")
class TestQualityStoryTours(QualityStoryCommon, ComplaintHttpCommon):
    """Each person takes his or her turn in a session of his or her own.

    The same steps are walked in both languages: the tours find what they press by its
    name. What is between the turns, such as calls and deliveries, is done by the test.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.worker.name = "焊接岗 Welding Station"
        cls.people = (
            cls.handler
            | cls.worker
            | cls.user_quality
            | cls.user_quality_manager
            | cls.second
        )

    def _speak_chinese(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.people.lang = "zh_CN"

    def _turn(self, tour, person, record=None, path="complaints"):
        """Let a person take a turn, at a record or where the tour starts."""
        url = f"/odoo/{path}/{record.id}" if record else f"/odoo/{path}"
        self.start_tour(url, f"complaint_quality_{tour}_tour", login=person.login)
        self.env.invalidate_all()

    # === THE LEAKING LOT === #

    def test_leaking_lot_from_the_alarm_to_the_proof(self):
        """Alarm, hold, exposure, cause, action, verification, proof, told."""
        self._walk_leaking_lot()

    def test_leaking_lot_from_the_alarm_to_the_proof_in_chinese(self):
        """The same for people who work in Chinese."""
        self._speak_chinese()
        self._walk_leaking_lot()

    def _walk_leaking_lot(self):
        cases = self.env["complaint.case"]
        for ward, quantity in (("Ward 3", 12), ("Ward 5", 11), ("ICU", 8)):
            cases |= self._take_call(ward, quantity)
        self.env["complaint.alarm"]._cron_find()
        self._turn("alarm", self.second, path="complaint-alarms")
        self.assertEqual(self._get_quantity(self.lot, self.quarantine), 1500)
        hold = self.env["complaint.lot.hold"].search([("lot_id", "=", self.lot.id)])
        self.assertEqual(hold.held_by_id, self.second)

        first = cases[0]
        first.investigation_ids.covered_case_ids = [Command.set(cases[1:].ids)]
        self._turn("cause", self.user_quality, first)
        self.assertEqual(set(cases.mapped("conclusion")), {"confirmed"})
        self.assertRecordValues(
            first.investigation_ids.cause_ids,
            [{"chain": "occurrence", "factor": "machine"}],
        )
        action = first.corrective_action_ids
        self.assertRecordValues(
            action, [{"state": "open", "kind": "corrective", "user_id": self.worker.id}]
        )
        action.case_ids = [Command.set(cases.ids)]
        self._prove(action)
        self.assertEqual(action.told_case_ids, cases)

    def _prove(self, action):
        """Done by one, verified by another, and proven by a lot made since."""
        path = "complaint-corrective-actions"
        self._turn("done", self.worker, action, path)
        self._turn("verify", self.user_quality_manager, action, path)
        self.assertEqual(action.verified_by_id, self.user_quality_manager)
        lot = self._create_stock(
            self.product,
            "2612A",
            18000,
            production_date=fields.Date.today() + timedelta(days=1),
        )
        self._deliver(self.hospitals["County Hospital"], (lot, 18000))
        self._turn("proof", self.user_quality_manager, action, path)
        self.assertEqual(action.effectiveness, "effective")
        self._turn("told", self.handler, action, path)

    # === THE CLEARED LOT === #

    def test_lot_cleared_after_a_reaction(self):
        """Sheet, comparison, cleared by quality, released by a second person."""
        self._walk_cleared_lot()

    def test_lot_cleared_after_a_reaction_in_chinese(self):
        """The same for people who work in Chinese."""
        self._speak_chinese()
        self._walk_cleared_lot()

    def _walk_cleared_lot(self):
        reaction = self.env.ref(
            "complaint_management.complaint_defect_infusion_reaction"
        )
        other = self._take_call(
            "Ward 1",
            1,
            self._create_stock(self.product, "2607C", 10),
            reaction,
            self.hospitals["County Hospital"],
            drug_added=True,
            drug_name=DRUG,
        )
        self.env["complaint.adverse.reaction"].create(
            {"case_id": other.id, "line_id": other.line_ids.id}
        )
        case = self._take_call(
            "Infusion Room",
            1,
            defect=reaction,
            partner=self.hospitals["Children's Hospital"],
            drug_added=True,
            drug_name=DRUG,
        )
        hold = self._hold_from(
            self.lot.with_user(self.second).action_hold(), self.second
        )
        self._turn("reaction", self.handler, case)
        sheet = case.adverse_reaction_ids
        self.assertRecordValues(
            sheet, [{"temperature": 41.5, "symptom_chills": True, "hint": "drug"}]
        )
        self._finish_investigation(case, conclusion="not_confirmed")
        self._turn("clear", self.user_quality, case)
        self.assertEqual(sheet.lot_cleared_by_id, self.user_quality)
        self._turn("release", self.user_quality_manager, path="complaint-holds")
        self.assertEqual(hold.released_by_id, self.user_quality_manager)
        self.assertEqual(self._get_quantity(self.lot, self.stock), 1500)
