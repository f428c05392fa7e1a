# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What the sandbox script says and does when something is in its way.

Each test runs the real script in a process of its own, with a cache folder of its own
or, where the step lies behind the set-up, with the cache this very run uses.
"""

import os
import socket
import subprocess
import sys
import time

from ..repository import ROOT

SCRIPT = ROOT / "sandbox"
OTHERS = ("ODOO_HOME", "PGHOST", "PGUSER", "PYTHONPATH", "ODOO_RC")


def environment(**changes):
    env = {k: v for k, v in os.environ.items() if k not in OTHERS}
    env.update({k: str(v) for k, v in changes.items()})
    return env


def call(*arguments, script=SCRIPT, timeout=300, **changes):
    """Run the script to its end; return its exit code and all it printed."""
    done = subprocess.run(
        [sys.executable, str(script), *arguments],
        env=environment(**changes),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        timeout=timeout,
        check=False,
    )
    return done.returncode, done.stdout


def _assert_refused(result, *words):
    """The call failed, said what and what to do, and showed no traceback."""
    code, text = result
    assert code != 0, text
    for word in ("FAILED", "What to do", *words):
        assert word in text, text
    assert "Traceback" not in text, text


def _fake_odoo(
    folder, series="(19, 0, 0, 'final', 0, '')", addons=None, addons_in="addons"
):
    """Lay out a tree that looks like a git checkout of Odoo from outside."""
    names = (
        addons
        or (
            "base web sale_stock product_expiry hr portal rating spreadsheet_dashboard"
        ).split()
    )
    (folder / "odoo").mkdir(parents=True)
    (folder / "odoo" / "release.py").write_text(f"version_info = {series}\n")
    for name in names:
        (folder / addons_in / name).mkdir(parents=True)
        (folder / addons_in / name / "__manifest__.py").write_text("{}\n")
    return folder


def test_help_names_every_command():
    """`--help` works without anything prepared and lists the commands."""
    code, text = call("--help", SANDBOX_CACHE="/nonexistent")
    assert code == 0
    for command in ("demo", "test", "lint", "bench", "odoo", "stop", "clean"):
        assert f"./sandbox {command}" in text


def test_odoo_home_without_odoo_is_refused(tmp_path):
    """A folder without Odoo is named, together with the way out."""
    (tmp_path / "empty").mkdir()
    result = call(
        "lint", "--fast", ODOO_HOME=tmp_path / "empty", SANDBOX_CACHE=tmp_path / "c"
    )
    _assert_refused(result, "holds no Odoo")


def test_odoo_home_of_another_series_is_refused(tmp_path):
    """An Odoo 18 is refused with both series named."""
    home = _fake_odoo(tmp_path / "odoo18", series="(18, 0, 0, 'final', 0, '')")
    result = call("lint", "--fast", ODOO_HOME=home, SANDBOX_CACHE=tmp_path / "c")
    _assert_refused(result, "18.0", "19.0 is needed")


def test_odoo_home_that_lacks_addons_is_refused(tmp_path):
    """A tree without the modules we build on is refused by their names."""
    home = _fake_odoo(tmp_path / "odoo", addons=["base", "web"])
    result = call("lint", "--fast", ODOO_HOME=home, SANDBOX_CACHE=tmp_path / "c")
    _assert_refused(result, "lacks the addons", "sale_stock")


def test_no_archive_and_no_git_names_both_reasons(tmp_path):
    """With both sources of Odoo out of reach, both failures are told."""
    with socket.socket() as closed:  # bound, never listening: connections are refused
        closed.bind(("127.0.0.1", 0))
        result = call(
            "lint",
            "--fast",
            SANDBOX_DEB_MIRROR=f"http://127.0.0.1:{closed.getsockname()[1]}/nothing",
            SANDBOX_ODOO_GIT=tmp_path / "no-repository",
            SANDBOX_CACHE=tmp_path / "c",
        )
    _assert_refused(result, "Debian:", "git:", "ODOO_HOME")


def _bare_repository(folder):
    source = _fake_odoo(folder / "source")
    git = ["git", "-c", "user.name=t", "-c", "user.email=t@example.com", "-C", source]
    subprocess.run([*git, "init", "-q", "-b", "19.0"], check=True)
    subprocess.run([*git, "add", "-A"], check=True)
    subprocess.run([*git, "commit", "-q", "-m", "tree"], check=True)
    bare = folder / "bare.git"
    subprocess.run(["git", "clone", "-q", "--bare", source, bare], check=True)
    return bare


def _find_odoo(**changes):
    code = "import odoo_tree; print('FOUND', odoo_tree.find_odoo().source)"
    return subprocess.run(
        [sys.executable, "-c", code],
        env=environment(PYTHONPATH=ROOT / ".sandbox", **changes),
        text=True,
        capture_output=True,
        check=False,
    )


def test_git_is_the_last_source_of_odoo(tmp_path):
    """Without a Debian archive a shallow clone of the given repository is taken.

    The second call takes what the first one left in the cache.
    """
    changes = {
        "SANDBOX_DEB_MIRROR": "http://127.0.0.1:1/nothing",
        "SANDBOX_ODOO_GIT": f"file://{_bare_repository(tmp_path)}",
        "SANDBOX_CACHE": tmp_path / "cache",
    }
    (tmp_path / "cache").mkdir()
    first = _find_odoo(**changes)
    assert "FOUND git file://" in first.stdout, first.stdout + first.stderr
    second = _find_odoo(**{**changes, "SANDBOX_ODOO_GIT": "/nowhere"})
    assert "FOUND git file://" in second.stdout, second.stdout + second.stderr


def test_cut_off_download_of_odoo_is_done_anew(tmp_path):
    """A half unpacked tree, as a kill leaves it, is not taken for a whole one."""
    half = tmp_path / "cache" / "tree.new" / "odoo"
    half.mkdir(parents=True)
    (tmp_path / "cache" / "tree").mkdir()
    found = _find_odoo(
        SANDBOX_DEB_MIRROR="http://127.0.0.1:1/nothing",
        SANDBOX_ODOO_GIT=f"file://{_bare_repository(tmp_path)}",
        SANDBOX_CACHE=tmp_path / "cache",
    )
    assert "FOUND git file://" in found.stdout, found.stdout + found.stderr
    assert not half.exists()


def test_importable_odoo_comes_before_the_archive(tmp_path):
    """An `odoo` that the interpreter can import is used, through a link of ours."""
    home = _fake_odoo(tmp_path / "site", addons_in="odoo/addons")
    code = (
        f"import sys; sys.path.append({str(home)!r});"
        "import odoo_tree; print('FOUND', odoo_tree.find_odoo())"
    )
    (tmp_path / "cache").mkdir()
    done = subprocess.run(
        [sys.executable, "-S", "-c", code],
        env=environment(PYTHONPATH=ROOT / ".sandbox", SANDBOX_CACHE=tmp_path / "cache"),
        text=True,
        capture_output=True,
        check=False,
    )
    assert "source='importable'" in done.stdout, done.stdout + done.stderr
    assert (tmp_path / "cache" / "importable" / "odoo").is_symlink()


def test_port_taken_is_told_before_anything_is_prepared(tmp_path):
    """A taken port ends the call at once, with another port to try."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = call("demo", "--port", str(port), SANDBOX_CACHE=tmp_path / "cache")
    _assert_refused(result, f"port {port}", f"--port {port + 1}")
    assert not (tmp_path / "cache").exists()


