# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""How records of a model are called: which external id belongs to what.

One table, :data:`PATTERNS`, says the form of the id by the model of the record. In it
stand ``{model}`` for the model the record is about, ``{addon}`` for the addon, and
``{any}`` for one or more words of the author's choice.
"""

import re

WORDS = r"[a-z0-9]+(?:_[a-z0-9]+)*"
VIEW_TYPES = (
    *("list", "form", "kanban", "search", "calendar", "pivot", "graph", "activity"),
    *("hierarchy", "gantt", "cohort", "map", "grid"),
)

PATTERNS = {
    "ir.actions.act_window": "{model}_action[_{any}]",
    "ir.actions.act_url": "{any}_action[_{any}]",
    "ir.actions.client": "{any}_action[_{any}]",
    "ir.actions.server": "{model}_action[_{any}]",
    "ir.actions.report": "{model}_action[_{any}]|{model}_report[_{any}]",
    "ir.cron": "{model}_cron_{any}",
    "ir.rule": "{model}_rule_{any}",
    "ir.sequence": "{any}_sequence[_{any}]",
    "ir.ui.menu": "{any}_menu[_{any}]",
    "mail.activity.type": "mail_act_{any}",
    "mail.message.subtype": "mt_{any}",
    "mail.template": "mail_template_{model}_{any}",
    "res.groups": "{addon}_group_{any}",
    "res.groups.privilege": "res_groups_privilege_{any}",
    "ir.model.access": "access_{model}_{any}",
}


def underscored(model):
    """Return the name of a model as it stands in ids: ``complaint_case``."""
    return model.replace(".", "_")


def view_id(model, kind, detail=""):
    """Return the id of a view: ``complaint_case_view_form``, and its detail if any."""
    return "_".join(filter(None, (underscored(model), "view", kind, detail)))


def view_name(model, kind, detail=""):
    """Return the name of a view: its id with dots where the words end."""
    return view_id(model, kind, detail).replace("_", ".")


def is_snake_case(xmlid):
    """Whether an id is made of lower-case words and single underscores."""
    return bool(re.fullmatch(WORDS, xmlid))


def follows(pattern, xmlid, model=None, addon=None):
    """Whether an id has the form of a pattern.

    :param model: the model the record is about; None when the record does not say
    """
    values = {
        "{model}": re.escape(underscored(model)) if model else WORDS,
        "{addon}": re.escape(addon) if addon else WORDS,
        "{any}": WORDS,
    }
    expression = pattern.replace("[", "(?:").replace("]", ")?")
    for name, value in values.items():
        expression = expression.replace(name, value)
    return bool(re.fullmatch(expression, xmlid))


def form_of_id(record_model, model=None, addon=None):
    """Return the expected form of an id in words, for a message."""
    pattern = PATTERNS.get(record_model, f"{underscored(record_model)}_{{any}}")
    pattern = pattern.replace("{model}", underscored(model or "<model>"))
    return pattern.replace("{addon}", addon or "<addon>").replace("{any}", "…")


def is_id_of(record_model, xmlid, model=None, addon=None):
    """Whether an id is what the table asks for, or ``<record model>_…`` beyond it."""
    pattern = PATTERNS.get(record_model, f"{underscored(record_model)}_{{any}}")
    return follows(pattern, xmlid, model, addon)


def is_view_id(xmlid, model, kind):
    """Whether an id is that of a view of its own (not one that extends another)."""
    return follows(f"{{model}}_view_{kind}[_{{any}}]", xmlid, model)


def is_filter_name(name, grouping):
    """Whether a filter of a search view is called ``filter_…`` or ``group_by_…``."""
    return follows("group_by_{any}" if grouping else "filter_{any}", name)
