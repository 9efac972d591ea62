"""Follows the log while somebody looks: one reading at a time, and a breath between two. QtCore only."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aexdesk.ui.later import Later, Timer

BREATH_S = 0.25
"""A program that sends a hundred calls a second is followed, not accompanied."""

Start = Callable[[Coroutine[Any, Any, None], str], object]


class Reading:
    """`read` is run after `note`, and once more where a note came meanwhile."""

    def __init__(self, read: Callable[[], Coroutine[Any, Any, None]], start: Start, later: Later) -> None:
        self._read = read
        self._start = start
        self._later = later
        self._is_stale = False
        self._is_reading = False
        self._is_wanted = False
        self._breath: Timer | None = None

    def want(self, is_wanted: bool) -> None:
        """Whether somebody looks."""
        self._is_wanted = is_wanted
        self._go_on()

    def note(self) -> None:
        """Something changed: it is read as soon as the last reading is a breath ago."""
        self._is_stale = True
        self._go_on()

    def note_at_once(self) -> None:
        """The person asked for something else: it is read without a breath."""
        self._end_breath()
        self.note()

    def end(self) -> None:
        """Nothing more is read."""
        self._is_wanted = False
        self._end_breath()

    def _end_breath(self) -> None:
        if self._breath is not None:
            self._breath.cancel()
            self._breath = None

    def _go_on(self) -> None:
        if self._is_wanted and self._is_stale and not self._is_reading and self._breath is None:
            self._is_reading = True
            self._start(self._run(), "read the access log")

    async def _run(self) -> None:
        self._is_stale = False
        try:
            await self._read()
        finally:
            self._is_reading = False
            if self._is_wanted:
                self._breath = self._later(BREATH_S, self._breathe_in)

    def _breathe_in(self) -> None:
        self._breath = None
        self._go_on()
