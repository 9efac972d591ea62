"""Reads anew whenever something changed: one reading at a time, and what came too late is not shown. QtCore only."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Generic, TypeVar

from aexdesk.faults import AexError

T = TypeVar("T")
Start = Callable[[Coroutine[Any, Any, None], str], object]


class Rereading(Generic[T]):
    """`show` gets what `read` brought, unless `again` was called meanwhile; `tell` what kept it from being read.

    `start` runs the work under `name`; without a `tell`, faults are its business.
    """

    def __init__(
        self,
        start: Start,
        name: str,
        read: Callable[[], Awaitable[T]],
        show: Callable[[T], object],
        tell: Callable[[AexError], None] | None = None,
    ) -> None:
        self._start = start
        self._name = name
        self._read = read
        self._show = show
        self._tell = tell
        self._is_reading = False
        self._has_more = False

    def again(self) -> None:
        """Reads it anew; while it reads, once more afterwards."""
        self._has_more = True
        if not self._is_reading:
            self._is_reading = True
            self._start(self._follow(), self._name)

    async def _follow(self) -> None:
        try:
            while self._has_more:
                self._has_more = False
                await self._read_once()
        finally:
            self._is_reading = False

    async def _read_once(self) -> None:
        try:
            found = await self._read()
        except AexError as fault:
            if self._tell is None:
                raise
            self._tell(fault)
        else:
            if not self._has_more:
                self._show(found)
