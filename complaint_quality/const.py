# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What several models name alike."""

from odoo.tools import SQL

#: States of complaints that say nothing of the goods; merged ones count once.
NOT_COUNTED = ("withdrawn", "not_accepted", "merged")
#: How a sample ends, by the name of the step.
SAMPLE_ENDS = {
    "give_back": "returned",
    "use_up": "used_up",
    "dispose": "disposed",
    "miss": "missing",
}
#: Conclusions after which nothing is left of a complaint.
UNTRUE = ("not_confirmed", "misunderstanding", "malicious")


def outside(location):
    """Return the SQL condition that a place is outside of the company.

    What lies there was delivered: to a customer, or to another company by the transit
    location that belongs to none.

    :param str location: alias of the table of locations in the query
    """
    return SQL(
        "(%(usage)s = 'customer' OR %(usage)s = 'transit' AND %(company)s IS NULL)",
        usage=SQL.identifier(location, "usage"),
        company=SQL.identifier(location, "company_id"),
    )


def upheld(case):
    """Return the SQL condition that a complaint says something of the goods.

    Left out is what was merged, withdrawn, not accepted, or found to be untrue.

    :param str case: alias of the table of complaints in the query
    """
    return SQL(
        """(%(merged)s IS NULL AND %(state)s <> ALL(%(left_out)s)
            AND %(unfounded)s IS NOT TRUE
            AND coalesce(%(conclusion)s, '') <> ALL(%(untrue)s))""",
        merged=SQL.identifier(case, "merged_into_id"),
        state=SQL.identifier(case, "state"),
        unfounded=SQL.identifier(case, "unfounded"),
        conclusion=SQL.identifier(case, "conclusion"),
        left_out=list(NOT_COUNTED),
        untrue=list(UNTRUE),
    )
