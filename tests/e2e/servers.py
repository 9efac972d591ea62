"""Servers that are no practice gateway: one that answers what it is told, one that takes a call and stays silent."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Answering(ThreadingHTTPServer):
    """Answers every POST with `answer`, and keeps what it received."""

    daemon_threads = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answer = b"{}"
        self.received: list[bytes] = []

    @property
    def url(self) -> str:
        """The base URL."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: Answering

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        self.server.received.append(self.rfile.read(length))
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(self.server.answer)))
        self.end_headers()
        self.wfile.write(self.server.answer)

    def log_message(self, format: str, *args: object) -> None:
        """Silent."""


@contextmanager
def answering() -> Iterator[Answering]:
    """An answering server while the body runs."""
    server = Answering()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Silent:
    """Takes a call and says nothing. `wait` returns when one has come."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(30)
        self._taken: socket.socket | None = None

    @property
    def url(self) -> str:
        """The base URL."""
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def wait(self) -> None:
        """Until a request has arrived."""
        self._taken, _ = self._listener.accept()
        self._taken.settimeout(30)
        assert self._taken.recv(65536)

    def close(self) -> None:
        """Ends it."""
        for each in (self._taken, self._listener):
            if each is not None:
                each.close()
