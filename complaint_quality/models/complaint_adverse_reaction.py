# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

#: Who needs to know how the patient is; nobody needs the name.
PATIENT_GROUPS = (
    "complaint_management.complaint_management_group_identity,"
    "complaint_quality.complaint_quality_group_user"
)
#: The lot can't be cleared against what was found.
CLEARING = ("not_confirmed", "misunderstanding", "malicious")


class ComplaintAdverseReaction(models.Model):
    """What happened to a patient, one sheet for each complaint.

    How the patient is stands in fields that only who needs it reads. The name does not
    belong here at all. What is alike elsewhere is found by itself.
    """

    _name = "complaint.adverse.reaction"
    _description = "Adverse Reaction Sheet"
    _inherit = ["complaint.case.child.mixin"]
    _order = "case_id, id"

    #: Fields that only the buttons write.
    _step_fields = frozenset({"lot_cleared_at", "lot_cleared_by_id"})

    case_id = fields.Many2one(
        "complaint.case",
        string="Complaint",
        required=True,
        ondelete="cascade",
        index=True,
    )
    line_id = fields.Many2one(
        "complaint.case.line",
        string="Goods",
        ondelete="restrict",
        index="btree_not_null",
        domain="[('case_id', '=', case_id)]",
        help="Product and lot that were given.",
    )
    product_id = fields.Many2one(related="line_id.product_id", store=True)
    lot_id = fields.Many2one(
        related="line_id.lot_id", store=True, index="btree_not_null"
    )
    customer_id = fields.Many2one(
        related="case_id.commercial_partner_id",
        store=True,
        index="btree_not_null",
        string="Site",
    )
    # The patient
    patient_condition = fields.Text(
        copy=False,
        groups=PATIENT_GROUPS,
        help="How the patient was and is, without name or bed. Seen only by quality "
        "and with the privilege Complainant identity.",
    )
    symptom_chills = fields.Boolean(string="Chills")
    symptom_nausea = fields.Boolean(string="Nausea")
    symptom_rash = fields.Boolean(string="Rash")
    symptom_breathing = fields.Boolean(string="Trouble Breathing")
    symptom_shock = fields.Boolean(string="Shock")
    other_symptoms = fields.Text(help="What else was seen.")
    temperature = fields.Float(
        string="Highest Temperature (°C)", digits=(3, 1), help="0 when not measured."
    )
    onset_at = fields.Datetime(string="Began On")
    onset_minutes = fields.Integer(
        string="Minutes After the Start", help="From the start of the infusion."
    )
    outcome = fields.Selection(
        [
            ("recovered", "Recovered"),
            ("recovering", "Recovering"),
            ("hospital", "Longer in hospital"),
            ("lasting", "Lasting harm"),
            ("died", "Died"),
            ("unknown", "Not known"),
        ],
        help="What became of it, as far as it is known.",
    )
    # How it was given
    drug_name = fields.Char(
        string="Admixed Drug",
        compute="_compute_drug_name",
        store=True,
        readonly=False,
        precompute=True,
        help="The drug that was added; taken from the goods.",
    )
    drug_details = fields.Text(
        string="All Added Drugs", help="With maker, lot and amount, in their order."
    )
    drug_key = fields.Char(
        compute="_compute_drug_key", store=True, index="btree_not_null"
    )
    storage = fields.Char(help="How the goods were stored, and how warm.")
    infusion_set = fields.Char(help="Maker, kind and lot of the infusion set.")
    drops_per_minute = fields.Integer(help="How fast it was given.")
    season = fields.Selection(
        [
            ("spring", "Spring"),
            ("plum_rain", "Plum rain"),
            ("summer", "Summer"),
            ("autumn", "Autumn"),
            ("winter", "Winter"),
        ],
        help="Some reactions pile up in the damp weeks of early summer.",
    )
    other_patients = fields.Selection(
        [
            ("none", "Nobody else"),
            ("same_drug", "Others with the same drug"),
            ("other_drug", "Others with another drug, or none"),
            ("unknown", "Not known"),
        ],
        help="Who else on the site was given the product, and reacted.",
    )
    other_patient_count = fields.Integer(string="How Many")
    # What is alike
    same_lot_count = fields.Integer(
        compute="_compute_alike", string="Same Lot", help="Other sheets on this lot."
    )
    same_site_count = fields.Integer(
        compute="_compute_alike",
        string="Same Site",
        help="Other sheets of this customer.",
    )
    same_drug_count = fields.Integer(
        compute="_compute_alike",
        string="Same Drug",
        help="Other sheets with the same admixed drug.",
    )
    lot_case_count = fields.Integer(
        compute="_compute_alike",
        string="Complaints on the Lot",
        help="Other complaints on this lot, of whatever kind.",
    )
    receiver_count = fields.Integer(
        compute="_compute_receiver_count",
        string="Customers Supplied",
        help="How many customers of the company received the lot, also inside others.",
    )
    hint = fields.Selection(
        [
            ("lot", "Seen on this lot at another site: look at the lot first"),
            (
                "drug",
                "Seen with the same drug: look at the drug and the admixing first",
            ),
            ("site", "Seen on this site with another lot: look at set and handling"),
            ("single", "Nothing like it is known"),
        ],
        compute="_compute_alike",
        string="What Is Alike",
        help="A hint where to look, not a conclusion.",
    )
    # The lot
    clearing_note = fields.Text(
        string="Why the Lot Is Cleared",
        copy=False,
        help="Tests of the retained sample, records and other patients that clear it.",
    )
    lot_cleared_at = fields.Datetime(string="Lot Cleared On", readonly=True, copy=False)
    lot_cleared_by_id = fields.Many2one("res.users", readonly=True, copy=False)

    _case_uniq = models.Constraint(
        "UNIQUE (case_id)", "This complaint has its sheet already."
    )
    _plausible = models.Constraint(
        "CHECK (temperature = 0 OR temperature BETWEEN 30 AND 45)",
        "A temperature is between 30 and 45 °C; leave 0 when it was not measured.",
    )
    _not_negative = models.Constraint(
        "CHECK (onset_minutes >= 0 AND other_patient_count >= 0"
        " AND drops_per_minute >= 0)",
        "Minutes, drops and patients can't be negative.",
    )

    # === COMPUTE METHODS === #

    @api.depends("case_id.name")
    def _compute_display_name(self):
        for sheet in self:
            sheet.display_name = self.env._("Reaction · %s", sheet.case_id.name)

    @api.depends("line_id")
    def _compute_drug_name(self):
        for sheet in self:
            sheet.drug_name = sheet.drug_name or sheet.line_id.drug_name

    @api.depends("drug_name")
    def _compute_drug_key(self):
        for sheet in self:
            sheet.drug_key = "".join((sheet.drug_name or "").lower().split()) or False

    @api.depends("lot_id", "drug_key", "customer_id")
    def _compute_alike(self):
        """Count over all complaints of the company, seen or not.

        Who would see none of the others would be told that nothing like it is known.
        """
        for sheet in self:
            # How many there are may be known, without which.
            sheets, cases = self.sudo(), self.env["complaint.case"].sudo()
            domains = sheet._get_alike_domains()
            own = sheet._get_counted_domain("case_id.")
            counts = {
                name: sheets.search_count(domain & own)
                for name, domain in domains.items()
            }
            sheet.same_lot_count = counts["lot"]
            sheet.same_site_count = counts["site"]
            sheet.same_drug_count = counts["drug"]
            sheet.lot_case_count = cases.search_count(
                sheet._get_lot_case_domain() & sheet._get_counted_domain()
            )
            elsewhere = Domain("customer_id", "!=", sheet.customer_id.id)
            if sheets.search_count(domains["lot"] & elsewhere & own, limit=1):
                sheet.hint = "lot"
            elif counts["drug"]:
                sheet.hint = "drug"
            else:
                sheet.hint = "site" if counts["site"] else "single"

    @api.depends("lot_id", "case_id.company_id")
    def _compute_receiver_count(self):
        for sheet in self:
            # How many there are may be known, without which.
            Exposure = self.env["complaint.exposure"].sudo()
            Exposure = Exposure.with_context(
                allowed_company_ids=sheet.case_id.company_id.ids
            )
            receivers = sheet.lot_id and Exposure._get_receivers(sheet.lot_id)
            partners = {
                row["partner_id"] for row in receivers or () if row["partner_id"]
            }
            sheet.receiver_count = len(partners)

    # === CONSTRAINT METHODS === #

    @api.constrains("line_id", "case_id")
    def _check_line(self):
        for sheet in self:
            if sheet.line_id and sheet.line_id.case_id != sheet.case_id:
                raise ValidationError(
                    self.env._("The goods are those of another complaint.")
                )

    # === ACTION METHODS === #

    def action_clear_lot(self):
        """Record that the reaction does not come from the lot.

        :raise AccessError: unless the user is of quality
        :raise UserError: without a lot, a reason or a finding that clears it
        """
        self.check_access("write")
        if not self.env.user.has_group(
            "complaint_quality.complaint_quality_group_user"
        ):
            raise AccessError(self.env._("A lot is cleared by quality."))
        for sheet in self:
            if not sheet.lot_id:
                raise UserError(self.env._("Which lot? Name it in the goods first."))
            if not (sheet.clearing_note or "").strip():
                raise UserError(self.env._("Why is it cleared? Please write it down."))
            if sheet.case_id.conclusion not in CLEARING:
                raise UserError(
                    self.env._(
                        "The investigation of %s is not finished, or does not clear "
                        "the lot.",
                        sheet.case_id.display_name,
                    )
                )
        self._with_step_token().write(
            {"lot_cleared_at": fields.Datetime.now(), "lot_cleared_by_id": self.env.uid}
        )
        return True

    def action_view_same_lot(self):
        """Show the other sheets on this lot."""
        return self._view_alike("lot", self.env._("Same Lot"))

    def action_view_same_site(self):
        """Show the other sheets of this customer."""
        return self._view_alike("site", self.env._("Same Site"))

    def action_view_same_drug(self):
        """Show the other sheets with the same admixed drug."""
        return self._view_alike("drug", self.env._("Same Drug"))

    def action_view_lot_cases(self):
        """Show the other complaints on this lot."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "complaint_management.complaint_case_action"
        )
        domain = list(self._get_lot_case_domain())
        return action | {
            "name": self.env._("Complaints on the Lot"),
            "domain": domain,
            "context": {},
        }

    # === CRUD METHODS === #

    def write(self, vals):
        """Keep what a cleared lot was cleared upon."""
        keeping = {"line_id", "clearing_note"}.intersection(vals)
        if keeping and any(sheet.lot_cleared_at for sheet in self):
            raise UserError(self.env._("The lot is cleared: that stays as it is."))
        return super().write(vals)

    # === BUSINESS METHODS === #

    def _view_alike(self, which, name):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "complaint_quality.complaint_adverse_reaction_action"
        )
        domain = list(self._get_alike_domains()[which])
        return action | {"name": name, "domain": domain, "context": {}}

    def _get_alike_domains(self):
        """Return the domains of other sheets: by lot, site and admixed drug.

        :rtype: dict[str, Domain]
        """
        self.ensure_one()
        others = Domain("id", "!=", self._origin.id)
        found = {
            "lot": ("lot_id", self.lot_id.id),
            "site": ("customer_id", self.customer_id.id),
            "drug": ("drug_key", self.drug_key),
        }
        return {
            which: others & Domain(name, "=", value) if value else Domain.FALSE
            for which, (name, value) in found.items()
        }

    def _get_counted_domain(self, prefix=""):
        """Return the domain of what is counted: of the company, not confidential.

        :param str prefix: path to the complaint
        """
        company = self.case_id.company_id or self.env.company
        return Domain(f"{prefix}company_id", "=", company.id) & Domain(
            f"{prefix}confidential", "=", False
        )

    def _get_lot_case_domain(self):
        if not self.lot_id:
            return Domain.FALSE
        own = Domain("id", "!=", self.case_id._origin.id)
        return own & Domain("line_ids.lot_id", "=", self.lot_id.id)
