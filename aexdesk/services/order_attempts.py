"""Marks each attempt at an order with an `out_order_id` of its own; one that may exist is sent again under its own.

A program's order that goes through the proxy is never marked: there no byte is changed.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from aexdesk.faults import StorageFault
from aexdesk.openplatform.request import Call
from aexdesk.ordertest.order_facts import ORDER_PARAMETER
from aexdesk.ordertest.order_mark import read_mark, with_mark
from aexdesk.services.ledger_book import LedgerBook

_Content = tuple[str, str, str]


def _draw() -> str:
    return secrets.token_hex(4)


class OrderAttempts:
    """Remembers, for each order that was shown, under which mark it would leave; what left is in the ledger."""

    def __init__(self, book: LedgerBook, now: Callable[[], datetime], draw: Callable[[], str] = _draw) -> None:
        self._book = book
        self._now = now
        self._draw = draw
        self._next: dict[_Content, str] = {}

    def show(self, call: Call, environment: str, app_key: str) -> Call:
        """The call as it would leave now. A call that is no order, or has a mark, is left as it is."""
        content = _content_of(call, environment, app_key)
        if content is None:
            return call
        if content not in self._next:
            self._next = {content: self._new_mark()}  # who types changes the order with each letter
        return _marked(call, self._next[content])

    async def begin(self, call: Call, environment: str, app_key: str) -> Call:
        """The call as it leaves: with the mark of an order of this content that may exist, else with the one that
        was shown, else with a new one; that one is then used up. Raises StorageFault."""
        content = _content_of(call, environment, app_key)
        if content is None:
            return call
        shown = self._next.pop(content, "")
        return _marked(call, await self._find_unanswered(content) or shown or self._new_mark())

    async def end(self, call: Call, environment: str, app_key: str) -> None:
        """To be called with the unmarked call once it was sent: where its order may exist, the mark is shown again."""
        content = _content_of(call, environment, app_key)
        with suppress(StorageFault):  # the answer came: it is not lost for what is shown next
            if content is not None and (mark := await self._find_unanswered(content)):
                self._next = {content: mark}

    async def _find_unanswered(self, content: _Content) -> str:
        environment, app_key, digest = content
        return await self._book.find_unanswered(environment, app_key, digest, self._now())

    def _new_mark(self) -> str:
        return f"AEX-{self._now():%Y%m%d%H%M%S}-{self._draw()}"


def _content_of(call: Call, environment: str, app_key: str) -> _Content | None:
    """What tells an order without a mark from others; None for all else."""
    mark = read_mark(dict(call.parameters).get(ORDER_PARAMETER, ""))
    return None if mark is None or mark.out_order_id else (environment, app_key, mark.digest)


def _marked(call: Call, mark: str) -> Call:
    given = ((name, with_mark(text, mark) if name == ORDER_PARAMETER else text) for name, text in call.parameters)
    return replace(call, parameters=tuple(given))
