# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Pictures of the running demo, as somebody who is logged in sees it.

    ./sandbox demo &
    ./sandbox shoot LOGIN PATH FILE [ADDRESS]

Headless Chromium, told what to do over its own debugging socket.
"""

import base64
import contextlib
import itertools
import json
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

import websocket

SIZE = (1400, 900)
LOGIN = """fetch('/web/session/authenticate', {method: 'POST',
  headers: {'Content-Type': 'application/json'},
  body: JSON.stringify({jsonrpc: '2.0', params: {db: 'demo', login: %s, password: %s}})
}).then(answer => answer.json()).then(answer => !answer.error)"""
QUIET = "!document.querySelector('.o_loading, .o_blockUI, .o_loading_indicator')"


class Browser:
    """One tab of a headless browser with a profile of its own."""

    def __init__(self):
        self.profile = tempfile.mkdtemp(prefix="sandbox-shoot-")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        program = shutil.which("chromium") or shutil.which("google-chrome")
        self.process = subprocess.Popen(
            [
                program,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--hide-scrollbars",
                f"--user-data-dir={self.profile}",
                f"--remote-debugging-port={self.port}",
                "--remote-allow-origins=*",
                f"--window-size={SIZE[0]},{SIZE[1]}",
                "about:blank",
            ],
            stderr=subprocess.DEVNULL,
        )
        self.counter = itertools.count(1)
        self.socket = websocket.create_connection(self._page(), timeout=60)

    def _page(self):
        for _attempt in range(100):
            with contextlib.suppress(OSError):
                address = f"http://127.0.0.1:{self.port}/json"
                with urllib.request.urlopen(address, timeout=5) as answer:
                    for tab in json.load(answer):
                        if tab["type"] == "page":
                            return tab["webSocketDebuggerUrl"]
            time.sleep(0.1)
        raise SystemExit("the browser did not start")

    def call(self, method, **params):
        """Send one command and return its result."""
        number = next(self.counter)
        self.socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            answer = json.loads(self.socket.recv())
            if answer.get("id") == number:
                if "error" in answer:
                    raise SystemExit(f"{method}: {answer['error']}")
                return answer["result"]

    def evaluate(self, code):
        """Run JavaScript in the page and return its value."""
        result = self.call(
            "Runtime.evaluate", expression=code, awaitPromise=True, returnByValue=True
        )
        return result["result"].get("value")

    def open(self, address, settle=2.5):
        """Open a page and wait until it is quiet."""
        self.call("Page.navigate", url=address)
        time.sleep(settle)
        for _attempt in range(60):
            if self.evaluate(f"document.readyState === 'complete' && {QUIET}"):
                break
            time.sleep(0.5)
        time.sleep(0.5)

    def resize(self, size):
        """Show pages on a screen of that many pixels; a narrow one is a telephone."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=size[0],
            height=size[1],
            deviceScaleFactor=1,
            mobile=size[0] < size[1],
        )

    def picture(self):
        """Return what the window shows, as PNG."""
        picture = self.call("Page.captureScreenshot", format="png")
        return base64.b64decode(picture["data"])

    def close(self):
        """End the browser and forget its profile."""
        self.socket.close()
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.profile, ignore_errors=True)


def log_in(browser, base, login):
    """Open a session of a user of the demo."""
    browser.open(f"{base}/web/login", settle=1)
    if not browser.evaluate(LOGIN % (json.dumps(login), json.dumps(login))):
        raise SystemExit(f"the demo does not let {login} in")


def shoot(login, path, target, base="http://127.0.0.1:8069"):
    """Log in, open a page and save its picture."""
    browser = Browser()
    try:
        browser.resize(SIZE)
        log_in(browser, base, login)
        browser.open(base + path)
        pathlib.Path(target).write_bytes(browser.picture())
    finally:
        browser.close()


if __name__ == "__main__":
    shoot(*sys.argv[1:])
