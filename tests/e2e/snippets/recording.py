"""Stands before the practice gateway, notes what each request carried, by a reading of its own, and passes it on."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Arrived:
    """A request: its method, path and text parameters, and the bytes of its files by parameter."""

    method: str
    path: str
    parameters: dict[str, str]
    files: dict[str, bytes] = field(default_factory=dict)


class Recorder(ThreadingHTTPServer):
    """Its `arrived` grows with each request, before that is passed on."""

    daemon_threads = False

    def __init__(self, upstream: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.upstream = urlsplit(upstream).netloc
        self.arrived: list[Arrived] = []

    @property
    def url(self) -> str:
        """The base URL."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: Recorder

    def do_GET(self) -> None:
        self._pass_on(b"")

    def do_POST(self) -> None:
        if self.headers.get("Expect", "").lower() == "100-continue":
            self.send_response_only(100)
            self.end_headers()
        self._pass_on(self.rfile.read(int(self.headers["Content-Length"])))

    def handle_expect_100(self) -> bool:
        return True

    def _pass_on(self, body: bytes) -> None:
        kind = self.headers.get("Content-Type", "")
        self.server.arrived.append(_read(self.command, self.path, kind, body))
        connection = http.client.HTTPConnection(self.server.upstream, timeout=20)
        connection.request(self.command, self.path, body or None, {"Content-Type": kind} if kind else {})
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.headers["Content-Type"])
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Silent."""


def _read(method: str, target: str, kind: str, body: bytes) -> Arrived:
    path, _mark, query = target.partition("?")
    pairs = parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query))
    if not kind.startswith("multipart/"):
        pairs += parse_qsl(body.decode(), keep_blank_values=True, strict_parsing=bool(body))
        return Arrived(method, path, _once(pairs))
    files: dict[str, bytes] = {}
    for part in message_from_bytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body).get_payload():
        name = str(part.get_param("name", header="Content-Disposition"))  # type: ignore[union-attr]
        content = part.get_payload(decode=True)  # type: ignore[union-attr]
        assert isinstance(content, bytes)
        if part.get_filename() is None:  # type: ignore[union-attr]
            pairs.append((name, content.decode()))
        else:
            files[name] = content
    return Arrived(method, path, _once(pairs), files)


def _once(pairs: list[tuple[str, str]]) -> dict[str, str]:
    found = dict(pairs)
    assert len(found) == len(pairs), f"doubled: {pairs}"
    return found


@contextmanager
def recording(upstream: str) -> Iterator[Recorder]:
    """A recorder while the body runs."""
    server = Recorder(upstream)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
