"""Comparing: two recorded calls, answer against answer or request against request."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from aexdesk.faults import BadInput
from aexdesk.redaction import for_leaving
from aexdesk.services.history import History
from aexdesk.workspace.comparison import CompareRules, Place, compare, value_of_request, value_of_response
from aexdesk.workspace.exchange import Exchange

_LARGEST = 2 * 1024 * 1024
"""Bytes of a body that are compared: two of eight took the window 28 s, and stood in its way for much of them."""


class Side(StrEnum):
    """What of the two calls is compared."""

    RESPONSE = "response"
    REQUEST = "request"


@dataclass(frozen=True, slots=True)
class Comparison:
    """The two calls, without secrets, and where they differ."""

    left: Exchange
    right: Exchange
    places: tuple[Place, ...]


class Comparing:
    """Reads both from the history."""

    def __init__(self, history: History) -> None:
        self._history = history

    async def compare(self, left_id: str, right_id: str, side: Side, rules: CompareRules) -> Comparison:
        """Raises BadInput for a call that has gone, or a body too large to compare."""
        left, right = await self._history.get(left_id), await self._history.get(right_id)
        return await asyncio.to_thread(_compare, left, right, side, rules)


def _compare(left: Exchange, right: Exchange, side: Side, rules: CompareRules) -> Comparison:
    values = [_value(one, side) for one in (left, right)]
    return Comparison(for_leaving(left), for_leaving(right), compare(values[0], values[1], rules))


def _value(exchange: Exchange, side: Side) -> Any:
    if side is Side.REQUEST:
        return value_of_request(exchange)
    response = exchange.response
    if response is not None and response.body.size > _LARGEST:
        raise BadInput("compare_too_large", limit=_LARGEST // (1024 * 1024))
    try:
        return value_of_response(exchange, response.body.text() if response else "")
    except OSError as error:
        raise BadInput("compare_body_gone") from error
