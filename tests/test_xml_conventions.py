# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Ids and names in XML and CSV follow one table, and a file holds what its name says.

Records of other modules (``base.user_admin``) are only changed by us, not named, and
are left alone.
"""

import csv
import io
from pathlib import Path

import pytest
from lxml import etree

from . import names
from .repository import ADDONS, addon_files, report, text_of

# Where a record says which model it is about, in the order of trust.
MODEL_FIELDS = ("model_id", "res_model", "model")


class XmlFile:
    """An XML file of an addon, with what the checks ask of it."""

    def __init__(self, path, text):
        self.path = Path(path)
        self.addon = self.path.parts[0]
        self.root = etree.fromstring(text.encode())

    def complaint(self, node, text):
        """Return a problem with the place it was found at."""
        return f"{self.path}:{node.sourceline}: {text}"

    def own_records(self):
        """Yield the records that have an id of this addon."""
        for node in self.root.iter("record"):
            xmlid = node.get("id", "")
            if xmlid and "." not in xmlid.removeprefix(f"{self.addon}."):
                yield node, xmlid.removeprefix(f"{self.addon}.")


def field(record, name):
    """Return a field of a record, or None."""
    return record.find(f"field[@name='{name}']")


def text_in(record, name):
    """Return the text of a field of a record, empty when there is none."""
    node = field(record, name)
    return (node.text or "").strip() if node is not None else ""


def subject_of(record):
    """Return the model a record is about, or None when it does not say so plainly."""
    for name in MODEL_FIELDS:
        node = field(record, name)
        if node is None:
            continue
        if node.get("ref"):
            reference = node.get("ref").rpartition(".")[2]
            return reference.removeprefix("model_").replace("_", ".")
        if node.text and node.text.strip():
            return node.text.strip()
    return None


def arch_of(record):
    """Return the root tag of the view in a record, or None."""
    arch = field(record, "arch")
    return next((node for node in arch if isinstance(node.tag, str)), None)


def view_problems(file, record, xmlid):
    """Yield what is wrong with the id and the name of a view."""
    name, inherited = text_in(record, "name"), field(record, "inherit_id")
    if inherited is not None and text_in(record, "mode") != "primary":
        original = inherited.get("ref", "").rpartition(".")[2]
        suffix = f".inherit.{file.addon}"
        if xmlid != original:
            yield file.complaint(record, f"{xmlid}: extends {original}, has its id")
        if not name.endswith(suffix):
            yield file.complaint(record, f"{xmlid}: name {name!r} ends with {suffix}")
        return
    arch, model = arch_of(record), subject_of(record)
    if arch is None or not model:
        return  # a page of its own, see templates
    kinds = [arch.tag] if arch.tag in names.VIEW_TYPES else names.VIEW_TYPES
    if not any(names.is_view_id(xmlid, model, kind) for kind in kinds):
        expected = names.view_id(model, "|".join(kinds)) + "[_…]"
        yield file.complaint(record, f"{xmlid}: the id of this view is {expected}")
    if name != xmlid.replace("_", "."):
        yield file.complaint(record, f"{xmlid}: its name is the id with dots")


def id_problems(file):
    """Yield the records, menus and templates with an id of another form."""
    for record, xmlid in file.own_records():
        kind, model = record.get("model"), subject_of(record)
        if kind == "ir.ui.view":
            yield from view_problems(file, record, xmlid)
        elif not names.is_id_of(kind, xmlid, model, file.addon):
            expected = names.form_of_id(kind, model, file.addon)
            yield file.complaint(record, f"{xmlid}: the id of this one is {expected}")
        if file.path.parent.name == "demo" and not xmlid.endswith("_demo"):
            yield file.complaint(record, f"{xmlid}: demo records end with _demo")
    for node in file.root.iter("menuitem", "template"):
        xmlid = node.get("id", "").removeprefix(f"{file.addon}.")
        right = names.is_snake_case(xmlid)
        if node.tag == "menuitem":
            right = menu_is_named_well(file.addon, xmlid, node.get("action", ""))
        if not right and "." not in xmlid:
            yield file.complaint(node, f"{xmlid}: not the id of a {node.tag}")


def menu_is_named_well(addon, xmlid, action):
    """Whether a menu is called after its addon or after the model it opens."""
    if names.follows("{addon}_menu_{any}", xmlid, addon=addon):
        return True
    model = action.rpartition(".")[2].partition("_action")[0]
    return bool(model) and names.follows("{model}_menu[_{any}]", xmlid, model)


def attribute_problems(file):
    """Yield the records that do not say first who they are, then what."""
    for record in file.root.iter("record"):
        if list(record.attrib)[:2] != ["id", "model"]:
            yield file.complaint(record, "a record begins with id, then model")


def filter_problems(file):
    """Yield the filters of search views that are called neither way."""
    for record in file.root.iter("record"):
        if record.get("model") != "ir.ui.view":
            continue
        for node in record.iter("filter"):
            if node.get("position"):
                continue  # finds a filter of somebody else
            grouping = "group_by" in node.get("context", "")
            if not names.is_filter_name(node.get("name", ""), grouping):
                expected = "group_by_…" if grouping else "filter_…"
                yield file.complaint(node, f"{node.get('name')}: called {expected}")


def place_problems(file):
    """Yield the views that lie in a file named after another model."""
    for record, xmlid in file.own_records():
        model = subject_of(record)
        if record.get("model") != "ir.ui.view" or not model:
            continue
        expected = f"{names.underscored(model)}_views.xml"
        arch = arch_of(record)
        # A view that is long has a file of its own, named after model and type, or
        # after what the further view of a type is for.
        kind = arch.tag if arch is not None else None
        purpose = xmlid.partition(f"_view_{kind}_")[2] or kind
        places = [expected.replace("views", f"{x}_views") for x in (kind, purpose)]
        if file.path.name not in (expected, *places):
            yield file.complaint(record, f"{xmlid}: views of {model} lie in {expected}")


def access_problems(path, text):
    """Yield the access rights whose id does not name model and role."""
    for number, row in enumerate(csv.DictReader(io.StringIO(text)), 2):
        reference = row.get("model_id:id") or row.get("model_id/id") or ""
        model = reference.rpartition(".")[2].removeprefix("model_")
        if not names.is_id_of("ir.model.access", row["id"], model):
            expected = names.form_of_id("ir.model.access", model)
            yield f"{path}:{number}: {row['id']}: the id of this one is {expected}"


def xml_files(addon):
    """Return the XML files of an addon that Odoo loads as data."""
    return [
        XmlFile(path, text_of(path))
        for path in addon_files(".xml", addon=addon)
        if "static" not in path.parts
    ]


CHECKS = (id_problems, attribute_problems, filter_problems, place_problems)


@pytest.mark.parametrize("addon", ADDONS)
@pytest.mark.parametrize("check", CHECKS)
def test_xml_follows_the_conventions(addon, check):
    """Ids, the order of attributes, filters and the place of views are as agreed."""
    report(problem for file in xml_files(addon) for problem in check(file))


@pytest.mark.parametrize("addon", ADDONS)
def test_access_rights_are_named_after_model_and_role(addon):
    """The id of an access right says which model and who."""
    for path in addon_files(".csv", addon=addon):
        if path.name == "ir.model.access.csv":
            report(access_problems(path, text_of(path)))


def sample(text, path="complaint_management/views/x_case_views.xml"):
    """Return a file with the given content, as the checks get it."""
    return XmlFile(path, f"<odoo>{text}</odoo>")


def view(xmlid, arch, name=None, model="x.case", extra=""):
    """Return the source of a view record."""
    return (
        f'<record id="{xmlid}" model="ir.ui.view">'
        f'<field name="name">{name or xmlid.replace("_", ".")}</field>'
        f'<field name="model">{model}</field>{extra}'
        f'<field name="arch" type="xml">{arch}</field></record>'
    )


def record(xmlid, kind, /, **fields):
    """Return the source of a record; fields that end with `__ref` are references."""
    source = ""
    for name, value in fields.items():
        if name.endswith("__ref"):
            source += f'<field name="{name.removesuffix("__ref")}" ref="{value}"/>'
        else:
            source += f'<field name="{name}">{value}</field>'
    return f'<record id="{xmlid}" model="{kind}">{source}</record>'


EXTENDS = '<field name="inherit_id" ref="sale.view_order_form"/>'
XPATH = '<xpath expr="//sheet" position="inside"><field name="a"/></xpath>'
IN_OURS = ".inherit.complaint_management"
GOOD = [
    view("x_case_view_form", "<form/>"),
    view("x_case_view_list_late", "<list/>"),
    view("view_order_form", XPATH, f"sale.form{IN_OURS}", extra=EXTENDS),
    view("x_case_view_search", '<search><filter name="filter_late"/></search>'),
    record("x_case_action_late", "ir.actions.act_window", res_model="x.case"),
    record("x_case_action_print", "ir.actions.report", model="x.case"),
    record("x_case_cron_escalate", "ir.cron", model_id__ref="model_x_case"),
    record("x_case_rule_user_write", "ir.rule", model_id__ref="model_x_case"),
    record("x_case_sequence", "ir.sequence", code="x.case"),
    record("mail_template_x_case_new", "mail.template", model_id__ref="a.model_x_case"),
    record("mt_case_stage", "mail.message.subtype", res_model="x.case"),
    record("complaint_management_group_user", "res.groups"),
    record("res_groups_privilege_x", "res.groups.privilege"),
    record("x_stage_new", "x.stage"),
    record("base.user_admin", "res.users"),
    '<menuitem id="complaint_management_menu_root"/>',
    '<menuitem id="x_case_menu_late" action="x_case_action_late"/>',
    '<template id="portal_my_cases"/>',
]
FAULTS = [
    (id_problems, view("view_x_case_form", "<form/>")),
    (id_problems, view("x_case_view_form", "<list/>")),
    (id_problems, view("x_case_view_form", "<form/>", "Case form")),
    (id_problems, view("view_order_form", XPATH, "sale.form", extra=EXTENDS)),
    (id_problems, view("order_form", XPATH, f"sale{IN_OURS}", extra=EXTENDS)),
    (id_problems, record("action_x_case", "ir.actions.act_window")),
    (id_problems, record("y_action", "ir.actions.act_window", res_model="x.case")),
    (id_problems, record("cron_x", "ir.cron", model_id__ref="model_x_case")),
    (id_problems, record("x_case_rule", "ir.rule", model_id__ref="model_x_case")),
    (id_problems, record("seq_x_case", "ir.sequence")),
    (id_problems, record("template_new", "mail.template")),
    (id_problems, record("subtype_new", "mail.message.subtype")),
    (id_problems, record("activity_call", "mail.activity.type")),
    (id_problems, record("group_user", "res.groups")),
    (id_problems, record("privilege_x", "res.groups.privilege")),
    (id_problems, record("new", "x.stage")),
    (id_problems, record("x_stage_New", "x.stage")),
    (id_problems, '<menuitem id="menu_root"/>'),
    (id_problems, '<menuitem id="y_menu" action="x_case_action"/>'),
    (id_problems, '<template id="PortalCases"/>'),
    (attribute_problems, '<record model="x.stage" id="x_stage_new"/>'),
    (filter_problems, view("v", '<search><filter name="late"/></search>')),
    (
        filter_problems,
        view(
            "v",
            '<search><filter name="filter_team" '
            "context=\"{'group_by': 'team_id'}\"/></search>",
        ),
    ),
    (place_problems, view("y_view_form", "<form/>", model="y")),
]


def test_checks_accept_what_follows_the_conventions():
    """What the style asks for is no problem to any check."""
    report(p for source in GOOD for check in CHECKS for p in check(sample(source)))


def test_checks_fire_on_planted_faults():
    """Each check notices the fault it is there for."""
    for check, source in FAULTS:
        assert list(check(sample(source))), source


def test_demo_records_and_access_rights_fire_on_planted_faults():
    """Demo records carry their mark, access rights model and role."""
    stage = record("x_stage_new", "x.stage")
    assert list(id_problems(sample(stage, "complaint_management/demo/x_demo.xml")))
    header = "id,name,model_id:id,group_id:id\n"
    good = f"{header}access_x_case_user,x,model_x_case,g\n"
    assert not list(access_problems("f.csv", good))
    for xmlid in ("x_case_user", "access_x_case", "access_y_case_user"):
        bad = f"{header}{xmlid},x,model_x_case,g\n"
        assert list(access_problems("f.csv", bad)), xmlid
