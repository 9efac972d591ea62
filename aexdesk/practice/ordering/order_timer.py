"""Wakes when the next order falls due, so that orders move, and are told of, though nobody looks."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from aexdesk.practice.ordering.order_life import catch_up, next_due
from aexdesk.practice.platform import Platform

_LEAST_SECONDS = 0.01  # the loop's clock and the gateway's differ a little: no spinning until they agree
_MOST_SECONDS = 60.0  # the loop's clock stands still while the machine sleeps; the orders' does not


class OrderTimer:
    """One timer on the server's loop, while any order has a next step. After a sleep it looks within a minute."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._timer: asyncio.TimerHandle | None = None
        self._due = 0.0

    @contextmanager
    def running(self) -> Iterator[None]:
        """Takes the steps that fell due while the gateway did not run; then awaits the next, until the end."""
        self._wake()
        self._platform.await_due = self.await_due
        try:
            yield
        finally:
            self._platform.await_due = lambda _: None
            self._cancel()

    def await_due(self, due: float) -> None:
        """An order falls due then: wakes, unless it wakes earlier anyway."""
        if self._timer is None or due < self._due:
            self._cancel()
            self._due = due
            seconds = min(max(due - self._platform.now(), _LEAST_SECONDS), _MOST_SECONDS)
            self._timer = asyncio.get_running_loop().call_later(seconds, self._wake)

    def _wake(self) -> None:
        self._timer = None
        catch_up(self._platform)
        due = next_due(self._platform)
        if due is not None:
            self.await_due(due)

    def _cancel(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
