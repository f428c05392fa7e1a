# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import ComplaintCommon


@tagged("post_install", "-at_install")
class TestComplaintCaseMerge(ComplaintCommon):
    """The dialog that merges cases, opened from the list and from one case."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.oldest, cls.middle, cls.newest = (
            cls._create_case(user_id=cls.user_named.id) for _number in range(3)
        )

    def _open(self, cases, user=None):
        """Open the dialog on cases, the last one clicked first."""
        Dialog = self.env["complaint.case.merge"].with_user(user or self.user_named)
        return Form(Dialog.with_context(active_model=cases._name, active_ids=cases.ids))

    def test_oldest_is_proposed(self):
        """Of several cases the oldest goes on, in whatever order they are chosen."""
        form = self._open(self.newest | self.oldest | self.middle)
        self.assertEqual(form.master_id, self.oldest)
        action = form.save().action_merge()
        self.assertEqual(action["res_id"], self.oldest.id)
        self.assertEqual(self.oldest.merged_ids, self.middle | self.newest)
        self.assertEqual(self.oldest.state, "new")
        self.assertEqual(self.oldest.merged_count, 2)

    def test_another_one_chosen(self):
        """The user may let another of the cases go on."""
        form = self._open(self.oldest | self.middle | self.newest)
        form.master_id = self.middle
        form.save().action_merge()
        self.assertEqual(self.middle.merged_ids, self.oldest | self.newest)

    def test_one_case_asks_for_the_other(self):
        """Opened on one case, the one that goes on has to be chosen."""
        form = self._open(self.newest)
        self.assertFalse(form.master_id)
        with self.assertRaisesRegex(AssertionError, "master_id is a required field"):
            form.save()
        form.master_id = self.oldest
        form.save().action_merge()
        self.assertEqual(self.newest.merged_into_id, self.oldest)
        self.assertEqual(self.middle.state, "new")

    def test_case_into_itself_refused(self):
        """The case refuses what the dialog does not check."""
        form = self._open(self.newest)
        form.master_id = self.newest
        with self.assertRaisesRegex(UserError, "into itself"):
            form.save().action_merge()

    def test_merge_blocked_for_who_is_not_named_in_one(self):
        """A case of others is not merged, and nothing of the own is."""
        self.middle.user_id = self.user_all
        with self.assertRaises(AccessError):
            self._open(self.oldest | self.middle).save().action_merge()
        self.assertEqual(self.oldest.state, "new")
        self.assertEqual(self.middle.state, "new")

    def test_dialog_blocked_without_role(self):
        """Who has no role in complaints merges none."""
        with self.assertRaises(AccessError):
            self._open(self.oldest | self.middle, self.user_internal)

    def test_dialog_of_another_user_stays_closed(self):
        """Nobody carries out what somebody else prepared."""
        dialog = self._open(self.oldest | self.middle).save()
        with self.assertRaises(AccessError):
            dialog.with_user(self.user_administrator).read(["master_id"])
