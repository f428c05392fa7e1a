# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)

from odoo.fields import Domain


def search_own_first(search, own_ids, name, domain, operator, limit):
    """Search by name and put some records in front, in the order they are given in.

    :param search: the model's `name_search`; its access rules apply to both parts
    :param list[int] own_ids: what stands first where it is found
    :return: pairs of id and name
    :rtype: list[tuple[int, str]]
    """
    if not own_ids:
        return search(name, domain, operator, limit)
    domain = Domain(domain or Domain.TRUE)
    own = dict(search(name, domain & Domain("id", "in", own_ids), operator, limit))
    found = [(id_, own[id_]) for id_ in dict.fromkeys(own_ids) if id_ in own]
    rest = limit and limit - len(found)
    if rest is None or rest > 0:
        found += search(name, domain & Domain("id", "not in", [*own]), operator, rest)
    return found
