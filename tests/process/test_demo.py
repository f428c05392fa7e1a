# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The demo story loads, by its own buttons, and an update leaves it as it is."""

from ..repository import ADDONS, report
from .common import command, prepared_database, query, states
from .test_uninstall import UNINSTALL, leftovers

BY_STATE = "SELECT state, count(*) FROM complaint_case GROUP BY state"
FAILED = "SELECT count(*) FROM ir_demo_failure"
#: What an update must not touch: where each complaint stands, and since when.
STORY = """
    SELECT c.name, c.state, c.user_id, c.received_at, c.create_date, c.closed_at,
           (SELECT array_agg(t.at ORDER BY t.id) FROM complaint_case_transition t
             WHERE t.case_id = c.id)
      FROM complaint_case c
     ORDER BY c.id
"""
BACKWARDS = """
    SELECT c.name FROM complaint_case c
      JOIN complaint_case_transition t ON t.case_id = c.id
     WHERE t.at < c.received_at OR t.at > now() AT TIME ZONE 'UTC'
"""
#: Who still has to be told, and what was told at an impossible time or has failed.
UNTOLD = "SELECT count(*) FROM complaint_case WHERE notice_due IS NOT NULL"
MISTOLD = """
    SELECT c.name, n.code, n.at FROM complaint_notice n
      JOIN complaint_case c ON c.id = n.case_id
     WHERE n.at < c.received_at OR n.at > now() AT TIME ZONE 'UTC'
        OR n.state != 'logged' OR n.code = 'offered' AND n.at < (
            SELECT max(t.at) FROM complaint_case_transition t
             WHERE t.case_id = c.id AND t.step = 'offer')
"""
LATE = """
    SELECT count(*) FROM complaint_handover
     WHERE answered_at IS NULL AND due_at < now() AT TIME ZONE 'UTC'
"""
#: The leaking lot: bags delivered and to how many, what the alarm says of it, and which
#: measures are proven by later lots.
SENT = """
    SELECT sum(line.quantity)::int, count(DISTINCT partner.commercial_partner_id)
      FROM stock_move_line line
      JOIN stock_lot lot ON lot.id = line.lot_id
      JOIN stock_picking picking ON picking.id = line.picking_id
      JOIN res_partner partner ON partner.id = picking.partner_id
      JOIN stock_location place ON place.id = line.location_dest_id
     WHERE lot.name = '2611A' AND line.state = 'done' AND place.usage = 'customer'
"""
ALARM = "SELECT case_count, affected::int, delivered::int FROM complaint_alarm"
PROVEN = """
    SELECT count(*) FROM complaint_corrective_action
     WHERE effectiveness = 'effective'
"""
#: Core keeps the external ids of what it may not delete, such as the company.
KEPT = "ir_model_data: "
OURS_LEFT = r"""
    SELECT DISTINCT model FROM ir_model_data
     WHERE module LIKE 'complaint\_%%' AND model NOT IN (
         'res.company', 'res.partner', 'stock.warehouse', 'product.product',
         'product.template', 'stock.lot', 'sale.order', 'res.users', 'hr.employee',
         'stock.quant')
"""
EXPECTED = {
    "new": 2,
    "registered": 1,
    "need_info": 2,
    "accepted": 5,
    "not_accepted": 2,
    "investigating": 4,
    "solution": 2,
    "offered": 4,
    "executing": 2,
    "follow_up": 1,
    "closed": 8,
    "withdrawn": 1,
    "merged": 1,
}


def test_the_story_is_told_once_and_needs_no_other_demo(tmp_path):
    """Every state is there; an update changes nothing; uninstalling still works."""
    with prepared_database("demo", tmp_path) as odoo:
        name = odoo.database
        # Odoo installs demo data only where that of what it rests on is said to be in.
        odoo.script('env.cr.execute("UPDATE ir_module_module SET demo = true")')
        odoo.run(
            "-i", ",".join(ADDONS), "--with-demo", "--stop-after-init", "--no-http"
        )
        assert set(states(name, *ADDONS).values()) == {"installed"}
        assert query(name, FAILED) == [(0,)]
        assert dict(query(name, BY_STATE)) == EXPECTED
        assert query(name, BACKWARDS) == []
        assert query(name, LATE) == [(1,)]
        assert query(name, UNTOLD) == [(2,)]
        assert query(name, MISTOLD) == []
        assert query(name, SENT) == [(18000, 6)]
        assert query(name, ALARM) == [(3, 31, 18000)]
        assert query(name, PROVEN) == [(1,)]
        story = query(name, STORY)

        odoo.upgrade(*ADDONS)
        assert query(name, FAILED) == [(0,)]
        assert query(name, STORY) == story

        # What was sold, delivered and invoiced stays, as core refuses to delete it and
        # says so in the log; of complaints nothing does.
        command(
            *odoo.argv("shell", "--no-http"),
            cwd=odoo.folder,
            env=odoo.env,
            input=f"{UNINSTALL}\nenv.cr.commit()\n",
            timeout=1200,
        )
        assert set(states(name, *ADDONS).values()) == {"uninstalled"}
        report(line for line in leftovers(name) if not line.startswith(KEPT))
        report(f"{model}: still there" for (model,) in query(name, OURS_LEFT))
