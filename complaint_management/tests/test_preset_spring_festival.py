# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from freezegun import freeze_time

from odoo.tests import tagged

from .escalation_common import ComplaintEscalationCommon
from .golden_week_common import GoldenWeekCommon

# Spring Festival 2026 in Shanghai, 8 to 12 and 13:30 to 17:30, w for a day that works:
#
#   February              Thu 12 w  Fri 13 w  Sat 14 w (made up)  Sun 15
#   Mon 16 .. Sun 22 off
#   Mon 23 off   Tue 24 w  Wed 25 w  Thu 26 w  Fri 27 w  Sat 28 w (made up)
#   March  Sun 1 Mon 2 w  Tue 3 w  Wed 4 w  Thu 5 w  Fri 6 w    Sat 7 Sun 8
#          Mon 9 w  10 w  11 w  12 w  13 w   Mon 16 w .. 20 w   Mon 23 w .. 27 w
#
# The days that work, numbered after each start:
#
#   EVE   Sat 14 = 1, Tue 24 = 2, 25 = 3, 26 = 4, 27 = 5, Sat 28 = 6, Mon 2 = 7, 3 = 8,
#         4 = 9, 5 = 10, 6 = 11, Mon 9 = 12, 10 = 13, 11 = 14, 12 = 15, 13 = 16,
#         Mon 16 = 17, 17 = 18, 18 = 19, 19 = 20; the limit ends at half past three, as
#         it began
#   YEAR  nobody works: the whole of Tue 24 = 1, 25 = 2, 26 = 3, 27 = 4, Sat 28 = 5,
#         Mon 2 = 6, 3 = 7, 4 = 8, 5 = 9, 6 = 10, Mon 9 = 11, 10 = 12, 11 = 13, 12 = 14,
#         13 = 15, Mon 16 = 16, .. 20 = 20; the limit ends with the last day
#   LAST  Sat 28 = 1, Mon 2 = 2, 3 = 3, 4 = 4, 5 = 5, 6 = 6, Mon 9 = 7, 10 = 8, 11 = 9,
#         12 = 10, 13 = 11, Mon 16 = 12, 17 = 13, 18 = 14, 19 = 15, 20 = 16,
#         Mon 23 = 17, 24 = 18, 25 = 19, 26 = 20; again at half past three
#
# Days as laws count them are the same ones, and end with the last day always.
#: The last Friday before the holidays, New Year's Day, the first Friday after them.
EVE, YEAR, LAST = STARTS = ("02-13 15:30", "02-17 10:00", "02-27 15:30")
ONE_DAY = ("02-14 15:30", "02-24 17:30", "02-28 15:30")
TWO_DAYS = ("02-24 15:30", "02-25 17:30", "03-02 15:30")
THREE_DAYS = ("02-25 15:30", "02-26 17:30", "03-03 15:30")
FIVE_DAYS = ("02-27 15:30", "02-28 17:30", "03-05 15:30")
TEN_DAYS = ("03-05 15:30", "03-06 17:30", "03-12 15:30")
FIFTEEN_DAYS = ("03-12 15:30", "03-13 17:30", "03-19 15:30")
TWENTY_DAYS = ("03-19 15:30", "03-20 17:30", "03-26 15:30")
THREE_DAYS_OF_LAW = ("02-25 17:30", "02-26 17:30", "03-03 17:30")
SEVEN_DAYS_OF_LAW = ("03-02 17:30", "03-03 17:30", "03-09 17:30")
# Elapsed: the same clock time so many days later, on holidays as on any other day.
TWO_HOURS = ("02-13 17:30", "02-17 12:00", "02-27 17:30")
EIGHT_HOURS = ("02-13 23:30", "02-17 18:00", "02-27 23:30")
HALF_A_DAY = ("02-14 03:30", "02-17 22:00", "02-28 03:30")
A_DAY_AND_NIGHT = ("02-14 15:30", "02-18 10:00", "02-28 15:30")
TWO_OF_THEM = ("02-15 15:30", "02-19 10:00", "03-01 15:30")
FIVE_OF_THEM = ("02-18 15:30", "02-22 10:00", "03-04 15:30")
# February 2026 has 28 days, March 31, April 30.
FIFTEEN_OF_THEM = ("02-28 15:30", "03-04 10:00", "03-14 15:30")
FIFTEEN_OF_LAW = ("02-28 23:59:59", "03-04 23:59:59", "03-14 23:59:59")
SIXTY_OF_LAW = ("04-14 23:59:59", "04-18 23:59:59", "04-28 23:59:59")
TWO_BEFORE = ("02-11 15:30", "02-15 10:00", "02-25 15:30")

