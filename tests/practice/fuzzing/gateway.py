"""A gateway that runs, with its inside laid open: the app is asked without a socket, the state can be looked at."""

from __future__ import annotations

import asyncio
import re
import time
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import unquote

import pytest

from aexdesk.practice import Rules, RunningPractice, start_practice
from aexdesk.practice.door.app import make_app
from aexdesk.practice.platform import Platform
from tests.practice.fuzzing.calls import Request
from tests.practice.world import FakeClock

ANSWER_SECONDS = 20


@dataclass
class Answered:
    """What came back; status 0 for nothing."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    trace: str = ""
    seconds: float = 0.0


@dataclass
class Gateway:
    """A gateway that runs, and the app and platform inside it."""

    practice: RunningPractice
    clock: FakeClock
    app: Any
    platform: Platform

    @property
    def loop(self) -> asyncio.AbstractEventLoop:
        """Nothing of the platform may be touched from another."""
        return self.practice._server._loop


@contextmanager
def open_gateway(seed: int) -> Iterator[Gateway]:
    """A gateway whose chance hangs on the seed; its inside is caught where it is put together."""
    caught: list[tuple[Platform, Any]] = []

    def make(platform: Platform, *rest: Any) -> Any:
        caught.append((platform, make_app(platform, *rest)))
        return caught[0][1]

    clock = FakeClock()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("aexdesk.practice.running.make_app", make)
        # Unthrottled: its clock hardly moves, and a refusal for the rate would hide all that comes after it.
        rules = Rules(throttle=False)
        practice = start_practice(0, "charge", rules=rules, clock=clock, chance=Random(seed))
    with practice:
        yield Gateway(practice, clock, caught[0][1], caught[0][0])


async def ask(gateway: Gateway, request: Request, chance: Random) -> Answered:
    """The answer of the app itself, or the traceback of what stopped it. For the loop of the gateway."""
    answered = Answered()
    parts = _cut(request.body, chance)
    port = int(gateway.practice.url.rpartition(":")[2])
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": "http",
        "path": unquote(request.path),
        "raw_path": request.path.encode(),
        "query_string": request.query,
        "root_path": "",
        "headers": [
            (b"host", b"127.0.0.1:%d" % port),
            *((name.encode(), value) for name, value in request.headers),
        ],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", port),
        "state": {"connection": None},
    }

    async def receive() -> dict[str, Any]:
        if not parts:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": parts.pop(0), "more_body": bool(parts)}

    async def send(message: Mapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            answered.status = message["status"]
            answered.headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in message["headers"]}
        else:
            answered.body += message.get("body", b"")

    started = time.perf_counter()
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            await gateway.app(scope, receive, send)
    except Exception:  # noqa: BLE001 - whatever it is, it is a finding
        answered.trace = traceback.format_exc()
    answered.seconds = time.perf_counter() - started
    return answered


def _cut(body: bytes, chance: Random) -> list[bytes]:
    at = chance.randrange(len(body) + 1)
    return [body[:at], body[at:]] if chance.random() < 0.2 else [body]


def resident_mb() -> int:
    """Memory of this process, in MiB; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    found = re.search(r"VmRSS:\s+(\d+) kB", status.read_text(encoding="ascii")) if status.exists() else None
    return int(found[1]) // 1024 if found else 0


def find_routes(app: Any) -> list[tuple[str, str]]:
    """Every address with its methods, as the app itself has them."""
    while not hasattr(app, "routes"):
        app = getattr(app, "_app", None) or app.app
    return [(route.path, method) for route in app.routes for method in sorted(route.methods - {"HEAD"})]
