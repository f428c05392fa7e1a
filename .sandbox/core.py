# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What every step of the sandbox shares: folders, messages, running programs, locks."""

import contextlib
import ctypes
import fcntl
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import threading
import time

REPO = pathlib.Path(__file__).resolve().parent.parent
CACHE = pathlib.Path(os.environ.get("SANDBOX_CACHE") or REPO / ".odoo").absolute()
LOGS = CACHE / "logs"
ADDONS = ("complaint_management", "complaint_quality", "complaint_returns")
#: what a full set-up takes, measured: tree 0.5, packages 0.4, browser 0.4, databases 1
DISK_NEEDED_GB = 3.0
#: a long step says how far it is every so many seconds
HEARTBEAT = 10.0
PR_SET_PDEATHSIG = 1


class SetupError(Exception):
    """A step could not be done.

    :param str what: the step that failed, in words
    :param str why: the program's own last words
    :param str hint: what the reader can do about it
    """

    def __init__(self, what, why="", hint=""):
        super().__init__(what)
        self.what, self.why, self.hint = what, str(why), hint

    def __str__(self):
        lines = [f"FAILED: {self.what}"]
        lines += [f"    {line}" for line in last_lines(self.why, 15).splitlines()]
        if self.hint:
            lines.append(f"  What to do: {self.hint}")
        return "\n".join(lines)


def say(text):
    """Print one line of progress at once, also through a pipe."""
    print(f"sandbox: {text}", flush=True)


def _die_with_parent():
    """Return what a child runs first, to be ended by the kernel when the sandbox dies.

    Otherwise a `kill -9` would leave an unpacking `tar` behind, at work on the very
    folder that the next call starts to fill.
    """
    parent = os.getpid()

    def ask():
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it died before we could ask
            os._exit(1)

    return ask


@contextlib.contextmanager
def step(name):
    """Announce a step and say how long it took."""
    say(f"{name} ...")
    start = time.monotonic()
    yield
    say(f"{name}: done in {time.monotonic() - start:.1f} s")


def last_lines(text, lines=5):
    """Return the end of a program's words, where the reason stands."""
    return "\n".join(str(text).strip().splitlines()[-lines:])


def _tail(path):
    with contextlib.suppress(OSError):
        return last_lines(path.read_text(errors="replace"), 400)
    return ""


def run(cmd, what, hint="", heartbeat=None, **kw):
    """Run a program quietly and return what it printed.

    :param list cmd: the program and its arguments
    :param str what: the step in words, for the error
    :param str hint: what to do when it fails
    :param heartbeat: for long steps, a function that turns the output so far into a
        word on
        progress, or True for the bare time
    :raise SetupError: when the program is missing or ends with an error
    """
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / f"{os.getpid()}-{threading.get_ident()}.log"
    kw.setdefault("stdin", subprocess.DEVNULL)
    try:
        with log.open("w") as out:
            process = subprocess.Popen(
                [str(part) for part in cmd],
                stdout=out,
                stderr=subprocess.STDOUT,
                preexec_fn=_die_with_parent(),
                **kw,
            )
            try:
                _wait(process, log, heartbeat)
            except BaseException:
                _end(process)
                raise
        text = log.read_text(errors="replace")
    except FileNotFoundError:
        raise SetupError(
            what, f"the program {cmd[0]!s} is not on this machine", hint
        ) from None
    except PermissionError as error:
        raise SetupError(what, error, hint) from None
    finally:
        log.unlink(missing_ok=True)
    if process.returncode:
        why = text.strip() or f"{cmd[0]} ended with {process.returncode}"
        if "No space left on device" in text:
            hint = f"free some space on the disk of {CACHE}, then call again"
        raise SetupError(what, why, hint)
    return text


def _wait(process, log, heartbeat):
    start = time.monotonic()
    while True:
        try:
            return process.wait(timeout=HEARTBEAT if heartbeat else None)
        except subprocess.TimeoutExpired:
            word = heartbeat(_tail(log)) if callable(heartbeat) else ""
            say(f"   ... {time.monotonic() - start:.0f} s {word or ''}".rstrip())


def _end(process):
    """Stop a child that is no longer wanted, kindly first."""
    with contextlib.suppress(OSError):
        process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextlib.contextmanager
def lock(name, waiting="another call is at the same step"):
    """Let one call at a time do something; the lock ends with the process."""
    with (CACHE / f".{name}.lock").open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"{waiting}; waiting for it ...")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def prepare_cache():
    """Make the cache folder, or say why it can't be used."""
    hint = "set SANDBOX_CACHE to a folder of yours on a disk with room"
    if "," in str(REPO) or ":" in str(CACHE):
        raise SetupError(
            f"use the path {REPO}, which has a comma or a colon",
            "Odoo's configuration can't hold such a path",
            "move the repository",
        )
    try:
        CACHE.mkdir(parents=True, exist_ok=True)
        probe = CACHE / f".write-{os.getpid()}"
        probe.write_text("")
        probe.unlink()
    except OSError as error:
        raise SetupError(
            f"the cache folder {CACHE} can't be written", error, hint
        ) from None
    complete = (CACHE / ".complete").exists()
    free = shutil.disk_usage(CACHE).free / 1e9
    needed = 0.3 if complete else DISK_NEEDED_GB
    if free < needed:
        raise SetupError(
            f"only {free:.1f} GB free for {CACHE}, the set-up needs {needed:.1f} GB",
            hint=f"free some space, or {hint}",
        )


def base_environment():
    """Return the environment for every program the sandbox starts.

    Caches of all tools go to the sandbox's own folder, so that nothing outside is
    touched, and a read-only checkout will do; Python writes no byte code there.
    """
    env = {
        **os.environ,
        "PIP_CACHE_DIR": str(CACHE / "pip"),
        "UV_CACHE_DIR": str(CACHE / "uv"),
        "XDG_CACHE_HOME": str(CACHE / "xdg"),
        "RUFF_CACHE_DIR": str(CACHE / "ruff"),
        "HYPOTHESIS_STORAGE_DIRECTORY": str(CACHE / "hypothesis"),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PYTHONPYCACHEPREFIX": str(CACHE / "pycache"),
    }
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    env.pop("PYTHONPATH", None)
    env.setdefault("LANG", "C.UTF-8")
    return env


def write_if_changed(path, text, mode=None):
    """Write a small generated file, leaving its date alone when nothing changed."""
    if not path.exists() or path.read_text() != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f"{path.name}.{os.getpid()}")
        fresh.write_text(text)
        if mode:
            fresh.chmod(mode)
        fresh.replace(path)
    return path


def python_version_is_enough():
    """Stop early with a clear word on an old Python."""
    if sys.version_info < (3, 11):
        raise SetupError(
            f"Python 3.11 or later is needed, this is {sys.version.split()[0]}",
            hint="call the script with another interpreter: python3.11 ./sandbox ...",
        )
