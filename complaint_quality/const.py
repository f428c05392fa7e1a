# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What several models name alike."""

from odoo.tools import SQL

#: What asks somebody to decide on an alarm.
ALARM_ACTIVITY = "complaint_quality.mail_act_complaint_alarm"
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


def delivered_by(companies, lot):
    """Return the SQL condition that one of some companies delivered some of a lot.

    :param SQL companies: an array of ids
    :param SQL lot: the id of the lot
    """
    return SQL(
        """EXISTS (
            SELECT 1 FROM stock_move_line AS sent
              JOIN stock_location AS sent_from ON sent_from.id = sent.location_id
              JOIN stock_location AS sent_to ON sent_to.id = sent.location_dest_id
             WHERE sent.lot_id = %(lot)s AND sent.state = 'done'
               AND sent.company_id = ANY(%(companies)s)
               AND %(out)s AND NOT %(before)s)""",
        lot=lot,
        companies=companies,
        out=outside("sent_to"),
        before=outside("sent_from"),
    )


def answered_by(companies, case, line):
    """Return the SQL condition that a complaint is held against some companies.

    It is their own, or their goods are complained about to another company, which
    delivered nothing of the lot itself.

    :param list companies: their ids
    :param str case: alias of the table of complaints in the query
    :param str line: alias of the table of complained goods
    """
    own, lot = SQL.identifier(case, "company_id"), SQL.identifier(line, "lot_id")
    return SQL(
        """(%(own)s = ANY(%(companies)s)
            OR NOT %(by_own)s AND %(by_them)s)""",
        own=own,
        companies=companies,
        by_own=delivered_by(SQL("ARRAY[%s]", own), lot),
        by_them=delivered_by(SQL("%s", companies), lot),
    )
