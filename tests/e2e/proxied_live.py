"""`aexdesk proxy --environment live` as a real process, a server of the test at Live's address; and what it takes."""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.e2e.processes import PROGRAM, Done, Running, aexdesk

READ = "/sync?method=aliexpress.ds.product.get"
IMPATIENT = (
    sys.executable,
    "-c",
    "import sys; from aexdesk.gateway import sent_calls; sent_calls.SILENCE_LIMIT_S = 1.0;"
    "from aexdesk.cli.main import run; sys.exit(run(sys.argv[1:]))",
)
"""The program, which gives up after a second of silence instead of sixty."""

COUNTING = (
    sys.executable,
    "-c",
    "import asyncio, gc, os, signal, sys;"
    "alive = lambda: sum(isinstance(one, asyncio.Task) and not one.done() for one in gc.get_objects());"
    "tell = lambda *what: os.write(1, b'%d\\n' % alive());"
    "signal.signal(signal.SIGUSR1, tell);"
    "from aexdesk.cli.main import run; sys.exit(run(sys.argv[1:]))",
)
"""The program, which tells how many tasks are alive when it gets SIGUSR1."""


class LiveProxy(Running):
    """The proxy; `url` is where it answers."""

    def __init__(self, upstream: str, *arguments: str, program: Sequence[str] = PROGRAM) -> None:
        assert aexdesk("environment", "set", "live", "--base-url", upstream).code == 0
        super().__init__("proxy", "--environment", "live", "--port", "0", "--json", *arguments, program=program)
        self.url: str = json.loads(self.line())["url"]
        self.port = int(self.url.rpartition(":")[2])

    def connect(self) -> socket.socket:
        """A connection to it."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=30)

    def stop(self) -> Done:
        """Ends it as a system would; safe to call twice."""
        return self.end() if self.process.poll() is not None else self.end(signal.SIGTERM)

    # ------------------------------------------------------------ what it takes

    @property
    def descriptors(self) -> int:
        """How many are open."""
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    @property
    def threads(self) -> int:
        """How many run."""
        return len(os.listdir(f"/proc/{self.process.pid}/task"))

    @property
    def tasks(self) -> int:
        """How many of all its loops are alive; for `COUNTING` alone."""
        self.process.send_signal(signal.SIGUSR1)
        return int(self.line())

    def memory(self, what: str = "VmRSS") -> float:
        """MiB: VmRSS now, VmHWM at most so far."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8").splitlines():
            if line.startswith(f"{what}:"):
                return int(line.split()[1]) / 1024
        raise AssertionError(what)


def get(what: str, number: int = 0, *, closes: bool = True) -> bytes:
    """The bytes of a call that asks the misbehaving server for `what`."""
    ending = "Connection: close\r\n" if closes else ""
    return f"GET {READ}&do={what}&n={number} HTTP/1.1\r\nHost: 127.0.0.1\r\n{ending}\r\n".encode()


def post(what: str, number: int = 0) -> bytes:
    """The same with its parameters in the body."""
    body = f"method=aliexpress.ds.product.get&do={what}&n={number}".encode()
    head = "POST /sync HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


def ask(proxy: LiveProxy, raw: bytes) -> tuple[bytes, bool]:
    """All that comes, and whether it ended as it should: without a reset."""
    came = bytearray()
    with proxy.connect() as connection:
        connection.sendall(raw)
        try:
            while chunk := connection.recv(65536):
                came += chunk
        except ConnectionResetError:
            return bytes(came), False
    return bytes(came), True


def history(limit: int = 1_000_000) -> list[dict[str, Any]]:
    """What is in the log, newest first."""
    done = aexdesk("history", "--json", "--limit", str(limit), limit_s=120)
    assert done.code == 0, done.err
    found: list[dict[str, Any]] = done.json
    return found
