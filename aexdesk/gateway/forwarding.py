"""Forwards calls of other programs: guard, send, record, as `send` does; but what arrived is sent, byte for byte.

Most calls stream through, and their records are written beside them, some 50 ms later: a process that is killed
outright loses those of its last moment, one that is told to end loses none. What could spend money, and what brings
tokens, is asked to the end whoever waits for it, and stands in the log before its answer is passed on.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol
from urllib.parse import urlsplit
from uuid import uuid4

import httpx

from aexdesk import redaction
from aexdesk.faults import AexError, NetworkFault
from aexdesk.gateway.answer_copy import NOT_KEPT, AnswerCopy
from aexdesk.gateway.answer_reading import with_answer_read
from aexdesk.gateway.client import (
    BodyStore,
    FactsSource,
    Gateway,
    error_of_fault,
)
from aexdesk.gateway.intake import Intake, PlainIntake, TokenIntake
from aexdesk.gateway.loopback import LoopbackCalls
from aexdesk.gateway.raw_answers import RawAnswer, RawCalls, headers_of, length_of
from aexdesk.gateway.raw_requests import RawHeaders, RawRequest, as_it_leaves, as_sent, guess
from aexdesk.gateway.record_queue import BatchRecorder, RecordQueue, Waiting
from aexdesk.gateway.request_notes import KnownApp, annotate
from aexdesk.gateway.sent_calls import CONNECT_LIMIT_S, SILENCE_LIMIT_S
from aexdesk.openplatform.catalogue import Effect
from aexdesk.openplatform.oauth import TOKEN_CALLS, TokenAnswer
from aexdesk.openplatform.request import Origin, Parameter
from aexdesk.ordertest.guard import Guard, GuardFacts, SessionOwner
from aexdesk.ordertest.reading import OutgoingRequest, Reading
from aexdesk.ordertest.spelling import fold
from aexdesk.ordertest.unclear import UnclearRequestError
from aexdesk.secret import MASK, Secret
from aexdesk.workspace.environment import Environment
from aexdesk.workspace.exchange import CallError, Difference, Exchange, GuardVerdict, ReceivedResponse, SentRequest

__all__ = ["ForwardDoor", "ForwardedAnswer", "ForwardingGateway", "KnownApp", "RawRequest", "SeenTokens"]

WHOLE_LIMIT_S = 120.0
"""An answer that is not passed on before it is complete must be complete after so long."""
WHOLE_LIMIT = 16 * 1024 * 1024
_READ_BESIDE = 64 * 1024
_SESSION_NAMES = ("session", "access_token")


@dataclass(frozen=True, slots=True)
class SeenTokens:
    """The tokens of an answer that passed. `spent` is the refresh token that was given for them, if one was."""

    environment: str
    app_key: str
    answer: TokenAnswer
    spent: Secret | None


class Acquaintance(Protocol):
    """What the workspace knows of those who call, at hand without waiting; and who learns what passes."""

    def apps(self, app_key: str) -> Sequence[KnownApp]: ...
    def reference(self, session: Secret) -> str | None: ...
    def owner(self, app_key: str, session: Secret) -> SessionOwner | None: ...
    async def learn(self, seen: SeenTokens) -> None: ...


@dataclass(frozen=True, slots=True)
class ForwardDoor:
    """Which door a call came in by, and where it leads now."""

    name: str
    environment: Environment
    acquaintance: Acquaintance


@dataclass(frozen=True, slots=True)
class ForwardedAnswer:
    """The platform's answer as it comes. `chunks` must be read to the end, or closed."""

    status: int
    headers: RawHeaders
    chunks: AsyncGenerator[bytes, None]


@dataclass(frozen=True, slots=True)
class _Call:
    """A call that the guard has let out, on its way."""

    leaving: RawRequest
    begun: Exchange
    intake: Intake
    door: ForwardDoor
    started: float


