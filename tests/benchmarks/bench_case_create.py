# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What registering a complaint costs, against a lead of Odoo's CRM in the same run.

Both by a plain user who keeps them, in batches of 100, with what is sent to the
database at the end of a request. The case has a line with product and lot, names its
people, draws a number and writes its log; the lead is one record. The cases go into a
register that is full already, the leads into an empty table.
"""

from case_masters import Plan, make_masters
from common import Benchmark, configure, parse_arguments
from generate_cases import generate, superuser

from odoo.fields import Command

TITLE = "registering cases"
BATCH = 100
BOUND = 1.0
QUERIES = 8
#: how many limits start with a case that is bound by a policy, and what it may cost
LIMITS, LIMITS_MS = 6, 20


def prepare(options):
    """Install the peer, fill the register, let the user who is measured make leads."""
    with superuser(options.database) as env:
        crm = env["ir.module.module"].search([("name", "=", "crm")])
        crm.button_immediate_install()
    cases = 20_000 if options.quick else options.cases
    with superuser(options.database) as env:
        masters = make_masters(env, Plan(cases))
        user = env["res.users"].browse(masters.handler)
        user.group_ids += env.ref("sales_team.group_sale_salesman")
    return generate(options.database, cases, masters)


def cases(env, masters, **values):
    """Return a function that registers a batch of cases, each with a line."""
    product, _unit = masters.products[0]
    lot = masters.lots[0][-1]
    rows = [
        {
            "description": "It leaks at the seam.",
            "category_id": masters.categories[0],
            "team_id": masters.big_team,
            "user_id": env.uid,
            "line_ids": [
                Command.create({"product_id": product, "lot_id": lot, "quantity": 3})
            ],
            **{name: value(row) for name, value in values.items()},
        }
        for row in range(BATCH)
    ]
    return creator(env["complaint.case"], rows)


def put_in_force(env):
    """Let limits start with each case: of elapsed and of working time, by turns.

    :param env: the environment of the superuser
    """
    units = ("hour", "working_hour", "working_day")
    policy = env["complaint.policy"].create(
        {
            "name": "Six limits",
            "milestone_ids": [
                Command.create(
                    {
                        "name": f"Limit {number}",
                        "start_event": "received",
                        "target_event": "closed",
                        "amount": number + 1,
                        "unit": units[number % 3],
                    }
                )
                for number in range(LIMITS)
            ],
        }
    )
    policy.action_activate()


def leads(env, masters):
    """Return a function that makes a batch of leads."""
    rows = [
        {
            "name": "It leaks at the seam.",
            "type": "lead",
            "description": "It leaks at the seam.",
            "partner_id": masters.customers[row % 40][0],
            "user_id": env.uid,
        }
        for row in range(BATCH)
    ]
    return creator(env["crm.lead"], rows)


def creator(model, rows):
    """Return a function that creates records, up to the end of a request."""

    def create():
        model.create([dict(row) for row in rows])
        model.env.cr.flush()

    return create


def main():
    """Compare a case of a customer on file, and one of a consumer, with a lead."""
    options = parse_arguments(
        TITLE,
        cases={"type": int, "default": 1_000_000, "help": "in the register before"},
        quick={"action": "store_true", "help": "20,000 are enough"},
    )
    configure(options)
    masters = prepare(options)
    with Benchmark(f"{TITLE}, per record", options=options) as bench:
        env = bench.env(user=masters.handler)
        peer = leads(env, masters)
        known = cases(
            env, masters, partner_id=lambda row: masters.customers[row % 40][0]
        )
        apart = cases(
            env,
            masters,
            complainant_type=lambda row: "consumer",
            complainant_name=lambda row: f"Sample Consumer {row}",
            complainant_phone=lambda row: f"555-{row}",
        )
        bench.compare("customer on file", known, peer, BOUND, QUERIES, BATCH)
        bench.compare("consumer kept apart", apart, peer, BOUND, QUERIES, BATCH)
        put_in_force(bench.env(su=True))
        name = f"{BATCH} of them, each with {LIMITS} limits"
        bench.limit(name, known, LIMITS_MS * BATCH, QUERIES * BATCH)


if __name__ == "__main__":
    main()
