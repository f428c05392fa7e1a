# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What the search for lots that are worse than they should be costs.

Over 200,000 complaints and a million delivered lines of 10,000 lots, all companies and
defects at once: the whole search, as the scheduled job does it every few hours. For
some products the findings are counted anew record by record, and judged by adding up
Poisson's law; any difference fails the run.
"""

import math
import random
import resource

from case_masters import Plan, make_masters
from common import Benchmark, configure, parse_arguments
from generate_cases import generate, superuser
from generate_moves import make_deliveries

TITLE = "search for alarms"
LIMIT_MS = 15_000
QUERIES = 30
#: products of which everything is counted by hand, with 25 lots each
SAMPLE = 8
#: parts of a million that a norm allows, so that some lots are above it and some not
NORM = 3_000


def count_by_hand(env, product):
    """Return what is complained about and delivered, record by record.

    :return: for company, lot and defect the complaints and pieces; for company and lot
        what was delivered
    """
    claims, sent = {}, {}
    lots = env["stock.lot"].search([("product_id", "=", product.id)])
    for line in env["complaint.case.line"].search([("lot_id", "in", lots.ids)]):
        case = line.case_id
        if case.merged_into_id or case.unfounded:
            continue
        if case.state in ("withdrawn", "not_accepted", "merged"):
            continue
        defect = line.defect_id
        while defect.parent_id and not defect.norm_ppm:
            defect = defect.parent_id
        defect = defect if defect.norm_ppm else line.defect_id
        place = (case.company_id.id, line.lot_id.id, defect.id)
        cases, pieces = claims.setdefault(place, (set(), []))
        cases.add(case.id)
        unit = line.product_uom_id or product.uom_id
        pieces.append(
            unit._compute_quantity(line.quantity, product.uom_id, round=False)
        )
    lines = env["stock.move.line"].search(
        [("lot_id", "in", lots.ids), ("state", "=", "done")]
    )
    for line in lines:
        if line.location_dest_id.usage == "customer":
            place = (line.company_id.id, line.lot_id.id)
            sent[place] = sent.get(place, 0) + line.quantity
    return claims, sent


def tail(count, mean):
    """Return the chance of so many or more, by adding up what is less."""
    return 1 - math.fsum(
        math.exp(less * math.log(mean) - mean - math.lgamma(less + 1))
        for less in range(math.ceil(count))
    )


def judge_by_hand(env, product):
    """Return which lots of a product deserve an alarm, with the figures.

    :rtype: dict[tuple, tuple]
    """
    claims, sent = count_by_hand(env, product)
    found = {}
    for place, (cases, pieces) in claims.items():
        company_id, lot_id, defect_id = place
        delivered = sent.get((company_id, lot_id))
        if not delivered:
            continue
        norm = env["complaint.defect"].browse(defect_id).norm_ppm
        affected = math.fsum(pieces)
        kind = None
        mean = norm * delivered / 1_000_000
        if (
            norm
            and len(cases) >= 2
            and affected > mean
            and tail(affected, mean) < 0.025
        ):
            kind = "norm"
        if not kind and len(cases) >= 3:
            others = sum(
                len(claims[other][0])
                for other in claims
                if other[0] == company_id and other[2] == defect_id and other != place
            )
            rest = sum(n for key, n in sent.items() if key[0] == company_id) - delivered
            mean = others / rest * delivered if rest else 0
            usual = others >= 5 and rest and len(cases) > mean
            kind = "history" if usual and tail(len(cases), mean) < 0.00135 else None
        if kind:
            found[place] = (kind, len(cases), round(affected, 3), round(delivered, 3))
    return found


def compare_with_hand(env, findings, products):
    """Fail when the search finds something else than counting by hand does."""
    checked = 0
    for product in products:
        by_hand = judge_by_hand(env, product)
        ours = {
            (row["company_id"], row["lot_id"], row["defect_id"]): (
                row["kind"],
                row["case_count"],
                round(row["affected"], 3),
                round(row["delivered"], 3),
            )
            for row in findings
            if env["stock.lot"].browse(row["lot_id"]).product_id == product
        }
        assert ours == by_hand, (product, set(ours.items()) ^ set(by_hand.items()))
        checked += len(by_hand)
    lots = env["stock.lot"].search_count([("product_id", "in", products.ids)])
    print(f"{checked:,} findings on {lots:,} lots are those counted by hand")


def main():
    """Measure the search, and another one that finds nothing new."""
    options = parse_arguments(
        TITLE,
        cases={"type": int, "default": 200_000, "help": "in the register"},
        lines={"type": int, "default": 1_000_000, "help": "delivered"},
        quick={"action": "store_true", "help": "20,000 and 50,000 are enough"},
    )
    configure(options)
    cases = 20_000 if options.quick else options.cases
    lines = 50_000 if options.quick else options.lines
    with superuser(options.database) as env:
        masters = make_masters(env, Plan(cases))
        defects = env["complaint.defect"].browse(masters.defects)
        defects[::2].norm_ppm = NORM
    generate(options.database, cases, masters)
    with Benchmark(TITLE, options=options) as bench:
        env = bench.env(su=True)
        lots = [lot for lots in masters.lots for lot in lots]
        customers = [row[0] for row in masters.customers]
        make_deliveries(env, lots, customers, lines)
        alarm = env["complaint.alarm"]
        bench.limit("findings", alarm._get_findings, LIMIT_MS, QUERIES)
        findings = alarm._get_findings()
        products = env["stock.lot"].browse(lots).product_id
        sample = random.Random(19).sample(products.ids, SAMPLE)
        compare_with_hand(env, findings, products.browse(sample))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        alarms = bench.once("the first search", alarm._find, LIMIT_MS)
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        print(f"{len(alarms):,} alarms; Odoo's memory grew by {grown // 1024:,} MB")
        assert len(alarms) == len(findings)
        alarms[::3]._with_step_token().write({"state": "dismissed"})
        alarms[1::3]._with_step_token().write({"state": "confirmed"})
        bench.limit("search, nothing new", alarm._find, LIMIT_MS, QUERIES)
        assert not alarm._find(), "the same complaints raised a second alarm"


if __name__ == "__main__":
    main()
