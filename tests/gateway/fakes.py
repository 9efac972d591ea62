"""Fakes for the gateway, and a server on loopback that says whatever bytes it is given."""

from __future__ import annotations

import asyncio
import gc
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import httpx

from aexdesk import resources
from aexdesk.faults import AexError
from aexdesk.gateway.client import Gateway, Sender
from aexdesk.openplatform.catalogue import Catalogue
from aexdesk.openplatform.request import Call, Credentials, SignedRequest, build_request
from aexdesk.ordertest.guard import Guard, GuardFacts
from aexdesk.secret import Secret
from aexdesk.storage.body_files import BodyFiles
from aexdesk.workspace.environment import PRACTICE, Environment
from aexdesk.workspace.exchange import Exchange

READ = "aliexpress.ds.product.get"
ORDER = "aliexpress.ds.order.create"
APP_SECRET = Secret("CANARY-app-secret/+%")
SESSION = Secret("CANARY+session/42%7E~")
REFERENCES: Mapping[Secret, str] = {APP_SECRET: "{{app_secret:p1}}", SESSION: "{{session:t1}}"}
CERTIFICATE = Path(__file__).parent / "self_signed.pem"

Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class MemoryRecorder:
    """Keeps what it is given; waits at `gate`, raises `fault`."""

    def __init__(self) -> None:
        self.kept: list[Exchange] = []
        self.gate: asyncio.Event | None = None
        self.entered = asyncio.Event()
        self.fault: AexError | None = None

    async def record(self, exchange: Exchange) -> None:
        self.entered.set()
        if self.gate is not None:
            await self.gate.wait()
        if self.fault is not None:
            raise self.fault
        self.kept.append(exchange)


class NoFacts:
    """Knows nobody and no test case; remembers which sessions were asked for."""

    def __init__(self) -> None:
        self.asked: list[Secret | None] = []

    async def facts(self, environment: Environment, session: Secret | None, app_key: str) -> GuardFacts:
        self.asked.append(session)
        return GuardFacts(environment, None, (), (), date(2026, 1, 1))


class Bench:
    """A gateway with its fakes, in a folder of its own."""

    def __init__(self, folder: Path, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self.folder = folder / "bodies"
        self.folder.mkdir()
        self.recorder = MemoryRecorder()
        self.facts = NoFacts()
        self.troubles: list[AexError] = []
        self.gateway = Gateway(
            Guard(Catalogue.from_json(resources.read_json("catalogue.json"))),
            self.facts,
            self.recorder,
            BodyFiles(self.folder),
            on_trouble=self.troubles.append,
            transport=transport,
        )

    async def send(self, signed: SignedRequest, environment: Environment = PRACTICE) -> Exchange:
        return await self.gateway.send(signed, Sender(environment, "shop", "500001", REFERENCES))

    def files(self) -> list[Path]:
        return sorted(self.folder.iterdir())

    async def __aenter__(self) -> Bench:
        return self

    async def __aexit__(self, *_what: object) -> None:
        await self.gateway.close()
        # httpx leaves its innermost generator to the collector where an answer is given up half-way; asyncio then
        # closes it in a task of its own.
        gc.collect()
        await asyncio.sleep(0)


def signed(
    api: str = READ, pairs: tuple[tuple[str, str], ...] = (), environment: Environment = PRACTICE, **call: Any
) -> SignedRequest:
    credentials = Credentials("500001", APP_SECRET, SESSION)
    return build_request(Call(api, pairs, **call), credentials, environment.endpoints, "1767225600000")


def at(port: int, scheme: str = "http", host: str = "127.0.0.1") -> Environment:
    return replace(PRACTICE, base_url=f"{scheme}://{host}:{port}")


def answer(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    lines = [f"HTTP/1.1 {status}", "Content-Type: application/json", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


async def read_request(reader: asyncio.StreamReader) -> bytes:
    """The bytes of one request, body included."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = next((line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), b":0")
    return head + await reader.readexactly(int(length.split(b":")[1]))


@asynccontextmanager
async def serving(handle: Handler, *, tls: bool = False) -> AsyncIterator[int]:
    """A server on loopback, for as long as the block runs; its port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) if tls else None
    if context is not None:
        context.load_cert_chain(CERTIFICATE)

    running: set[asyncio.Task[None]] = set()

    async def served(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        running.add(task)
        try:
            await handle(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()
            running.discard(task)

    server = await asyncio.start_server(served, "127.0.0.1", 0, ssl=context)
    async with server:
        yield server.sockets[0].getsockname()[1]
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


def saying(said: bytes, seen: list[bytes] | None = None) -> Handler:
    """Takes one request and says `said`."""

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await read_request(reader)
        if seen is not None:
            seen.append(request)
        writer.write(said)
        await writer.drain()

    return handle