#: By policy: what of it is chosen or filled in, and its limits with what starts them.
PRESETS = {
    "factory_standard": {
        "Replied": ("received", A_DAY_AND_NIGHT),
        "Registered": ("received", A_DAY_AND_NIGHT),
        "Verified": ("received", A_DAY_AND_NIGHT),
        "Solved": ("verified", FIVE_DAYS),
        "Result told": ("settled", THREE_DAYS),
    },
    "factory_supplier": {
        "Passed on": ("received", A_DAY_AND_NIGHT),
        "Preliminary verification": ("received", A_DAY_AND_NIGHT),
        "Analysis report": ("received", THREE_DAYS),
        "Supplier contacted": ("received", FIVE_DAYS),
        "Measures implemented": ("received", FIVE_DAYS),
        "Done": ("received", TEN_DAYS),
    },
    "dairy": {
        "Dispatched": ("received", HALF_A_DAY),
        "Contact, target": ("handover_received", HALF_A_DAY),
        "Contact, latest": ("handover_received", A_DAY_AND_NIGHT),
        "Settled or reported back": ("handover_received", TWO_OF_THEM),
        "Closing report collected": ("received", FIVE_OF_THEM),
    },
    "infusion": {
        "First contact": ("received", TWO_HOURS),
        "On site": ("received", EIGHT_HOURS),
        "Specialist to QA": ("on_site", ONE_DAY),
        "QA writes the report": ("handed_over", ONE_DAY),
        "Report to field sales": ("report_written", ONE_DAY),
        "Report to the customer": ("dispatched", ONE_DAY),
    },
    "leaking_bags": {
        "Visited and registered": ("received", TEN_DAYS),
        "Goods brought back": ("received", TWENTY_DAYS),
        "Replacement asked for": ("replacement_wanted", TWO_BEFORE),
    },
    "general": {
        "Assessed": ("received", ONE_DAY),
        "Investigated": ("investigation_started", TWO_DAYS),
        "Solution": ("investigated", THREE_DAYS),
    },
    "consumer_rights": {
        "Acceptance told": ("received", A_DAY_AND_NIGHT),
        "Investigated": ("accepted", FIFTEEN_DAYS),
        "Review decided": ("review_requested", TEN_DAYS),
    },
    "regulator_12315": {"Decided and told": ("received", SEVEN_DAYS_OF_LAW)},
    "regulator_12315_platform": {
        "Notice of acceptance": ("received", THREE_DAYS_OF_LAW)
    },
    "regulator_12378": {
        "Acceptance told": ("received", FIFTEEN_OF_LAW),
        "Decided": ("accepted", SIXTY_OF_LAW),
    },
    "first_reply": {"First reply": ("received", A_DAY_AND_NIGHT)},
    "informed": {
        "Delay explained": ("promise_missed", ONE_DAY),
        "Progress told": ("registered", FIVE_DAYS),
    },
    "offer_answer": {"Offer answered": ("offered", FIFTEEN_OF_THEM)},
}
#: What is left to whoever puts it in force.
FILLED_IN = {"consumer_rights": {"Investigated": 15, "Review decided": 10}}


@tagged("post_install", "-at_install")
class TestPresetSpringFestival(GoldenWeekCommon):
    """Each limit of each shipped policy over Spring Festival and both Saturdays."""

    def test_no_limit_is_left_out(self):
        """What a policy is shipped with stands in the table."""
        names = self.env["ir.model.data"].search(
            [
                ("model", "=", "complaint.policy"),
                ("module", "=", "complaint_management"),
            ]
        )
        shipped = self.env["complaint.policy"].browse(names.mapped("res_id"))
        self.assertEqual(
            {policy.code: policy.milestone_ids.mapped("name") for policy in shipped},
            {code: list(limits) for code, limits in PRESETS.items()},
        )

    def test_working_time_skips_holidays_and_counts_both_saturdays(self):
        """Moments worked out by hand, from three starts, to the second."""
        for code, limits in PRESETS.items():
            self._activate(code)
            for place, start in enumerate(STARTS):
                with freeze_time(self._at(start)):
                    case = self._start_all(code, limits, self._at(start))
                for name, (_event, expected) in limits.items():
                    with self.subTest(policy=code, limit=name, start=start):
                        clock = self._get_clock(case, name)[:1]
                        self.assertEqual(clock.deadline, self._at(expected[place]))

    def test_elapsed_time_does_not_care(self):
        """The same limits end at the same moments where no day is off or made up."""
        ends = []
        for made_up in (True, False):
            for code, limits in PRESETS.items():
                if made_up:
                    self._activate(code)
                with freeze_time(self._at(YEAR)):
                    case = self._start_all(code, limits, self._at(YEAR))
                ends += [
                    (name, self._get_clock(case, name)[:1].deadline)
                    for name in limits
                    if not self._get_clock(case, name)[:1].unit.startswith("working")
                ]
            self.env["complaint.calendar.exception"].search([]).unlink()
        half = len(ends) // 2
        self.assertEqual(half, 18)
        self.assertEqual(ends[:half], ends[half:])

    def _activate(self, code):
        policy = self.env.ref(f"complaint_management.complaint_policy_{code}")
        for name, amount in FILLED_IN.get(code, {}).items():
            policy.milestone_ids.filtered(lambda m, n=name: m.name == n).amount = amount
        # Two are of a rule that is replaced by now.
        return self._put_in_force(code, valid_to=False)

    def _start_all(self, code, limits, at):
        """Create a complaint and let all happen to it that starts a limit."""
        values = {}
        if code.startswith("regulator"):
            channel = "regulator_" + code.split("_")[1]
            values["channel_id"] = self._get_channel(channel).id
        if code == "consumer_rights":
            values = {
                "partner_id": False,
                "complainant_type": "consumer",
                "complainant_name": "Privately",
            }
        case = self._create_case(**values)
        for event in dict.fromkeys(event for event, _expected in limits.values()):
            if event != "received":
                case._complaint_event(event, at)
        return case


