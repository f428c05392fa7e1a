# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The addons explain themselves: docstrings, helps, and a word on each ``sudo()``."""

import ast
import io
import tokenize

from .repository import addon_files, report, text_of

HELP_SHARE = 0.5
# Fields whose help comes from elsewhere: from the field they show or extend.
INHERITED_HELP = {"related", "selection_add"}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def docstring_problems(path, text):
    """Yield the public classes, methods and functions without a docstring."""
    todo = [ast.parse(text)]
    while todo:
        for node in todo.pop().body:
            if not isinstance(node, (*FUNCTIONS, ast.ClassDef)):
                continue
            if isinstance(node, ast.ClassDef):
                todo.append(node)
            if not node.name.startswith("_") and not ast.get_docstring(node):
                yield f"{path}:{node.lineno}: {node.name} has no docstring"


def fields_of(text):
    """Yield line, name and whether it has a help of each field in a source."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.ClassDef):
            continue
        for statement in node.body:
            call = getattr(statement, "value", None)
            if not isinstance(statement, ast.Assign) or not isinstance(call, ast.Call):
                continue
            if ast.unparse(call.func).startswith("fields."):
                keywords = {keyword.arg for keyword in call.keywords}
                if not keywords & INHERITED_HELP:
                    name = ast.unparse(statement.targets[0])
                    yield statement.lineno, name, "help" in keywords


def sudo_problems(path, text):
    """Yield the calls of ``sudo()`` without a comment.

    The comment stands on the line of the call, on the line before it, or before the
    statement that the call is part of.
    """
    comments = {
        token.start[0]
        for token in tokenize.generate_tokens(io.StringIO(text).readline)
        if token.type == tokenize.COMMENT
    }
    tree = ast.parse(text)
    statements = [node for node in ast.walk(tree) if isinstance(node, ast.stmt)]
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and is_sudo(node)):
            continue
        line = node.func.end_lineno
        start = max(s.lineno for s in statements if s.lineno <= line <= s.end_lineno)
        if not comments & {line, line - 1, start, start - 1}:
            yield f"{path}:{line}: sudo() without a word of why"


def is_sudo(call):
    """Whether a call raises its rights; ``sudo(False)`` gives them back."""
    if not isinstance(call.func, ast.Attribute) or call.func.attr != "sudo":
        return False
    return not (call.args and getattr(call.args[0], "value", True) is False)


def sources():
    """Yield path and text of the Python files of the addons outside their tests."""
    for path in addon_files(".py", tests=False):
        yield path, text_of(path)


def test_what_is_public_has_a_docstring():
    """Who calls or extends a class or method need not read its code first."""
    report(p for path, text in sources() for p in docstring_problems(path, text))


def test_every_second_field_has_a_help():
    """Fields whose name does not say it all explain what they do."""
    found = [(path, *row) for path, text in sources() for row in fields_of(text)]
    helped = [row for row in found if row[-1]]
    without = "\n".join(
        f"{path}:{line}: {name}" for path, line, name, has in found if not has
    )
    assert len(helped) >= HELP_SHARE * len(found), (
        f"{len(helped)} of {len(found)} fields have a help; without:\n{without}"
    )


def test_sudo_is_explained():
    """Each use of more rights than the user has says why it is right."""
    report(p for path, text in sources() for p in sudo_problems(path, text))


def test_checks_fire_on_planted_faults():
    """Each check notices the fault it is there for, and only that."""
    good = 'class A:\n    """A."""\n    def f(self):\n        """F."""\n'
    assert not list(docstring_problems("f.py", good + "    def _g(self): pass\n"))
    assert list(docstring_problems("f.py", "class A: pass\n"))
    assert list(docstring_problems("f.py", good + "    def g(self): pass\n"))
    assert list(docstring_problems("f.py", "def f(): pass\n"))
    field = "class A:\n    name = fields.Char({})\n"
    assert [row[2] for row in fields_of(field.format('help="x"'))] == [True]
    assert [row[2] for row in fields_of(field.format(""))] == [False]
    assert not list(fields_of(field.format('related="a.b"')))
    for explained in (
        "# why\na = b.sudo()\n",
        "a = b.sudo()  # why\n",
        "# why\na = f(\n    1,\n    b.sudo(),\n)\n",
        "a = (\n    b\n    # why\n    .sudo()\n)\n",
        "a = b.sudo(False)\n",
    ):
        assert not list(sudo_problems("f.py", explained)), explained
    for silent in (
        "a = b.sudo()\n",
        "# why\n\na = b.sudo()\n",
        "# why\nif a:\n    c = 1\n    b = c.sudo()\n",
        'a = "# why"\nb = "#"; c = b.sudo()\n',
    ):
        assert list(sudo_problems("f.py", silent)), silent
