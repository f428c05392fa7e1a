# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from datetime import datetime

from freezegun import freeze_time

from .case_common import ComplaintCaseCommon

#: A Monday, at nine in the morning in UTC.
MONDAY = datetime(2026, 3, 2, 9)


class ComplaintClockCommon(ComplaintCaseCommon):
    """Policies whose working day is eight to sixteen, Monday to Friday, in UTC.

    This class provides:

    * `calendar`, those working hours;
    * :meth:`_create_policy`, which puts milestones in force;
    * :meth:`_get_clock`, the clock of a case for a milestone by its name.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.calendar = cls.env["resource.calendar"].create(
            {
                "name": "Eight to sixteen",
                "tz": "UTC",
                "company_id": cls.company.id,
                "attendance_ids": [(5, 0, 0)]
                + [
                    (
                        0,
                        0,
                        {
                            "name": "Day",
                            "dayofweek": str(day),
                            "hour_from": 8,
                            "hour_to": 16,
                            "day_period": "full_day",
                        },
                    )
                    for day in range(5)
                ],
            }
        )

    @classmethod
    def _create_policy(cls, *milestones, activate=True, **values):
        """Create a policy of milestones: name, start, target, amount, unit, more."""
        policy = cls.env["complaint.policy"].create(
            {
                "name": "Test Policy",
                "company_id": cls.company.id,
                "milestone_ids": [
                    (
                        0,
                        0,
                        {
                            "name": name,
                            "start_event": start,
                            "target_event": target,
                            "amount": amount,
                            "unit": unit,
                            "calendar_id": cls.calendar.id,
                            **(more[0] if more else {}),
                        },
                    )
                    for name, start, target, amount, unit, *more in milestones
                ],
            }
            | values
        )
        if activate:
            policy.action_activate()
        return policy

    def _go_to(self, moment):
        """Let it be another time, until the test is over."""
        frozen = freeze_time(moment)
        frozen.start()
        self.addCleanup(frozen.stop)

    @classmethod
    def _get_clock(cls, case, name):
        """Return the clocks of a case for a milestone, the last round last."""
        return case.clock_ids.filtered(lambda clock: clock.name == name).sorted("round")
