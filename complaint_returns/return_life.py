# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The life of a return: its states, and the one table of the steps between them."""

from typing import NamedTuple

STATES = [
    ("draft", "Draft"),
    ("authorised", "Authorised"),
    ("collected", "Collected"),
    ("received", "Received"),
    ("inspected", "Inspected"),
    ("disposed", "Disposed"),
    ("cancelled", "Cancelled"),
]
#: The goods are announced and not there yet.
ON_THE_WAY = ("authorised", "collected")

CONDITIONS = [
    ("as_reported", "Defect as reported"),
    ("other_defect", "Other defect"),
    ("intact", "Intact"),
    ("expired", "Expired"),
    ("transport", "Damaged on the way back"),
    ("other_maker", "Of another maker"),
]
DISPOSITIONS = [
    ("restock", "Restock"),
    ("quarantine", "Quarantine"),
    ("repair", "Rework or repair"),
    ("scrap", "Scrap"),
    ("supplier", "To supplier"),
    ("sample", "Sample"),
]


class ReturnStep(NamedTuple):
    """One step of the life of a return.

    :param sources: the states it may be taken from
    :param target: the state it leads to
    :param handler: whether only those who handle the complaint may take it
    :param guards: methods that raise a `UserError` naming what is missing
    :param effect: the method that does what the step means, or None
    :param event: the code handed to `_complaint_event` afterwards, or None
    """

    sources: tuple
    target: str
    handler: bool = False
    guards: tuple = ()
    effect: str | None = None
    event: str | None = None


STEPS = {
    "authorise": ReturnStep(
        ("draft",),
        "authorised",
        True,
        ("_guard_lines", "_guard_refusals"),
        "_effect_authorise",
        "visited",
    ),
    "collect": ReturnStep(("authorised",), "collected"),
    "receive": ReturnStep(
        ON_THE_WAY,
        "received",
        guards=("_guard_transfers", "_guard_counted"),
        effect="_effect_receive",
        event="goods_brought_back",
    ),
    "inspect": ReturnStep(
        ("received",), "inspected", guards=("_guard_inspected",), effect="_effect_tell"
    ),
    "dispose": ReturnStep(("inspected",), "disposed", guards=("_guard_disposed",)),
    "cancel": ReturnStep(
        ("draft", *ON_THE_WAY), "cancelled", True, (), "_effect_cancel"
    ),
}
