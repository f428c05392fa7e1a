# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The whole set-up from nothing: as root, as an ordinary user, killed on its way.

Each clone has the cache folder beside its script: never that of the run itself, which
`clean` at the end of a test would take away.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time

import pytest

from ..repository import ADDONS, ROOT
from .test_sandbox import call, environment


def _copy_repository(target):
    shutil.copytree(
        ROOT,
        target,
        ignore=shutil.ignore_patterns(".odoo", ".git", "__pycache__", "build"),
    )
    return target


def _own_cache(clone):
    return environment(SANDBOX_CACHE=clone / ".odoo")


@pytest.mark.slow
def test_cold_start_of_a_killed_set_up_in_a_path_with_spaces(tmp_path):
    """Killed twice on its way, under a path with spaces: the third call is whole.

    The demo then answers on its port, and Ctrl-C ends it without a traceback.
    """
    clone = _copy_repository(tmp_path / "a path with spaces")
    for seconds in (6, 25):
        process = subprocess.Popen(
            [sys.executable, str(clone / "sandbox"), "demo", "--prepare-only"],
            env=_own_cache(clone),
            stdout=subprocess.DEVNULL,
        )
        time.sleep(seconds)
        process.kill()
        process.wait()
    try:
        code, text = call(
            "demo",
            "--prepare-only",
            script=clone / "sandbox",
            timeout=900,
            SANDBOX_CACHE=clone / ".odoo",
        )
        assert code == 0, text
        _serve_and_interrupt(clone)
        for addon in ADDONS:
            assert (clone / addon).is_dir()
    finally:
        code, text = call(
            "clean", script=clone / "sandbox", SANDBOX_CACHE=clone / ".odoo"
        )
    assert code == 0 and not (clone / ".odoo").exists(), text


def _serve_and_interrupt(clone):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    with subprocess.Popen(
        [sys.executable, str(clone / "sandbox"), "demo", "--port", port],
        env=_own_cache(clone),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as server:
        lines = []
        for line in server.stdout:
            lines.append(line)
            if "Ctrl-C stops the demo" in line:
                server.send_signal(signal.SIGINT)
        text = "".join(lines)
    assert "ready after" in text and "Traceback" not in text, text


@pytest.mark.slow
def test_cold_start_as_an_ordinary_user(tmp_path_factory):
    """What root can do, a user without rights can do: the set-up, from nothing."""
    folder = tmp_path_factory.mktemp("ordinary")
    for parent in (folder, folder.parent, folder.parent.parent):
        parent.chmod(0o755)
    clone = _copy_repository(folder / "clone")
    other = {}
    if os.geteuid() == 0:
        subprocess.run(["chown", "-R", "nobody", str(clone)], check=True)
        other = {"user": "nobody"}
    done = subprocess.run(
        ["/usr/bin/python3", str(clone / "sandbox"), "demo", "--prepare-only"],
        env={**_own_cache(clone), "HOME": "/nonexistent", "PATH": "/usr/bin:/bin"},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=900,
        check=False,
        **other,
    )
    try:
        assert done.returncode == 0, done.stdout
    finally:
        subprocess.run(
            ["/usr/bin/python3", str(clone / "sandbox"), "clean"],
            env=_own_cache(clone) | {"HOME": "/nonexistent"},
            check=True,
            **other,
        )
