# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .case_common import ComplaintCaseCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 09:00:00")
class TestComplaintEvidence(ComplaintCaseCommon):
    """Evidence says what it is, when it came and to whom, and stays."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.registered = cls._create_case_at("registered")

    def _create_file(self, user, **values):
        return (
            self.env["ir.attachment"]
            .with_user(user)
            .create({"name": "bag.jpg", "raw": b"not really"} | values)
        )

    def test_received_now_by_whoever_registers(self):
        """Who registers evidence received it now, unless told otherwise."""
        evidence = self._create_evidence(self.case.with_user(self.handler))
        evidence = (
            self.env["complaint.evidence"]
            .with_user(self.handler)
            .create(
                {
                    "case_id": self.registered.id,
                    "name": "Bag, uncut",
                    "as_delivered": True,
                }
            )
        )
        self.assertEqual(evidence.received_by_id, self.handler)
        self.assertEqual(str(evidence.received_at), "2026-03-02 09:00:00")

    def test_registered_evidence_never_deleted(self):
        """Evidence of a registered case is not deleted, whoever asks."""
        evidence = self._create_evidence(self.registered)
        for record in (evidence, evidence.with_user(self.user_manager)):
            with self.assertRaisesRegex(UserError, "never deleted"):
                record.unlink()

    def test_change_after_registration_logged(self):
        """What stood on registered evidence can be read in the thread of the case."""
        evidence = self._create_evidence(self.registered, source="Ward 3")
        evidence.with_user(self.handler).write({"source": "Ward 4", "kind": "photo"})
        body = self.registered.message_ids[0].body
        for text in ("Ward 3", "Ward 4", "Photo", evidence.name):
            self.assertIn(text, body)
        count = len(self.registered.message_ids)
        evidence.with_user(self.handler).source = "Ward 4"
        self.assertEqual(len(self.registered.message_ids), count)

    def test_change_before_registration_not_logged(self):
        """While a case is typed in, its evidence is corrected without a trace."""
        evidence = self._create_evidence(self.case, source="Ward 3")
        count = len(self.case.message_ids)
        evidence.source = "Ward 4"
        self.assertEqual(len(self.case.message_ids), count)

    def test_file_of_registered_evidence_not_taken_away(self):
        """A file can be added to registered evidence, but never leaves it."""
        evidence = self._create_evidence(self.registered).with_user(self.handler)
        first, second = self._create_file(self.handler), self._create_file(self.handler)
        evidence.attachment_ids = first
        evidence.attachment_ids += second
        with self.assertRaises(UserError):
            evidence.attachment_ids -= first
        self.assertEqual(evidence.attachment_ids, first + second)

    def test_slip_before_registration_deleted(self):
        """What was added to a new case by mistake is taken away again."""
        evidence = self._create_evidence(self.case)
        evidence.with_user(self.handler).unlink()
        self.assertFalse(evidence.exists())

    def test_file_seen_by_whoever_sees_the_case(self):
        """A file that is added belongs to the evidence, and is read with it."""
        file = self._create_file(self.handler)
        evidence = (
            self.env["complaint.evidence"]
            .with_user(self.handler)
            .create(
                {
                    "case_id": self.registered.id,
                    "name": "Photo",
                    "attachment_ids": file.ids,
                }
            )
        )
        self.assertRecordValues(
            file, [{"res_model": "complaint.evidence", "res_id": evidence.id}]
        )
        self.assertEqual(file.with_user(self.leader).raw, b"not really")

    def test_file_closed_to_outsiders(self):
        """A file of evidence is closed to those without a part in the case."""
        evidence = self._create_evidence(self.registered)
        file = self._create_file(self.handler)
        evidence.with_user(self.handler).attachment_ids = file
        for user in (self.user_internal, self.colleague, self.user_other_company):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                file.with_user(user).read(["raw"])

    def test_evidence_not_added_by_outsiders(self):
        """Those without a part in the case register no evidence in it."""
        for user in self._get_outsiders():
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.env["complaint.evidence"].with_user(user).create(
                    {"case_id": self.registered.id, "name": "Slipped in"}
                )
