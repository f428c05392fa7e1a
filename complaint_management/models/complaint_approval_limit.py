# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ComplaintApprovalLimit(models.Model):
    """Up to which amount a position, or one person, may decide on settlements.

    Read when approval is asked for, and only then: changing a limit changes nothing
    that is under way. The first manager up the line whose limit covers the amount
    decides.
    """

    _name = "complaint.approval.limit"
    _description = "Approval Limit"
    _order = "company_id, is_unlimited, amount, id"
    _check_company_auto = True

    def _default_currency_id(self):
        return self.env.company.currency_id

    job_id = fields.Many2one(
        "hr.job",
        string="Position",
        check_company=True,
        ondelete="restrict",
        help="Whoever holds this position has the limit.",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Person",
        ondelete="restrict",
        help="One person's own limit; it replaces that of the position.",
    )
    amount = fields.Monetary(
        string="Up to", help="The highest amount the holder decides on, inclusive."
    )
    is_unlimited = fields.Boolean(
        string="No Upper Limit", help="The holder decides on any amount."
    )
    also_below = fields.Boolean(
        string="One Below First",
        help="The next lower holder in the line approves first, then this one.",
    )
    currency_id = fields.Many2one(
        "res.currency",
        required=True,
        default=lambda self: self._default_currency_id(),
        help="Without a company, the limit counts in companies with this currency "
        "only. With a company, it is converted on the day somebody asks.",
    )
    company_id = fields.Many2one("res.company", index="btree_not_null")
    category_id = fields.Many2one(
        "complaint.category",
        check_company=True,
        ondelete="restrict",
        help="The limit is for complaints of this nature and what is below it, and "
        "goes before the holder's other limits there.",
    )
    active = fields.Boolean(default=True)

    _amount_positive = models.Constraint(
        "CHECK (amount >= 0)", "An amount can't be negative."
    )
    _one_holder = models.Constraint(
        "CHECK ((job_id IS NULL) != (user_id IS NULL))",
        "A limit is for a position or for a person: choose one of them.",
    )
    _holder_uniq = models.UniqueIndex(
        "(COALESCE(job_id, 0), COALESCE(user_id, 0), COALESCE(company_id, 0), "
        "COALESCE(category_id, 0), currency_id) WHERE active",
        "There is such a limit already.",
    )

    # === COMPUTE METHODS === #

    @api.depends("job_id", "user_id", "amount", "is_unlimited", "currency_id")
    def _compute_display_name(self):
        for limit in self:
            # Names of colleagues are no secret among those who set limits up.
            holder = limit.job_id.name or limit.user_id.sudo().name or ""
            limit.display_name = f"{holder}: {limit._get_label()}"

    # === CONSTRAINT METHODS === #

    @api.constrains("user_id")
    def _check_user(self):
        for user in self.sudo().user_id:  # groups of others are asked for
            if not user._is_internal():
                raise ValidationError(
                    self.env._("%s is no user of the company.", user.name)
                )

    # === BUSINESS METHODS === #

    @api.model
    def _get_for(self, case):
        """Return the limits that count for a complaint.

        Note: in superuser mode; the company is the case's, whatever is switched on.

        :param case: one `complaint.case`
        :rtype: recordset of `complaint.approval.limit`
        """
        company = case.company_id
        domain = [
            "|",
            ("company_id", "=", company.id),
            "&",
            ("company_id", "=", False),
            ("currency_id", "=", company.currency_id.id),
            "|",
            ("category_id", "=", False),
            ("category_id", "parent_of", case.category_id.ids),
        ]
        return self.search_fetch(domain)

    def _get_of(self, user, job):
        """Return the one of these limits that somebody has, or none.

        The own limit goes before that of the position, the narrower category before
        the wider one, the company's before the shared one. Of two that are equal in
        this, the lower one counts.

        :param user: a `res.users`
        :param job: the `hr.job` of that person, possibly none
        """
        held = self.filtered(
            lambda limit: (
                limit.user_id == user if limit.user_id else limit.job_id == job
            )
        )
        return held.sorted(
            lambda limit: (
                not limit.user_id,
                -len(limit.category_id.parent_path or ""),
                not limit.company_id,
                limit.is_unlimited,
                limit.amount,
            )
        )[:1]

    def _covers(self, amount, company, date):
        """Whether the holder may decide on an amount.

        :param float amount: in the currency of the company
        :param date: the day of the rate
        :raise UserError: when there is no rate for the currency of the limit
        """
        self.ensure_one()
        if self.is_unlimited:
            return True
        currency = company.currency_id
        own = self.currency_id._complaint_convert(self.amount, company, date)
        return currency.compare_amounts(amount, own) <= 0

    def _prepare_terms(self):
        """Return how far the limit goes, to be kept when the limit is changed.

        :rtype: dict
        """
        self.ensure_one()
        return {
            "is_unlimited": self.is_unlimited,
            "amount": self.amount,
            "currency": self.currency_id.id,
        }

    def _get_label(self):
        """Return in words how far the limit goes."""
        return self._say_terms(self._prepare_terms())

    @api.model
    def _say_terms(self, terms):
        """Return in words how far a limit goes, or went when it was kept.

        :param dict terms: what :meth:`_prepare_terms` returned
        :rtype: str
        """
        if terms["is_unlimited"]:
            return self.env._("no upper limit")
        currency = self.env["res.currency"].browse(terms["currency"])
        return self.env._("up to %s", currency.format(terms["amount"] or 0.0))
