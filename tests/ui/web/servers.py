"""Servers on this machine that a page comes from, and one that must never be asked."""

from __future__ import annotations

import socket
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self


@dataclass
class Reply:
    """What a path answers."""

    body: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


class Site:
    """A server whose answers a test lays down in `pages`; `seen` is what it was asked, with cookies and bodies."""

    def __init__(self) -> None:
        self.pages: dict[str, Reply] = {}
        self.seen: list[str] = []
        self.cookies: list[str] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._answer()

            def do_POST(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                self._answer()

            def _answer(self) -> None:
                path = self.path.partition("?")[0]
                site.seen.append(f"{self.command} {path}")
                site.cookies.append(self.headers.get("Cookie", ""))
                reply = site.pages.get(path, Reply(status=404))
                self.send_response(reply.status)
                for name, value in {"Content-Type": "text/html", "Connection": "close", **reply.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(reply.body.encode())

            def log_message(self, *args: object) -> None:
                """Quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def put(self, path: str, body: str = "", status: int = 200, **headers: str) -> str:
        """Lays down an answer; its URL."""
        self.pages[path] = Reply(body, status, {name.replace("_", "-"): value for name, value in headers.items()})
        return self.url + path

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class Callback:
    """Listens where the callback points to, and answers nobody: `was_asked` tells whether anyone came."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.setblocking(False)
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/callback"

    def was_asked(self) -> bool:
        """Whether a connection has come: the kernel takes them without us."""
        try:
            self._socket.accept()[0].close()
        except BlockingIOError:
            return False
        return True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()
