"""Carries out one step of a run: variables in, call out, assertions and captures on what comes back."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from aexdesk.collection.assertions import Check, Seen, capture, check, slow_search
from aexdesk.collection.results import Outcome, StepResult
from aexdesk.collection.saved_request import Assertion, AssertionKind, SavedRequest
from aexdesk.collection.variables import Scope, resolve_request
from aexdesk.faults import AexError, BadInput, NetworkFault, StorageFault, VaultUnavailable
from aexdesk.openplatform.catalogue import Catalogue, Effect
from aexdesk.openplatform.request import Call
from aexdesk.services.callers import Caller
from aexdesk.services.calling import Calling
from aexdesk.services.file_parts import read_file_parts
from aexdesk.services.run_control import RunControl
from aexdesk.services.run_plan import RunPlan, Step
from aexdesk.services.throttling import MOST_ATTEMPTS, Pace, is_throttled, wait_after
from aexdesk.workspace.exchange import CallError, Exchange

CallerSource = Callable[[str, str], Awaitable[Caller]]
"""Gives the caller for a profile's name ("" is the run's own) and an API. Raises AexError."""

_KINDS: tuple[tuple[type[AexError], str], ...] = (
    (NetworkFault, "network"),
    (StorageFault, "storage"),
    (VaultUnavailable, "storage"),
)


@dataclass(frozen=True, slots=True)
class _Sent:
    """What became of a call."""

    exchange: Exchange
    attempts: int


class StepRunner:
    """Knows the plan; `run` never raises for what goes wrong in a step."""

    def __init__(
        self, calling: Calling, catalogue: Catalogue, plan: RunPlan, callers: CallerSource, pace: Pace
    ) -> None:
        self._calling = calling
        self._catalogue = catalogue
        self._plan = plan
        self._callers = callers
        self._pace = pace

    async def run(self, step: Step, scope: Scope, control: RunControl) -> StepResult:
        """The result of the step with these variables."""
        saved = step.loaded.request
        result = StepResult(step.loaded.path, step.row, step.key, Outcome.NOT_RUN, name=saved.name, api=saved.api)
        try:
            request = resolve_request(saved, scope)
            result = replace(result, api=request.api)
            call = await self._call_of(request)
            caller = await self._callers(request.profile, request.api)
            await self._pace.turn()
            if control.is_stopped:
                return result
            sent = await self._send(call, caller, control)
            if sent is None:
                cut = CallError("network", "cancelled")
                return replace(result, outcome=Outcome.ERROR, error_kind=cut.kind, error_code=cut.code, was_sent=True)
            return await _judge(request, sent, result)
        except AexError as fault:
            return _faulty(result, fault)

    async def _call_of(self, request: SavedRequest) -> Call:
        return Call(
            api=request.api,
            parameters=request.parameters,
            http_method=request.http_method,
            sign_method=request.sign_method,
            settings=request.settings,
            files=await read_file_parts(self._plan.collection.root, request.files),
        )

    async def _send(self, call: Call, caller: Caller, control: RunControl) -> _Sent | None:
        """Sends, and where a read was refused as one too many, sends again. None where it was cut off."""
        may_repeat = self._catalogue.effect_of(call.api) is Effect.READ
        attempt = 1
        while True:
            exchange = await control.carry(self._calling.send(call, caller, self._plan.environment), call.api)
            if exchange is None:
                return None
            error = exchange.error
            if error is None or not may_repeat or not is_throttled(error) or attempt == MOST_ATTEMPTS:
                return _Sent(exchange, attempt)
            await control.rest(wait_after(error, attempt))
            if control.is_stopped:
                return _Sent(exchange, attempt)
            attempt += 1
            await self._pace.turn()


def _faulty(result: StepResult, fault: AexError) -> StepResult:
    kind = next((kind for kinds, kind in _KINDS if isinstance(fault, kinds)), "input")
    told = fault.values.get("name") or fault.values.get("path") or fault.values.get("reason") or ""
    return replace(result, outcome=Outcome.ERROR, error_kind=kind, error_code=fault.code, message=str(told))


async def _judge(request: SavedRequest, sent: _Sent, result: StepResult) -> StepResult:
    exchange, error = sent.exchange, sent.exchange.error
    result = replace(
        result,
        outcome=Outcome.PASSED,
        exchange_id=exchange.id,
        request_id=exchange.request_id,
        attempts=sent.attempts,
        was_sent=exchange.guard.allowed,
    )
    if exchange.response is not None:
        result = replace(result, status=exchange.response.status, ms=exchange.response.ms)
    is_asserted = any(one.kind is AssertionKind.ERROR_CODE for one in request.assertions)
    if error is not None and error.kind != "no_results":
        result = replace(result, error_kind=error.kind, error_code=error.code, message=error.message)
        if error.kind in ("network", "storage") or not is_asserted:
            return replace(result, outcome=Outcome.ERROR)
    if not request.assertions and not request.captures:
        return result
    try:
        return await _look(request, exchange, result)
    except AexError as fault:  # it was sent all the same, and a later run must know
        return _faulty(result, fault)


async def _look(request: SavedRequest, exchange: Exchange, result: StepResult) -> StepResult:
    """The result with assertions and captures. Raises AexError."""
    seen = await _see(exchange)
    checks = tuple([await _check(one, seen) for one in request.assertions])
    result = replace(result, checks=checks)
    if not all(one.holds for one in checks):
        return replace(result, outcome=Outcome.FAILED)
    # What an error leaves out cannot be captured, and it was an error that was asked for.
    wanted = () if result.error_kind else request.captures
    return replace(result, captured=tuple((one.name, capture(one, seen)) for one in wanted))


async def _check(assertion: Assertion, seen: Seen) -> Check:
    """Whether it holds; a pattern that could take for ever is looked for where it can be ended."""
    asked = slow_search(assertion, seen)
    if asked is None:
        return check(assertion, seen)
    from aexdesk.services.pattern_search import search_within  # noqa: PLC0415 - few patterns need it

    try:
        is_found = await search_within(*asked)
    except BadInput as fault:
        return Check(assertion, holds=False, trouble=fault.code, found=str(fault.values.get("reason", "")))
    return check(assertion, seen, lambda _pattern, _text: is_found)


async def _see(exchange: Exchange) -> Seen:
    code = exchange.error.code if exchange.error is not None else ""
    response = exchange.response
    if response is None:
        return Seen(None, code)
    if response.body.file is None:
        return Seen.of(response.status, code, response.body.data)
    try:
        data = await asyncio.to_thread(response.body.read)
    except OSError as error:
        raise StorageFault("folder_unwritable", path=str(response.body.file), reason=error.strerror) from error
    return await asyncio.to_thread(Seen.of, response.status, code, data)
