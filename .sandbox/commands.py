# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What each command of the sandbox does, once the parts it needs are there."""

import ast
import contextlib
import importlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

import graphics
import mails
import packages
import postgres
from core import (
    ADDONS,
    CACHE,
    REPO,
    SetupError,
    base_environment,
    lock,
    prepare_cache,
    say,
)
from databases import DEMO, Databases, free_port
from odoo_tree import find_odoo

START_LIMIT = 120
MAX_WORKERS = 4


class Sandbox:
    """The parts of a working Odoo, prepared on demand."""

    def __init__(self):
        prepare_cache()
        self.databases = None
        self.environment = None

    def prepare(self, development=False, browser=True):
        """Bring Odoo, packages, PostgreSQL and, if asked, browser and fonts to life.

        :param bool development: also linters and test libraries
        :param bool browser: also browser, PDF program and fonts
        """
        odoo = find_odoo()
        say(f"Odoo {odoo.version}: {odoo.source}, {odoo.path}")
        packages.make_venv(development)
        if browser:
            graphics.prepare()
        server = postgres.find_server()
        server.start()
        self.environment = self._environment(odoo, server)
        self.databases = Databases(odoo, self.environment)
        (CACHE / ".complete").touch()

    def _environment(self, odoo, server):
        env = base_environment()
        if server.name == "private":
            for name in postgres.PRIVATE:
                env.pop(name, None)
        folders = [graphics.BIN, packages.VENV / "bin", server.environment["PATH"]]
        path = [str(f) for f in folders if str(f)]
        env.update(server.environment)
        env["PATH"] = os.pathsep.join([*path, os.environ.get("PATH", os.defpath)])
        env["PYTHONPATH"] = str(odoo.path)
        env.update(graphics.environment())
        return env


def demo(args):
    """Serve the demo until Ctrl-C."""
    if not args.prepare_only and not free_port(args.port):
        raise SetupError(
            f"port {args.port} is taken by another program",
            hint=f"call with another one: ./sandbox demo --port {args.port + 1}",
        )
    box = Sandbox()
    with lock("setup"):
        box.prepare()
        databases = box.databases
        name = databases.demo(fresh=args.fresh)
        if args.lang:
            databases.set_demo_language(args.lang)
        databases.set_demo_address(f"http://127.0.0.1:{args.port}")
        logins = databases.demo_logins()
    if args.prepare_only:
        say("demo: ready; ./sandbox demo serves it")
        return 0
    with mails.inbox() as smtp_port:
        return _serve(box, name, args.port, logins, smtp_port)


