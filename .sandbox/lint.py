# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The linters of this repository, as commands in the order of their speed.

Their settings lie in the dot-files at the top of the repository, where editors look.
"""

import os
import sys
from pathlib import Path

ADDONS = ("complaint_management", "complaint_quality", "complaint_returns")

# Tests of `test_lint` that have nothing to say here: the checkers it tests are its own,
# pylint runs with rules of our own, ESLint is not installed, and the search for
# conflict markers, one of our own conventions, would walk through the whole cache.
LEFT_OUT = ("test_checkers", "test_pylint", "test_eslint", "test_markers")


def commands(repo: Path, tree: Path, python: Path, fast_only: bool = False):
    """Return the linters to run, fast ones first, each from the root of the repository.

    The fast ones need neither a database nor Odoo. Odoo's own `test_lint`, the last,
    walks the registry: `SANDBOX_LINT_DB` has to name a database in which the addons are
    installed, `SANDBOX_CONF` a configuration whose `addons_path` has the repository.
    Nothing is written to that database, and `test_lint` itself need not be installed.

    :param Path repo: the root of the repository
    :param Path tree: the folder that holds the package `odoo`
    :param Path python: the interpreter that has Odoo's and the development packages
    :param bool fast_only: leave out what takes more than a few seconds
    :return: name, arguments and additional environment of each linter
    :rtype: list[tuple[str, list[str], dict[str, str]]]
    """
    addons = [name for name in ADDONS if (repo / name).is_dir()]
    found = _fast(repo, python, addons)
    if not fast_only:
        found += _slow(repo, tree, python, addons)
    return found


def _fast(repo, python, addons):
    tools = python.parent
    found = [
        ("ruff check", [f"{tools}/ruff", "check", "."], {}),
        ("ruff format", [f"{tools}/ruff", "format", "--check", "."], {}),
        ("OCA module checks", [f"{tools}/oca-checks-odoo-module", *addons], {}),
    ]
    translations = sorted(
        str(path.relative_to(repo))
        for addon in addons
        for path in (repo / addon / "i18n").glob("*.po*")
    )
    if translations:
        command = [f"{tools}/oca-checks-po", *translations]
        found.append(("OCA translation checks", command, {}))
    # our own conventions; without the plugin for Odoo, tests that need it are left out
    command = [*_pytest(repo, python), "-p", "no:odoo", "tests"]
    command += ["--ignore", "tests/process", "--ignore", "tests/benchmarks"]
    found.append(("conventions", command, {}))
    return found


def _slow(repo, tree, python, addons):
    pylint = [str(python), "-m", "pylint"]
    path = os.pathsep.join([str(tree), str(repo / ".sandbox")])
    return [
        ("pylint", [*pylint, "--rcfile=.pylintrc-mandatory", *addons], {}),
        # advice is printed and fails nothing
        ("pylint advice", [*pylint, "--rcfile=.pylintrc", "--exit-zero", *addons], {}),
        # the name of the database is known when the command runs, not before
        ("test_lint", [str(python), __file__, str(tree)], {"PYTHONPATH": path}),
    ]


def _pytest(repo, python):
    command = [str(python), "-m", "pytest", "-c", str(repo / ".pytest.ini"), "-q"]
    return [*command, f"--rootdir={repo}"]


def run_test_lint(repo, tree):
    """Become pytest at work on Odoo's `test_lint`."""
    missing = [
        name for name in ("SANDBOX_LINT_DB", "SANDBOX_CONF") if name not in os.environ
    ]
    if missing:
        sys.exit(f"lint: {' and '.join(missing)} must be set")
    tests = Path(tree, "odoo", "addons", "test_lint", "tests")
    if not tests.is_dir():
        sys.exit(f"lint: this Odoo was packed without its tests, {tests} is missing")
    command = [*_pytest(repo, sys.executable), "-p", "lint_only", str(tests)]
    command += [f"--ignore={tests / name}.py" for name in LEFT_OUT]
    command += [
        f"--odoo-database={os.environ['SANDBOX_LINT_DB']}",
        f"--odoo-config={os.environ['SANDBOX_CONF']}",
        "--odoo-log-level=warn",
    ]
    os.execv(sys.executable, command)


if __name__ == "__main__":
    run_test_lint(Path(__file__).resolve().parent.parent, sys.argv[1])