def test_unreachable_postgresql_is_told():
    """A PGHOST that does not answer is named, with the way back to a private server."""
    result = call("demo", "--prepare-only", "--port", "0", PGHOST="/nonexistent")
    _assert_refused(result, "PGHOST=/nonexistent", "unset PGHOST")


def test_cache_that_cannot_be_written_is_told():
    """A read-only place for the cache is named, with the variable that moves it."""
    result = call("lint", "--fast", SANDBOX_CACHE="/proc/sandbox")
    _assert_refused(result, "/proc/sandbox", "SANDBOX_CACHE")


def test_full_disk_is_told(tmp_path):
    """Too little room is told in gigabytes before anything is fetched."""
    code = (
        "import core; core.DISK_NEEDED_GB = 1e9\n"
        "try: core.prepare_cache()\n"
        "except core.SetupError as error: print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment(PYTHONPATH=ROOT / ".sandbox", SANDBOX_CACHE=tmp_path / "cache"),
        text=True,
        capture_output=True,
        check=True,
    )
    assert "GB free" in done.stdout and "What to do" in done.stdout


def test_unknown_benchmark_lists_those_there_are():
    """A wrong name is answered with the right ones."""
    result = call("bench", "no_such_benchmark")
    _assert_refused(result, "tag_list")


