# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Where the mails of the demo end: in a folder, and never outside of this machine."""

import contextlib
import itertools
import socketserver
import threading
import time

from core import CACHE

FOLDER = CACHE / "mails"
ANSWERS = {"DATA": "354 go on", "QUIT": "221 bye"}


class Inbox(socketserver.StreamRequestHandler):
    """Say yes to whoever sends a mail, and write it down."""

    def handle(self):
        """Hear one sender out."""
        self._say("220 sandbox")
        for line in self.rfile:
            word = line.decode(errors="replace").strip().upper()
            self._say(ANSWERS.get(word, "250 sandbox"))
            if word == "DATA":
                self._keep()
            if word == "QUIT":
                return

    def _say(self, words):
        self.wfile.write(f"{words}\r\n".encode())

    def _keep(self):
        body = itertools.takewhile(lambda line: line.strip() != b".", self.rfile)
        mail = b"".join(body)
        FOLDER.mkdir(exist_ok=True)
        (FOLDER / f"{time.time_ns()}.eml").write_bytes(mail)
        self._say("250 kept")


@contextlib.contextmanager
def inbox():
    """Take mails on a free port, which is yielded, until the end."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Inbox) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
