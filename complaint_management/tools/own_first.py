# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.fields import Domain


def search_own_first(search, own_ids, domain, operator, limit):
    """Search by name and put some records in front, in the order they are given in.

    :param search: a model's `web_name_search` with the name and what is read already
        given; its access rules apply to both parts
    :param list[int] own_ids: what stands first where it is found
    :return: what `search` returns
    :rtype: list[dict]
    """
    if not own_ids:
        return search(domain, operator, limit)
    domain = Domain(domain or Domain.TRUE)
    own = search(domain & Domain("id", "in", own_ids), operator, limit)
    place = {id_: index for index, id_ in enumerate(reversed(own_ids))}
    found = sorted(own, key=lambda row: place[row["id"]], reverse=True)
    rest = limit and limit - len(found)
    if rest is None or rest > 0:
        others = domain & Domain("id", "not in", [row["id"] for row in own])
        found += search(others, operator, rest)
    return found
