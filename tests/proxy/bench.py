"""A guard proxy between a raw client and a raw upstream, with fakes for what the workspace knows."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import httpx

from aexdesk import resources
from aexdesk.faults import AexError, NetworkFault
from aexdesk.gateway.forwarding import ForwardDoor, ForwardingGateway, KnownApp, SeenTokens
from aexdesk.openplatform.catalogue import Catalogue
from aexdesk.ordertest.guard import Guard, GuardFacts, SessionOwner
from aexdesk.proxy import start_proxy
from aexdesk.secret import Secret
from aexdesk.storage.body_files import BodyFiles
from aexdesk.workspace.environment import PRACTICE, Environment
from aexdesk.workspace.exchange import CallError, Exchange, ReceivedResponse
from aexdesk.workspace.loan_account import LoanAccount
from aexdesk.workspace.order_test_case import OrderTestCase, OrderTestCaseState
from tests.gateway.fakes import APP_SECRET, REFERENCES, SESSION, Handler, MemoryRecorder, serving

BUYER = "buyer@loan.example"
CASE = OrderTestCase("c1", "practice", "Mug", BUYER, "1005", 1, "US", state=OrderTestCaseState.ACTIVE)


class Recorder(MemoryRecorder):
    """Keeps them in the order in which they come; `batches` tells how."""

    def __init__(self) -> None:
        super().__init__()
        self.batches: list[int] = []

    async def record_reads(self, exchanges: Sequence[Exchange]) -> None:
        self.batches.append(len(exchanges))
        for exchange in exchanges:
            await self.record(exchange)


class Facts:
    """One active test case, whose buyer is whoever has a session; remembers how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    async def facts(self, environment: Environment, session: Secret | None, app_key: str) -> GuardFacts:
        self.asked += 1
        owner = SessionOwner(BUYER, is_real=False) if session == SESSION else None
        loans = (LoanAccount("l1", "practice", BUYER),)
        return GuardFacts(environment, owner, (CASE,), loans, date(2026, 1, 1))


@dataclass
class Acquaintance:
    """Knows one app, one session, and what passed."""

    seen: list[SeenTokens] = field(default_factory=list)
    fault: AexError | None = None

    def apps(self, app_key: str) -> tuple[KnownApp, ...]:
        return (KnownApp("shop", APP_SECRET),) if app_key == "500001" else ()

    def reference(self, session: Secret) -> str | None:
        return REFERENCES.get(session)

    def owner(self, app_key: str, session: Secret) -> SessionOwner | None:
        return None

    async def learn(self, seen: SeenTokens) -> None:
        self.seen.append(seen)
        if self.fault is not None:
            raise self.fault


class Bench:
    """The proxy, and what came of what passed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.recorder = Recorder()
        self.facts = Facts()
        self.acquaintance = Acquaintance()
        self.troubles: list[AexError] = []
        self.environment: Environment | None = None
        self.by_httpx = False
        self.port = 0
        self.upstream = 0

    @property
    def kept(self) -> list[Exchange]:
        return self.recorder.kept

    @property
    def there(self) -> Environment:
        assert self.environment is not None
        return self.environment

    def make_gateway(self) -> ForwardingGateway:
        return ForwardingGateway(
            Guard(Catalogue.from_json(resources.read_json("catalogue.json"))),
            self.facts,
            self.recorder,
            BodyFiles(self.folder),
            on_trouble=self.troubles.append,
            transport=httpx.AsyncHTTPTransport() if self.by_httpx else None,
        )

    def door(self) -> ForwardDoor:
        if self.environment is None:
            raise NetworkFault("practice_off")
        return ForwardDoor("proxy", self.environment, self.acquaintance)

    async def ask(self, raw: bytes) -> bytes:
        """Sends bytes; all that comes until the proxy closes."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writer.write(raw)
            return await reader.read()
        finally:
            writer.close()


@asynccontextmanager
async def proxied(folder: Path, handle: Handler, *, by_httpx: bool = False, **paths: Any) -> AsyncIterator[Bench]:
    """A proxy before a server that does what `handle` says; when the block ends, all is in `kept`.

    Calls go the short way to this machine, or `by_httpx`, as they do to the platform.
    """
    bench = Bench(folder)
    bench.by_httpx = by_httpx
    async with serving(handle) as port:
        bench.upstream = port
        bench.environment = replace(PRACTICE, base_url=f"http://127.0.0.1:{port}", **paths)
        running = start_proxy(0, bench.make_gateway, bench.door)
        bench.port = int(running.url.rpartition(":")[2])
        try:
            yield bench
        finally:
            await asyncio.to_thread(running.stop)


def request(
    target: str, *headers: str, body: bytes = b"", method: str = "", host: str = "127.0.0.1", closes: bool = True
) -> bytes:
    """The bytes of a request."""
    lines = [f"{method or ('POST' if body else 'GET')} {target} HTTP/1.1", f"Host: {host}", *headers]
    if body and not any("transfer-encoding" in one.lower() for one in headers):
        lines.append(f"Content-Length: {len(body)}")
    if closes:
        lines.append("Connection: close")
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def answered(exchange: Exchange) -> ReceivedResponse:
    assert exchange.response is not None
    return exchange.response


def error_of(exchange: Exchange) -> CallError:
    assert exchange.error is not None
    return exchange.error


async def until(holds: Callable[[], bool]) -> None:
    """Looks again and again, but not for ever: what it waits for happens on another loop."""
    async with asyncio.timeout(20):
        while not holds():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


def body_of(answer: bytes) -> bytes:
    return answer.partition(b"\r\n\r\n")[2]
