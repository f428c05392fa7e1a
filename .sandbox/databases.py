# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Databases: a base of Odoo's modules, a template of ours, clones, the demo.

Names carry a hash of what went in; a database is built under another name and renamed
when it is whole, so that a build cut off half way is never taken for a finished one.
"""

import ast
import contextlib
import hashlib
import os
import re
import shutil
import socket

from core import ADDONS, CACHE, REPO, SetupError, run, say, step, write_if_changed
from packages import PYTHON

DATA = CACHE / "data"
#: the first one is what new users get
LANGUAGES = "en_US,zh_CN"
DEMO = "demo"
#: raise when the way a template is made changes
RECIPE = "2"
BUNDLES = (
    "web.assets_web",
    "web.assets_frontend",
    "web.assets_frontend_minimal",
    "web.assets_frontend_lazy",
    "web.assets_tests",
    "web.__assets_tests_call__",
    "web.report_assets_common",
    "web.report_assets_pdf",
    "web.assets_web_print",
)
#: files of an addon that the database does not depend on
PASSIVE = re.compile(r"/(tests|readme|__pycache__)/|static/(description|tests)/|\.pyc$")
PROGRESS = re.compile(r"Loading module (\S+) \((\d+)/(\d+)\)")


class Databases:
    """The databases of one machine.

    :param odoo: the tree, see odoo_tree.Odoo
    :param environment: environment of every program that talks to the server
    """

    def __init__(self, odoo, environment):
        self.odoo = odoo
        self.environment = environment
        self.conf = self._write_conf()

    def _write_conf(self):
        return write_if_changed(
            CACHE / "odoo.conf",
            "[options]\n"
            f"data_dir = {DATA}\n"
            f"addons_path = {','.join([*self.odoo.addons, str(REPO)])}\n"
            "unaccent = True\n"
            "http_interface = 127.0.0.1\n"
            "list_db = False\n"
            "max_cron_threads = 1\n"
            "limit_time_real = 1200\n"
            "limit_time_cpu = 600\n",
        )

    # --- plain SQL on the server
    # -------------------------------------------------------------

    def sql(self, statement, database="postgres", what="talk to PostgreSQL"):
        """Run one statement on its own and return the rows' first columns."""
        code = (
            "import sys, psycopg2; c = psycopg2.connect(dbname=sys.argv[1]);"
            "c.autocommit = True; q = c.cursor(); q.execute(sys.argv[2]);"
            "rows = q.fetchall() if q.description else [];"
            "print('\\n'.join(str(r[0]) for r in rows))"
        )
        command = [PYTHON, "-c", code, database, statement]
        return run(command, what, env=self.environment).split("\n")[:-1]

    def names(self):
        """Return the names of all databases."""
        return self.sql("SELECT datname FROM pg_database")

    def drop(self, name):
        """Drop a database and its files, if they are there."""
        self.sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', what=f"drop {name}")
        shutil.rmtree(DATA / "filestore" / name, ignore_errors=True)

    def clone(self, source, target):
        """Copy a database; its files are hard links, as Odoo never changes them."""
        self.drop(target)
        self.sql(
            f'CREATE DATABASE "{target}" TEMPLATE "{source}"', what=f"copy {source}"
        )
        files = DATA / "filestore" / source
        if files.is_dir():
            shutil.copytree(files, DATA / "filestore" / target, copy_function=os.link)

    def rename(self, source, target):
        """Give a finished database its name."""
        self.drop(target)
        files = DATA / "filestore" / source
        if files.is_dir():
            files.rename(DATA / "filestore" / target)
        self.sql(
            f'ALTER DATABASE "{source}" RENAME TO "{target}"', what=f"rename {source}"
        )

    @contextlib.contextmanager
    def temporary(self, source, prefix, keep=False):
        """Lend a clone of a database; dropped afterwards, unless `keep`."""
        name = f"{prefix}_{os.getpid()}"
        self.clone(source, name)
        try:
            yield name
        finally:
            if keep:
                say(f"database {name} is kept; ./sandbox clean --databases drops it")
            else:
                self.drop(name)

    def drop_leftovers(self):
        """Drop clones whose owner is gone, and halves of builds."""
        for name in self.names():
            pid = re.fullmatch(r"(?:test|bench|lint|proc\w*)_(\d+)(?:-gw\d+)?", name)
            if name.endswith("_new") or (pid and not os.path.exists(f"/proc/{pid[1]}")):
                self.drop(name)

    # --- builds
    # ------------------------------------------------------------------------------

    def odoo_run(self, args, what):
        """Run one Odoo command to its end, with a word on the progress now and then."""
        run(
            [PYTHON, "-m", "odoo", *args],
            what,
            "the last lines above say what Odoo stumbled over",
            heartbeat=_progress,
            env={**self.environment, "ODOO_RC": str(self.conf)},
        )

    def _install(self, name, modules, *options):
        self.odoo_run(
            [
                "-d",
                name,
                "-i",
                ",".join(modules),
                "--stop-after-init",
                "--no-http",
                *options,
            ],
            f"install {', '.join(modules)}",
        )

    def bundle_assets(self, name):
        """Make the browser bundles and commit them; a test's are rolled back."""
        script = CACHE / "bundle_assets.py"
        write_if_changed(
            script,
            f"for bundle in {BUNDLES!r}:\n"
            "    qweb = env['ir.qweb']\n"
            "    qweb._get_asset_bundle(bundle, css=False, js=True).js()\n"
            "    qweb._get_asset_bundle(bundle, css=True, js=False).css()\n"
            "env.cr.commit()\n",
        )
        with script.open() as code:
            run(
                [PYTHON, "-m", "odoo", "shell", "-d", name, "--no-http"],
                "make the browser bundles",
                heartbeat=True,
                stdin=code,
                env={**self.environment, "ODOO_RC": str(self.conf)},
            )

    def base(self):
        """Return the database with all that ours depend on, English and Chinese."""
        modules = _foreign_modules()
        key = _hash(self.odoo.version, self.odoo.source, RECIPE, *modules)
        name = f"base_{key}"
        if name not in self.names():
            with step(
                f"database: install {len(modules)} modules of Odoo and what they need"
            ):
                self._drop_older("base_")
                self.drop(f"{name}_new")
                self._install(f"{name}_new", modules, "--load-language", LANGUAGES)
                self.rename(f"{name}_new", name)
        return name

    def template(self):
        """Return the database with our addons installed, no demo data, bundles made."""
        base = self.base()
        name = f"tpl_{_hash(base, _fingerprint_addons())}"
        if name not in self.names():
            with step("database: install our addons"):
                self._drop_older("tpl_")
                self.clone(base, f"{name}_new")
                self._install(f"{name}_new", ADDONS)
            with step("database: make the browser bundles"):
                self.bundle_assets(f"{name}_new")
                self.rename(f"{name}_new", name)
        return name

    def _drop_older(self, prefix):
        for name in self.names():
            if name.startswith(prefix):
                self.drop(name)

    def demo(self, fresh=False):
        """Return the demo database, built or brought up to date.

        What a visitor entered is kept over updates; `fresh` starts the story anew.
        """
        fingerprint = f"{RECIPE} {_hash(self.odoo.version, _fingerprint_addons())}"
        marker = CACHE / "demo.hash"
        known = marker.read_text() if marker.exists() else ""
        there = DEMO in self.names() and not fresh
        if there and known == fingerprint:
            return DEMO
        # made in another way, or cut off: not worth an update
        there = there and known.split(" ")[0] == RECIPE
        marker.unlink(missing_ok=True)
        if there:
            with step("demo: update the addons"):
                modules = ",".join(ADDONS)
                self.odoo_run(
                    ["-d", DEMO, "-u", modules, "--stop-after-init", "--no-http"],
                    "update",
                )
        else:
            building = f"{DEMO}_new"
            with step("demo: install with demo data, English and Chinese"):
                self.drop(building)
                self._install(
                    building, ADDONS, "--with-demo", "--load-language", LANGUAGES
                )
        if not there:
            self._check_demo_data(building)
        with step("demo: make the browser bundles"):
            self.bundle_assets(DEMO if there else building)
        if not there:
            self.rename(building, DEMO)
        marker.write_text(fingerprint)
        return DEMO

    def _check_demo_data(self, name):
        """Stop where demo data did not load: Odoo only warns, and goes on without."""
        failures = self.sql(
            "SELECT concat(m.name, ': ', f.error) FROM ir_demo_failure f "
            "JOIN ir_module_module m ON m.id = f.module_id ORDER BY f.id",
            name,
        )
        words = "\n".join(failures).strip()
        if words:
            raise SetupError(
                "load the demo data",
                words,
                hint="the lines above say what Odoo stumbled over",
            )

    def demo_logins(self):
        """Return the demo's own users as (login, name)."""
        rows = self.sql(
            "SELECT u.login || E'\\t' || p.name FROM res_users u "
            "JOIN res_partner p ON p.id = u.partner_id "
            "JOIN ir_model_data d ON d.res_id = u.id "
            "AND d.model = 'res.users' AND d.module LIKE 'complaint\\_%' "
            "WHERE u.active ORDER BY d.module, d.id",
            DEMO,
        )
        return [tuple(row.split("\t")) for row in rows]

    def set_demo_address(self, address):
        """Tell the demo where it is served: its PDFs get their styles from there."""
        self.sql(
            f"UPDATE ir_config_parameter SET value = '{address}' "
            "WHERE key = 'web.base.url'",
            DEMO,
        )

    def set_demo_language(self, language):
        """Let the demo's users see this language from now on."""
        rows = self.sql("SELECT code FROM res_lang WHERE active", DEMO)
        if language not in rows:
            raise SetupError(
                f"the demo does not speak {language}",
                hint=f"one of: {', '.join(sorted(rows))}",
            )
        self.sql(
            f"UPDATE res_partner SET lang = '{language}' WHERE id IN "
            "(SELECT partner_id FROM res_users WHERE active)",
            DEMO,
        )


def _progress(text):
    found = PROGRESS.findall(text)
    return f"module {found[-1][1]} of {found[-1][2]}: {found[-1][0]}" if found else ""


def _hash(*parts):
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()[:12]


def _foreign_modules():
    """Return the modules of Odoo itself that our manifests name."""
    names = set()
    for addon in ADDONS:
        manifest = ast.literal_eval((REPO / addon / "__manifest__.py").read_text())
        names.update(manifest["depends"])
    return sorted(names - set(ADDONS))


def _fingerprint_addons():
    """Return a hash of every file of ours that ends up in a database."""
    digest = hashlib.sha256()
    for addon in ADDONS:
        for path in sorted((REPO / addon).rglob("*")):
            name = path.relative_to(REPO).as_posix()
            if path.is_file() and not PASSIVE.search(f"/{name}"):
                digest.update(f"{name}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def free_port(port):
    """Whether nobody listens on a port of this machine.

    :param int port: the TCP port on 127.0.0.1
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
