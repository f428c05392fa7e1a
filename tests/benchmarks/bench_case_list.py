# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What the lists of complaints cost when there are a million of them.

Read as the web client reads them: page and count, with the columns that the list view
shows. Every deadline comes from a limit in working time that runs.
The default list, *Mine*, may cost little more than it does among 1,000 complaints. The
lists of a team may take longer, but nobody waits for half a second; looking for
complaints that look alike goes on while somebody types.
"""

from case_masters import Plan, make_masters
from common import Benchmark, configure, explain_worst, parse_arguments
from generate_cases import clear, generate, superuser, vacuum
from lxml import etree

from odoo.fields import Command, Datetime
from odoo.tools.safe_eval import safe_eval

TITLE = "lists of cases"
FEW = 1_000
PAGE = 80
COUNT_LIMIT = 10_001
#: how the default list may grow from few cases to many
GROWTH, GROWTH_MS = 1.5, 10
#: what reading a page takes, the limits that bind included
QUERIES = 9
TEAM_MS = 400
LOOK_ALIKE_MS = 10

# What has a deadline has it from a limit in working time.
CLOCKS = """
WITH clock AS (
INSERT INTO complaint_clock (
    case_id, milestone_id, res_model, res_id, round, amount, unit, law_style, pausable,
    calendar_version_id, state, started_at, deadline, cycle, ladder_cycle,
    create_uid, create_date, write_uid, write_date)
SELECT id, %(milestone)s, 'complaint.case', id, 1, 5, 'working_day', false, true,
       %(version)s, 'running', received_at, next_deadline, 1, 1,
       1, %(now)s, 1, %(now)s
  FROM complaint_case WHERE next_deadline IS NOT NULL ORDER BY id
RETURNING id, case_id)
UPDATE complaint_case SET binding_clock_id = clock.id
  FROM clock WHERE complaint_case.id = clock.case_id
