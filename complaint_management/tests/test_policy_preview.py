# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from freezegun import freeze_time

from odoo.tests import Form, tagged
from odoo.tools import SQL

from .clock_common import ComplaintClockCommon

#: A Friday, two hours before work ends.
FRIDAY = "2026-02-27 14:00:00"


@tagged("post_install", "-at_install")
@freeze_time(FRIDAY)
class TestPolicyPreview(ComplaintClockCommon):
    """A policy says what it would mean before it is put in force."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy = cls._create_policy(
            ("Reply", "received", "replied", 24, "hour"),
            ("Decide", "received", "accepted", 1, "working_day"),
            ("Found", "accepted", "investigated", 3, "working_hour"),
            (
                "Asked",
                "replacement_wanted",
                "replacement_asked",
                2,
                "calendar_day",
                {"backward": True},
            ),
            ("Reviewed", "review_requested", "review_decided", 0, "working_day"),
            activate=False,
        )

    def _preview(self, **context):
        context = {"tz": "UTC", "lang": "en_US"} | context
        milestones = self.policy.with_user(self.user_administrator).milestone_ids
        return {m.name: m.preview for m in milestones.with_context(**context)}

    def test_received_now(self):
        """Hours go by on Saturday, working days do not; others say what starts them."""
        self.assertEqual(
            self._preview(),
            {
                "Reply": "Sat 2026-02-28 14:00",
                "Decide": "Mon 2026-03-02 14:00",
                "Found": "Mon 2026-03-02 09:00, if it happens now: “Accepted”",
                "Asked": (
                    "Wed 2026-02-25 14:00, if it is for now: “Replacement wanted on”"
                ),
                "Reviewed": "no number yet",
            },
        )

    def test_zone_of_who_looks(self):
        """Two in the afternoon in London is ten in the evening in Shanghai."""
        self.assertEqual(
            self._preview(tz="Asia/Shanghai")["Reply"], "Sat 2026-02-28 22:00"
        )

    def test_same_as_the_limit_that_starts(self):
        """A complaint that comes in then is due when the preview said."""
        self.policy.milestone_ids.filtered(lambda m: not m.amount).unlink()
        self.policy.action_activate()
        case = self._create_case()
        due = {clock.name: clock.deadline for clock in case.clock_ids}
        shown = self._preview()
        self.assertEqual(f"{due['Reply']:%a %Y-%m-%d %H:%M}", shown["Reply"])
        self.assertEqual(f"{due['Decide']:%a %Y-%m-%d %H:%M}", shown["Decide"])

    def test_typing_a_number_shows_the_date(self):
        """The date follows while the form is filled in."""
        policy = self.policy.with_context(tz="UTC", lang="en_US")
        with Form(policy) as form:
            with form.milestone_ids.edit(1) as milestone:
                self.assertEqual(milestone.preview, "Mon 2026-03-02 14:00")
                milestone.amount = 2
                self.assertEqual(milestone.preview, "Tue 2026-03-03 14:00")

    def test_chosen_moment(self):
        """The dialog counts from any moment, for who may only look."""
        policy = self.policy.with_user(self.user_named)
        preview = self.env["complaint.policy.preview"].with_user(self.user_named)
        preview = preview.with_context(
            default_policy_id=policy.id, tz="UTC", lang="en_US"
        )
        with Form(preview) as form:
            self.assertIn("Mon 2026-03-02 14:00", form.result)
            form.received_at = "2026-03-04 08:00:00"
            self.assertIn("<td>Reply</td>", form.result)
            self.assertIn("Thu 2026-03-05 08:00", form.result)
            self.assertIn("2 days before", form.result)
            self.assertNotIn("Mon 2026-03-02 14:00", form.result)
            self.assertNotIn("happens now", form.result)

    def test_names_are_text(self):
        """A name is shown as it was typed, whatever it looks like."""
        self.policy.milestone_ids[0].name = "<b>Reply</b>"
        preview = self.env["complaint.policy.preview"].create(
            {"policy_id": self.policy.id}
        )
        self.assertIn("&lt;b&gt;Reply&lt;/b&gt;", preview.result)

    def test_nothing_is_written(self):
        """Neither a version of the working hours nor anything else."""
        before = self._count_rows()
        self._preview()
        self.env.flush_all()
        self.assertEqual(self._count_rows(), before)

    def _count_rows(self):
        tables = ("complaint_calendar_version", "complaint_clock", "complaint_policy")
        return [
            self.env.execute_query(
                SQL("SELECT count(*) FROM %s", SQL.identifier(table))
            )
            for table in tables
        ]

    def test_hours_that_can_not_count(self):
        """The preview says what is wrong with the working hours."""
        self.calendar.flexible_hours = True
        self.assertIn("flexible hours", self._preview()["Decide"])

    def test_limit_beyond_all_known_years(self):
        """A number typed wrong is answered in words."""
        self.policy.milestone_ids[1].amount = 90000
        self.assertIn("beyond the years", self._preview()["Decide"])
