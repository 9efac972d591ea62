"""The two addresses of the platform, /sync and /rest: read, disturb, check, answer, log."""

from __future__ import annotations

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from aexdesk.practice.checks import admit
from aexdesk.practice.disturbing import Disturber
from aexdesk.practice.handlers import HANDLERS, SIMULATED
from aexdesk.practice.outcomes import business_error
from aexdesk.practice.platform import Admitted, Platform
from aexdesk.practice.reading import Call, Door, read_call
from aexdesk.practice.refusal import Refusal
from aexdesk.practice.wrapping import wrap_lists

Json = dict[str, Any]


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

    async def _answer(self, request: Request, door: Door) -> Response:
        try:
            call = await read_call(request, door, self._platform.rules)
        except Refusal as refusal:
            path = request.path_params.get("path", "")
            self._platform.log(f"/{path}" if path else request.query_params.get("method", ""), "refused", refusal.code)
            return self._tell(refusal, door)
        return await self._disturber.play(request, call, lambda: self._carry_out(call), self._tell)

    def _carry_out(self, call: Call) -> Response:
        try:
            admitted = admit(call, self._platform, SIMULATED)
            answer = HANDLERS[call.api](self._platform, admitted)
        except Refusal as refusal:
            self._platform.log(call.api, "refused", refusal.code)
            return self._tell(refusal, call.door)
        code = business_error(answer)
        self._platform.log(call.api, "refused" if code else "ok", code)
        return to_response(self._dress(admitted, answer))

    def _dress(self, call: Admitted, answer: Json) -> Json:
        """The answer in its envelope. Protocol, section 6."""
        request_id = self._platform.request_id()
        if call.api.is_system:
            return {**answer, "code": "0", "request_id": request_id}
        if call.params.get("simplify") != "true":
            wrap_lists(answer, call.api.wrappers)
        elif self._platform.rules.simplify_drops_outer_key:
            return {**answer, "request_id": request_id}
        return {call.api.outer_key: {**answer, "request_id": request_id}}

    def _tell(self, refusal: Refusal, door: Door) -> Response:
        request_id = self._platform.request_id()
        return to_response(refusal.wrapped(request_id) if door is Door.SYNC else refusal.flat(request_id))


def to_response(answer: Any, status: int = 200) -> Response:
    """As JSON. Whole numbers stay whole; there is no float in any answer."""
    return Response(json.dumps(answer, ensure_ascii=False), status, media_type="application/json")
