# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, formatLang

from ..const import answered_by, outside, upheld
from ..tools.effectiveness import judge


class ComplaintEffectivenessMixin(models.AbstractModel):
    """Whether a measure helped: complaints per unit shipped, after it and before it.

    Counted by the lots that were made since the fix and those made before, so that
    old stock in the market says nothing about the fix. Once decided, the figures stay.
    """

    _name = "complaint.effectiveness.mixin"
    _description = "Measured Effectiveness"

    product_ids = fields.Many2many(
        "product.product",
        string="Products",
        help="Whose complaints are counted; filled in from the complaint.",
    )
    defect_id = fields.Many2one(
        "complaint.defect",
        index="btree_not_null",
        help="Only complaints about this defect, or one below it, are counted.",
    )
    fix_date = fields.Date(
        string="Made Right Since",
        copy=False,
        help="Lots made on this day or later have the fix. Left empty, it is the day "
        "of completion.",
    )
    min_shipped = fields.Float(
        string="Ship at Least",
        digits="Product Unit",
        help="Units of lots with the fix that have to be shipped before anything is "
        "decided. Three complaints must be expected at the old rate in any case.",
    )
    effectiveness = fields.Selection(
        [
            ("undecided", "Undecided"),
            ("effective", "Effective"),
            ("not_effective", "Not effective"),
        ],
        readonly=True,
        copy=False,
        help="Effective: clearly fewer complaints than the old rate lets expect "
        "(Poisson, 5 % risk). Not effective: as many or more, or it came back.",
    )
    before_count = fields.Integer(string="Complaints Before", readonly=True, copy=False)
    before_shipped = fields.Float(
        string="Shipped Before", digits="Product Unit", readonly=True, copy=False
    )
    after_count = fields.Integer(string="Complaints After", readonly=True, copy=False)
    after_shipped = fields.Float(
        string="Shipped After", digits="Product Unit", readonly=True, copy=False
    )
    expected_count = fields.Float(
        string="Expected at the Old Rate", readonly=True, copy=False
    )
    allowed_count = fields.Integer(
        string="Control Limit",
        readonly=True,
        copy=False,
        help="The most complaints after the fix that still count as effective; -1 "
        "when too little was shipped for any.",
    )
    needed_shipped = fields.Float(
        string="Shipped Needed", digits="Product Unit", readonly=True, copy=False
    )
    measured_at = fields.Datetime(string="Measured On", readonly=True, copy=False)
    measured_line = fields.Char(compute="_compute_measured_line", string="Figures")

    _measured_fields = frozenset(
        {"effectiveness", "before_count", "before_shipped", "after_count"}
        | {"after_shipped", "expected_count", "allowed_count", "needed_shipped"}
        | {"measured_at"}
    )

    # === COMPUTE METHODS === #

    @api.depends("effectiveness", "measured_at")
    @api.depends_context("lang")
    def _compute_measured_line(self):
        for record in self:
            record.measured_line = record.measured_at and record._describe_figures()

    def _describe_figures(self):
        """Return the figures as a sentence."""
        before, after, needed, least = (
            formatLang(self.env, number, digits=0)
            for number in (
                self.before_shipped,
                self.after_shipped,
                self.needed_shipped,
                self.expected_count,
            )
        )
        if not self.needed_shipped and self.effectiveness == "undecided":
            return self.env._(
                "No complaint about a lot made before the fix, or nothing of it "
                "shipped: there is nothing to compare with."
            )
        if self.effectiveness == "undecided" and (
            self.after_shipped < self.needed_shipped
        ):
            return self.env._(
                "Not enough shipped yet: %(shipped)s of %(needed)s units of lots made "
                "since the fix.",
                shipped=after,
                needed=needed,
            )
        return self.env._(
            "Before: %(before_count)s complaints on %(before)s units. After: "
            "%(after_count)s on %(after)s, where the old rate lets expect %(expected)s "
            "and at most %(limit)s count as effective.",
            before_count=self.before_count,
            before=before,
            after_count=self.after_count,
            after=after,
            expected=least,
            limit=self.allowed_count,
        )

    # === BUSINESS METHODS === #

    def _measure(self):
        """Take the figures of today; what was decided stays.

        Note: in superuser mode, after the checks of the caller.

        :raise UserError: without products
        """
        for record in self:
            if record.effectiveness in ("effective", "not_effective"):
                continue
            if not record.product_ids:
                raise UserError(
                    self.env._(
                        "Of which products are complaints counted? Fill in the "
                        "products of %s.",
                        record.display_name,
                    )
                )
            figures = record._count_complaints()
            verdict = judge(*figures, record.min_shipped)
            names = ("before_count", "before_shipped", "after_count", "after_shipped")
            record._with_step_token().write(
                {
                    **dict(zip(names, figures, strict=True)),
                    "effectiveness": verdict.result,
                    "expected_count": verdict.expected,
                    "allowed_count": verdict.allowed,
                    "needed_shipped": verdict.needed or 0,
                    "measured_at": fields.Datetime.now(),
                }
            )
            if verdict.result == "not_effective":
                record._did_not_help()

    def _did_not_help(self):
        """Do what follows from figures that are no better. To be extended.

        Note: `self.ensure_one()`, in superuser mode
        """

    def _count_complaints(self):
        """Return complaints and units shipped, before the fix and after it.

        Complaints count once each, however many lines they have. Complaints without a
        known lot count on neither side.

        :rtype: tuple of complaints before, shipped before, and both after
        """
        self.ensure_one()
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """WITH made AS MATERIALIZED (%(made)s),
                claim AS MATERIALIZED (%(claims)s),
                moved AS (%(moved)s)
                SELECT 'shipped', made.made_on >= %(fix)s, SUM(moved.shipped)
                  FROM made JOIN moved ON moved.lot_id = made.id
                 GROUP BY 2
                 UNION ALL
                SELECT 'complaints', made.made_on >= %(fix)s,
                       COUNT(DISTINCT claim.case_id)
                  FROM made JOIN claim ON claim.lot_id = made.id
                 WHERE %(defect)s
                 GROUP BY 2""",
                made=self._query_lots(self.product_ids),
                claims=self._query_claims(),
                moved=self._query_moved(),
                fix=self.fix_date,
                defect=self._query_defect(),
            )
        )
        found = {(what, after): number for what, after, number in rows}
        return (
            int(found.get(("complaints", False), 0)),
            float(found.get(("shipped", False), 0)),
            int(found.get(("complaints", True), 0)),
            float(found.get(("shipped", True), 0)),
        )

    def _query_claims(self):
        """Return the query of what is complained about, in units of the product."""
        company = self.case_id.company_id
        return SQL(
            """SELECT made.id AS lot_id, l.case_id, l.defect_id,
                      l.quantity * COALESCE(unit.factor / own.factor, 1) AS quantity
                 FROM made JOIN complaint_case_line l ON l.lot_id = made.id
                 JOIN complaint_case c ON c.id = l.case_id
                 JOIN product_product product ON product.id = made.product_id
                 JOIN product_template template
                   ON template.id = product.product_tmpl_id
                 JOIN uom_uom own ON own.id = template.uom_id
                 LEFT JOIN uom_uom unit ON unit.id = l.product_uom_id
                WHERE c.state <> 'new' AND %(upheld)s AND %(answered)s""",
            upheld=upheld("c"),
            answered=answered_by(company.ids, "c", "l"),
        )

    def _query_moved(self):
        """Return the query of what was shipped of each lot, in units of the product.

        Deliveries count on the day they were done. What came back was not used and is
        taken off, except as many pieces as are complained about: those were.
        """
        return SQL(
            """SELECT sent.lot_id,
                      GREATEST(0, sent.gone - GREATEST(
                          0, sent.back - COALESCE(faulty.quantity, 0))) AS shipped
                 FROM (SELECT ml.lot_id,
                              SUM(CASE WHEN %(gone)s THEN ml.quantity_product_uom
                                       ELSE 0 END) AS gone,
                              SUM(CASE WHEN %(gone)s THEN 0
                                       ELSE ml.quantity_product_uom END) AS back
                         FROM made JOIN stock_move_line ml ON ml.lot_id = made.id
                          AND ml.product_id = made.product_id
                         JOIN stock_location src ON src.id = ml.location_id
                         JOIN stock_location dest ON dest.id = ml.location_dest_id
                        WHERE ml.state = 'done' AND ml.company_id = %(company)s
                          AND %(gone)s <> %(came)s
                        GROUP BY ml.lot_id) AS sent
                 LEFT JOIN (SELECT lot_id, SUM(quantity) AS quantity
                              FROM claim GROUP BY lot_id) AS faulty
                   ON faulty.lot_id = sent.lot_id""",
            gone=outside("dest"),
            came=outside("src"),
            company=self.case_id.company_id.id,
        )

    @api.model
    def _query_lots(self, products):
        """Return the query of the lots of some products, and when each was made."""
        return self.env["stock.lot"]._made_query(
            SQL("lot.product_id = ANY(%s)", products.ids)
        )

    def _query_defect(self):
        """Return the condition on the defect of a line, empty for any defect."""
        if not self.defect_id:
            return SQL("TRUE")
        Defect = self.env["complaint.defect"].with_context(active_test=False)
        ids = Defect.search([("id", "child_of", self.defect_id.id)]).ids
        return SQL("claim.defect_id = ANY(%s)", ids)

    @api.model
    def _get_lot_dates(self, lots):
        """Return when each of some lots was made.

        :param lots: recordset of `stock.lot`
        :rtype: dict[int, date]
        """
        return lots._get_made_dates()
