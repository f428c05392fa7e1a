# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What several models name alike: one home for each choice and its definition."""

from datetime import timedelta

SEVERITIES = [
    ("minor", "Minor"),
    ("general", "General"),
    ("major", "Major"),
]

# Stands in the help of each field that offers the choice, and is translated there.
SEVERITY_HELP = (
    "Minor: hardly affects the customer, such as a blemish or a slightly poor "
    "attitude.\n"
    "General: affects the customer, such as a function partly lost or a process that "
    "is not smooth.\n"
    "Major: affects the customer seriously, such as a safety problem or a serious "
    "failure of service that caused a loss."
)

#: For how long a screen that stays open knows working hours; then it asks again.
HOURS_AHEAD = timedelta(days=1)
#: For how many working hours somebody may take care of what no policy is about.
ACKNOWLEDGE_HOURS = 24
#: Actions of a step that go into the next mail.
MAILED = ("activity", "mail")
#: Key in the cache of a transaction: for whom a user stands in.
STAND_IN_CACHE = "complaint_stand_in"
#: States of a settlement whose content may change; what is approved is asked for anew.
CHANGEABLE_STATES = ("draft", "to_approve", "approved")
#: Where one person's decision on a settlement stands.
APPROVAL_STATES = [
    ("waiting", "Waiting"),
    ("asked", "Asked"),
    ("approved", "Approved"),
    ("refused", "Refused"),
    ("sent_back", "Sent Back"),
    ("passed_on", "Passed On"),
    ("void", "Void"),
]
#: What became of a request for approval: on the list of who asked, until followed up.
OUTCOME_ACTIVITY = "complaint_management.mail_act_complaint_approval_outcome"
#: States of a settlement that was told to the complainant, who sees it from then on.
TOLD_STATES = ("offered", "accepted", "refused", "executing", "done")
#: Rounds whose money and goods are promised, given, or about to be.
COUNTED_STATES = ("approved", "offered", "accepted", "executing", "done")
#: What is told, in the order of a complaint's life.
NOTICE_CODES = [
    ("registered", "Registered"),
    ("info_requested", "Information needed"),
    ("accepted", "Accepted"),
    ("not_accepted", "Not accepted"),
    ("reported_back", "Interim report"),
    ("offered", "Our solution"),
    ("closed", "Result"),
    ("extended", "More time needed"),
    ("delayed", "Delay explained"),
    ("corrective_action", "Corrective action completed"),
    ("free", "Message"),
]
NOTICE_WAYS = [
    ("email", "E-mail"),
    ("portal", "Portal"),
    ("phone", "Phone"),
    ("letter", "Letter"),
    ("in_person", "In person"),
]
URGENCIES = [("normal", "Normal"), ("urgent", "Urgent")]
