# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Two transactions that meet, in a script of a process with several cursors.

The later one begins, and so takes its picture of the database, before the earlier one
commits: as two requests do that meet. The script calls ``meet(first, second)``.
"""

from .common import parse

PRELUDE = """
import json, logging, threading, uuid
import psycopg2
from contextlib import closing
from functools import partial
from odoo import api, fields
from odoo.exceptions import UserError
from odoo.service.model import retrying

class Lines(logging.Handler):
    lines = []
    def emit(self, record):
        self.lines.append(record.getMessage())

# What PostgreSQL refuses is expected here, and looked at.
for name in ("odoo.sql_db", "odoo.service.model"):
    logging.getLogger(name).propagate = False
    logging.getLogger(name).handlers = [Lines()]

registry = env.registry
run = uuid.uuid4().hex  # the database serves all scripts
group = env.ref("complaint_management.complaint_management_group_user_all")
users = env["res.users"].create([
    {"name": f"User {n}", "login": f"{run}_{n}", "group_ids": [(4, group.id)]}
    for n in range(4)
])
partner = env["res.partner"].create({"name": "Hospital"})
VALUES = {"partner_id": partner.id, "description": "Leaks"}
CONTEXT = {"tracking_disable": True}

def new_case(**values):
    case = env["complaint.case"].create(VALUES | values)
    env.cr.commit()
    return case

def begin(n, *reads):
    cr = registry.cursor()
    cr.execute("SET lock_timeout = '3s'")
    cr.execute("SELECT count(*) FROM complaint_case")  # the picture is taken now
    return api.Environment(cr, users[n].id, CONTEXT)

def meet(first, second, retry=True):
    # Both begin; the first one ends before the second one acts.
    one, two = begin(0), begin(1)
    with closing(one.cr), closing(two.cr):
        first(one)
        one.cr.commit()
        try:
            if retry:
                retrying(partial(second, two), two)
            else:
                second(two)
                two.cr.flush()
            two.cr.commit()
        except (psycopg2.Error, UserError) as error:
            two.cr.rollback()
            return type(error).__name__, str(error)
    return "done", ""

def result(value):
    print("RESULT " + json.dumps(value, default=str))

env.cr.commit()
"""


def run(odoo, source):
    """Return what a script handed to its function ``result``."""
    return parse(odoo.script(PRELUDE + source))