def _serve(box, name, port, logins, smtp_port):
    log = CACHE / "logs" / "demo.log"
    start = time.monotonic()
    command = [packages.PYTHON, "-m", "odoo", "-d", name, f"--db-filter=^{name}$"]
    command += ["--http-port", str(port), "--logfile", log]
    command += ["--smtp", "127.0.0.1", "--smtp-port", str(smtp_port)]
    env = {**box.environment, "ODOO_RC": str(box.databases.conf)}
    log.unlink(missing_ok=True)
    with subprocess.Popen([str(c) for c in command], env=env) as server:
        (CACHE / "demo.pid").write_text(str(server.pid))
        try:
            _wait_until_served(server, port, log, start)
            say(
                f"ready after {time.monotonic() - start:.1f} s: http://127.0.0.1:{port}"
            )
            say("log in as admin / admin, or as one of these (password = login):")
            for login, person in logins:
                say(f"   {login:<18} {person}")
            say(f"mails go to {mails.FOLDER} and nowhere else")
            say(f"log: {log}; Ctrl-C stops the demo")
            return server.wait()
        finally:
            (CACHE / "demo.pid").unlink(missing_ok=True)
            server.send_signal(signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(timeout=15)
            server.kill()


def _wait_until_served(server, port, log, start):
    while True:
        try:
            urllib.request.urlopen(
                f"http://127.0.0.1:{port}/web/login", timeout=30
            ).close()
            return
        except urllib.error.HTTPError as error:
            raise SetupError(
                f"the first page answers {error.code}", log.read_text()[-2000:]
            ) from None
        except OSError:
            pass
        if server.poll() is not None or time.monotonic() - start > START_LIMIT:
            words = log.read_text(errors="replace") if log.exists() else ""
            raise SetupError("start Odoo", words)
        time.sleep(0.2)


def test(args):
    """Run the tests on a clone of the template; a skipped test counts as a failure."""
    box = Sandbox()
    with lock("setup"):
        box.prepare(development=True)
        databases = box.databases
        databases.drop_leftovers()
        base, template = databases.base(), databases.template()
        clone = contextlib.ExitStack()
        name = clone.enter_context(
            databases.temporary(template, "test", keep=args.keep)
        )
    with clone:
        command = [packages.PYTHON, "-m", "pytest"]
        command += ["-p", "strict_pytest", "-p", "own_files"]
        command += [
            f"--odoo-database={name}",
            f"--odoo-config={databases.conf}",
            "--odoo-http",
        ]
        command += [
            "--odoo-log-level=warn",
            "-rfEs",
            "-o",
            f"cache_dir={CACHE / 'pytest'}",
        ]
        chosen = args.rest
        if not args.slow and "-m" not in chosen:
            command += ["-m", "not slow"]
        if not any(_names_a_test(word) for word in chosen):
            chosen = [*chosen, *_spread(chosen), *ADDONS, "tests"]
        env = {
            **box.environment,
            "PYTHONPATH": os.pathsep.join(
                [box.environment["PYTHONPATH"], str(REPO / ".sandbox")]
            ),
            "SANDBOX_BASE_TEMPLATE": base,
            "SANDBOX_TEMPLATE": template,
            "SANDBOX_CONF": str(databases.conf),
        }
        return subprocess.call([str(c) for c in [*command, *chosen]], cwd=REPO, env=env)


def _spread(chosen):
    """Return the options that share all tests out, each worker with its own clone."""
    workers = min(os.cpu_count() or 1, MAX_WORKERS)
    if workers == 1 or any(word.startswith("-n") for word in chosen):
        return []
    return ["-n", workers, "--dist", "loadfile"]


def _names_a_test(word):
    return not word.startswith("-") and (REPO / word.partition("::")[0]).exists()


def bench(args):
    """Run one benchmark, or all, each on a clone of the template."""
    box = Sandbox()
    folder = REPO / "tests" / "benchmarks"
    known = sorted(p.stem.removeprefix("bench_") for p in folder.glob("bench_*.py"))
    names = [args.name] if args.name else known
    if not set(names) <= set(known):
        raise SetupError(
            f"there is no benchmark {args.name}", hint=f"one of: {', '.join(known)}"
        )
    with lock("setup"):
        box.prepare(development=True, browser=False)
        box.databases.drop_leftovers()
        template = box.databases.template()
    result = 0
    for name in names:
        with box.databases.temporary(template, "bench") as database:
            command = [packages.PYTHON, folder / f"bench_{name}.py", *args.rest]
            command += ["-d", database, "-c", box.databases.conf]
            result |= subprocess.call(
                [str(c) for c in command], cwd=REPO, env=box.environment
            )
    return result


def lint(args):
    """Run every linter, tell each one's verdict, fail when one does."""
    box = Sandbox()
    with lock("setup"):
        if args.fast:
            box.environment = base_environment()
            odoo = find_odoo()
            packages.make_venv(development=True)
        else:
            box.prepare(development=True, browser=False)
            odoo = box.databases.odoo
            box.databases.drop_leftovers()
            template = box.databases.template()
    linters = importlib.import_module("lint").commands(
        REPO, odoo.path, packages.PYTHON, fast_only=args.fast
    )
    with contextlib.ExitStack() as stack:
        env = {**box.environment}
        if not args.fast:
            env["SANDBOX_LINT_DB"] = stack.enter_context(
                box.databases.temporary(template, "lint")
            )
            env["SANDBOX_CONF"] = str(box.databases.conf)
        return _run_linters(linters, env)


def _run_linters(linters, env):
    failed = []
    for name, command, extra in linters:
        start = time.monotonic()
        code = subprocess.call(
            [str(c) for c in command], cwd=REPO, env={**env, **extra}
        )
        verdict = "clean" if not code else f"FAILED ({code})"
        say(f"lint {name}: {verdict}, {time.monotonic() - start:.1f} s")
        failed += [name] if code else []
    if failed:
        say(f"lint: {', '.join(failed)} found something, see above")
    return int(bool(failed))


def odoo(args):
    """Run any Odoo command with the sandbox's configuration."""
    box = Sandbox()
    with lock("setup"):
        box.prepare()
    env = {**box.environment, "ODOO_RC": str(box.databases.conf)}
    command = [str(packages.PYTHON), "-m", "odoo", *args.rest]
    os.chdir(REPO)
    sys.stdout.flush()
    os.execve(command[0], command, env)


def _stop_demo(pid):
    os.kill(pid, signal.SIGINT)
    for _attempt in range(100):
        if not os.path.exists(f"/proc/{pid}"):
            break
        time.sleep(0.1)
    say("demo: stopped")


def shoot(args):
    """Save a picture of the running demo, as one login sees one page."""
    box = Sandbox()
    with lock("setup"):
        box.prepare(development=True)
    command = [packages.PYTHON, REPO / ".sandbox" / "screenshots.py", *args.rest]
    return subprocess.call([str(c) for c in command], env=box.environment)


def pictures(args):
    """Take the pictures of the readmes from the running demo."""
    box = Sandbox()
    with lock("setup"):
        box.prepare(development=True)
    rows = box.databases.sql(
        "SELECT json_object_agg(name, res_id) FROM ir_model_data "
        "WHERE module = 'complaint_management' "
        "AND model IN ('complaint.case', 'res.users')",
        DEMO,
    )
    # as Python prints what PostgreSQL knows as JSON
    ids = json.dumps(ast.literal_eval(rows[0]))
    folder = REPO / "complaint_management" / "static" / "description"
    script = REPO / ".sandbox" / "pictures.py"
    command = [packages.PYTHON, script, args.address, ids, folder, *args.files]
    return subprocess.call([str(c) for c in command], env=box.environment)


def stop(_args):
    """Stop the demo and the private PostgreSQL."""
    if not CACHE.is_dir():
        say("nothing runs")
        return 0
    pid = CACHE / "demo.pid"
    if pid.exists():
        with contextlib.suppress(OSError, ValueError):
            _stop_demo(int(pid.read_text()))
        pid.unlink(missing_ok=True)
    if not os.environ.get("PGHOST"):
        with contextlib.suppress(SetupError):
            postgres.Private().stop()
    return 0


def clean(args):
    """Remove the databases, or everything the sandbox ever made."""
    if args.databases:
        box = Sandbox()
        with lock("setup"):
            box.prepare(browser=False)
            for name in box.databases.names():
                if name.startswith(
                    ("base_", "tpl_", "test_", "bench_", "lint_", "demo")
                ):
                    box.databases.drop(name)
        (CACHE / "demo.hash").unlink(missing_ok=True)
        say("databases: dropped")
        return 0
    stop(args)
    if not os.environ.get("PGHOST"):
        with contextlib.suppress(SetupError):
            shutil.rmtree(postgres.Private().home, ignore_errors=True)
    shutil.rmtree(CACHE, ignore_errors=True)
    if CACHE.exists():
        raise SetupError(
            f"remove {CACHE}", hint="some files belong to another user: remove them"
        )
    say(f"{CACHE}: removed")
    return 0
