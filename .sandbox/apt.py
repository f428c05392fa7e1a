# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Packages of the Debian archive, fetched and unpacked without root."""

import fnmatch
import os
import re
import shutil
import subprocess

from core import CACHE, SetupError, run, say

REACHABLE = "is the Debian archive reachable from this machine?"
QUIET = [
    "-o",
    "APT::Sandbox::User=",
    "-o",
    "Acquire::Languages=none",
    "-o",
    "Acquire::Retries=3",
    "-o",
    "Acquire::http::Timeout=30",
    "-o",
    "APT::Get::List-Cleanup=0",
    "-o",
    "Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled=false",
    "-o",
    "Debug::NoLocking=1",
]


def is_debian():
    """Whether this machine has Debian's package tools at all."""
    return bool(shutil.which("apt-get") and shutil.which("dpkg-deb"))


def mirror():
    """Return the address of a Debian archive, from this machine's apt.

    :raise SetupError: when none is configured; `SANDBOX_DEB_MIRROR` overrides
    """
    if os.environ.get("SANDBOX_DEB_MIRROR"):
        return os.environ["SANDBOX_DEB_MIRROR"]
    hint = "set SANDBOX_DEB_MIRROR to a Debian archive, or ODOO_HOME to an Odoo 19 tree"
    if not is_debian():
        raise SetupError("ask apt for its archives", "this is no Debian machine", hint)
    # without --no-release-info apt prints nothing while its lists are empty
    form = "$(REPO_URI)|$(RELEASE)|$(ORIGIN)|$(CREATED_BY)"
    out = run(
        ["apt-get", "indextargets", "--no-release-info", "--format", form],
        "ask apt for its archives",
        hint,
    )
    for line in out.splitlines():
        uri, release, origin, kind = ([*line.split("|"), "", "", "", ""])[:4]
        if kind != "Packages" or "security" in uri + release:
            continue
        if origin == "Debian" or re.search(r"/debian/?$", uri):
            return uri
    raise SetupError("find a Debian archive in apt's configuration", out[:600], hint)


class Archive:
    """An apt of our own: its lists, cache and state lie in the cache folder.

    :param str name: folder name below the cache
    :param suites: the suites to read from the mirror; None reads this machine's own
        sources
    :param bool lacking_only: leave out what is installed on this machine
    """

    def __init__(self, name, suites=None, lacking_only=False):
        self.folder = CACHE / name
        for sub in ("lists/partial", "cache/archives/partial"):
            (self.folder / sub).mkdir(parents=True, exist_ok=True)
        self.options = [
            *QUIET,
            "-o",
            f"Dir::State::lists={self.folder}/lists",
            "-o",
            f"Dir::Cache={self.folder}/cache",
        ]
        if suites:
            sources = self.folder / "sources.list"
            address = mirror()
            sources.write_text("".join(f"deb {address} {s} main\n" for s in suites))
            self.options += [
                "-o",
                f"Dir::Etc::sourcelist={sources}",
                "-o",
                "Dir::Etc::sourceparts=/dev/null",
                "-o",
                "Dir::Etc::preferences=/dev/null",
                "-o",
                "Dir::Etc::preferencesparts=/dev/null",
                "-o",
                "APT::Update::Error-Mode=any",
            ]
        if not lacking_only:
            (self.folder / "status").touch()
            self.options += ["-o", f"Dir::State::status={self.folder}/status"]

    def update(self):
        """Read the package lists.

        A frozen mirror's lists are past their date: they are taken with a note. Their
        signatures are checked all the same.
        """
        try:
            self._update()
        except SetupError as error:
            if "is expired" not in error.why:
                raise
            say("note: the Debian archive's lists are past their date; taken so")
            self.options += ["-o", "Acquire::Check-Valid-Until=false"]
            self._update()

    def _update(self):
        run(
            ["apt-get", *self.options, "-q", "update"],
            "read the Debian archive's package list",
            f"{REACHABLE} For Odoo, ODOO_HOME may name a source tree instead",
            heartbeat=True,
        )

    def pick(self, wanted):
        """Return `name=version` for each wanted (name, suite or None, version glob).

        :raise SetupError: when the archive lacks one of them
        """
        out = run(
            ["apt-cache", *self.options, "madison", *[name for name, *_ in wanted]],
            "ask for package versions",
        )
        rows = [[cell.strip() for cell in line.split("|")] for line in out.splitlines()]
        picks = []
        for name, suite, glob in wanted:
            found = [
                row[1]
                for row in rows
                if len(row) == 3
                and row[0] == name
                and fnmatch.fnmatch(row[1], glob)
                and (suite is None or f" {suite}/" in row[2])
            ]
            if not found:
                raise SetupError(
                    f"the Debian archive has no {name} {glob}",
                    out,
                    "set ODOO_HOME to an Odoo 19 source tree",
                )
            picks.append(f"{name}={found[0]}")
        return picks

    def download(self, picks, folder):
        """Download exactly these packages into a folder."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        run(
            ["apt-get", *self.options, "-q", "download", *picks],
            "download " + ", ".join(picks),
            REACHABLE,
            heartbeat=True,
            cwd=folder,
        )
        return sorted(folder.glob("*.deb"))

    def download_lacking(self, names):
        """Download packages with all they need, but for what the machine has."""
        archives = self.folder / "cache/archives"
        run(
            [
                "apt-get",
                *self.options,
                "-q",
                "-y",
                "--no-install-recommends",
                "--download-only",
                "install",
                *names,
            ],
            "download " + ", ".join(names),
            f"{REACHABLE} Or install them: apt-get install {' '.join(names)}",
            heartbeat=True,
        )
        return sorted(archives.glob("*.deb"))


def unpack(deb, folder, exclude=()):
    """Unpack one package's files into a folder, as whoever calls."""
    with subprocess.Popen(
        ["dpkg-deb", "--fsys-tarfile", str(deb)], stdout=subprocess.PIPE
    ) as source:
        tar = ["tar", "-x", "--no-same-owner", "-C", str(folder)]
        run(
            [*tar, *[f"--exclude={glob}" for glob in exclude]],
            f"unpack {deb.name}",
            "is the disk full?",
            stdin=source.stdout,
        )
        source.stdout.close()
    if source.returncode:
        raise SetupError(f"read {deb.name}", hint="call again: it is fetched anew")
