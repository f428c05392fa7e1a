# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
# One file for each concern of a clock, none of them too long.
# pylint: disable=consider-merging-classes-inherited

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..const import MAILED

#: How often the scheduled action runs; what is due sooner has it run in between.
INTERVAL = timedelta(minutes=5)


class ComplaintClock(models.Model):
    """What happens to clocks when it is time: people are told, level by level."""

    _inherit = "complaint.clock"

    # === CRON === #

    @api.model
    def _cron_escalate(self):
        """Raise what is due, and send what was raised.

        Returns normally, whatever goes wrong: a scheduled action that fails too often
        is switched off.
        """
        relays = self.env["complaint.handover"]
        cron = self.env["ir.cron"]
        # What was read before must not be what the first batch sees.
        cron._commit_progress(remaining=self._count_due() + relays._count_due())
        done = self._run_due() and relays._run_due()
        self.env["complaint.escalation"]._send_digests()
        if done:
            cron._commit_progress(remaining=0)
            self._wake_up()

    @api.model
    def _wake_up(self):
        """Have the scheduled action run in between for what is due before it does."""
        now = fields.Datetime.now()
        rows = self.env.execute_query(
            SQL(
                """SELECT least(
                    (SELECT min(next_event_at) FROM complaint_clock
                      WHERE next_event_at > %(now)s AND next_event_at < %(soon)s),
                    (SELECT min(escalate_at) FROM complaint_handover
                      WHERE escalate_at > %(now)s AND escalate_at < %(soon)s))""",
                now=now,
                soon=now + INTERVAL,
            )
        )
        if rows[0][0]:
            self.env.ref("complaint_management.complaint_clock_cron_escalate")._trigger(
                rows[0][0]
            )

    # === BUSINESS METHODS === #

    def _do_due(self, now):
        """Raise what is due on locked clocks, and find when each is due again."""
        clocks = self.sudo()._with_token()  # nobody has rights on clocks
        known, values, plans = {}, [], []
        people = clocks.env["res.users"]
        for clock in clocks:
            people |= clock._get_responsible()
        clocks.case_id._learn_employees(people, now, known)
        for clock in clocks:
            rows, plan = clock._plan(now, known)
            values += rows
            plans.append((clock.id, *plan, len(rows)))
        raised = clocks.env["complaint.escalation"].create(values)
        raised._announce()
        clocks._store_plans(plans)

    def _plan(self, now, known):
        """Return what is raised now, and how the clock goes on.

        :return: values of escalations; next event, cycle and who holds it until when
        :rtype: tuple
        """
        self.ensure_one()
        cycle, hold = self.cycle, self.acknowledged_until
        if hold and hold <= now:
            cycle, hold = cycle + 1, False
        rows, later = [], []
        if self.state == "running":
            later += [self.deadline] if self.deadline and self.deadline > now else []
            for due, step in self._get_pending(self.deadline):
                due = max(due, hold) if hold else due
                if due > now:
                    later.append(due)
                    continue
                new, moment = self._raise_step(step, cycle, now, known)
                rows += new
                later.append(moment)
        return rows, (min(filter(None, later), default=None), cycle, hold or None)

    def _raise_step(self, step, cycle, now, known):
        """Return the rows of a step that is due, and when it has its next turn.

        There are no rows while who is to be told is not at work.
        """
        case = self.case_id
        case = case.with_context(lang=case.company_id.partner_id.lang)
        told = self._get_raised().filtered(lambda row: row.step_id == step)
        clock = self.with_env(case.env)
        if step.action == "priority":
            users = self.env["res.users"]
            skipped, why = (), case.env._("It is urgent now.")
        else:
            users, skipped, why = step._find_target(clock, told.user_id, now, known)
            if wait := step._get_wait(case, users, now, known):
                return [], wait
        level = max(told.mapped("level"), default=0) + 1
        rows = [
            {
                "kind": "limit",
                "case_id": case.id,
                "clock_id": self.id,
                "step_id": step.id,
                "cycle": cycle,
                "level": level,
                "user_id": user.id,
                "raised_at": now,
                "skipped": "\n".join(skipped),
                "reason": why,
                "to_mail": bool(user) and step.action in MAILED,
            }
            for user in users or [users]
        ]
        again = users and step._get_next_due(now, *self._get_ledger())
        return rows, again or None

    @api.model
    def _store_plans(self, plans):
        """Store how clocks go on, in one query.

        :param plans: tuples of id, next event, cycle, hold and how many were told
        """
        ids, moments, cycles, holds, counts = zip(*plans, strict=True)
        self.flush_model()
        self.env.execute_query(
            SQL(
                """UPDATE complaint_clock k
                      SET next_event_at = p.moment, cycle = p.cycle,
                          acknowledged_until = p.hold, failures = 0, problem = NULL,
                          raised_count = COALESCE(k.raised_count, 0) + p.told
                     FROM unnest(%s::int[], %s::timestamp[], %s::int[],
                                 %s::timestamp[], %s::int[])
                       AS p(id, moment, cycle, hold, told)
                    WHERE k.id = p.id RETURNING k.id""",
                list(ids),
                list(moments),
                list(cycles),
                list(holds),
                list(counts),
            )
        )
        self.browse(ids).invalidate_recordset(flush=False)

    def _wait_after(self, text, now):
        """Show on the clock and on the complaint that an escalation failed."""
        for clock in self.sudo()._with_token():  # nobody has rights on clocks
            again = now + self._get_pause(clock.failures)
            problem = clock.env._("Escalation failed: %s", text)
            if not clock.failures:
                clock.case_id._message_log(
                    body=clock.env._(
                        "The time limit “%(limit)s” could not be raised and is tried "
                        "again. %(problem)s",
                        limit=clock.name,
                        problem=problem,
                    )
                )
            clock.write(
                {
                    "next_event_at": again,
                    "failures": clock.failures + 1,
                    "problem": problem,
                }
            )
