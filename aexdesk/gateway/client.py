"""Sends calls: guard, send, record. The one place that talks to the platform."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit
from uuid import uuid4

from aexdesk import redaction
from aexdesk.faults import AexError, NetworkFault, StorageFault
from aexdesk.gateway.answer_reading import with_answer_read
from aexdesk.gateway.intake import Intake, PlainIntake, TokenIntake
from aexdesk.gateway.sent_calls import SentCalls
from aexdesk.openplatform.catalogue import Effect
from aexdesk.openplatform.oauth import TOKEN_CALLS, TokenAnswer
from aexdesk.openplatform.request import SignedRequest
from aexdesk.ordertest.guard import Guard, GuardFacts
from aexdesk.ordertest.reading import OutgoingRequest
from aexdesk.secret import Secret
from aexdesk.workspace.body import Body
from aexdesk.workspace.environment import Environment
from aexdesk.workspace.exchange import CallError, Exchange, GuardVerdict, ReceivedResponse, SentRequest

if TYPE_CHECKING:
    import httpx

WHOLE_LIMIT_S = 600.0
MOST_BYTES = 256 * 1024 * 1024
"""An answer is complete after so long and so much, or it is given up: one that drips or never ends must not hold a
command for ever, or fill the disk. The platform's own take seconds and kilobytes."""

_READ_BESIDE = 64 * 1024  # what is shorter is read in less time than a thread takes to begin


Note = Callable[[Exchange], Awaitable[Exchange]]
"""Adds to an exchange what can be found only before its secrets are hidden. It takes a moment, and never fails."""


class Recorder(Protocol):
    """Keeps exchanges. What it is given holds no secret any more."""

    async def record(self, exchange: Exchange) -> None: ...


class FactsSource(Protocol):
    """Knows whose a session is in a request of the app `app_key`, and which test cases an environment has."""

    async def facts(self, environment: Environment, session: Secret | None, app_key: str) -> GuardFacts: ...


class BodySink(Protocol):
    """Takes a body as it arrives."""

    def write(self, chunk: bytes) -> None: ...
    def finish(self) -> Body: ...
    def discard(self) -> None: ...


class BodyStore(Protocol):
    """Gives sinks."""

    def open_sink(self) -> BodySink: ...


@dataclass(frozen=True, slots=True)
class Sender:
    """From where and as which profile a call is made; `secrets` maps what it uses to vault references."""

    environment: Environment
    profile: str
    app_key: str
    secrets: Mapping[Secret, str]


def _now() -> datetime:
    return datetime.now(UTC)


async def nothing_noted(exchange: Exchange) -> Exchange:
    """Where nobody looks before secrets are hidden."""
    return exchange


