"""A receiver of push messages on this machine, that answers as a test wants it to."""

from __future__ import annotations

import json
import queue
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

from tests.practice.world import Client

Pushes = list[dict[str, Any]]


@dataclass(frozen=True)
class Received:
    """A request as it arrived."""

    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def status(self) -> str:
        return str(json.loads(self.body)["data"]["orderStatus"])


class Receiver:
    """Answers 200, unless `answers` holds something else for the next requests: (status, headers)."""

    def __init__(self) -> None:
        self.answers: deque[tuple[int, Mapping[str, str]]] = deque()
        self.may_answer = threading.Event()
        self.may_answer.set()
        self.arrived: queue.Queue[Received] = queue.Queue()
        self.url = ""

    def take(self, count: int) -> list[Received]:
        """The next so many requests, as they arrive."""
        return [self.arrived.get(timeout=30) for _ in range(count)]


class _Handler(BaseHTTPRequestHandler):
    receiver: ClassVar[Receiver]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.receiver.arrived.put(Received(self.path, dict(self.headers), body))
        self.receiver.may_answer.wait(30)
        status, headers = self.receiver.answers.popleft() if self.receiver.answers else (200, {})
        try:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(b"taken")
        except ConnectionError:  # it waited too long for an answer, and went
            pass

    do_GET = do_POST

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def receiving() -> Iterator[Receiver]:
    receiver = Receiver()
    handler = type("Handler", (_Handler,), {"receiver": receiver})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    receiver.url = f"http://127.0.0.1:{server.server_port}/push?from=practice"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), name="receiver")
    thread.start()
    try:
        yield receiver
    finally:
        receiver.may_answer.set()
        server.shutdown()
        thread.join()
        server.server_close()


def pushes_when(client: Client, fine: Callable[[Pushes], bool]) -> Pushes:
    """The messages sent, as soon as they are as wanted; each change of the gateway is a reason to look again."""
    version = 0
    while True:
        version = client.admin(f"/changes?since={version}").json["version"]
        pushes: Pushes = client.admin("/pushes").json
        if fine(pushes):
            return pushes


def settled(pushes: Pushes) -> bool:
    return bool(pushes) and all(push["outcome"] != "waiting" for push in pushes)


def outcomes(pushes: Pushes) -> list[tuple[str, int, str, str]]:
    return [(push["order_status"], push["attempts"], push["outcome"], push["reason"]) for push in pushes]
