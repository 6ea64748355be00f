"""A scanner that speaks the protocol of clamd over a socket, and finds EICAR; or speaks it badly on purpose."""

import socket
import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tests.factories.files import EICAR

SAID = {
    "well": "",
    "over the limit": "INSTREAM size limit exceeded. ERROR",
    "not to the end": "stream: Heuristics.Limits.Exceeded.MaxScanSize FOUND",
    "with an error": "stream: Can't allocate memory ERROR",
    "nonsense": "stream: OK, more or less",
    "nothing": "",
}


class Line(socketserver.StreamRequestHandler):
    """One question."""

    server: "Daemon"

    def handle(self) -> None:
        """Read a command up to its zero; then what it brings, portion by portion."""
        command = b""
        while not command.endswith(b"\0"):
            command += self.rfile.read(1)
        if command == b"zVERSION\0":
            self.wfile.write(b"ClamAV 1.4.2/27600/Mon Nov 23 09:00:00 2026\0")
        elif command == b"zINSTREAM\0":
            content = b"".join(self.portions())
            self.server.scanned.append(content)
            if self.server.how != "nothing":
                self.wfile.write(self.answer(content).encode() + b"\0")

    def portions(self) -> Iterator[bytes]:
        """Each with its length before it, the last of nought."""
        while length := struct.unpack(">I", self.rfile.read(4))[0]:
            yield self.rfile.read(length)

    def answer(self, content: bytes) -> str:
        """What is found."""
        if said := SAID[self.server.how]:
            return said
        return "stream: Eicar-Signature FOUND" if EICAR in content else "stream: OK"


class Daemon(socketserver.ThreadingTCPServer):
    """The scanner, and what it was given to scan."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, how: str):
        super().__init__(("127.0.0.1", 0), Line)
        self.how, self.scanned = how, list[bytes]()

    @property
    def url(self) -> str:
        """As the setting CLAMD names it."""
        return f"tcp://127.0.0.1:{self.server_address[1]}"


@contextmanager
def scanner(settings, how: str = "well") -> Iterator[Daemon]:
    """A scanner that answers so, while it is needed."""
    with Daemon(how) as daemon:
        threading.Thread(target=daemon.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        settings.CLAMD, settings.CLAMD_SECONDS = daemon.url, 5
        yield daemon
        daemon.shutdown()


def nobody_listens(settings) -> None:
    """A scanner is set up, and is down."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.CLAMD = f"tcp://127.0.0.1:{free.getsockname()[1]}"
