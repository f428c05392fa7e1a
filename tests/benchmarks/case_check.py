# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Generated cases are what the ORM would have written.

Two questions to a sample: does the ORM compute the stored columns to the same values,
and does a case that is created through the ORM with the same entries come out with the
same columns and the same people named?
"""

import random

from odoo.fields import Command

SAMPLE = 50
TWINS = 10
#: kinds of cases that a small sample may miss, and how many of each are added to it
RARE = (
    [("confidential", "=", True)],
    [("complainant_type", "=", "employee")],
    [("handover_ids", "!=", False)],
    [("respondent_kind", "!=", False)],
)
RARE_SAMPLE = 5
#: what the one who registers a case enters, as far as the generator fills it
ENTERED = {
    "complaint.case": (
        *("external_ref", "channel_id", "category_id", "severity", "urgency"),
        *("received_at", "event_date", "description", "demand", "team_id", "user_id"),
        *("partner_id", "contact_id", "complainant_type", "sale_order_id"),
        *("mark_ids", "tag_ids"),
    ),
    "complaint.case.line": (
        *("product_id", "quantity", "lot_id", "lot_text", "defect_id", "phenomenon"),
        *("has_sample",),
    ),
}
#: columns that differ because the twin is another case, registered now and not worked
#: on, whose handler is sent a mail with a link
OWN = {
    *("id", "name", "create_date", "write_date", "write_uid", "case_id"),
    *("state", "state_before", "next_deadline", "complainant_label", "access_token"),
}


def differences(env, ids):
    """Compare a sample of generated cases with what the ORM makes of them.

    :param env: the environment of the superuser; what is done in it must be rolled back
    :param range ids: ids of the generated cases
    :return: the differences found, in words
    :rtype: list[str]
    """
    draw = random.Random(len(ids))
    cases = env["complaint.case"].browse(draw.sample(ids, min(SAMPLE, len(ids))))
    for domain in RARE:
        cases |= cases.search(domain, limit=RARE_SAMPLE)
    found = [*_computed(cases), *_computed(cases.line_ids), *_named(cases)]
    # who registers a case has no rights on employees: respondents are left out
    fresh = env["complaint.case"].search(
        [
            ("is_open", "=", True),
            ("handover_ids", "=", False),
            ("respondent_kind", "=", False),
        ],
        limit=TWINS,
    )
    return [*found, *(row for case in fresh for row in _twin(case))]


def _computed(records):
    """Yield the stored computed columns that come out otherwise when computed anew."""
    names = [
        name for name, field in records._fields.items() if field.store and field.compute
    ]
    before = records.read(names, load=None)
    for name in names:
        records.env.add_to_compute(records._fields[name], records)
    records.env._recompute_all()
    records.env.flush_all()
    records.env.invalidate_all()
    for old, new in zip(before, records.read(names, load=None), strict=True):
        for name in names:
            if old[name] != new[name]:
                yield f"{records._name} {old['id']}.{name}: {old[name]}, {new[name]}"


def _named(cases):
    """Yield the cases in which the naming of handler and team changes."""
    before = {case: _rows_of_naming(case) for case in cases}
    cases._name_people()
    for case, rows in before.items():
        if rows != _rows_of_naming(case):
            yield f"{case.name} names {rows}, the ORM {_rows_of_naming(case)}"


def _rows_of_naming(case):
    return sorted((row.why, row.principal_id.id) for row in case.access_ids)


def _twin(case):
    """Yield how a case differs from one registered with the same entries."""
    entered = _entries(case)
    entered["line_ids"] = [Command.create(_entries(line)) for line in case.line_ids]
    clerk = case.create_uid
    if case.complainant_type in ("consumer", "employee"):
        entered["complainant_name"] = "Sample Person"
    twin = case.with_user(clerk).create(entered).sudo()
    case.env.flush_all()
    yield from _columns(case, twin)
    for old, new in zip(case.line_ids, twin.line_ids, strict=True):
        yield from _columns(old, new)
    if _rows_of_naming(case) != _rows_of_naming(twin):
        yield f"{case.name}: {_rows_of_naming(case)} named, {_rows_of_naming(twin)}"
    if bool(case.identity_id) != bool(twin.identity_id):
        yield f"{case.name}: identity {case.identity_id}, {twin.identity_id}"
    if len(twin.transition_ids) != len(case.transition_ids):
        yield f"{case.name}: {len(case.transition_ids)} steps"


def _entries(record):
    values = record.read(ENTERED[record._name], load=None)[0]
    del values["id"]
    return {
        name: [Command.set(value)] if isinstance(value, (list, tuple)) else value
        for name, value in values.items()
    }


def _columns(record, other):
    """Yield the columns of two records that are not the same in the database."""
    cr = record.env.cr
    cr.execute(
        f'SELECT * FROM "{record._table}" WHERE id IN %s ORDER BY id',
        [(record.id, other.id)],
    )
    generated, created = cr.dictfetchall()
    for name, value in generated.items():
        if name not in OWN and value != created[name]:
            yield f"{record._name} {record.id}.{name}: {value}, {created[name]}"
