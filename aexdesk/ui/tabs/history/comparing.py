"""Two calls beside one another: chooses them, compares them, and again by other rules. QtCore only."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from aexdesk.faults import AexError
from aexdesk.services.comparing import Side
from aexdesk.ui.tabs.history.state import CompareState

if TYPE_CHECKING:
    import asyncio

    from aexdesk.services.comparing import Comparing

Start = Callable[[Coroutine[Any, Any, None], str], "asyncio.Task[None] | None"]


class CallComparing:
    """`read` gives the state as it is, `show` takes the next."""

    def __init__(
        self,
        service: Comparing,
        start: Start,
        read: Callable[[], CompareState],
        show: Callable[[CompareState], None],
    ) -> None:
        self._service = service
        self._start = start
        self._read = read
        self._show = show
        self._running: asyncio.Task[None] | None = None

    def take(self, exchange_id: str) -> None:
        """The first call of two, or the second; the first once more puts it back."""
        state = self._read()
        if state.is_open or not state.left:
            self._stop()
            self._show(replace(state, left=exchange_id, right="", result=None, fault=None, is_running=False))
        elif state.left == exchange_id:
            self._show(replace(state, left=""))
        else:
            self._show(replace(state, right=exchange_id))
            self._compare()

    def choose_side(self, side: Side) -> None:
        """Answers, or requests."""
        self._again(replace(self._read(), side=side))

    def leave_out_volatile(self, is_wanted: bool) -> None:
        """Whether what differs in every call is left out."""
        state = self._read()
        self._again(replace(state, rules=replace(state.rules, leaves_out_volatile=is_wanted)))

    def meet_by_id(self, is_wanted: bool) -> None:
        """Whether entries of arrays meet by their ids."""
        state = self._read()
        self._again(replace(state, rules=replace(state.rules, by_id=is_wanted)))

    def show_only_differences(self, is_wanted: bool) -> None:
        """Whether what is the same is not shown."""
        self._show(replace(self._read(), only_differences=is_wanted))

    def close(self) -> None:
        """Compares nothing any more."""
        self._stop()
        self._show(replace(self._read(), left="", right="", result=None, fault=None, is_running=False))

    def _again(self, state: CompareState) -> None:
        if state != self._read():
            self._show(state)
            self._compare()

    def _compare(self) -> None:
        self._stop()
        if self._read().is_open:
            self._show(replace(self._read(), is_running=True))
            self._running = self._start(self._work(), "compare two calls")

    def _stop(self) -> None:
        if self._running is not None:
            self._running.cancel()
            self._running = None

    async def _work(self) -> None:
        state = self._read()
        try:
            result = await self._service.compare(state.left, state.right, state.side, state.rules)
        except AexError as fault:
            self._show(replace(self._read(), result=None, fault=fault, is_running=False))
        else:
            self._show(replace(self._read(), result=result, fault=None, is_running=False))
