# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Nothing in the addons uses what Odoo 19 no longer has."""

import ast
import io
import re
import tokenize

from lxml import etree

from .banned_api import BANNED
from .repository import addon_files, report, text_of

SUFFIXES = tuple({suffix for banned in BANNED for suffix in banned.suffixes})


def without_words(suffix, text):
    """Return a source without comments and docstrings, line by line as before.

    There one may write of what is gone. In JavaScript a comment can be a directive.
    """
    if suffix == ".xml":
        return re.sub(r"<!--.*?-->", _only_lines, text, flags=re.DOTALL)
    if suffix != ".py":
        return text
    lines = [list(line) for line in text.splitlines(keepends=True)]
    for start, end in (*_docstrings(text), *_comments(text)):
        for row in range(start[0], end[0] + 1):
            first = start[1] if row == start[0] else 0
            last = end[1] if row == end[0] else len(lines[row - 1])
            for column in range(first, min(last, len(lines[row - 1]))):
                if lines[row - 1][column] != "\n":
                    lines[row - 1][column] = " "
    return "".join(char for line in lines for char in line)


def _only_lines(match):
    return "\n" * match.group().count("\n")


def _comments(text):
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start, token.end


def _docstrings(text):
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, kinds) and ast.get_docstring(node) is not None:
            doc = node.body[0]
            yield (doc.lineno, 0), (doc.end_lineno, len(text))


def banned_problems(path, suffix, text):
    """Yield the places where a source uses what is gone."""
    code = without_words(suffix, text)
    for banned in BANNED:
        if suffix in banned.suffixes:
            for number in banned.lines_in(code):
                yield f"{path}:{number}: use {banned.instead} instead"


def group_problems(path, text):
    """Yield the groups that still have a category or name their users."""
    for record in etree.fromstring(text.encode()).iter("record"):
        if record.get("model") == "res.groups":
            for name, instead in (
                ("category_id", "privilege_id"),
                ("users", "user_ids"),
            ):
                if record.find(f"field[@name='{name}']") is not None:
                    yield f"{path}:{record.sourceline}: use {instead}, not {name}"


def test_nothing_uses_what_is_gone():
    """No file of an addon uses a name of an earlier Odoo."""
    report(
        problem
        for path in addon_files(*SUFFIXES)
        for problem in banned_problems(path, path.suffix, text_of(path))
    )


def test_groups_belong_to_a_privilege():
    """A group names its privilege; users are given to it by ``user_ids``."""
    report(
        problem
        for path in addon_files(".xml")
        for problem in group_problems(path, text_of(path))
    )


def test_each_pattern_fires_on_its_bad_sample():
    """A pattern that matches nothing is found, in each kind of file it is for."""
    for banned in BANNED:
        for suffix in banned.suffixes:
            assert list(banned.lines_in(banned.sample)), (banned.pattern, suffix)


def test_each_pattern_fires_where_the_check_looks():
    """Neither the place in a file nor its kind hides a use; its line is told."""
    for banned in BANNED:
        suffix = banned.suffixes[0]
        text = f"\n\n{banned.sample.strip()}\n"
        if suffix == ".py":
            text = f"\n\nx = {banned.sample.strip()!r}\n"
        problems = list(banned_problems("f", suffix, text))
        assert any(p == f"f:3: use {banned.instead} instead" for p in problems), banned


def test_what_replaces_it_is_no_problem():
    """The new names, and the old ones in comments and docstrings, pass."""
    python = '''"""Once there was cr.commit()."""
# no self._cr here
class A(models.Model):
    """Instead of _sql_constraints."""
    _name_uniq = models.Constraint("unique(name)", "x")
    def f(self):
        self._read_group([], ["a"], ["__count"])
        self.formatted_read_group([], ["a"], ["__count"])
        self.env["ir.cron"]._commit_progress(1)
        self.env.cr.execute(SQL("SELECT 1 FOR UPDATE SKIP LOCKED"))
        for model in self.env["ir.model"].search([]):
            yield model.group_ids, self.with_context(a=1).env.context
        if partner in self.env.user.partner_id:
            return {"view_mode": "list,form", "type": "consu"}
'''
    view = '<odoo><!-- <tree attrs="{}"> --><list/><chatter/><group/></odoo>'
    script = 'registry.category("web_tour.tours").add("x", {url: "/odoo/complaints"});'
    report(banned_problems("f", ".py", python))
    report(banned_problems("f", ".xml", view))
    report(banned_problems("f", ".js", script))
    group = '<odoo><record id="a" model="res.groups"><field name="{}"/></record></odoo>'
    report(group_problems("f", group.format("privilege_id")))
    assert list(group_problems("f", group.format("category_id")))
    assert list(group_problems("f", group.format("users")))