@tagged("post_install", "-at_install")
class TestEscalationSpringFestival(ComplaintEscalationCommon, GoldenWeekCommon):
    """Superiors are told on a Saturday that works, and not on a holiday."""

    def _run_when(self, moment):
        self._go_to(self._at(moment))
        self._run()

    def _create_at(self, moment):
        self._go_to(self._at(moment))
        case = self._create_case()
        case.action_register()
        return case

    def test_general_procedure_is_raised_on_the_first_saturday(self):
        """One working day from Friday: reminded at noon, raised, then after Tuesday."""
        self._put_in_force("general")
        case = self._create_at(EVE)
        # Two of eight hours on Friday, four on Saturday: three quarters at noon.
        self._run_when("02-14 11:59")
        self.assertTold(case)
        self._run_when("02-14 12:00")
        self.assertTold(case, self.handler)
        self._run_when("02-14 15:29")
        self.assertTold(case, self.handler)
        self._run_when("02-14 15:30")
        self.assertTold(case, self.handler, self.area_user)
        for holiday in ("02-15 15:30", "02-17 10:00", "02-20 15:30", "02-23 17:30"):
            self._run_when(holiday)
            self.assertTold(case, self.handler, self.area_user)
        # A working day later, for the next level.
        self._run_when("02-24 15:29")
        self.assertTold(case, self.handler, self.area_user)
        self._run_when("02-24 15:30")
        self.assertTold(case, self.handler, self.area_user, self.deputy_user)

    def test_infusion_is_raised_on_the_second_saturday(self):
        """From on site to quality: a working day from Friday, then Monday."""
        self._put_in_force("infusion")
        case = self._create_at("02-27 15:00")
        self._reach(case, "First contact")
        self._go_to(self._at(LAST))
        self._reach(case, "On site")
        self._run_when("02-28 15:29")
        self.assertTold(case, self.handler)
        self._run_when("02-28 15:30")
        self.assertTold(case, self.handler, self.area_user)
        # Sunday is off.
        self._run_when("03-01 15:30")
        self.assertTold(case, self.handler, self.area_user)
        self._run_when("03-02 15:30")
        self.assertTold(case, self.handler, self.area_user, self.deputy_user)

    def test_factory_standard_is_raised_on_the_second_saturday(self):
        """Five working days from New Year's Day end with that Saturday."""
        self._put_in_force("factory_standard")
        case = self._create_at(YEAR)
        self._reach(case, "Replied")
        self._reach(case, "Verified")
        open_limits = case.clock_ids.filtered(lambda clock: clock.state == "running")
        self.assertEqual(open_limits.mapped("name"), ["Solved"])
        # Three quarters of forty hours: at the end of six hours on Friday.
        self._run_when("02-27 15:29")
        self.assertTold(case)
        self._run_when("02-27 15:30")
        self.assertTold(case, self.handler)
        self._run_when("02-28 17:30")
        self.assertTold(case, self.handler, self.area_user)

    def test_elapsed_limit_waits_for_who_is_at_work(self):
        """A reply due on a holiday is raised when the area manager works again."""
        self.company.complaint_recipient_hours = True
        self._put_in_force("first_reply")
        case = self._create_at("02-14 10:00")
        told = [self.handler]
        # Three quarters on Sunday at four in the morning, all of it at ten.
        for holiday in ("02-15 04:00", "02-15 10:00", "02-19 10:00", "02-24 07:59"):
            self._run_when(holiday)
            self.assertTold(case)
        self._run_when("02-24 08:00")
        self.assertTold(case, *told, self.area_user)
