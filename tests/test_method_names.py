# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""No mixin of a model hides what another mixin of it does.

A complaint is put together from two dozen mixins. Two of them that give different
things one name would break each other, and neither file shows it.
"""

import ast
from itertools import combinations
from typing import NamedTuple

from .repository import addon_files, report, text_of


class Definition(NamedTuple):
    """One class of a model: its name, what it inherits, and its methods as trees."""

    path: object
    name: str
    parents: list
    methods: dict


def definitions_of(path, text):
    """Yield the classes of models in a source."""
    for node in ast.parse(text).body:
        if not isinstance(node, ast.ClassDef):
            continue
        values = {
            statement.targets[0].id: ast.literal_eval(statement.value)
            for statement in node.body
            if isinstance(statement, ast.Assign)
            and getattr(statement.targets[0], "id", None) in ("_name", "_inherit")
        }
        parents = values.get("_inherit") or []
        parents = [parents] if isinstance(parents, str) else parents
        name = values.get("_name") or (parents and parents[0])
        if name:
            methods = {
                part.name: part
                for part in node.body
                if isinstance(part, ast.FunctionDef)
            }
            yield Definition(path, name, parents, methods)


def body_of(method):
    """Return what a method does, as text, without its docstring."""
    start = 1 if ast.get_docstring(method) else 0
    return "\n".join(ast.unparse(part) for part in method.body[start:])


def ancestors_of(name, known):
    """Return the models that a model is made of, itself included."""
    found, todo = set(), [name]
    while todo:
        model = todo.pop()
        if model in known and model not in found:
            found.add(model)
            todo += [parent for row in known[model] for parent in row.parents]
    return found


def hidden_methods(definitions):
    """Yield the methods that two classes of one model define, of which one is lost.

    A mixin's method may be overridden by who inherits it, extended with `super()`, or
    be a hook without a body, for other mixins.
    """
    known = {}
    for definition in definitions:
        known.setdefault(definition.name, []).append(definition)
    made_of = {name: ancestors_of(name, known) for name in known}
    told = set()
    for parts in made_of.values():
        rows = [row for name in sorted(parts) for row in known[name]]
        for one, two in combinations(rows, 2):
            if one.name != two.name and (
                one.name in made_of[two.name] or two.name in made_of[one.name]
            ):
                continue
            for name in sorted(one.methods.keys() & two.methods.keys()):
                bodies = {body_of(row.methods[name]) for row in (one, two)}
                # The same twice, a hook that does nothing yet, or extended.
                apart = len(bodies) == 2 and "" not in bodies
                if apart and not any(f".{name}(" in body for body in bodies):
                    told.add(f"{one.path}, {two.path}: {name} of one hides the other")
    yield from sorted(told)


def test_no_method_hides_another_one():
    """Each name means one thing on a model, or calls what it extends."""
    report(
        hidden_methods(
            definition
            for path in addon_files(".py", tests=False)
            for definition in definitions_of(path, text_of(path))
        )
    )


def test_hidden_method_is_found():
    """Siblings that give one name to two things are found, overrides are not."""
    source = """
class A(M):
    _name = "a"
    def _get(self): return 1
class B(M):
    _name = "b"
    def _get(self): return {body}
class C(M):
    _name = "c"
    _inherit = {parents}
    def _get(self): return 3
"""
    for body, parents, count in (
        ("2", ["a", "b"], 1),
        ("1", ["a", "b"], 0),
        ("super()._get()", ["a", "b"], 0),
        ("2", ["b"], 0),
    ):
        text = source.format(body=body, parents=parents)
        assert len(list(hidden_methods(definitions_of("x.py", text)))) == count
