# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Files are called after what they hold, stay short and begin with who owns them."""

import ast
import re
from pathlib import Path

from .names import underscored
from .repository import ADDONS, AUTHOR, addon_files, project_files, report, text_of

MAX_LINES = 400
MAX_METHOD_LINES = 50
LIMITED = (".py", ".js", ".xml")
MODEL_FOLDERS = ("models", "wizard", "wizards", "report")

HEADER = re.compile(
    rf"(?:#!.*\n)?# Copyright 20\d\d {AUTHOR}\n"
    r"# License LGPL-3\.0 or later \(https://www\.gnu\.org/licenses/lgpl\)\n"
)
# What may lie at the top of the repository, dot-files aside.
TOP = {*ADDONS, "data", "tests", "setup.py", "README.md", "sandbox"}
MARKERS = ("<" * 7 + " ", ">" * 7 + " ")


def constant(node, name):
    """Return the value of a class attribute that is a plain constant, or None."""
    for statement in node.body:
        if isinstance(statement, ast.Assign) and isinstance(
            statement.value, (ast.Constant, ast.List)
        ):
            if any(getattr(t, "id", None) == name for t in statement.targets):
                return ast.literal_eval(statement.value)
    return None


def model_classes(tree):
    """Return the classes of a source that define or extend a model."""
    return [
        node
        for node in tree.body
        if isinstance(node, ast.ClassDef)
        and (constant(node, "_name") or constant(node, "_inherit"))
    ]


def model_file_problems(path, text):
    """Yield what is wrong with the models in a file and with the name of the file.

    A class that extends a model may spread over several files, each with a word more
    than the model: ``complaint_case_mail.py``.
    """
    classes = model_classes(ast.parse(text))
    if len(classes) > 1:
        yield f"{path}: {len(classes)} models, one file each"
    for node in classes:
        name, inherit = constant(node, "_name"), constant(node, "_inherit")
        if not name and not isinstance(inherit, str):
            yield f"{path}:{node.lineno}: {node.name} needs a _name"
            continue
        stem = underscored(name or inherit)
        right = path.stem == stem or (not name and path.stem.startswith(f"{stem}_"))
        if not right:
            yield f"{path}:{node.lineno}: {name or inherit} lies in {stem}.py"


def header_problems(path, text):
    """Yield the Python files that do not begin with copyright and licence."""
    if text.strip() and not HEADER.match(text):
        yield f"{path}: begins with the two lines on copyright and licence"


def length_problems(path, text):
    """Yield the files and methods that are too long to be read in one go."""
    lines = text.count("\n")
    if lines > MAX_LINES:
        yield f"{path}: {lines} lines, at most {MAX_LINES}"
    if path.suffix != ".py" or "tests" in path.parts:
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            lines = node.end_lineno - node.lineno + 1
            if lines > MAX_METHOD_LINES:
                yield f"{path}:{node.lineno}: {node.name} has {lines} lines"


def test_name_problems(path, text):
    """Yield the tests that are numbered instead of named."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef) and re.match(r"test_?\d", node.name):
            yield f"{path}:{node.lineno}: {node.name} says a number, not what it tests"


test_name_problems.__test__ = False  # a check, not a test


def texts(*suffixes):
    """Yield path and text of the project's files with one of the suffixes."""
    for path in project_files():
        if path.suffix in suffixes:
            yield path, text_of(path)


def test_the_top_of_the_repository_holds_only_what_belongs_there():
    """Three addons, data, tests, setup.py, README.md, the sandbox and dot-files."""
    top = {path.parts[0] for path in project_files()}
    report(f"{name}: not at the top" for name in top - TOP if name[0] != ".")


def test_a_model_lies_in_the_file_of_its_name():
    """One model per file, and the file can be guessed from the model."""
    report(
        problem
        for path in addon_files(".py", tests=False)
        if path.parent.name in MODEL_FOLDERS and path.name != "__init__.py"
        for problem in model_file_problems(path, text_of(path))
    )


def test_python_files_begin_with_copyright_and_licence():
    """Each file says under which licence it may be used."""
    report(p for path, text in texts(".py") for p in header_problems(path, text))


def test_files_and_methods_are_short():
    """A file stays below 400 lines, a method outside the tests below 50."""
    report(p for path, text in texts(*LIMITED) for p in length_problems(path, text))


def test_tests_are_named_after_what_they_test():
    """A failing test says in its name what no longer holds."""
    report(
        problem
        for path, text in texts(".py")
        if path.name.startswith("test_")
        for problem in test_name_problems(path, text)
    )


def test_controllers_are_named_after_what_they_serve():
    """There is no ``controllers/main.py``, which says nothing."""
    report(
        path for path in addon_files() if path.parts[1:] == ("controllers", "main.py")
    )


def test_no_file_holds_a_conflict_marker():
    """No half-finished merge gets in."""
    for path, text in texts(*LIMITED, ".md", ".csv", ".po", ".pot", ".css", ".scss"):
        for number, line in enumerate(text.splitlines(keepends=True), 1):
            assert not line.startswith(MARKERS), f"{path}:{number}: {line}"


MODEL = 'class A(models.Model):\n    _name = "x.case"\n'
EXTENSION = 'class A(models.Model):\n    _inherit = "x.case"\n'
NAMELESS = 'class A(models.Model):\n    _inherit = ["x.case", "mail.thread"]\n'
LONG = "def long():\n" + "    pass\n" * MAX_METHOD_LINES


def test_checks_fire_on_planted_faults():
    """Each check notices the fault it is there for, and only that."""
    case, more = Path("a/models/x_case.py"), Path("a/models/x_case_mail.py")
    assert not list(model_file_problems(case, MODEL))
    assert not list(model_file_problems(more, EXTENSION))
    assert list(model_file_problems(more, MODEL))
    assert list(model_file_problems(Path("a/models/y.py"), EXTENSION))
    assert list(model_file_problems(case, MODEL + EXTENSION))
    assert list(model_file_problems(case, NAMELESS))
    header = f"# Copyright 2026 {AUTHOR}\n# License LGPL-3.0 or later "
    header += "(https://www.gnu.org/licenses/lgpl)\n"
    assert not list(header_problems(case, header + "import os\n"))
    assert not list(header_problems(case, "#!/usr/bin/env python3\n" + header))
    assert not list(header_problems(case, ""))
    assert list(header_problems(case, "import os\n"))
    assert list(header_problems(case, header.replace(AUTHOR, "Somebody")))
    assert not list(length_problems(case, "\n" * MAX_LINES))
    assert list(length_problems(case, "\n" * (MAX_LINES + 1)))
    assert list(length_problems(case, LONG))
    assert not list(length_problems(Path("a/tests/test_x.py"), LONG))
    assert list(test_name_problems(case, "def test_01_close(): pass"))
    assert not list(test_name_problems(case, "def test_close_of_100(): pass"))
