"""The addresses of the platform, /sync, /rest and the old /router/rest: read, disturb, check, answer, log."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from aexdesk.practice.catalogue import Api, load_apis
from aexdesk.practice.door.checks import admit
from aexdesk.practice.door.handlers import HANDLERS, SIMULATED
from aexdesk.practice.door.old_door import old_answer
from aexdesk.practice.door.outcomes import business_error
from aexdesk.practice.door.reading import Call, Door, read_call
from aexdesk.practice.door.wrapping import wrap_lists
from aexdesk.practice.faults.disturbing import Disturber
from aexdesk.practice.faults.forms import find_publisher_fault, make_fault
from aexdesk.practice.platform import Platform
from aexdesk.practice.refusal import Refusal

Json = dict[str, Any]
_JSON = json.JSONEncoder(ensure_ascii=False)


class Calls:
    """Answers calls of the platform's APIs."""

    def __init__(self, platform: Platform, disturber: Disturber) -> None:
        self._platform = platform
        self._disturber = disturber

    async def sync(self, request: Request) -> Response:
        """Business interfaces, named by `method`."""
        return await self._answer(request, Door.SYNC)

    async def rest(self, request: Request) -> Response:
        """System interfaces, named by the rest of the path, or by `method` where there is none."""
        return await self._answer(request, Door.REST)

    async def top(self, request: Request) -> Response:
        """Business interfaces at the path of the old gateway; its errors are numbers."""
        return await self._answer(request, Door.TOP)

    async def _answer(self, request: Request, door: Door) -> Response:
        try:
            call = await read_call(request, door, self._platform.rules)
        except Refusal as refusal:
            path = request.path_params.get("path", "")
            self._platform.log(f"/{path}" if path else request.query_params.get("method", ""), "refused", refusal.code)
            return self._tell(refusal, door)
        return await self._disturber.play(
            request, call, lambda: self._carry_out(call), lambda code: self._fail(call, code)
        )

    def _carry_out(self, call: Call) -> Response:
        try:
            admitted = admit(call, self._platform, SIMULATED)
            fault = find_publisher_fault(admitted.app, admitted.api)
            answer = HANDLERS[call.api](self._platform, admitted) if fault is None else fault
        except Refusal as refusal:
            self._platform.log(call.api, "refused", refusal.code)
            return self._tell(refusal, call.door)
        code = business_error(answer)
        self._platform.log(call.api, "refused" if code else "ok", code)
        return to_response(self._dress(admitted.api, call.params, answer))

    def _fail(self, call: Call, code: str) -> Response:
        """The answer of an API that failed with this code, whatever it was sent."""
        made = make_fault(code, load_apis().get(call.api))
        if isinstance(made, Refusal):
            return self._tell(made, call.door)
        return to_response(self._dress(made.api, call.params, made.answer))

    def _dress(self, api: Api, params: Mapping[str, str], answer: Json) -> Json:
        """The answer in its envelope. Protocol, section 6."""
        request_id = self._platform.request_id()
        if api.is_system:
            return {**answer, "code": "0", "request_id": request_id}
        if params.get("simplify") != "true":
            wrap_lists(answer, api.wrappers)
        elif self._platform.rules.simplify_drops_outer_key:
            return {**answer, "request_id": request_id}
        return {api.outer_key: {**answer, "request_id": request_id}}

    def _tell(self, refusal: Refusal, door: Door) -> Response:
        request_id = self._platform.request_id()
        if door is Door.TOP:
            return to_response(old_answer(refusal, request_id))
        return to_response(refusal.wrapped(request_id) if door is Door.SYNC else refusal.flat(request_id))


def to_response(answer: Any, status: int = 200) -> Response:
    """As JSON. Whole numbers stay whole; there is no float in any answer."""
    return Response(_JSON.encode(answer), status, media_type="application/json")