"""
ACTIVITY = (
    *("activity_exception_decoration", "activity_exception_icon", "activity_state"),
    *("activity_summary", "activity_type_icon", "activity_type_id"),
)


class Lists:
    """The lists of one user, each as a function that reads its first page.

    :param env: the environment of the user
    """

    def __init__(self, env):
        self.model = env["complaint.case"]
        # whoever opens a list need not have rights on views
        view = env.ref("complaint_management.complaint_case_view_list").sudo()
        search = env.ref("complaint_management.complaint_case_view_search").sudo()
        views = self.model.get_views([(view.id, "list"), (search.id, "search")])
        arch = {
            kind: etree.fromstring(found["arch"])
            for kind, found in views["views"].items()
        }
        self.specification = self._specify(arch["list"])
        [mine] = arch["search"].xpath("//filter[@name='filter_mine']")
        self.filter_mine = safe_eval(mine.get("domain"), {"uid": env.uid})

    def _specify(self, arch):
        """Return what the web client asks for to show a list view.

        Columns that nobody has switched on are not read: see the view's `js_class`.
        """
        fields = self.model.fields_get()
        specification = {}
        for node in arch.iter("field"):
            if node.get("optional") == "hide":
                continue
            names = [node.get("name")]
            if node.get("widget") == "list_activity":
                names += ACTIVITY
            for name in names:
                named = fields[name]["type"] == "many2one"
                named = named or node.get("widget") == "many2many_tags"
                specification[name] = {"fields": {"display_name": {}}} if named else {}
                if named and name == node.get("name"):
                    context = safe_eval(node.get("context", "{}"))
                    specification[name]["context"] = context
        return specification

    def page(self, domain, full=True):
        """Return a function that reads the first page of a list, and how many.

        :param list domain: the filter
        :param bool full: fail when there are less than a page, which proves nothing
        """

        def read():
            found = self.model.web_search_read(
                domain, self.specification, limit=PAGE, count_limit=COUNT_LIMIT
            )
            if full and len(found["records"]) < PAGE:
                raise RuntimeError(f"only {found['length']} cases: {domain}")

        return read

    def mine(self):
        """Return the function that reads the default list."""
        return self.page(self.filter_mine)

    def team(self, team, only_open):
        """Return the function that reads the list of a team."""
        domain = [("team_id", "=", team)]
        return self.page([("is_open", "=", True), *domain] if only_open else domain)

    def look_alikes(self, **values):
        """Return a function that looks for cases that look alike."""
        return lambda: self.model._search_look_alikes(**values)


def look_alikes(env, lists):
    """Return the searches for look-alikes by name, each at its worst.

    :param env: the environment of the superuser
    :param Lists lists: those of the user who registers a case
    """

    def most(table, column, where="true"):
        env.cr.execute(
            f"""SELECT {column} FROM {table} WHERE {column} IS NOT NULL AND {where}
                GROUP BY {column} ORDER BY count(*) DESC"""
        )
        rows = [row[0] for row in env.cr.fetchall()]
        return rows[0], rows[-1]

    customer, _small = most("complaint_case", "commercial_partner_id")
    often, seldom = most("complaint_case_line", "product_id")
    lot, _one = most("complaint_case_line", "lot_id")
    early = "case_id < (SELECT avg(id) FROM complaint_case)"
    old, _one = most("complaint_case_line", "lot_id", early)
    order, _one = most("complaint_case", "sale_order_id")
    partner = env["res.partner"].browse(customer)
    Product, Lot = env["product.product"], env["stock.lot"]
    found = {
        "customer, frequent product": {
            "partner": partner,
            "products": Product.browse(often),
        },
        "customer, rare product": {
            "partner": partner,
            "products": Product.browse(seldom),
        },
        "lot recalled years ago": {"lots": Lot.browse(old)},
        "lot recalled now": {"lots": Lot.browse(lot)},
        "order": {"order": env["sale.order"].browse(order)},
    }
    found["all three"] = {key: row[key] for row in found.values() for key in row}
    return {f"alike: {name}": lists.look_alikes(**row) for name, row in found.items()}


def add_clocks(options):
    """Write the limits that the deadlines of the complaints come from."""
    with superuser(options.database) as env:
        policy = env["complaint.policy"].create(
            {
                "name": "Five days",
                "milestone_ids": [
                    Command.create(
                        {
                            "name": "Solve",
                            "start_event": "received",
                            "target_event": "settled",
                            "amount": 5,
                            "unit": "working_day",
                        }
                    )
                ],
            }
        )
        company = env.company
        version = env["complaint.calendar.version"]._get_version(
            company.resource_calendar_id, company
        )
        env.flush_all()
        values = {
            "milestone": policy.milestone_ids.id,
            "version": version.id,
            "now": Datetime.now(),
        }
        env.cr.execute(CLOCKS, values)
    vacuum(options.database, "complaint_case", "complaint_clock")


def measure_few(options, masters):
    """Return what the default list costs among a few cases."""
    generate(options.database, FEW, masters)
    add_clocks(options)
    with Benchmark(f"{TITLE}: {FEW:,}", options=options) as bench:
        lists = Lists(bench.env(user=masters.handler))
        return bench.limit("mine", lists.mine())


def measure_many(options, masters, cases, few):
    """Measure all lists among many cases."""
    generate(options.database, cases, masters)
    add_clocks(options)
    with Benchmark(f"{TITLE}: {cases:,}", options=options) as bench:
        named = Lists(bench.env(user=masters.handler))
        everything = Lists(bench.env(user=masters.user_all))
        bound = GROWTH * few.total + GROWTH_MS
        bench.limit("mine", named.mine(), bound, QUERIES)
        pages = {
            f"{whose}, {what}": lists.team(masters.big_team, only_open)
            for lists, whose in ((named, "member"), (everything, "user of all"))
            for what, only_open in (("team, open", True), ("team", False))
        }
        pages["member, no filter"] = named.page([])
        pages["user of all, no filter"] = everything.page([])
        for name, read in pages.items():
            bench.limit(name, read, TEAM_MS, QUERIES, "postgres")
        alike = look_alikes(bench.env(su=True), named)
        for name, search in alike.items():
            bench.limit(name, search, LOOK_ALIKE_MS)
        if options.explain:
            for name, function in {"mine": named.mine(), **pages, **alike}.items():
                print(f"\n{name}: {explain_worst(bench.env, function)}")


def main():
    """Measure the lists among few cases, then among many."""
    options = parse_arguments(
        TITLE,
        cases={"type": int, "default": 1_000_000, "help": "how many are many"},
        quick={"action": "store_true", "help": "20,000 are many"},
        explain={"action": "store_true", "help": "also the plans of the worst queries"},
    )
    cases = 20_000 if options.quick else options.cases
    configure(options)
    with superuser(options.database) as env:
        masters = make_masters(env, Plan(cases))
    few = measure_few(options, masters)
    with superuser(options.database) as env:
        clear(env)
    measure_many(options, masters, cases, few)


if __name__ == "__main__":
    main()