class Gateway:
    """Every call goes through `send`; nothing is retried, redirects are not followed."""

    def __init__(
        self,
        guard: Guard,
        facts: FactsSource,
        recorder: Recorder,
        bodies: BodyStore,
        *,
        on_trouble: Callable[[AexError], None],
        transport: httpx.AsyncBaseTransport | None = None,
        now: Callable[[], datetime] = _now,
    ) -> None:
        self._guard = guard
        self._facts = facts
        self._recorder = recorder
        self._bodies = bodies
        self._on_trouble = on_trouble
        self._now = now
        self._note: Note = nothing_noted
        self._others: Callable[[], redaction.Others] = redaction.Others
        self._sent = SentCalls(transport)
        self._unfinished: set[asyncio.Task[Exchange]] = set()

    def look_before_hiding(self, note: Note) -> None:
        """From now on `note` sees each exchange as it was, before it is stored without its secrets."""
        self._note = note

    def hide_also(self, others: Callable[[], redaction.Others]) -> None:
        """From now on no record tells what `others` knows when a call begins; it may be asked in any thread."""
        self._others = others

    async def look_at(self, exchange: Exchange) -> Exchange:
        """The exchange with what was noted of it."""
        return await self._note(exchange)

    async def send(self, signed: SignedRequest, sender: Sender) -> Exchange:
        """Guards, sends and records a call; the exchange comes back as recorded, with references for secrets.

        A refusal and a network fault are exchanges too (see `error`). Cancelling records the call as cancelled,
        since the platform may have acted on it. A record that cannot be written goes to `on_trouble`: the answer
        is not lost for it.
        """
        request = SentRequest.of(signed)
        hider = redaction.hider_for(request, signed.api, sender.secrets, self._others())
        return await self._carry(signed.api, request, sender, PlainIntake(hider))

    async def send_for_token(self, signed: SignedRequest, sender: Sender) -> tuple[Exchange, TokenAnswer | None]:
        """`send` for the platform's token calls: beside the exchange, which tells no token, the tokens themselves.

        None where the call failed (see the exchange's `error`), or where its answer holds no tokens.
        """
        if signed.api not in TOKEN_CALLS:
            raise ValueError(f"{signed.api} gives no tokens")
        request = SentRequest.of(signed)
        others = self._others()
        intake = TokenIntake(lambda secrets: redaction.hider_for(request, signed.api, secrets, others), sender.secrets)
        exchange = await self._carry(signed.api, request, sender, intake)
        return exchange, intake.answer if exchange.error is None else None

    async def _carry(self, api: str, request: SentRequest, sender: Sender, intake: Intake) -> Exchange:
        verdict = await self._ask_guard(request, sender.environment)
        begun = Exchange(
            id=uuid4().hex,
            at=self._now(),
            environment=sender.environment.name,
            profile=sender.profile,
            api=api,
            request=request,
            guard=verdict,
            app_key=sender.app_key,
        )
        if not verdict.allowed:
            return await self._keep_surely(replace(begun, error=CallError("guard", "GuardRefused")), intake.hider)
        try:
            done = await self._exchange(begun, sender.environment, intake)
        except asyncio.CancelledError:
            await self._keep_surely(replace(begun, error=CallError("network", "cancelled")), intake.hider)
            raise
        return await self._keep_surely(done, intake.hider)

    async def close(self) -> None:
        """Writes the last records and closes the connections. To be called inside the loop that they were used in."""
        if self._unfinished:
            await asyncio.wait(self._unfinished)
        await self._sent.close()

    async def _ask_guard(self, request: SentRequest, environment: Environment) -> GuardVerdict:
        outgoing = OutgoingRequest(request.method, request.url, request.headers, request.body)
        reading = self._guard.read(outgoing, environment)
        if isinstance(reading, GuardVerdict):
            return reading
        if self._guard.effect_of(reading.api) is Effect.READ:  # judged by its name alone; asking takes its time
            return self._guard.judge(reading, GuardFacts(environment, None, (), (), self._now().date()))
        app_key = reading.parameters.get("app_key", "")
        return self._guard.judge(reading, await self._facts.facts(environment, reading.session, app_key))

    async def _exchange(self, begun: Exchange, environment: Environment, intake: Intake) -> Exchange:
        try:
            response = await self._receive(begun.request, environment.is_live, intake)
        except AexError as fault:
            return replace(begun, error=error_of_fault(fault))
        answered = replace(begun, response=response)
        if response.body.size > _READ_BESIDE:
            return await asyncio.to_thread(with_answer_read, answered)
        return with_answer_read(answered)

    async def _receive(self, request: SentRequest, is_live: bool, intake: Intake) -> ReceivedResponse:
        try:
            async with asyncio.timeout(WHOLE_LIMIT_S):
                return await self._take_in(request, is_live, intake)
        except TimeoutError as error:
            raise _endless(request) from error

    async def _take_in(self, request: SentRequest, is_live: bool, intake: Intake) -> ReceivedResponse:
        sink = self._bodies.open_sink()
        size, started = 0, time.perf_counter()
        try:
            async with self._sent.open(request, is_live=is_live) as incoming:
                first_byte = time.perf_counter()
                async for chunk in incoming.chunks:
                    size += len(chunk)
                    if size > MOST_BYTES:
                        raise _endless(request)
                    sink.write(intake.feed(chunk))  # a secret must not reach the disk, not even for a moment
                sink.write(intake.finish())
                body = sink.finish()
        except BaseException:
            sink.discard()
            raise
        ended = time.perf_counter()
        return ReceivedResponse(
            status=incoming.status,
            headers=incoming.headers,
            body=body,
            ms=(ended - started) * 1000,
            first_byte_ms=(first_byte - started) * 1000,
        )

    async def _keep_surely(self, exchange: Exchange, hider: redaction.Hider) -> Exchange:
        """Records to the end, even where the call is cancelled meanwhile: it was made, so it must be told."""
        task = asyncio.get_running_loop().create_task(self._keep(exchange, hider), name=f"record {exchange.api}")
        self._unfinished.add(task)
        task.add_done_callback(self._unfinished.discard)
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            await asyncio.wait({task})
            raise

    async def _keep(self, exchange: Exchange, hider: redaction.Hider) -> Exchange:
        hidden = redaction.for_storage(await self.look_at(exchange), hider)
        try:
            await self._recorder.record(hidden)
        except AexError as trouble:
            self._on_trouble(trouble)
        return hidden


def error_of_fault(fault: AexError) -> CallError:
    """A fault as it stands in an exchange."""
    kind = "storage" if isinstance(fault, StorageFault) else "network"
    place = fault.values.get("host") or fault.values.get("path") or ""
    return CallError(kind, fault.code, message=str(fault.values.get("reason") or ""), sub_message=str(place))


def _endless(request: SentRequest) -> NetworkFault:
    return NetworkFault("answer_endless", host=urlsplit(request.url).netloc)
