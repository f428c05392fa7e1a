# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""A real Odoo in processes of its own, on databases of its own.

The tests in this folder are about what happens around a process: that it starts from an
installed package, installs and uninstalls, survives being killed. They use the server
that ``PGHOST`` and ``PGUSER`` name and leave nothing on it.
"""

import contextlib
import json
import os
import re
import socket
import subprocess
import sys
import time
import uuid
from importlib.util import find_spec
from pathlib import Path

import psycopg2

from ..repository import ADDONS, ROOT, manifest

# A database with all modules that the addons depend on. Cloning it takes a second,
# installing them a minute and a half.
TEMPLATE = "SANDBOX_BASE_TEMPLATE"
# A database with the addons, too.
PREPARED = "SANDBOX_TEMPLATE"
# What stands before the answer in what a script prints.
MARK = "RESULT "
TAIL = 60
BAD_LINES = re.compile(r"^\d{4}-\S+ \S+ \d+ (?:ERROR|CRITICAL) .*", re.MULTILINE)
# Settings of the run around us that must not reach a process of our own.
FOREIGN = ("ODOO_RC", "OPENERP_SERVER", "PGDATABASE", "PYTHONPATH", "PYTHONHOME")


def odoo_root():
    """Return the folder from which this interpreter imports Odoo."""
    # `odoo` is a namespace without a file of its own: ask for a module that has one
    found = find_spec("odoo") and find_spec("odoo.release")
    assert found, "no Odoo on the path of this interpreter: set PYTHONPATH"
    return Path(found.origin).resolve().parent.parent


def outer_dependencies():
    """Return the modules of Odoo that the addons need."""
    needed = {name for addon in ADDONS for name in manifest(addon)["depends"]}
    return sorted(needed - set(ADDONS))


def parse(printed):
    """Return what a script handed to its function ``result``."""
    [line] = [line for line in printed.splitlines() if MARK in line]
    return json.loads(line.partition(MARK)[2])


def free_port():
    """Return a port that is free right now on the loopback interface."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def command(*args, **options):
    """Run a program to its end and return what it printed; fail when it fails."""
    words = " ".join(map(str, args))
    try:
        done = subprocess.run(
            [str(arg) for arg in args],
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            **options,
        )
    except subprocess.TimeoutExpired as error:
        # what it printed so far comes undecoded
        log = (error.stdout or b"").decode(errors="replace")
        raise AssertionError(
            f"{words} did not end in {error.timeout} s:\n{tail(log)}"
        ) from None
    assert not done.returncode, (
        f"{words} ended with {done.returncode}:\n{tail(done.stdout)}"
    )
    return done.stdout


def tail(text):
    """Return the end of a log."""
    return "\n".join(text.splitlines()[-TAIL:])


@contextlib.contextmanager
def database(purpose, template=None):
    """Create a database, hand out its name, and drop it whatever happens.

    :param str purpose: a word for its name
    :param str template: the database to clone; None for an empty one
    """
    name = f"test_{purpose}_{uuid.uuid4().hex[:8]}"
    clone = ["-T", template] if template else []
    for attempt in range(10):
        try:
            command("createdb", *clone, name)
            break
        except AssertionError as error:
            # somebody else clones the same template, or looks at it
            if "being accessed" not in str(error) or attempt == 9:
                raise
            time.sleep(1)
    try:
        yield name
    finally:
        command("dropdb", "--if-exists", "--force", name)


def query(name, statement, *params):
    """Return the rows of a query on a database, read outside Odoo."""
    connection = psycopg2.connect(dbname=name)
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement, params)
            return cursor.fetchall()
    finally:
        connection.close()


def states(name, *modules):
    """Return the state of each of the modules in a database, by name."""
    statement = "SELECT name, state FROM ir_module_module WHERE name = ANY(%s)"
    return dict(query(name, statement, list(modules)))


class Odoo:
    """A server with a configuration and a data folder of its own.

    :param Path folder: where both lie; the processes also run there
    :param str name: its database
    :param addons_path: folders with addons beside Odoo's own
    :param Path python: the interpreter, and where it finds Odoo
    """

    def __init__(
        self, folder, name, addons_path=(ROOT,), python=sys.executable, path=None
    ):
        self.folder = Path(folder)
        self.database = name
        self.python = python
        self.env = {k: v for k, v in os.environ.items() if k not in FOREIGN}
        self.env["PYTHONDONTWRITEBYTECODE"] = "1"
        path = odoo_root() if path is None else path
        if path:
            self.env["PYTHONPATH"] = str(path)
        self.conf = self.folder / "odoo.conf"
        self.conf.write_text(
            "[options]\n"
            f"data_dir = {self.folder / 'data'}\n"
            "http_interface = 127.0.0.1\n"
            f"http_port = {free_port()}\n"
            "unaccent = True\n"
            "list_db = False\n"
        )
        if addons_path:
            with self.conf.open("a") as conf:
                conf.write(f"addons_path = {','.join(map(str, addons_path))}\n")

    def argv(self, *args):
        """Return the command line of a server or of one of Odoo's subcommands."""
        subcommand = [args[0]] if args and not str(args[0]).startswith("-") else []
        rest = args[len(subcommand) :]
        odoo = [self.python, "-m", "odoo", *subcommand]
        return [str(a) for a in (*odoo, "-c", self.conf, "-d", self.database, *rest)]

    def run(self, *args, source=None, timeout=1200):
        """Run Odoo to its end; fail with the end of its log when it does not go well.

        :param source: what it reads from its standard input
        :return: all it printed
        """
        text = command(
            *self.argv(*args),
            cwd=self.folder,
            env=self.env,
            timeout=timeout,
            **({"input": source} if source else {"stdin": subprocess.DEVNULL}),
        )
        errors = BAD_LINES.findall(text)
        assert not errors, "\n".join([*errors, "the end of the log:", tail(text)])
        return text

    def install(self, *modules):
        """Install modules, what they depend on included."""
        return self.run("-i", ",".join(modules), "--stop-after-init", "--no-http")

    def upgrade(self, *modules):
        """Upgrade modules, as a new version would be."""
        return self.run("-u", ",".join(modules), "--stop-after-init", "--no-http")

    def script(self, source):
        """Run a script that finds ``env`` at hand, and commit what it did."""
        source = f"{source}\nenv.cr.commit()\n"
        return self.run("shell", "--no-http", source=source)


@contextlib.contextmanager
def prepared_database(purpose, folder):
    """Hand out an Odoo on a database that has all the addons need, but not them."""
    template = os.environ.get(TEMPLATE)
    with database(purpose, template) as name:
        odoo = Odoo(folder, name)
        needed = outer_dependencies()
        if not template or set(states(name, *needed).values()) != {"installed"}:
            odoo.install(*needed)
        yield odoo
