# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.complaint_management.tools import statistics

from ..const import ALARM_ACTIVITY, upheld

#: One complaint proves nothing, however many pieces it names.
MIN_CASES = {"norm": 2, "history": 3}
#: How many complaints on other lots make a history.
HISTORY_CASES = 5
#: How likely chance alone may be: one side of 95 %, and of three sigmas.
CHANCE = {"norm": 0.025, "history": 0.00135}


class ComplaintAlarmFindMixin(models.AbstractModel):
    """The search for lots with too many complaints: one query, then arithmetic.

    Pieces are held against the norm of the defect. Complaints are held against those
    on other lots of the product, as on a u-chart; pieces would not do, as one crushed
    carton makes many of them at once.
    """

    _name = "complaint.alarm.find.mixin"
    _description = "Search for Alarms"

    # === BUSINESS METHODS === #

    @api.model
    def _find(self):
        """Raise an alarm for each finding that is new, and bring open ones up to date.

        :return: the new ones
        :rtype: recordset of `complaint.alarm`
        """
        findings = self._get_findings()
        # The search is the company's, not that of who starts it.
        Alarm = self.sudo()
        known = self._get_known()
        values_list = []
        for values in findings:
            place = (values["company_id"], values["lot_id"], values["defect_id"])
            decided, still_open = known.get(place, (set(), False))
            facts = self._get_facts(values["facts_key"])
            if still_open:
                if facts not in decided:
                    Alarm.browse(still_open)._with_step_token().write(values)
            elif "confirmed" not in decided and facts not in decided:
                values_list.append(values)
        # The date says when it was raised: no word of it in each thread.
        quiet = Alarm._with_step_token().with_context(tracking_disable=True)
        alarms = quiet.create(values_list).with_env(Alarm.env)
        alarms._with_step_token()._assign()
        return alarms

    @api.model
    def _get_findings(self):
        """Return the values of an alarm for each lot and defect that deserves one.

        :rtype: list[dict]
        """
        self.env.flush_all()
        findings = []
        norms = self._get_norms()
        for row in self.env.execute_query_dict(self._counts_query(norms)):
            norm = norms["ppm"].get(row["defect_id"])
            finding = self._judge_by_norm(row, norm) or self._judge_by_history(row)
            if finding:
                findings.append(finding)
        return findings

    @api.model
    def _judge_by_norm(self, row, norm):
        if not norm or row["case_count"] < MIN_CASES["norm"]:
            return None
        mean = norm * row["delivered"] / statistics.MILLION
        if row["affected"] <= mean:
            return None
        if statistics.poisson_tail(row["affected"], mean) >= CHANCE["norm"]:
            return None
        return self._prepare_alarm_values("norm", row, row["affected"], norm)

    @api.model
    def _judge_by_history(self, row):
        enough = row["case_count"] >= MIN_CASES["history"]
        if not enough or row["other_cases"] < HISTORY_CASES:
            return None
        mean = row["other_cases"] / row["other_delivered"] * row["delivered"]
        if row["case_count"] <= mean:
            return None
        if statistics.poisson_tail(row["case_count"], mean) >= CHANCE["history"]:
            return None
        usual = statistics.MILLION * row["other_cases"] / row["other_delivered"]
        return self._prepare_alarm_values("history", row, row["case_count"], usual)

    @api.model
    def _prepare_alarm_values(self, kind, row, count, expected):
        return {
            "kind": kind,
            "company_id": row["company_id"],
            "lot_id": row["lot_id"],
            "defect_id": row["defect_id"] or False,
            "case_count": row["case_count"],
            "affected": row["affected"],
            "delivered": row["delivered"],
            "ppm": statistics.MILLION * count / row["delivered"],
            "expected_ppm": expected,
            "facts_key": "-".join(
                str(row[name] or 0)
                for name in ("company_id", "lot_id", "defect_id", "facts")
            ),
        }

    def _assign(self):
        """Give new alarms to who decides on them in the company, until when."""
        self._set_due_date()
        for company in self.company_id:
            alarms = self.filtered(
                lambda alarm, company=company: alarm.company_id == company
            )
            user = company._get_complaint_alarm_user()
            if user:
                alarms.user_id = user
                alarms._ask(user)

    def _set_due_date(self):
        """Let them be decided within the time of the activity, from now on."""
        kind = self.env.ref(ALARM_ACTIVITY, raise_if_not_found=False)
        self.due_date = kind and kind._get_date_deadline()

    # === GETTERS === #

    @api.model
    def _get_facts(self, key):
        """Return which complaints a key stands for, whatever they are counted under."""
        return key.rpartition("-")[2]

    @api.model
    def _get_known(self):
        """Return what was decided for each company, lot and defect, and is open.

        An alarm stands under the defect that its complaints are counted under today:
        when the norm goes to another one, the same complaints raise no second alarm.
        """
        known = {}
        norms = self._get_norms()
        owners = dict(zip(norms["defects"], norms["owners"], strict=True))
        self.env["complaint.alarm"].flush_model()
        for row in self.env.execute_query(
            SQL(
                "SELECT company_id, lot_id, defect_id, id, state, facts_key "
                "FROM complaint_alarm"
            )
        ):
            company_id, lot_id, defect_id, alarm_id, state, facts_key = row
            place = (company_id, lot_id, owners.get(defect_id, False))
            decided, still_open = known.get(place, (set(), False))
            if state == "open":
                still_open = alarm_id
            known[place] = (decided | {state, self._get_facts(facts_key)}, still_open)
        return known

    @api.model
    def _get_norms(self):
        """Return under which defect each one is counted, and the norms of those."""
        # archived ones still have complaints
        defects = self.env["complaint.defect"].sudo().with_context(active_test=False)
        defects = defects.search([("id", "!=", False)])
        owners = {defect.id: defect._get_norm_owner() for defect in defects}
        return {
            "defects": list(owners),
            "owners": [owner.id for owner in owners.values()],
            "ppm": {owner.id: owner.norm_ppm for owner in owners.values()},
        }

    @api.model
    def _get_outside_domain(self):
        """Return the domain of the places that :func:`outside` means."""
        between = Domain("usage", "=", "transit") & Domain("company_id", "=", False)
        return Domain("usage", "=", "customer") | between

    @api.model
    def _counts_query(self, norms):
        """Return the SQL of what is complained about and delivered of each lot."""
        # The same for everybody who starts the search.
        Place = self.env["stock.location"].sudo().with_context(active_test=False)
        return SQL(
            """
            WITH claim AS (
                %(claims)s
            ), sent AS (
                SELECT company_id, product_id, lot_id,
                       sum(quantity_product_uom) AS quantity
                  FROM stock_move_line
                 WHERE state = 'done' AND lot_id IS NOT NULL
                   AND location_dest_id = ANY(%(customers)s)
                   AND NOT location_id = ANY(%(customers)s)
                 GROUP BY company_id, product_id, lot_id
            ), by_lot AS (
                %(by_lot)s
            ), sent_of_product AS (
                SELECT company_id, product_id, sum(quantity) AS quantity
                  FROM sent GROUP BY company_id, product_id
            ), by_product AS (
                SELECT company_id, product_id, defect_id, sum(cases) AS cases
                  FROM by_lot GROUP BY company_id, product_id, defect_id
            )
            SELECT by_lot.company_id, by_lot.lot_id, by_lot.defect_id, by_lot.affected,
                   by_lot.cases AS case_count, by_lot.facts, sent.quantity AS delivered,
                   CASE WHEN total.quantity > sent.quantity
                        THEN by_product.cases - by_lot.cases ELSE 0 END::int
                       AS other_cases,
                   total.quantity - sent.quantity AS other_delivered
              FROM by_lot
              JOIN sent USING (company_id, product_id, lot_id)
              JOIN sent_of_product AS total USING (company_id, product_id)
              JOIN by_product
                ON (by_product.company_id, by_product.product_id)
                 = (by_lot.company_id, by_lot.product_id)
               AND by_product.defect_id IS NOT DISTINCT FROM by_lot.defect_id
             WHERE by_lot.cases >= %(least)s AND sent.quantity > 0
            """,
            claims=self._claims_query(norms),
            by_lot=self._by_lot_query(),
            customers=Place.search(self._get_outside_domain()).ids,
            least=min(MIN_CASES.values()),
        )

    @api.model
    def _by_lot_query(self):
        """Return the SQL that adds up complaints for each company, lot and defect.

        They count for their own company, or, where that one delivered nothing of the
        lot, for each that did: joined, as asking for each complaint takes too long.
        """
        return SQL(
            """
            SELECT company_id, product_id, lot_id, defect_id,
                   count(DISTINCT case_id) AS cases, sum(quantity) AS affected,
                   md5(array_agg(DISTINCT case_id ORDER BY case_id)::text) AS facts
              FROM (SELECT company_id, product_id, lot_id, defect_id, case_id,
                           claim.quantity
                      FROM claim
                     UNION ALL
                    SELECT sent.company_id, claim.product_id, claim.lot_id,
                           claim.defect_id, claim.case_id, claim.quantity
                      FROM claim
                      LEFT JOIN sent AS own USING (company_id, product_id, lot_id)
                      JOIN sent ON sent.lot_id = claim.lot_id
                     WHERE own.company_id IS NULL) AS answered
             WHERE (company_id, lot_id) IN (SELECT company_id, lot_id FROM sent)
             GROUP BY company_id, product_id, lot_id, defect_id
            """
        )

    @api.model
    def _claims_query(self, norms):
        """Return the SQL of what is complained about, in the units of the products.

        What is withdrawn, not accepted, merged or untrue is left out.
        """
        return SQL(
            """
            SELECT kase.company_id, line.lot_id, lot.product_id,
                   counted.owner_id AS defect_id, line.case_id,
                   line.quantity * coalesce(unit.factor / own.factor, 1)
                       AS quantity
              FROM complaint_case_line AS line
              JOIN complaint_case AS kase ON kase.id = line.case_id
              JOIN stock_lot AS lot ON lot.id = line.lot_id
              JOIN product_product AS product ON product.id = lot.product_id
              JOIN product_template AS template
                ON template.id = product.product_tmpl_id
              JOIN uom_uom AS own ON own.id = template.uom_id
              LEFT JOIN uom_uom AS unit ON unit.id = line.product_uom_id
              LEFT JOIN unnest(%(defects)s::int[], %(owners)s::int[])
                     AS counted (defect_id, owner_id)
                     ON counted.defect_id = line.defect_id
             WHERE line.lot_id IS NOT NULL
               AND %(upheld)s
            """,
            defects=norms["defects"],
            owners=norms["owners"],
            upheld=upheld("kase"),
        )
