"""Deletes test cases so that it can be undone for a while, and then for good. QtCore only."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from aexdesk.faults import AexError
from aexdesk.ui.tabs.order_tests import words
from aexdesk.ui.tabs.order_tests.inquiries import Start
from aexdesk.workspace.order_test_case import OrderTestCase

if TYPE_CHECKING:
    from aexdesk.services.test_cases import OrderTestCaseBook
    from aexdesk.ui.later import Timer
    from aexdesk.ui.ports import Ports

_GRACE_S = 1.0
"""The undo may be pressed in the last moment."""


class Deleting:
    """`tell` takes what went wrong; `came_back(case)` is awaited after an undo."""

    def __init__(
        self,
        cases: OrderTestCaseBook,
        ports: Ports,
        undo_s: float,
        start: Start,
        tell: Callable[[AexError], None],
        came_back: Callable[[OrderTestCase], Awaitable[None]],
    ) -> None:
        self._cases = cases
        self._ports = ports
        self._undo_s = undo_s
        self._start = start
        self._tell = tell
        self._came_back = came_back
        self._purge: Timer | None = None

    async def remove(self, case: OrderTestCase) -> bool:
        """Deletes, and offers to undo it. False where that failed."""
        try:
            await self._cases.hide(case)
        except AexError as trouble:
            self._tell(trouble)
            return False
        self._wait_for_undo()
        self._ports.toasts.show(lambda: words.say_deleted(case.name), lambda: self._undo(case))
        return True

    async def close(self) -> None:
        """The time to undo is over. What cannot be purged now waits, marked as deleted, for the next start."""
        if self._purge is not None:
            self._purge.cancel()
        with suppress(AexError):
            await self._cases.purge_removed()

    def _undo(self, case: OrderTestCase) -> None:
        self._start(self._restore(case), "undo a deletion")

    async def _restore(self, case: OrderTestCase) -> None:
        self._wait_for_undo()
        try:
            await self._cases.restore(case)
        except AexError as trouble:
            self._tell(trouble)
            return
        await self._came_back(case)

    def _wait_for_undo(self) -> None:
        """From the last deletion on: purging takes all that were deleted."""
        if self._purge is not None:
            self._purge.cancel()
        self._purge = self._ports.later(self._undo_s + _GRACE_S, self._end_undo)

    def _end_undo(self) -> None:
        self._purge = None
        self._start(self._delete_for_good(), "delete for good")

    async def _delete_for_good(self) -> None:
        try:
            await self._cases.purge_removed()
        except AexError as trouble:
            self._tell(trouble)
