# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

import re

from odoo import api, fields, models
from odoo.tools import SQL

#: Words of Latin letters and digits, and runs of Chinese characters.
_WORDS = re.compile(r"[a-z0-9]+|[\u4e00-\u9fff]+")
#: A Chinese text has no spaces: each pair of characters is a term.
_PAIR = 2
#: Shorter Latin words say nothing.
_SHORT = 3
#: Words that stand in every story.
_EMPTY = frozenset(
    {"the", "and", "was", "were", "not", "does", "did", "has", "had", "have", "for"}
    | {"are", "with", "from", "that", "this", "after", "under", "when", "into", "its"}
)
#: More words of a description are not looked at.
_MOST = 400
_LIMIT = 3


class ComplaintKnownIssue(models.Model):
    """A quality problem that is known: how it looks, why it is, what to say and ask.

    What is told to a customer never denies a defect: that is for the investigation.
    """

    _name = "complaint.known.issue"
    _inherit = "complaint.unique.name.mixin"
    _description = "Known Issue"
    _order = "sequence, name, id"
    _name_scope = ()

    sequence = fields.Integer(default=100)
    symptom = fields.Text(translate=True, help="How it looks, and where.")
    causes = fields.Text(translate=True, help="What it can come from.")
    customer_text = fields.Text(
        string="What to Tell the Customer",
        translate=True,
        help="Put into the letter by one click. Never says that the goods are right or "
        "the customer wrong before there is a conclusion.",
    )
    collect = fields.Text(
        string="What to Collect",
        translate=True,
        help="What has to be asked and kept, while it still can be.",
    )
    internal_note = fields.Text(
        string="Source Opinion, Internal",
        translate=True,
        help="What the source says of it, as an opinion. Never for a customer.",
    )
    keywords = fields.Text(
        help="Words by which it is found while a complaint is registered, in any "
        "language, with a space or comma between them.",
    )
    terms = fields.Text(
        compute="_compute_terms",
        store=True,
        help="The name and the keywords, cut into terms for the search.",
    )
    defect_ids = fields.Many2many("complaint.defect", string="Defects")
    category_ids = fields.Many2many("complaint.category", string="Natures")
    case_ids = fields.Many2many(
        "complaint.case", "complaint_case_known_issue_rel", string="Used In", copy=False
    )
    use_count = fields.Integer(
        compute="_compute_use_count",
        string="Used",
        help="In how many complaints its text was told.",
    )

    _name_uniq = models.UniqueIndex(
        "((name->>'en_US'))",
        "This name is already used. Look among the archived ones, too.",
    )
    _terms_idx = models.Index("USING gin (string_to_array(terms, ' '))")

    # === COMPUTE METHODS === #

    @api.depends("name", "keywords")
    def _compute_terms(self):
        for issue in self.with_context(lang="en_US"):
            text = f"{issue.name or ''} {issue.keywords or ''}"
            issue.terms = " ".join(sorted(self._cut(text))) or False

    def _compute_use_count(self):
        # How often it was used may be known, without where.
        groups = (
            self.env["complaint.case"]
            .sudo()
            ._read_group(
                [("known_issue_ids", "in", self.ids)], ["known_issue_ids"], ["__count"]
            )
        )
        counts = {issue.id: count for issue, count in groups}
        for issue in self:
            issue.use_count = counts.get(issue.id, 0)

    # === ACTION METHODS === #

    def action_tell(self):
        """Open the letter to the complainant with this text in it.

        The complaint is the one in the context, `complaint_case_id`.

        :raise AccessError: if the user may not write the complaint
        """
        self.ensure_one()
        self.check_access("read")
        case = self.env["complaint.case"].browse(
            self.env.context.get("complaint_case_id") or []
        )
        action = case.action_tell()
        action["context"] |= {
            "default_code": "free",
            "default_known_issue_id": self.id,
        }
        return action

    # === BUSINESS METHODS === #

    @api.model
    def _cut(self, text):
        """Return the terms of a text: Latin words, and pairs of Chinese characters.

        :rtype: set[str]
        """
        terms = set()
        for word in _WORDS.findall((text or "").lower())[:_MOST]:
            if word.isascii():
                if len(word) >= _SHORT and word not in _EMPTY:
                    terms.add(word)
            else:
                terms |= {word[i : i + _PAIR] for i in range(max(1, len(word) - 1))}
        return terms

    @api.model
    def _suggest(self, defects, category, text):
        """Return the issues that fit, the best first, at most three.

        A defect that is named counts most, then words of the description, then the
        nature. Found by indexed columns, in one query.

        :param defects: recordset of `complaint.defect`
        :param category: recordset of `complaint.category`
        :param str text: what the complainant says
        """
        # What stands above a defect or category in its tree counts for it.
        own = [int(x) for d in defects for x in (d.parent_path or "").split("/") if x]
        of_category = (category.parent_path or "").split("/")
        natures = [int(x) for x in of_category if x]
        terms = list(self._cut(text))
        if not own and not natures and not terms:
            return self.browse()
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                """SELECT found.id FROM (
                    SELECT complaint_known_issue_id AS id, 100 AS points
                      FROM complaint_defect_complaint_known_issue_rel
                     WHERE complaint_defect_id = ANY(%(defects)s)
                    UNION ALL
                    SELECT complaint_known_issue_id, 1
                      FROM complaint_category_complaint_known_issue_rel
                     WHERE complaint_category_id = ANY(%(natures)s)
                    UNION ALL
                    SELECT i.id, 10 * (SELECT COUNT(*)
                                         FROM unnest(string_to_array(i.terms, ' ')) term
                                        WHERE term = ANY(%(terms)s))
                      FROM complaint_known_issue i
                     WHERE string_to_array(i.terms, ' ') && %(terms)s
                ) found JOIN complaint_known_issue issue ON issue.id = found.id
                   WHERE issue.active GROUP BY found.id
                   ORDER BY SUM(points) DESC, found.id LIMIT %(limit)s""",
                defects=own,
                natures=natures,
                terms=terms,
                limit=_LIMIT,
            )
        )
        return self.browse([id_ for (id_,) in rows])

    def _note_use(self, cases):
        """Note that the text was told, once per complaint.

        :param cases: complaints that the user may write
        """
        # Told in a locked complaint, too, whose file stays as it is.
        for case in cases.sudo()._with_step_token():
            case.known_issue_ids |= self