class ForwardingGateway(Gateway):
    """The way out with a second door: `forward` beside `send`. One for each event loop."""

    def __init__(
        self,
        guard: Guard,
        facts: FactsSource,
        recorder: BatchRecorder,
        bodies: BodyStore,
        *,
        on_trouble: Callable[[AexError], None],
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        super().__init__(guard, facts, recorder, bodies, on_trouble=on_trouble, transport=transport)
        here = None if transport else LoopbackCalls(CONNECT_LIMIT_S, SILENCE_LIMIT_S)
        self._calls = RawCalls(self._sent.client(), here)
        self._queue = RecordQueue(recorder, on_trouble, self.look_at)
        self._asking: set[asyncio.Task[ForwardedAnswer | Exchange]] = set()

    async def forward(self, raw: RawRequest, door: ForwardDoor) -> ForwardedAnswer | Exchange:
        """The answer; or, where none came, the exchange that tells why: refused (`guard`) or a fault (`error`).

        Raises ValueError for a target that is neither /sync nor /rest.
        """
        leaving = as_it_leaves(raw, door.environment)
        request = as_sent(leaving, door.environment)
        reading = await self._read(request, door.environment)
        if isinstance(reading, GuardVerdict):
            return await self._refuse(request, reading, door)
        effect = self._guard.effect_of(reading.api)
        verdict = self._guard.judge(reading, await self._facts_for(reading, effect, door))
        begun = self._begin(request, reading, verdict, door)
        call = _Call(leaving, begun, _intake_for(begun, door, self._others()), door, time.perf_counter())
        if not verdict.allowed:
            return await self._keep_surely(_refused(begun), call.intake.hider)
        if effect is Effect.CREATES_ORDER or reading.api in TOKEN_CALLS:
            return await self._ask_to_the_end(call)
        return await self._stream_through(call)

    async def refuse(self, raw: RawRequest, door: ForwardDoor, unclear: UnclearRequestError) -> Exchange:
        """Records a call that cannot even be shown to the guard; `unclear` says why."""
        difference = Difference(unclear.field, expected=unclear.why, found=unclear.found)
        request = as_sent(as_it_leaves(raw, door.environment), door.environment)
        return await self._refuse(request, GuardVerdict(False, "unclear_request", (difference,)), door)

    async def close(self) -> None:
        """As inherited; calls that are still asked for are broken off, and recorded as such."""
        asking = tuple(self._asking)
        for task in asking:
            task.cancel()
        if asking:
            await asyncio.wait(asking)
        await self._queue.close()
        await self._calls.close()
        await super().close()

    # ------------------------------------------------------------ guard

    async def _read(self, request: SentRequest, environment: Environment) -> Reading | GuardVerdict:
        outgoing = OutgoingRequest(request.method, request.url, request.headers, request.body)
        if len(request.body) > _READ_BESIDE:
            return await asyncio.to_thread(self._guard.read, outgoing, environment)
        return self._guard.read(outgoing, environment)

    async def _facts_for(self, reading: Reading, effect: Effect, door: ForwardDoor) -> GuardFacts:
        if effect is Effect.READ:  # what only reads is judged by its name; most calls do, and asking takes its time
            return GuardFacts(door.environment, None, (), (), self._now().date())
        app_key = reading.parameters.get("app_key", "")
        facts = await self._facts.facts(door.environment, reading.session, app_key)
        if facts.owner is not None or reading.session is None:
            return facts
        return replace(facts, owner=door.acquaintance.owner(app_key, reading.session))

    def _begin(self, request: SentRequest, reading: Reading, verdict: GuardVerdict, door: ForwardDoor) -> Exchange:
        parameters = tuple(Parameter(name, value, Origin.USER) for name, value in reading.parameters.items())
        return self._exchange_of(replace(request, parameters=parameters), reading.api, verdict, door)

    def _exchange_of(self, request: SentRequest, api: str, verdict: GuardVerdict, door: ForwardDoor) -> Exchange:
        app_key = next((one.value for one in request.parameters if one.name == "app_key"), "")
        return annotate(
            Exchange(
                id=uuid4().hex,
                at=self._now(),
                environment=door.environment.name,
                profile="",
                api=api,
                request=request,
                guard=verdict,
                app_key=app_key,
                door=door.name,
            ),
            door.acquaintance.apps(app_key),
        )

    async def _refuse(self, request: SentRequest, verdict: GuardVerdict, door: ForwardDoor) -> Exchange:
        api, parameters = guess(request, door.environment)
        begun = self._exchange_of(replace(request, parameters=parameters), api, verdict, door)
        # How the platform would have read it nobody knows: what is called code may be that of a login.
        codes = {Secret(one.value): MASK for one in parameters if fold(one.name) == "code"}
        known = {**codes, **_references(begun, door)}
        hider = redaction.hider_for(begun.request, api, known, self._others()).with_names("code")
        return await self._keep_surely(_refused(begun), hider)

    # ------------------------------------------------------------ what streams through

    async def _stream_through(self, call: _Call) -> ForwardedAnswer | Exchange:
        try:
            came = await self._calls.open(call.leaving, call.begun.request.url)
        except AexError as fault:
            return await self._keep_surely(replace(call.begun, error=error_of_fault(fault)), call.intake.hider)
        except asyncio.CancelledError:
            await self._keep_surely(_cancelled(call.begun), call.intake.hider)
            raise
        headers = headers_of(came)
        passing = self._pass_on(call, came)
        await anext(passing)  # it has begun, so closing it records the call, however soon that comes
        return ForwardedAnswer(came.status, headers, passing)

    async def _pass_on(self, call: _Call, came: RawAnswer) -> AsyncGenerator[bytes, None]:
        first_byte = time.perf_counter()
        copy = AnswerCopy(self._bodies.open_sink(), call.intake, came.headers.get("content-encoding", "").lower())
        ended: Exchange | None = None
        is_whole = False
        trouble: AexError | None = None
        left, last, all_there = length_of(came), b"", first_byte
        try:
            yield b""
            async for chunk in came.chunks(call.begun.request.url):
                left -= len(chunk)
                if left:
                    yield chunk
                    trouble = trouble or _take(copy, chunk)
                else:  # by this one the caller knows that all has come: first it must be sure that it has
                    last = chunk
            is_whole, all_there = True, time.perf_counter()
            yield last
        except NetworkFault as fault:
            ended = replace(call.begun, error=error_of_fault(fault))
            raise
        finally:
            if is_whole:
                ended = self._ended(call, came, copy, (first_byte, all_there), trouble or _take(copy, last))
            else:
                copy.discard()
            try:
                await self._queue.put(Waiting(ended or _cancelled(call.begun), call.intake.hider, with_answer_read))
            finally:
                await came.close()

    # ------------------------------------------------------------ what must be known to the end

    async def _ask_to_the_end(self, call: _Call) -> ForwardedAnswer | Exchange:
        task = asyncio.get_running_loop().create_task(self._ask(call), name=f"forward {call.begun.api}")
        self._asking.add(task)
        task.add_done_callback(self._asking.discard)
        return await asyncio.shield(task)  # whoever asked may go: what became of the order must be known all the same

    async def _ask(self, call: _Call) -> ForwardedAnswer | Exchange:
        answer: ForwardedAnswer | None = None
        try:
            async with asyncio.timeout(WHOLE_LIMIT_S):
                ended, answer = await self._ask_for_all(call)
        except TimeoutError:
            silent = NetworkFault("silent", host=urlsplit(call.begun.request.url).netloc)
            ended = replace(call.begun, error=error_of_fault(silent))
        except AexError as fault:
            ended = replace(call.begun, error=error_of_fault(fault))
        except asyncio.CancelledError:
            await self._keep_surely(_cancelled(call.begun), call.intake.hider)
            raise
        kept = await self._keep_surely(ended, call.intake.hider)
        await self._learn(call, ended)
        return answer or kept

    async def _ask_for_all(self, call: _Call) -> tuple[Exchange, ForwardedAnswer]:
        came = await self._calls.open(call.leaving, call.begun.request.url)
        first_byte = time.perf_counter()
        copy = AnswerCopy(self._bodies.open_sink(), call.intake, came.headers.get("content-encoding", "").lower())
        whole = bytearray()
        trouble: AexError | None = None
        try:
            async for chunk in came.chunks(call.begun.request.url):
                whole += chunk
                if len(whole) > WHOLE_LIMIT:
                    raise NetworkFault("answer_too_long", limit=WHOLE_LIMIT)
                trouble = trouble or _take(copy, chunk)
        except BaseException:
            copy.discard()
            raise
        finally:
            await came.close()
        ended = self._ended(call, came, copy, (first_byte, time.perf_counter()), trouble)
        answer = ForwardedAnswer(came.status, headers_of(came), _once(whole))
        return await asyncio.to_thread(with_answer_read, ended), answer

    async def _learn(self, call: _Call, read: Exchange) -> None:
        if not isinstance(call.intake, TokenIntake) or call.intake.answer is None or read.error is not None:
            return
        values = {one.name: one.value for one in read.request.parameters}
        spent = values.get("refresh_token")
        seen = SeenTokens(read.environment, read.app_key, call.intake.answer, Secret(spent) if spent else None)
        try:
            await call.door.acquaintance.learn(seen)
        except AexError as trouble:
            self._on_trouble(trouble)

    def _ended(
        self,
        call: _Call,
        came: RawAnswer,
        copy: AnswerCopy,
        times: tuple[float, float],
        trouble: AexError | None,
    ) -> Exchange:
        try:
            if trouble is not None:
                raise trouble
            body = copy.finish()
        except AexError as fault:
            copy.discard()
            return replace(call.begun, error=error_of_fault(fault))
        first_byte, all_there = times
        received = ReceivedResponse(
            status=came.status,
            headers=tuple(came.headers.multi_items()),
            body=body,
            ms=(all_there - call.started) * 1000,
            first_byte_ms=(first_byte - call.started) * 1000,
        )
        guard = call.begun.guard
        if not copy.is_kept:
            guard = replace(guard, notes=(*guard.notes, NOT_KEPT))
        return replace(call.begun, response=received, guard=guard)


async def _once(whole: bytearray) -> AsyncGenerator[bytes, None]:
    if whole:
        yield bytes(whole)


def _take(copy: AnswerCopy, chunk: bytes) -> AexError | None:
    """Why the copy cannot be kept, if so: the answer itself goes on."""
    try:
        copy.take(chunk)
    except AexError as trouble:
        return trouble
    return None


def _intake_for(begun: Exchange, door: ForwardDoor, others: redaction.Others) -> Intake:
    request, api = begun.request, begun.api
    known = _references(begun, door)
    if api in TOKEN_CALLS:
        return TokenIntake(lambda secrets: redaction.hider_for(request, api, secrets, others), known)
    return PlainIntake(redaction.hider_for(request, api, known, others))


def _references(begun: Exchange, door: ForwardDoor) -> Mapping[Secret, str]:
    sessions = {Secret(one.value) for one in begun.request.parameters if one.name in _SESSION_NAMES}
    found = {session: door.acquaintance.reference(session) for session in sessions}
    return {session: reference for session, reference in found.items() if reference}


def _refused(begun: Exchange) -> Exchange:
    return replace(begun, error=CallError("guard", "GuardRefused"))


def _cancelled(begun: Exchange) -> Exchange:
    return replace(begun, error=CallError("network", "cancelled"))
