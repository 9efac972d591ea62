"""Serves the proxy's addresses: /sync and /rest are forwarded, the login is pointed to, nothing else is here."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import aclosing
from typing import Any

from aexdesk.faults import AexError, NetworkFault
from aexdesk.gateway.forwarding import ForwardDoor, ForwardedAnswer, ForwardingGateway, RawRequest
from aexdesk.ordertest.unclear import UnclearRequestError
from aexdesk.proxy.answers import OwnAnswer, failure, redirect, refusal, sentence
from aexdesk.serving import Connection, Receive, Scope, Send, is_from_web_page
from aexdesk.workspace.environment import Environment
from aexdesk.workspace.exchange import CallError

BODY_LIMIT = 8 * 1024 * 1024
"""Bytes. The guard must see all of a body before any of it leaves, and no call of the platform is half as long."""


class _CallerGone(Exception):
    """Whoever called has closed the connection: there is nobody to answer."""


class ProxyApp:
    """One proxy. The gateway belongs to the loop that serves; `door` tells for each call where it leads."""

    def __init__(self, make_gateway: Callable[[], ForwardingGateway], door: Callable[[], ForwardDoor]) -> None:
        self._make_gateway = make_gateway
        self._door = door
        self._gateway: ForwardingGateway | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        try:
            own = await self._answer(scope, receive, send)
        except _CallerGone:
            return
        if own is not None:
            await _send_own(own, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                self._gateway = self._make_gateway()
                await send({"type": "lifespan.startup.complete"})
            else:
                if self._gateway is not None:
                    await self._gateway.close()
                await send({"type": "lifespan.shutdown.complete"})
                return

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> OwnAnswer | None:
        target: bytes = scope["state"]["target"]
        path = target.partition(b"?")[0]
        # A developer's own page leads the person to the login, by a link: that carries no Origin.
        is_link = path == b"/oauth/authorize" and all(name != b"origin" for name, _value in scope["headers"])
        if not is_link and is_from_web_page(scope["headers"]):
            return sentence(403, "Refused: a web page must not call through this proxy.")
        is_flat = path.startswith(b"/rest")
        try:
            if path == b"/oauth/authorize":
                return redirect(_authorize_url(self._door().environment, target))
            if path in (b"/sync", b"/rest") or path.startswith(b"/rest/"):
                return await self._forward(scope, receive, send, is_flat=is_flat)
        except NetworkFault as fault:
            return failure(CallError("network", fault.code), "", is_flat=is_flat)
        if path == b"/router/rest":
            return sentence(404, "Refused: this is the old gateway. Call /sync, and /rest for system interfaces.")
        return sentence(404, "Nothing is here. The guard proxy serves /sync, /rest and /oauth/authorize.")

    async def _forward(self, scope: Scope, receive: Receive, send: Send, *, is_flat: bool) -> OwnAnswer | None:
        assert self._gateway is not None
        body = await _read_body(scope, receive)
        door = self._door()
        head = RawRequest(scope["method"], scope["state"]["target"], scope["state"]["raw_headers"], b"")
        if body is None:
            unclear = UnclearRequestError("body", "body_too_long", f"> {BODY_LIMIT}")
            told = refusal(await self._gateway.refuse(head, door, unclear), is_flat=is_flat)
            return OwnAnswer(told.status, (*told.headers, (b"Connection", b"close")), told.body)
        raw = RawRequest(head.method, head.target, head.headers, body)
        return await _unless_gone(self._ask(raw, door, scope, receive, send, is_flat), scope["state"]["connection"])

    async def _ask(
        self, raw: RawRequest, door: ForwardDoor, scope: Scope, receive: Receive, send: Send, is_flat: bool
    ) -> OwnAnswer | None:
        assert self._gateway is not None
        came = await self._gateway.forward(raw, door)
        if isinstance(came, ForwardedAnswer):
            await _pass_on(came, scope, receive, send)
            return None
        if not came.guard.allowed:
            return refusal(came, is_flat=is_flat)
        return failure(came.error or CallError("network", "connection_lost"), came.id, is_flat=is_flat)


def _authorize_url(environment: Environment, target: bytes) -> str:
    _path, mark, query = target.partition(b"?")
    return environment.authorize_url + (mark + query).decode("latin-1")


async def _read_body(scope: Scope, receive: Receive) -> bytes | None:
    """The whole body; None where it is too long. A body that breaks off ends the call: nobody waits for an answer."""
    told = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
    if told.isdigit() and int(told[:20]) > BODY_LIMIT:
        return None
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise _CallerGone
        body += message["body"]
        if len(body) > BODY_LIMIT:
            return None
        if not message["more_body"]:
            return bytes(body)


async def _unless_gone(work: Coroutine[Any, Any, OwnAnswer | None], connection: Connection) -> OwnAnswer | None:
    """What came of `work`; it is cancelled when the caller goes away (an order is then asked to its end beside it)."""
    task = asyncio.current_task()
    assert task is not None
    is_gone = False

    def leave() -> None:
        nonlocal is_gone
        is_gone = True
        task.cancel()

    connection.when_lost = leave
    try:
        return await work
    except asyncio.CancelledError:
        if is_gone and not task.uncancel():  # else the server stops as well
            raise _CallerGone from None
        raise
    finally:
        connection.when_lost = None


async def _pass_on(answer: ForwardedAnswer, scope: Scope, receive: Receive, send: Send) -> None:
    """Status, headers and chunks as they come. An answer that breaks off there is broken off here too."""
    async with aclosing(answer.chunks) as chunks:
        try:
            await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
            async for chunk in chunks:
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        except AexError:
            await scope["state"]["connection"].reset(receive)


async def _send_own(own: OwnAnswer, send: Send) -> None:
    await send({"type": "http.response.start", "status": own.status, "headers": own.headers})
    await send({"type": "http.response.body", "body": own.body})
