# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL

from ..const import SEVERITIES, SEVERITY_HELP, URGENCIES

PRIORITIES = [("0", "Low"), ("1", "Normal"), ("2", "High"), ("3", "Top")]
#: severity → priority; urgency and a special-case mark each add one
SEVERITY_PRIORITY = {"minor": 0, "general": 1, "major": 2}


class ComplaintCase(models.Model):
    """One complaint, from the first call to the last follow-up.

    The parts live in mixins of their own: states and steps, who sees it, who complains,
    who holds it, what it was merged into, what it looks like.
    """

    _name = "complaint.case"
    _description = "Complaint"
    # The first one is the outermost: the guard of the states sees a call first.
    _inherit = [
        "complaint.case.clock.mixin",
        "complaint.case.clock.strip.mixin",
        "complaint.case.reclassify.mixin",
        "complaint.case.state.mixin",
        "complaint.case.step.mixin",
        "complaint.case.closing.mixin",
        "complaint.case.step.guard.mixin",
        "complaint.case.approval.mixin",
        "complaint.case.next.mixin",
        "complaint.case.open.mixin",
        "complaint.case.reassign.mixin",
        "complaint.case.identity.mixin",
        "complaint.case.access.mixin",
        "complaint.case.handover.mixin",
        "complaint.case.merge.mixin",
        "complaint.case.lookalike.mixin",
        "complaint.case.escalation.mixin",
        "complaint.case.document.mixin",
        "complaint.portal.read.mixin",
        "complaint.case.portal.mixin",
        "complaint.case.portal.verb.mixin",
        "complaint.case.portal.stuck.mixin",
        "complaint.case.register.mixin",
        "complaint.case.mail.mixin",
        "complaint.case.message.mixin",
        "complaint.case.notice.mixin",
        "portal.mixin",
        "complaint.thread.mixin",
        "mail.activity.mixin",
    ]
    _order = "next_deadline, id"
    _rec_names_search = ["name", "external_ref"]
    _mail_post_access = "read"
    _check_company_auto = True
    _portal_fields = frozenset(
        {"name", "display_name", "is_open", "received_at", "event_date"}
        | {"description", "description_confirmed", "demand", "access_url"}
    )

    def _default_company_id(self):
        return self.env.company

    # Identity
    name = fields.Char(
        string="Number",
        readonly=True,
        copy=False,
        index="trigram",
        help="Given at once and told to the complainant.",
    )
    external_ref = fields.Char(
        string="External Reference",
        copy=False,
        index="btree_not_null",
        help="Number of the complaint in the system it came from.",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        default=lambda self: self._default_company_id(),
    )
    # Classification
    channel_id = fields.Many2one("complaint.channel", index="btree_not_null")
    category_id = fields.Many2one(
        "complaint.category",
        check_company=True,
        index="btree_not_null",
        tracking=True,
        help="The nature of the complaint; it decides on team and confidentiality.",
    )
    severity = fields.Selection(
        SEVERITIES, required=True, default="general", tracking=True, help=SEVERITY_HELP
    )
    urgency = fields.Selection(
        URGENCIES,
        required=True,
        default="normal",
        help="An urgent complaint is started at once, without waiting for the "
        "assessment.",
    )
    priority = fields.Selection(
        PRIORITIES,
        compute="_compute_priority",
        store=True,
        precompute=True,
        help="Severity, raised by urgency and by a special-case mark.",
    )
    mark_ids = fields.Many2many(
        "complaint.mark",
        string="Special Cases",
        copy=False,
        check_company=True,
        help="Red flags that somebody higher up has to know of.",
    )
    tag_ids = fields.Many2many("complaint.tag", string="Tags", check_company=True)
    properties = fields.Properties(definition="category_id.case_properties_definition")
    # Dates
    received_at = fields.Datetime(
        required=True,
        default=fields.Datetime.now,
        copy=False,
        help="When the complaint reached the company.",
    )
    aware_at = fields.Datetime(
        string="Aware Since",
        copy=False,
        help="When the company became aware of what happened, if earlier or later "
        "than the complaint was received. Some statutory limits start here.",
    )
    event_date = fields.Date(help="When it happened.")
    next_deadline = fields.Datetime(
        readonly=True, copy=False, help="The time limit that binds next."
    )
    # Story
    description = fields.Text(help="What happened, in the words of the complainant.")
    description_confirmed = fields.Boolean(
        string="Read Back and Confirmed",
        copy=False,
        help="The complainant confirmed the recorded text.",
    )
    demand = fields.Text(help="What the complainant asks for.")
    # People
    team_id = fields.Many2one(
        "complaint.team",
        compute="_compute_team_id",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        tracking=True,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Handler",
        check_company=True,
        tracking=True,
        copy=False,
        help="Who is responsible for the case to the end, also while somebody else "
        "holds it.",
    )
    # Links
    line_ids = fields.One2many(
        "complaint.case.line", "case_id", string="Goods", copy=True
    )
    evidence_ids = fields.One2many("complaint.evidence", "case_id")
    investigation_ids = fields.One2many("complaint.investigation", "case_id")
    settlement_ids = fields.One2many("complaint.settlement", "case_id")
    settlement_id = fields.Many2one(
        "complaint.settlement",
        compute="_compute_settlement_id",
        store=True,
        string="Current Settlement",
        help="The round that is talked about now.",
    )
    followup_ids = fields.One2many("complaint.followup", "case_id", string="Follow-ups")
    conclusion = fields.Selection(related="investigation_id.conclusion", store=True)
    investigation_id = fields.Many2one(
        "complaint.investigation",
        compute="_compute_investigation_id",
        store=True,
        string="Last Finding",
    )

    _name_company_uniq = models.UniqueIndex(
        "(name, company_id)", "This number is taken."
    )
    # One per list that people open: mine, held by me, by my team, the team's, all.
    # The ORM asks for IS TRUE: with a mere `WHERE is_open` none would ever be used.
    _handler_deadline_idx = models.Index(
        "(user_id, next_deadline) WHERE is_open IS TRUE"
    )
    _holder_deadline_idx = models.Index(
        "(holder_id, next_deadline) WHERE is_open IS TRUE"
    )
    _holder_team_deadline_idx = models.Index(
        "(holder_team_id, next_deadline) WHERE is_open IS TRUE"
    )
    _team_deadline_idx = models.Index("(team_id, next_deadline) WHERE is_open IS TRUE")
    _company_deadline_idx = models.Index(
        "(company_id, next_deadline) WHERE is_open IS TRUE"
    )
    # The order of every list whose filter was taken away.
    _deadline_idx = models.Index("(next_deadline, id)")
    _commercial_received_idx = models.Index("(commercial_partner_id, received_at)")

    # === COMPUTE METHODS === #

    @api.depends("name", "complainant_label")
    def _compute_display_name(self):
        for case in self:
            case.display_name = case.name or self.env._("New complaint")

    @api.depends("severity", "urgency", "mark_ids")
    def _compute_priority(self):
        for case in self:
            level = SEVERITY_PRIORITY.get(case.severity, 1)
            level += (case.urgency == "urgent") + bool(case.mark_ids)
            case.priority = str(min(level, 3))

    @api.depends("category_id", "company_id")
    def _compute_team_id(self):
        Team = self.env["complaint.team"]
        for category, cases in self.grouped("category_id").items():
            for company, of_company in cases.grouped("company_id").items():
                found = Team._get_for_category(category, company)
                for case in of_company:
                    case.team_id = found or case.team_id

    @api.depends("settlement_ids.state")
    def _compute_settlement_id(self):
        for case in self:
            live = case.settlement_ids.filtered(
                lambda s: s.state not in ("refused", "cancelled")
            )
            case.settlement_id = live.sorted("id")[-1:]

    @api.depends("investigation_ids.state")
    def _compute_investigation_id(self):
        for case in self:
            done = case.investigation_ids.filtered(lambda i: i.state == "done")
            case.investigation_id = done.sorted("id")[-1:]

    def _compute_access_url(self):
        result = super()._compute_access_url()
        for case in self:
            case.access_url = f"/my/complaints/{case.id}"
        return result

    # === CONSTRAINT METHODS === #

    @api.constrains("received_at", "event_date", "aware_at")
    def _check_dates(self):
        now = fields.Datetime.add(fields.Datetime.now(), minutes=5)
        for case in self:
            for moment in (case.received_at, case.aware_at):
                if moment and moment > now:
                    raise ValidationError(
                        self.env._("A complaint can't be received in the future.")
                    )
            if not case.received_at or not case.event_date:
                continue
            # A day of grace: the event's date is local, the receipt is in UTC.
            if case.event_date > fields.Date.add(case.received_at.date(), days=1):
                raise ValidationError(
                    self.env._("It can't have happened after it was complained about.")
                )

    @api.constrains("sale_order_id", "partner_id")
    def _check_lines_of_order(self):
        self.line_ids._check_sale_line()

    @api.constrains("user_id", "company_id")
    def _check_handler(self):
        for case in self.sudo():  # the check needs what the user may not read
            handler = case.user_id
            if handler and not handler._is_internal():
                raise ValidationError(
                    self.env._("%s is no user of the company.", handler.name)
                )

    # === CRUD METHODS === #

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        """Show the file of a locked case as what it is: not to be changed."""
        arch, view = super()._get_view(view_id, view_type, **options)
        if view_type == "form":
            for node in arch.xpath("//field[not(ancestor::field)]"):
                name = node.get("name")
                given = node.get("readonly", str(self._fields[name].readonly))
                if name not in self._unlocked_fields and given not in ("1", "True"):
                    node.set("readonly", f"not is_open or ({given})")
        return arch, view

    @api.model_create_multi
    def create(self, vals_list):
        """Give each case its number at once."""
        # As core fills it in below, a default of the caller's context included.
        default = self.default_get(["company_id"])["company_id"]
        companies = [vals.get("company_id") or default for vals in vals_list]
        numbers = {
            company: iter(self._draw_numbers(company, companies.count(company)))
            for company in dict.fromkeys(companies)
        }
        return super().create(
            [
                {**vals, "name": next(numbers[company])}
                for vals, company in zip(vals_list, companies, strict=True)
            ]
        )

    def write(self, vals):
        """Keep a registered case in its company."""
        if "company_id" in vals and any(
            case.company_id.id != vals["company_id"] for case in self
        ):
            raise UserError(
                self.env._("A complaint stays with the company that received it.")
            )
        return super().write(vals)

    def read(self, fields=None, load="_classic_read"):
        """Read the activities that lists and boards show all at once.

        Core shows them to everybody who may read the record, but asks for the rules of
        each activity.
        """
        if "activity_ids" in (fields or ()):
            # Whoever may not read the case is refused below.
            self.sudo().activity_ids.mapped("user_id")
        return super().read(fields, load)

    def _read_format(self, fnames, load="_classic_read"):
        """Read the people of all columns and activities at once, before core asks."""
        people = self.env["res.users"].sudo()  # as core reads the names it shows
        if "activity_ids" in fnames:
            people |= self.sudo().activity_ids.user_id  # the case was read by now
        for name in {"user_id", "holder_id"}.intersection(fnames):
            people |= self[name].sudo()  # as above
        if "deadline_status" in fnames:
            people |= self.env.user.sudo()  # whose time zone says what is due today
        people.mapped("name")
        return super()._read_format(fnames, load)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_manager(self):
        group = "complaint_management.complaint_management_group_manager"
        if not self.env.su and not self.env.user.has_group(group):
            raise UserError(
                self.env._(
                    "Only a complaint manager deletes spam. Withdraw it instead."
                )
            )

    def _complaint_sample_taken(self, return_line, quantity):
        """Called when returned goods were put aside as a sample. To be overridden.

        :param return_line: the line of the return the sample was taken from, with
            `product_id`, `lot_id`, `lot_text` and `return_id`
        :param float quantity: how much was put aside, in the unit of the product
        """

    @api.model
    def _draw_numbers(self, company_id, count):
        """Return the next numbers of a company's register.

        One query for all of them, where core's sequence asks once per number.

        :param int company_id: id of the `res.company`
        :param int count: how many
        :rtype: list[str]
        """
        # Whoever registers has no rights on sequences.
        company = self.env["res.company"].sudo().browse(company_id)
        sequence = company._get_complaint_sequence()
        period = company._get_complaint_period(sequence)
        if sequence.implementation != "standard":
            return [sequence._next() for _number in range(count)]
        rows = self.env.execute_query(
            SQL(
                "SELECT nextval(%s) FROM generate_series(1, %s)",
                f"ir_sequence_{sequence.id:03d}_{period.id:03d}",
                count,
            )
        )
        sequence = sequence.with_context(ir_sequence_date_range=period.date_from)
        return [sequence.get_next_char(number) for (number,) in rows]
