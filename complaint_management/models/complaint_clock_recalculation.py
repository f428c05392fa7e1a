# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
# One file for each concern of a clock, none of them too long.
# pylint: disable=consider-merging-classes-inherited

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.clock import Event, LedgerError, replay
from ..tools.working_time import WorkingTimeError
from .complaint_clock import OPEN

#: How many clocks are counted anew in one transaction.
BATCH = 100


class ComplaintClock(models.Model):
    """Running limits counted anew, where somebody asks for it.

    After working hours changed, or after a new version of the policy. Days that are
    over keep their hours, pauses and extensions stay, and the ledger says who asked.
    """

    _inherit = "complaint.clock"

    recount_version_id = fields.Many2one(
        "complaint.calendar.version",
        readonly=True,
        ondelete="restrict",
        help="Is going to be counted by these working hours.",
    )
    recount_milestone_id = fields.Many2one(
        "complaint.milestone",
        readonly=True,
        ondelete="restrict",
        help="Is going to have this limit.",
    )
    recount_by_id = fields.Many2one(
        "res.users", readonly=True, help="Who asked for it to be counted anew."
    )

    _recount_idx = models.Index("(id) WHERE recount_by_id IS NOT NULL")

    # === FINDING === #

    @api.model
    def _look_at_hours(self):
        """Start the job that looks for limits which other hours would move."""
        if not self.search_count(
            [("state", "in", OPEN), ("calendar_version_id", "!=", False)], limit=1
        ):
            return
        name = "complaint_management.complaint_clock_cron_offer_recount"
        job = self.env.ref(name, raise_if_not_found=False)
        if job:
            job._trigger()

    @api.model
    def _find_outdated(self, companies):
        """Return open clocks whose working hours say something else by now.

        Versions are brought up to date first. Clocks that could not be counted when
        they started are among them.

        :param companies: the `res.company` whose complaints are looked at
        :return: the clocks, in superuser mode, each with its current version
        :rtype: dict
        """
        # All clocks count; who asks is shown no more than their numbers.
        self = self.sudo()
        running = Domain("state", "in", OPEN) & Domain(
            "case_id.company_id", "in", companies.ids
        )
        newer = {}
        for (version,) in self._read_group(running, ["calendar_version_id"]):
            current = version and version._get_successor()
            if current:
                newer[version] = current
        outdated = Domain("calendar_version_id", "in", [v.id for v in newer])
        broken = Domain("calendar_version_id", "=", False) & Domain(
            "problem", "!=", False
        )
        found, known = {}, {}
        for clock in self.search(running & (outdated | broken)):
            version = newer.get(clock.calendar_version_id)
            if not version and clock.milestone_id._needs_calendar():
                hours = clock.case_id._get_clock_hours(clock.milestone_id, known)
                version = hours[0]
            if version:
                found[clock] = version
        return found

    @api.model
    def _find_of_older_versions(self, policy, companies):
        """Return open clocks of the versions before a policy, with their new limit.

        A limit is the same one when it leads from the same to the same.

        :return: the clocks, in superuser mode, each with its milestone of the policy
            and, where that counts by other ones, its working hours
        :rtype: dict
        """
        # All clocks count; who asks is shown no more than their numbers.
        self, policy = self.sudo(), policy.sudo()
        if policy.state != "active":
            return {}
        older, previous = policy.browse(), policy.previous_id
        while previous and previous not in older:
            older |= previous
            previous = previous.previous_id
        milestones = policy.milestone_ids.sorted(reverse=True)
        targets = {milestone._get_identity(): milestone for milestone in milestones}
        clocks = self.search(
            [
                ("state", "in", OPEN),
                ("case_id.company_id", "in", companies.ids),
                ("milestone_id.policy_id", "in", older.ids),
            ]
        )
        taken = {
            (clock.milestone_id, clock.res_model, clock.res_id, clock.round)
            for clock in self.search(
                [
                    ("case_id", "in", clocks.case_id.ids),
                    ("milestone_id", "in", milestones.ids),
                ]
            )
        }
        found, known = {}, {}
        for clock in clocks:
            target = targets.get(clock.milestone_id._get_identity())
            key = (target, clock.res_model, clock.res_id, clock.round)
            if target and key not in taken:
                version = clock.case_id._get_clock_hours(target, known)[0]
                same = version == clock.calendar_version_id
                found[clock] = (target, version if not same else version.browse())
        return found

    def _foresee(self, version=None, milestone=None):
        """Return when the limit ends now, and when it would end counted anew.

        Nothing is written. A pause that goes on is counted up to now in both.

        :param version: a `complaint.calendar.version`, or None for the same
        :param milestone: a `complaint.milestone`, or None for the same limit
        :rtype: tuple[datetime or False, datetime or False]
        """
        self.ensure_one()
        rows = self.event_ids.sorted("id")
        events = rows._to_events()
        now = max(fields.Datetime.now(), *rows.mapped("at"))
        times = self._get_working_times(rows)
        more = []
        if version:
            times[version.id] = version._get_working_time()
            more.append(Event("calendar_changed", now, calendar=version.id))
        if milestone:
            more.append(Event("rebased", now, limit=milestone._get_limit()))
        first = self._get_first_limit(rows)

        def read(ledger):
            try:
                return replay(ledger, first, times, now=now).deadline or False
            except (LedgerError, WorkingTimeError):
                return False

        return read(events), read([*events, *more])

    # === DOING === #

    def _recount(self):
        """Count anew what was asked for, in the name of who asked."""
        for clock in self.filtered("recount_by_id"):
            version, milestone = clock.recount_version_id, clock.recount_milestone_id
            asked = {"user_id": clock.recount_by_id.id}
            open_still = clock.state in OPEN
            # nobody has rights on clocks
            clock.sudo()._with_token().write(
                {
                    "recount_version_id": False,
                    "recount_milestone_id": False,
                    "recount_by_id": False,
                }
                | (
                    {"calendar_version_id": version.id}
                    if version and open_still
                    else {}
                )
                | (milestone._prepare_limit() if milestone and open_still else {})
            )
            if not open_still:
                continue
            if version:
                clock._write_ledger(
                    "calendar_changed", calendar_version_id=version.id, **asked
                )
            if milestone:
                clock._write_ledger("rebased", milestone_id=milestone.id, **asked)
        self.case_id._update_next_deadline()

    def _ask_recount(self, version=None, milestone=None):
        """Note what is to be counted anew, for the job or :meth:`_recount`."""
        # nobody has rights on clocks; the dialog checked who asks
        self.sudo()._with_token().write(
            {
                "recount_version_id": version and version.id,
                "recount_milestone_id": milestone and milestone.id,
                "recount_by_id": self.env.uid,
            }
        )

    @api.model
    def _cron_recount(self):
        """Count anew what was asked for, in batches."""
        Progress = self.env["ir.cron"]
        domain = [("recount_by_id", "!=", False)]
        Progress._commit_progress(remaining=self.search_count(domain))
        while rows := self.env.execute_query(
            SQL(
                """SELECT id FROM complaint_clock WHERE recount_by_id IS NOT NULL
                    ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED""",
                BATCH,
            )
        ):
            clocks = self.browse(row[0] for row in rows)
            clocks._recount()
            if not Progress._commit_progress(len(clocks)):
                break

    @api.model
    def _cron_offer_recount(self):
        """Tell administrators when other working hours would move limits that run.

        Each version is offered once; nothing is counted anew.
        """
        companies = self.env["res.company"].search([("id", "!=", False)])
        fresh = self.env["complaint.calendar.version"]
        concerned = self.env["res.company"]
        for clock, version in self._find_outdated(companies).items():
            company = clock.case_id.company_id
            if version.is_offered or company in concerned:
                fresh |= version
                continue
            old, new = clock._foresee(version)
            if old != new:
                concerned |= company
            fresh |= version
        fresh._mark_offered()
        self._tell_administrators(concerned)

    @api.model
    def _tell_administrators(self, companies):
        """Put it on the list of the administrators who work in the companies."""
        kind = self.env.ref(
            "complaint_management.mail_act_recount", raise_if_not_found=False
        )
        if not companies or not kind:
            return
        group = "complaint_management.complaint_management_group_administrator"
        users = self.env.ref(group).all_user_ids.filtered(
            lambda user: user.active and user.company_ids & companies
        )
        Activity = self.env["mail.activity"]
        busy = Activity.search([("activity_type_id", "=", kind.id)]).user_id
        for user in users - busy:
            env = self.with_context(lang=user.lang).env
            Activity.create(
                {
                    "activity_type_id": kind.id,
                    "user_id": user.id,
                    "summary": env._("Working hours changed: recalculate limits?"),
                    "note": env._(
                        "Time limits that run would end at another time. See "
                        "Complaints / Configuration / Recalculate Limits; nothing "
                        "changes until you say so."
                    ),
                }
            )
