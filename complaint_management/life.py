# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The life of a complaint: its states, and the one table of the steps between them.

Whoever adds a step adds a row to ``STEPS``; whoever needs another condition adds a
guard. Nothing else in the three addons changes a state.
"""

from typing import NamedTuple

STATES = [
    ("new", "New"),
    ("registered", "Registered"),
    ("need_info", "Information Needed"),
    ("accepted", "Accepted"),
    ("not_accepted", "Not Accepted"),
    ("investigating", "Investigating"),
    ("solution", "Solution"),
    ("offered", "Offered"),
    ("executing", "Executing"),
    ("follow_up", "Follow-up"),
    ("closed", "Closed"),
    ("withdrawn", "Withdrawn"),
    ("merged", "Merged"),
]
#: A case in one of these is locked: its file is what was decided upon.
LOCKED_STATES = ("not_accepted", "closed", "withdrawn", "merged")
OPEN_STATES = tuple(code for code, _label in STATES if code not in LOCKED_STATES)
#: Somebody works on the case, the complainant has its number.
WORKING_STATES = tuple(code for code in OPEN_STATES if code not in ("new", "need_info"))

#: What may start or reach a milestone. `_complaint_event` refuses any other code. What
#: no part of the addons does yet is told by hand, with the button of the clock.
EVENT_LABELS = [
    ("received", "Complaint received"),
    ("aware", "Company became aware"),
    ("registered", "Registered"),
    ("acknowledged", "Acknowledged to the complainant"),
    ("info_requested", "Information asked for"),
    ("info_received", "Information received"),
    ("replied", "First reply given"),
    ("verified", "Verified"),
    ("assessed", "Assessed"),
    ("accepted", "Accepted"),
    ("not_accepted", "Not accepted"),
    ("decision_told", "Told whether it is accepted"),
    ("dispatched", "Dispatched"),
    ("handed_over", "Handed over"),
    ("handover_received", "Hand-over received"),
    ("handover_answered", "Hand-over answered"),
    ("first_contact", "First contact"),
    ("on_site", "On site"),
    ("visited", "Visited and registered"),
    ("reported_back", "Reported back"),
    ("investigation_started", "Investigation started"),
    ("investigated", "Investigated"),
    ("report_written", "Report written"),
    ("report_delivered", "Report delivered"),
    ("supplier_contacted", "Supplier contacted"),
    ("measures_implemented", "Measures implemented"),
    ("goods_brought_back", "Goods brought back"),
    ("replacement_wanted", "Replacement wanted on"),
    ("replacement_asked", "Replacement asked for"),
    ("replacement_delivered", "Replacement delivered"),
    ("solution", "Solution decided"),
    ("solution_approved", "Solution approved"),
    ("offered", "Solution told"),
    ("offer_answered", "Offer answered"),
    ("agreed", "Agreed"),
    ("executed", "Carried out"),
    ("settled", "Settled"),
    ("fed_back", "Result told"),
    ("followed_up", "Followed up"),
    ("closing_report_collected", "Closing report collected"),
    ("review_requested", "Review asked for"),
    ("review_decided", "Review decided"),
    ("mediation_agreed", "Mediation agreed"),
    ("closed", "Closed"),
    ("withdrawn", "Withdrawn"),
    ("merged", "Merged"),
    ("unmerged", "Merge undone"),
    ("reopened", "Reopened"),
    ("promise_missed", "Promised date not kept"),
    ("explained", "Delay explained"),
    ("told", "Complainant told something"),
    ("action_assigned", "Corrective action assigned"),
    ("action_completed", "Corrective action completed"),
    ("reclassified", "Classified anew"),
    ("by_hand", "Done by hand"),
]
EVENTS = tuple(code for code, _label in EVENT_LABELS)


class Step(NamedTuple):
    """One step of the life of a complaint.

    :param sources: the states it may be taken from
    :param target: the state it leads to; None leads back to `state_before`
    :param guards: methods that raise a `UserError` naming what is missing
    :param event: the code handed to `_complaint_event` afterwards, or None
    """

    sources: tuple
    target: str | None
    guards: tuple = ()
    event: str | None = None


STEPS = {
    "register": Step(("new",), "registered", ("_guard_registration",), "registered"),
    "request_info": Step(WORKING_STATES, "need_info", (), "info_requested"),
    "resume": Step(("need_info",), None, (), "info_received"),
    "accept": Step(("registered",), "accepted", (), "accepted"),
    "reject": Step(
        ("registered", "need_info"),
        "not_accepted",
        ("_guard_rejection",),
        "not_accepted",
    ),
    "refer": Step(
        ("registered", "need_info", "accepted"),
        "not_accepted",
        ("_guard_rejection", "_guard_referral"),
        "not_accepted",
    ),
    "investigate": Step(
        ("accepted", "solution"), "investigating", (), "investigation_started"
    ),
    "propose": Step(
        ("accepted", "investigating", "offered", "follow_up"),
        "solution",
        ("_guard_answered", "_guard_finding", "_guard_depth"),
        "solution",
    ),
    "offer": Step(("solution",), "offered", ("_guard_offer",), "offered"),
    "execute": Step(("offered",), "executing", ("_guard_consent",), "agreed"),
    "follow_up": Step(("executing",), "follow_up", ("_guard_executed",), "executed"),
    "close": Step(("follow_up",), "closed", ("_guard_closing",), "closed"),
    "close_unfounded": Step(
        ("accepted", "investigating", "solution", "offered", "follow_up"),
        "closed",
        ("_guard_unfounded",),
        "closed",
    ),
    "close_at_first_contact": Step(
        ("new", "registered"),
        "closed",
        ("_guard_registration", "_guard_first_contact"),
        "closed",
    ),
    "withdraw": Step(
        tuple(code for code in OPEN_STATES if code != "new"),
        "withdrawn",
        ("_guard_withdrawal",),
        "withdrawn",
    ),
    "merge": Step(OPEN_STATES, "merged", ("_guard_merge",), "merged"),
    "unmerge": Step(("merged",), None, ("_guard_unmerge",), "unmerged"),
    "reopen": Step(
        ("closed", "not_accepted", "withdrawn"),
        "investigating",
        ("_guard_reopening",),
        "reopened",
    ),
}

#: The step on the main road out of each state that somebody works in. What the case
#: shows as next; side paths are steps of their own.
NEXT_STEPS = {
    "new": "register",
    "registered": "accept",
    "need_info": "resume",
    "accepted": "investigate",
    "investigating": "propose",
    "solution": "offer",
    "offered": "execute",
    "executing": "follow_up",
    "follow_up": "close",
}

#: What else it means that the complainant was told something, by what was told.
NOTICE_EVENTS = {
    "registered": ("acknowledged",),
    "accepted": ("decision_told",),
    "not_accepted": ("decision_told",),
    "closed": ("decision_told", "fed_back"),
    "delayed": ("explained",),
}
#: What is told and is no reply yet. All else is the first one, which may be given
#: otherwise, too, and told by hand.
RECEIPTS = ("registered",)
#: Limits that outlive what locks a complaint: it is told afterwards.
TOLD_AFTERWARDS = {
    "not_accepted": ("decision_told",),
    "closed": ("decision_told", "fed_back"),
}

#: Events that the addon tells by itself, when they happen and only then. All others are
#: told by hand.
TOLD_EVENTS = {row.event for row in STEPS.values() if row.event} | {
    *(code for codes in NOTICE_EVENTS.values() for code in codes),
    "received",
    "aware",
    "handed_over",
    "handover_received",
    "handover_answered",
    "reported_back",
    "investigated",
    "offer_answered",
    "settled",
    "followed_up",
    "promise_missed",
    "told",
    "action_assigned",
    "action_completed",
    "solution_approved",
    "reclassified",
}