def test_unknown_option_is_refused():
    """A mistyped option is not swallowed."""
    code, text = call("demo", "--prepair-only")
    assert code == 2 and "--prepair-only" in text


def test_waiting_call_says_so_and_goes_on(tmp_path):
    """A second call at the same step waits for the first and then gets its turn."""
    hold = (
        "import core, time; core.prepare_cache()\n"
        "with core.lock('setup'): print('held', flush=True); time.sleep(3)"
    )
    take = "import core\nwith core.lock('setup'): print('taken')"
    env = environment(PYTHONPATH=ROOT / ".sandbox", SANDBOX_CACHE=tmp_path / "cache")
    with subprocess.Popen(
        [sys.executable, "-c", hold], env=env, stdout=subprocess.PIPE, text=True
    ) as first:
        assert first.stdout.readline() == "held\n"
        second = subprocess.run(
            [sys.executable, "-c", take],
            env=env,
            text=True,
            capture_output=True,
            check=True,
        )
    assert "waiting" in second.stdout and second.stdout.endswith("taken\n")


def test_lock_of_a_killed_call_is_free(tmp_path):
    """After `kill -9` the next call is not locked out, and the child is ended too."""
    code = (
        "import core; core.prepare_cache()\n"
        "with core.lock('setup'):\n"
        "    print('held', flush=True)\n"
        "    core.run(['sleep', '7.654'], 'sleep')"
    )
    env = environment(PYTHONPATH=ROOT / ".sandbox", SANDBOX_CACHE=tmp_path / "cache")
    with subprocess.Popen(
        [sys.executable, "-c", code], env=env, stdout=subprocess.PIPE, text=True
    ) as first:
        assert first.stdout.readline() == "held\n"
        child = _wait_for_child(first.pid)
        first.kill()
    take = "import core\nwith core.lock('setup'): print('taken')"
    second = subprocess.run(
        [sys.executable, "-c", take],
        env=env,
        text=True,
        capture_output=True,
        check=True,
    )
    assert second.stdout == "taken\n"
    deadline = time.monotonic() + 5
    while _alive(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _alive(child)


def _wait_for_child(pid):
    for _attempt in range(200):
        with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as children:
            found = children.read().split()
        if found:
            return int(found[0])
        time.sleep(0.05)
    raise AssertionError("the child never started")


def _alive(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as stat:
            return stat.read().split(") ")[-1][0] != "Z"
    except FileNotFoundError:
        return False


def test_mails_of_the_demo_stay_here(tmp_path):
    """A mail is taken as Odoo sends it, and lies in the folder; nothing goes out."""
    code = (
        "import core, mails, smtplib; core.prepare_cache()\n"
        "with mails.inbox() as port, smtplib.SMTP('127.0.0.1', port) as sender:\n"
        "    for text in ('one', '.two'):\n"
        "        sender.sendmail('a@example.com', 'b@example.com', text)\n"
    )
    env = environment(PYTHONPATH=ROOT / ".sandbox", SANDBOX_CACHE=tmp_path / "cache")
    subprocess.run([sys.executable, "-c", code], env=env, check=True)
    kept = sorted((tmp_path / "cache" / "mails").iterdir())
    assert ["one" in kept[0].read_text(), len(kept)] == [True, 2]
