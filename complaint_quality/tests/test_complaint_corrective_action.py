# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .action_common import ComplaintActionCommon


@tagged("post_install", "-at_install")
class TestComplaintCorrectiveAction(ComplaintActionCommon):
    """What is done about a cause: by whom, until when, and who saw that it was done."""

    def _find_activities(self, action):
        return self.env["mail.activity"].search(
            [("res_model", "=", action._name), ("res_id", "=", action.id)]
        )

    # === START === #

    def test_goods_come_from_the_complaint(self):
        """Product and defect are what the complaint is about; the case is linked."""
        action = self._create_action(defect_id=False)
        self.assertRecordValues(
            action,
            [
                {
                    "state": "open",
                    "product_ids": self.product.ids,
                    "defect_id": self.defect_below.id,
                    "case_ids": self.case.ids,
                    "company_id": self.company.id,
                }
            ],
        )

    def test_responsible_is_asked(self):
        """The action stands on the list of who does it; another takes it over."""
        action = self._create_action()
        self.assertEqual(self._find_activities(action).user_id, self.worker)
        action.user_id = self.handler
        self.assertEqual(self._find_activities(action).user_id, self.handler)

    def test_respondent_and_strangers_are_not_responsible(self):
        """Who is complained about, and who works elsewhere, can't be made to do it."""
        employee = self._create_employee(self.colleague)
        self.case.write(
            {"respondent_kind": "employee", "respondent_employee_ids": employee.ids}
        )
        with self.assertRaisesRegex(ValidationError, "is the respondent"):
            self._create_action(user_id=self.colleague.id)
        for user in (self.user_portal, self.user_other_company):
            with self.assertRaisesRegex(ValidationError, "does not work for"):
                self._create_action(user_id=user.id)

    def test_late_from_the_day_after(self):
        """The due date itself is not late."""
        action = self._create_action(due_date="2026-03-10")
        Action = self.env["complaint.corrective.action"]
        for day, late in (("2026-03-10", False), ("2026-03-11", True)):
            with freeze_time(f"{day} 12:00:00"):
                action.invalidate_recordset(["is_late"])
                self.assertEqual(action.is_late, late)
                found = Action.search([("is_late", "=", True), ("id", "=", action.id)])
                self.assertEqual(bool(found), late)

    # === STEPS === #

    def test_state_is_not_written_by_hand(self):
        """Neither creating nor writing sets what the buttons write."""
        action = self._create_action()
        for vals in (
            {"state": "verified"},
            {"effectiveness": "effective"},
            {"completed_by_id": self.handler.id},
            {"told_case_ids": [(6, 0, self.case.ids)]},
        ):
            with self.assertRaises(AccessError):
                action.with_user(self.user_quality).write(vals)
            with self.assertRaises(AccessError):
                self._create_action(**vals)

    def test_plain_employee_completes_the_own_action(self):
        """The responsible needs no role, and sees the action, not the complaint."""
        action = self._create_action()
        own = action.with_user(self.worker)
        self.assertEqual(own.name, "Warm up the welding jaw")
        self.assertFalse(self.case.with_user(self.worker).has_access("read"))
        self.assertFalse(own.has_access("write"))
        self._complete(action)
        self.assertRecordValues(
            action,
            [
                {
                    "state": "completed",
                    "completion_note": "Done on line 2.",
                    "completed_by_id": self.worker.id,
                }
            ],
        )
        self.assertFalse(self._find_activities(action))

    def test_completing_needs_evidence(self):
        """A note or a file has to show it."""
        action = self._create_action()
        with self.assertRaisesRegex(UserError, "What shows that it is done"):
            self._complete(action, note="  ")
        photo = (
            self.env["ir.attachment"]
            .with_user(self.worker)
            .create(
                {
                    "name": "jaw.txt",
                    "raw": b"180 degrees",
                    "res_model": "complaint.corrective.action.complete",
                }
            )
        )
        self._complete(action, note=False, files=photo)
        self.assertEqual(action.attachment_ids, photo)
        self.assertEqual(photo.res_id, action.id)
        self.assertTrue(photo.with_user(self.user_quality).has_access("read"))
        self.assertFalse(photo.with_user(self.colleague).has_access("read"))

    def test_others_do_not_complete_it(self):
        """Who is neither responsible nor of quality can't say that it is done."""
        action = self._create_action()
        for user in (self.user_internal, self.colleague):
            with self.assertRaises(AccessError):
                self._complete(action, user=user)
        # named in the complaint, so that it is seen, but not of quality
        with self.assertRaisesRegex(AccessError, "Only"):
            self._complete(action, user=self.handler)

    def test_completed_once(self):
        """What is completed is not completed again."""
        action = self._create_action()
        self._complete(action)
        with self.assertRaisesRegex(UserError, "is “Completed”"):
            self._complete(action)

    def test_nobody_verifies_the_own_work(self):
        """Whoever did it, or was to do it, administrators included."""
        for responsible, completer in (
            (self.worker, self.user_quality),
            (self.user_quality, self.user_quality),
        ):
            action = self._create_action(user_id=responsible.id)
            self._complete(action, user=completer)
            action.verification_note = "Looks fine."
            with self.assertRaisesRegex(UserError, "somebody else"):
                action.with_user(self.user_quality).action_verify()
        admin = self.env.ref("base.user_admin")
        admin.company_ids |= self.company
        action = self._create_action(user_id=admin.id)
        self._complete(action, user=admin)
        action.verification_note = "Looks fine."
        with self.assertRaisesRegex(UserError, "somebody else"):
            action.with_user(admin).action_verify()

    def test_verifying_asks_for_what_was_checked(self):
        """The check is written down; a corrective one says what customers are told."""
        action = self._create_action(public_text=False)
        self._complete(action)
        own = action.with_user(self.user_quality)
        with self.assertRaisesRegex(UserError, "What Was Checked"):
            own.action_verify()
        own.verification_note = "Seen on site."
        with self.assertRaisesRegex(UserError, "What the Complainants Are Told"):
            own.action_verify()

    @freeze_time("2026-03-02 20:00:00")
    def test_verified(self):
        """The day of completion, where the user is, is that of the fix."""
        action = self._create_action()
        self.user_quality.tz = "Asia/Shanghai"
        self._verify(action)
        self.assertRecordValues(
            action,
            [
                {
                    "state": "verified",
                    "verified_by_id": self.user_quality.id,
                    "effectiveness": "undecided",
                }
            ],
        )
        self.assertEqual(str(action.fix_date), "2026-03-03")

    def test_handler_may_not_verify(self):
        """Verifying is quality's."""
        action = self._create_action()
        self._complete(action)
        with self.assertRaises(AccessError):
            action.with_user(self.handler).action_verify()

    def test_send_back(self):
        """What is not done as agreed goes back, with what is missing."""
        action = self._create_action()
        self._complete(action)
        action.with_user(self.user_quality).verification_note = "Line 3 is missing."
        action.with_user(self.user_quality).action_send_back()
        self.assertRecordValues(action, [{"state": "open", "completed_by_id": False}])
        self.assertEqual(self._find_activities(action).user_id, self.worker)
        self.assertIn("Line 3 is missing.", action.message_ids[0].body)

    def test_give_up_with_a_reason(self):
        """What is given up says why, and nothing of it is deleted."""
        action = self._create_action().with_user(self.user_quality)
        with self.assertRaisesRegex(UserError, "Why It Is Given Up"):
            action.action_cancel()
        action.cancel_reason = "The line is replaced."
        action.action_cancel()
        self.assertEqual(action.state, "cancelled")
        self.assertFalse(self._find_activities(action))
        with self.assertRaises(UserError):
            action.sudo().unlink()

    def test_what_was_agreed_stays(self):
        """After completion the task is not rewritten; the case never changes."""
        action = self._create_action()
        with self.assertRaises(UserError):
            action.case_id = self._create_case()
        self._complete(action)
        with self.assertRaisesRegex(UserError, "is “Completed”"):
            action.with_user(self.user_quality).description = "Something easier"

    # === THE COMPLAINT === #

    def test_open_containment_keeps_the_complaint_open(self):
        """Closing waits until what was stopped for now is verified or given up."""
        case = self._create_case_at("follow_up")
        action = self._create_action(case_id=case.id, kind="containment")
        self._prepare_close(case)
        for _state in ("open", "completed"):
            with self.assertRaisesRegex(UserError, "Containment"):
                case.action_close()
            if action.state == "open":
                self._complete(action)
        action.write({"verification_note": "The lot is held."})
        action.with_user(self.env.ref("base.user_admin")).sudo().action_verify()
        case.action_close()
        self.assertEqual(case.state, "closed")

    def test_corrective_action_outlives_the_complaint(self):
        """A correction takes longer than the complaint, whose file is then locked."""
        case = self._create_case_at("follow_up")
        action = self._create_action(case_id=case.id)
        self._prepare_close(case)
        case.action_close()
        case._name_users(self.user_quality, "investigator")
        self._verify(action)
        self.assertEqual(action.state, "verified")

    def test_limit_of_its_own(self):
        """A policy can limit it: from the assignment to the completion."""
        policy = self.env["complaint.policy"].create(
            {
                "name": "Actions",
                "milestone_ids": [
                    (
                        0,
                        0,
                        {
                            "name": "Action done",
                            "start_event": "action_assigned",
                            "target_event": "action_completed",
                            "amount": 10,
                            "unit": "calendar_day",
                        },
                    )
                ],
            }
        )
        policy.action_activate()
        first, second = self._create_action(), self._create_action()
        clocks = self.case.clock_ids.filtered(
            lambda clock: clock.milestone_id == policy.milestone_ids
        )
        self.assertEqual(clocks.mapped("res_model"), [first._name] * 2)
        self._complete(first)
        states = {clock.res_id: clock.state for clock in clocks}
        self.assertEqual(states, {first.id: "reached", second.id: "running"})
        second.cancel_reason = "Not needed"
        second.action_cancel()
        self.assertEqual(set(clocks.mapped("state")), {"reached", "cancelled"})

    # === TELLING === #

    def test_complainants_are_told_of_what_was_improved(self):
        """Each in the own language, after a look; nobody is told twice."""
        other = self._create_case(user_id=self.handler.id)
        self.partner.email = "hospital@example.com"
        action = self._create_action(case_ids=[(6, 0, other.ids)])
        self.assertFalse(action.untold_count)
        self._verify(action)
        self.assertEqual(action.untold_count, 2)
        dialog = self.env["complaint.corrective.action.tell"].with_user(self.handler)
        dialog = dialog.create({"action_id": action.id})
        self.assertEqual(dialog.case_ids, self.case | other)
        self.assertIn("start of the filling line", dialog.preview)
        dialog.action_tell()
        notices = (self.case | other).notice_ids
        self.assertEqual(set(notices.mapped("code")), {"corrective_action"})
        self.assertEqual(set(notices.mapped("state")), {"queued"})
        self.assertFalse(action.untold_count)
        with self.assertRaisesRegex(UserError, "Nobody is left"):
            dialog.action_tell()

    def test_without_an_address_it_stays_on_the_list(self):
        """What could not be mailed is told another way and recorded."""
        action = self._create_action()
        self._verify(action)
        dialog = self.env["complaint.corrective.action.tell"].with_user(self.handler)
        dialog = dialog.create({"action_id": action.id})
        self.assertEqual(dialog.no_address_count, 1)
        with self.assertRaisesRegex(UserError, "None of these"):
            dialog.action_tell()
        dialog.via = "phone"
        dialog.action_tell()
        self.assertEqual(self.case.notice_ids[:1].via, "phone")
        self.assertFalse(action.untold_count)

    def test_who_may_not_change_a_complaint_tells_nothing_of_it(self):
        """Whom a stranger would tell is left to the handlers."""
        action = self._create_action(user_id=self.colleague.id)
        self._complete(action, user=self.colleague)
        action.verification_note = "Seen."
        action.with_user(self.user_quality).action_verify()
        dialog = self.env["complaint.corrective.action.tell"].with_user(self.colleague)
        made = dialog.create({"action_id": action.id})
        self.assertFalse(made.case_ids)
        self.assertEqual(made.left_count, 1)
        with self.assertRaises(AccessError):
            dialog.create(
                {"action_id": action.id, "case_ids": [(6, 0, self.case.ids)]}
            ).action_tell()

    def test_who_sees_no_complaint_knows_how_many_are_to_be_told(self):
        """What a form read before, as far as the user sees it, does not count."""
        action = self._create_action()
        self._verify(action)
        self.env.invalidate_all()
        own = action.with_user(self.user_quality_manager)
        found = own.web_read({"case_ids": {}, "untold_count": {}})
        self.assertEqual(found[0]["case_ids"], [])
        self.assertEqual(found[0]["untold_count"], 1)

    def test_handlers_are_asked_to_tell(self):
        """Verifying puts it on the list of the handler."""
        self._verify(self._create_action())
        summaries = self.case.activity_ids.filtered(
            lambda activity: activity.user_id == self.handler
        ).mapped("summary")
        self.assertIn("Tell the complainant what was improved", summaries)

    # === ACCESS === #

    def test_respondent_of_a_linked_complaint_reads_nothing(self):
        """Barred from one complaint is barred from what answers it."""
        other = self._create_case(user_id=False, team_id=False)
        action = self._create_action(case_ids=[(6, 0, other.ids)])
        self.assertTrue(action.with_user(self.handler).has_access("read"))
        employee = self._create_employee(self.handler)
        other.write(
            {"respondent_kind": "employee", "respondent_employee_ids": employee.ids}
        )
        self.env.flush_all()
        action.invalidate_recordset()
        self.assertFalse(action.with_user(self.handler).has_access("read"))

    def test_quality_manager_sees_all_but_the_confidential(self):
        """Supervision covers what is not an employee's own matter."""
        action = self._create_action()
        own = action.with_user(self.user_quality_manager)
        self.assertTrue(own.has_access("write"))
        self.case.confidential = True
        self.env.flush_all()
        self.assertFalse(own.has_access("read"))

    def test_strangers_get_nothing(self):
        """Named nowhere, in another company, or a customer: refused."""
        action = self._create_action()
        for name in ("action_complete", "action_verify", "action_send_back"):
            self.assertBarred(action, name)
        for name in ("action_measure", "action_cancel", "action_tell"):
            self.assertBarred(action, name)
