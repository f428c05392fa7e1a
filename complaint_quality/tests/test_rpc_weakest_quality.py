# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields
from odoo.tests import tagged

from odoo.addons.complaint_management.tests import test_rpc_weakest_user as weakest


@tagged("post_install", "-at_install")
class TestWeakestQuality(weakest.TestWeakestUser):
    """Each public method of quality's models, called by who may not see the record."""

    # What the class above tests of the addon below is tested there.
    test_forged_token_opens_nothing = None
    test_user_id_in_the_context_is_ignored = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        line = cls._create_line(cls.case)
        action = cls.env["complaint.corrective.action"].create(
            {
                "name": "Warm up the jaw",
                "description": "Before each start.",
                "case_id": cls.case.id,
                "user_id": cls.handler.id,
                "due_date": fields.Date.today(),
            }
        )
        investigation = cls.parts["complaint.investigation"]
        owner = {"investigation_id": investigation.id}
        sample = cls.env["complaint.sample"].create(
            {
                "case_id": cls.case.id,
                "packaging": "sealed",
                "condition": "Whole.",
            }
        )
        sample.action_receive()
        test = cls.env["complaint.sample.test"].create(
            {"sample_id": sample.id, "name": "Leak", "rule": "words"}
        )
        test.action_start_test()
        cls.records = {
            record._name: record
            for record in (
                action,
                cls.env["complaint.corrective.action.complete"].create(
                    {"action_id": action.id, "note": "Done"}
                ),
                cls.env["complaint.corrective.action.tell"].create(
                    {"action_id": action.id}
                ),
                cls.env["complaint.known.issue"].create({"name": "Test Issue"}),
                cls.env["complaint.adverse.reaction"].create(
                    {"case_id": cls.case.id, "line_id": line.id}
                ),
                cls.env["complaint.investigation.check"].create(owner),
                cls.env["complaint.investigation.cause"].create(
                    owner | {"name": "Cold"}
                ),
                investigation,
                cls.case,
                sample,
                sample.custody_ids,
                test,
                test.value_ids,
                cls.env["complaint.sample.move"].create({"sample_id": sample.id}),
            )
        }
        cls.env.flush_all()

    def test_internal_user_gets_nothing(self):
        """An employee who knows the ids calls everything in vain."""
        called = self._assert_nothing_changes(self._attack, self.user_internal)
        self.assertIn(("complaint.corrective.action", "action_verify"), called)
        self.assertIn(("complaint.known.issue", "action_tell"), called)
        self.assertIn(("complaint.sample", "action_receive"), called)
        self.assertIn(("complaint.sample.test", "action_review"), called)
        self.assertIn(("complaint.sample.custody", "write"), called)

    def test_portal_user_gets_nothing(self):
        """A customer who knows the ids calls everything in vain."""
        called = self._assert_nothing_changes(self._attack, self.user_portal)
        self.assertIn(("complaint.adverse.reaction", "action_clear_lot"), called)
