"""Plays disturbances on calls. What must be slow awaits the server's `stopping`, so that a stop is quick."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from aexdesk.practice.door.reading import Call
from aexdesk.practice.faults.disturbances import Disturbance, Kind
from aexdesk.practice.platform import Platform

GARBAGE = "<html><body><h1>502 Bad Gateway</h1><p>AExDesk practice: a disturbance.</p></body></html>"


class Disturber:
    """Stands between a call and its handling."""

    def __init__(self, platform: Platform, stopping: asyncio.Event) -> None:
        self._platform = platform
        self._stopping = stopping

    async def play(
        self,
        request: Request,
        call: Call,
        carry_out: Callable[[], Response],
        fail: Callable[[str], Response],
    ) -> Response:
        """The answer to a call, disturbed if a disturbance waits for it. `fail` answers with an error code."""
        found = self._platform.disturbances.take(call.api)
        if found is None:
            return carry_out()
        self._platform.changes.announce()  # one less to be played
        match found.kind:
            case Kind.LATENCY:
                return _Reset() if await self._stops_within(found.seconds) else carry_out()
            case Kind.TRUNCATE:
                return _Truncated(carry_out())
            case Kind.TIMEOUT_AFTER_ORDER:
                carry_out()
                await self._stops_within(found.seconds)
                return _Reset()
        self._platform.log(call.api, "disturbed", found.kind)
        return _instead(found, fail)

    async def _stops_within(self, seconds: float) -> bool:
        """Waits that long, or until the server stops: then nothing more is carried out."""
        try:
            return await asyncio.wait_for(self._stopping.wait(), seconds)
        except TimeoutError:
            return False


def _instead(found: Disturbance, fail: Callable[[str], Response]) -> Response:
    """What is answered in place of the right answer; nothing is carried out."""
    match found.kind:
        case Kind.ERROR:
            return fail(str(found.value))
        case Kind.THROTTLE:
            return fail("ApiCallLimit")
        case Kind.GARBAGE:
            return Response(GARBAGE, media_type="text/html")
        case Kind.STATUS:
            return Response(GARBAGE, int(found.value), media_type="text/html")
    return _Reset()


class _Reset(Response):
    """No answer: the connection breaks."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await scope["state"]["connection"].reset(receive)


class _Truncated(Response):
    """Half an answer that promises to be whole."""

    def __init__(self, whole: Response) -> None:
        super().__init__()
        self.raw_headers = whole.raw_headers
        self._half = bytes(whole.body)[: len(whole.body) // 2]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        await send({"type": "http.response.body", "body": self._half, "more_body": True})
        await scope["state"]["connection"].hang_up(receive)
