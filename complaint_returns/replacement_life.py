# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The life of a replacement: its states, and the steps between them."""

from typing import NamedTuple

STATES = [
    ("draft", "Draft"),
    ("asked", "Asked For"),
    ("planned", "Planned"),
    ("done", "Delivered"),
    ("cancelled", "Cancelled"),
]
#: Still to be delivered.
OPEN_STATES = ("draft", "asked", "planned")


class ReplacementStep(NamedTuple):
    """One step of the life of a replacement.

    :param sources: the states it may be taken from
    :param target: the state it leads to
    :param guards: methods that raise a `UserError` naming what is missing
    :param effect: the method that does what the step means, or None
    :param by_hand: whether people take it, or what happens to the delivery alone
    """

    sources: tuple
    target: str
    guards: tuple = ()
    effect: str | None = None
    by_hand: bool = True


STEPS = {
    "ask": ReplacementStep(
        ("draft",),
        "asked",
        ("_guard_goods", "_guard_wanted", "_guard_receiver"),
        "_effect_ask",
    ),
    "plan": ReplacementStep(
        ("asked",),
        "planned",
        ("_guard_goods", "_guard_wanted", "_guard_receiver"),
        "_effect_plan",
    ),
    "deliver": ReplacementStep(
        ("asked", "planned"), "done", effect="_effect_deliver", by_hand=False
    ),
    "reopen": ReplacementStep(
        ("planned",), "asked", effect="_effect_reopen", by_hand=False
    ),
    "cancel": ReplacementStep(
        OPEN_STATES, "cancelled", ("_guard_not_left",), "_effect_cancel"
    ),
}
