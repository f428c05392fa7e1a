# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Who and what generated cases are about: people, teams, customers, goods.

A few thousand records, made through the ORM so that whatever Odoo computes, checks or
adds to them is there. The cases themselves are made by SQL, see `generate_cases.py`.
"""

import math
from dataclasses import dataclass

from odoo.fields import Command

GROUP = "complaint_management.complaint_management_group_{}"
QUIET = {
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "no_reset_password": True,
    "tracking_disable": True,
}
OPEN_PER_HANDLER = 200
CLERKS = 12
BARRED = 20
BIG_CUSTOMERS = 100
PRODUCTS = 400
LOTS_PER_PRODUCT = 25


@dataclass
class Plan:
    """How many of what there are among a number of cases.

    Small numbers keep what a list needs to be full: a handler has about 200 open cases
    and the big team half of all. Where all cases are open there are as many people as
    otherwise, with more to do.
    """

    cases: int
    all_open: bool = False

    @property
    def open(self):
        """Return how many cases are open: one of twenty, at least 400; or all."""
        return self.cases if self.all_open else self._open_as_a_rule

    @property
    def open_share(self):
        """Return which part of the latest cases is open."""
        return 1 if self.all_open else 0.5

    @property
    def _open_as_a_rule(self):
        return max(self.cases // 20, 400)

    @property
    def teams(self):
        """Return how many teams share the cases, the big one included."""
        return max(2, min(40, self.cases // 25_000))

    @property
    def big_share(self):
        """Return which part of all cases belongs to the big team."""
        return min(100_000, self.cases // 2) / self.cases

    @property
    def handlers(self):
        """Return the number of handlers of each team, the big team's first."""
        others = (1 - self.big_share) / (self.teams - 1)
        shares = [self.big_share] + [others] * (self.teams - 1)
        return [
            max(1, math.ceil(self._open_as_a_rule * share / OPEN_PER_HANDLER))
            for share in shares
        ]

    @property
    def customers(self):
        """Return how many companies complain."""
        return max(40, min(4_000, self.cases // 50))


@dataclass
class Masters:
    """The records made for a plan, as ids; positions start at zero."""

    company: int
    teams: list[tuple[int, int]]  # (team, its principal)
    handlers: list[list[tuple[int, int]]]  # by team: (user, principal)
    clerks: list[tuple[int, int]]  # (user, principal)
    user_all: int
    customers: list[tuple[int, int, str, int]]  # (company, contact, label, order)
    products: list[tuple[int, int]]  # (product, unit)
    lots: list[list[int]]  # by product
    barred: list[tuple[int, int]]  # (employee, its user)
    categories: list[int]
    confidential_category: int
    channels: list[int]
    defects: list[int]
    marks: list[int]
    tags: list[int]
    tracked: int  # type of the activities

    @property
    def handler(self):
        """Return the id of the user who is measured: of the big team, named cases."""
        return self.handlers[0][0][0]

    @property
    def big_team(self):
        """Return the id of the team with the most cases."""
        return self.teams[0][0]


def make_masters(env, plan):
    """Make what cases of a plan are about.

    :param env: the environment of the superuser
    :param Plan plan: how many there are to be
    :rtype: Masters
    """
    env = env(context={**env.context, **QUIET})
    handlers, teams = _make_teams(env, plan)
    clerks = _make_users(env, "Clerk", CLERKS)
    user_all = _make_users(env, "Supervisor", 1, "user_all")
    products, lots = _make_goods(env)
    Category = env["complaint.category"]
    categories = Category.search([("company_id", "=", False)], order="id")
    confidential = categories.filtered(lambda c: c._get_inherited("confidential"))
    tags = env["complaint.tag"].create(
        [{"name": f"Sample Tag {n}", "color": n} for n in range(1, 11)]
    )
    return Masters(
        company=env.company.id,
        teams=teams,
        handlers=handlers,
        clerks=_with_principals(env, clerks),
        user_all=user_all.id,
        customers=_make_customers(env, plan.customers, products),
        products=[(p.id, p.uom_id.id) for p in products],
        lots=lots,
        barred=_make_barred(env),
        categories=(categories - confidential).ids,
        confidential_category=confidential[:1].id,
        channels=env["complaint.channel"].search([], order="id").ids,
        defects=env["complaint.defect"].search([], order="id").ids,
        marks=env["complaint.mark"].search([], order="id").ids,
        tags=tags.ids,
        tracked=env.ref("mail.mail_activity_data_todo").id,
    )


def _make_users(env, title, number, group="user"):
    values = {"group_ids": [Command.set(env.ref(GROUP.format(group)).ids)]}
    return env["res.users"].create(
        [
            {
                **values,
                "name": f"Sample {title} {n:03d}",
                "login": f"sample.{title.lower()}.{n:03d}",
            }
            for n in range(number)
        ]
    )


def _with_principals(env, users):
    principals = {p.user_id: p.id for p in env["complaint.principal"]._for_users(users)}
    return [(user.id, principals[user]) for user in users]


def _make_teams(env, plan):
    """Return the handlers by team, and the teams; the leader is the last member."""
    numbers = plan.handlers
    users = _make_users(env, "Handler", sum(numbers))
    members, start = [], 0
    for number in numbers:
        members.append(users[start : start + number])
        start += number
    teams = env["complaint.team"].create(
        [
            {
                "name": f"Sample Team {n:02d}",
                "leader_id": people[-1:].id,
                "member_ids": [Command.set(people.ids)],
            }
            for n, people in enumerate(members)
        ]
    )
    principals = {p.team_id: p.id for p in env["complaint.principal"]._for_teams(teams)}
    return (
        [_with_principals(env, people) for people in members],
        [(team.id, principals[team]) for team in teams],
    )


def _make_goods(env):
    """Return products followed up by lot, and the ids of the lots of each."""
    products = env["product.product"].create(
        [
            {"name": f"Sample Product {n:03d}", "is_storable": True, "tracking": "lot"}
            for n in range(PRODUCTS)
        ]
    )
    lots = env["stock.lot"].create(
        [
            {"name": f"S{n:03d}-{lot:03d}", "product_id": product.id}
            for n, product in enumerate(products)
            for lot in range(LOTS_PER_PRODUCT)
        ]
    )
    by_product = lots.grouped("product_id")
    return products, [by_product[product].ids for product in products]


def _make_customers(env, number, products):
    """Return companies with a contact each; the big ones have an order."""
    Partner = env["res.partner"]
    companies = Partner.create(
        [
            {"name": f"Sample Customer {n:04d}", "is_company": True}
            for n in range(number)
        ]
    )
    contacts = Partner.create(
        [{"name": "Sample Contact", "parent_id": company.id} for company in companies]
    )
    orders = env["sale.order"].create(
        [
            {
                "partner_id": company.id,
                "order_line": [Command.create({"product_id": product.id})],
            }
            for company, product in zip(
                companies[:BIG_CUSTOMERS], products, strict=False
            )
        ]
    )
    by_company = {order.partner_id: order.id for order in orders}
    return [
        (company.id, contact.id, company.display_name, by_company.get(company))
        for company, contact in zip(companies, contacts, strict=True)
    ]


def _make_barred(env):
    """Return employees with a user, about whom there are complaints."""
    users = _make_users(env, "Respondent", BARRED)
    employees = env["hr.employee"].create(
        [{"name": user.name, "user_id": user.id} for user in users]
    )
    return [(employee.id, employee.user_id.id) for employee in employees]
