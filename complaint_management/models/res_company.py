# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import fields, models
from odoo.tools import SQL


class ResCompany(models.Model):
    """A company's own register of complaints and its settings."""

    _inherit = "res.company"

    complaint_lookalike_days = fields.Integer(
        string="Look-alikes Within",
        default=90,
        help="Days in which earlier complaints count as look-alikes.",
    )
    complaint_recipient_hours = fields.Boolean(
        string="Tell in Working Time",
        default=True,
        help="What is due at night is raised when who is to be told is at work again.",
    )
    complaint_digest_hours = fields.Float(
        string="One Mail Within",
        default=1,
        help="Hours in which a person gets one mail at most of what was raised.",
    )
    complaint_handover_hours = fields.Float(
        string="Late Hand-overs Go up Every",
        default=24,
        help="Hours after which the next one above the receiver is told; 0: only the "
        "first one is.",
    )
    complaint_major_job_id = fields.Many2one(
        "hr.job",
        string="Major Complaints Go To",
        ondelete="restrict",
        domain="[('company_id', 'in', [id, False])]",
        help="Whoever holds the position, skipping the levels below. Empty: level by "
        "level, as all others.",
    )
    complaint_stuck_days = fields.Integer(
        string="“Nothing Happens” Again After",
        default=5,
        help="Working days after which the complainant may have it passed on again.",
    )

    # Approval of settlements
    complaint_approval_start = fields.Selection(
        [
            ("field", "Who looks after the customer"),
            ("handler", "Handler of the complaint"),
            ("proposer", "Who proposes the settlement"),
        ],
        string="Line Starts At",
        required=True,
        default="field",
        help="Whose managers approve: the salesperson of the customer or of the order, "
        "the handler, or who proposes. The next one where that person is not known.",
    )
    complaint_approval_distance = fields.Integer(
        string="Without Limits, Manager No.",
        default=1,
        help="Where no limits are set, the manager so many steps up decides.",
    )
    complaint_approval_fallback_id = fields.Many2one(
        "res.users",
        string="Other Approver",
        help="Asked when nobody up the line can decide.",
    )
    complaint_approval_silent_hours = fields.Float(
        string="Passed On After",
        default=16.0,
        help="Working hours after which the next one up is asked instead of an "
        "approver who does not answer. 0 is never.",
    )
    complaint_approval_window_days = fields.Integer(
        string="Added Up Over",
        default=90,
        help="Days in which what one customer is promised is added up and compared "
        "with the limits. 0 is not at all.",
    )
    complaint_approval_window_business = fields.Boolean(
        string="Add Up for Business Customers",
        default=True,
        help="Also add up what companies are promised, not consumers alone.",
    )
    complaint_approval_bulk_amount = fields.Monetary(
        string="Together Up To",
        help="Settlements of at most this amount may be approved several at once. "
        "0 is never.",
    )

    complaint_post_documents = fields.Boolean(
        string="Confirm Documents at Once",
        help="Credit notes and bills are posted and orders confirmed when the handler "
        "executes what was promised. Otherwise they are drafts for accounting and "
        "sales.",
    )
    complaint_compensation_account_id = fields.Many2one(
        "account.account",
        string="Compensation Account",
        domain=[("account_type", "in", ("expense", "expense_other"))],
        help="What is paid as compensation is booked here.",
    )
    complaint_compensation_journal_id = fields.Many2one(
        "account.journal",
        string="Compensation Journal",
        domain=[("type", "=", "purchase")],
        help="Bills for compensations are made in it.",
    )

    # === BUSINESS METHODS === #

    def _get_complaint_sequence(self):
        """Return the sequence of the company's complaints, made on first use.

        Note: `self.ensure_one()`

        :rtype: recordset of `ir.sequence`
        """
        self.ensure_one()
        Sequence = self.env["ir.sequence"].sudo()  # users have no rights on sequences
        sequence = Sequence.search(
            [("code", "=", "complaint.case"), ("company_id", "=", self.id)], limit=1
        )
        if sequence:
            return sequence
        self._claim_complaint_register()
        return Sequence.create(
            {
                "name": self.env._("Complaints of %s", self.name),
                "code": "complaint.case",
                "company_id": self.id,
                "prefix": "C/%(range_year)s/",
                "padding": 5,
                "use_date_range": True,
            }
        )

    def _get_complaint_period(self, sequence):
        """Return the part of the register that numbers are drawn from today.

        :param sequence: what :meth:`_get_complaint_sequence` returned
        :rtype: recordset of `ir.sequence.date_range`, or the sequence itself if it has
            no date ranges
        """
        if not sequence.use_date_range:
            return sequence
        # The year of who registers: in China it begins while it is still old in UTC.
        today = fields.Date.context_today(sequence)
        period = sequence.date_range_ids.filtered(
            lambda period: period.date_from <= today <= period.date_to
        )
        if not period:
            self._claim_complaint_register()
        return period[:1] or sequence._get_current_sequence(today)

    def _claim_complaint_register(self):
        """Let only one transaction at a time open the register or its next year.

        Of two who register the first complaint at once, the second one fails to
        serialize, and Odoo repeats the call. Without this row in common, both would
        begin to count at one, and the second complaint would be lost to an error.
        """
        self.env.execute_query(
            SQL(
                "UPDATE res_company SET write_date = write_date WHERE id = %s "
                "RETURNING id",
                self.id,
            )
        )
