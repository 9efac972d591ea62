"""Deletes loan accounts, so that it can be undone for a while and then stays. QtCore only."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from aexdesk.faults import AexError
from aexdesk.ui.tabs.loan_accounts import words
from aexdesk.ui.tabs.loan_accounts.keeping import Start
from aexdesk.workspace.loan_account import LoanAccount

if TYPE_CHECKING:
    from aexdesk.services.loan_accounts import LoanAccountBook
    from aexdesk.ui.later import Timer
    from aexdesk.ui.ports import Ports

_GRACE_S = 1.0
"""The undo may be pressed in the last moment."""


class Deleting:
    """`tell` takes what went wrong; `came_back(account)` follows an undo."""

    def __init__(
        self,
        accounts: LoanAccountBook,
        ports: Ports,
        undo_s: float,
        start: Start,
        tell: Callable[[AexError], None],
        came_back: Callable[[LoanAccount], None],
    ) -> None:
        self._accounts = accounts
        self._ports = ports
        self._undo_s = undo_s
        self._start = start
        self._tell = tell
        self._came_back = came_back
        self._purge: Timer | None = None

    async def remove(self, account: LoanAccount) -> bool:
        """Deletes, and offers to undo it. False where that failed."""
        try:
            await self._accounts.hide(account)
        except AexError as trouble:
            self._tell(trouble)
            return False
        self._wait_for_undo()
        self._ports.toasts.show(lambda: words.say_deleted(account.email), lambda: self._undo(account))
        return True

    async def close(self) -> None:
        """The time to undo is over. What cannot be purged now waits, marked as deleted, for the next start."""
        if self._purge is not None:
            self._purge.cancel()
        with suppress(AexError):
            await self._accounts.purge_removed()

    def _undo(self, account: LoanAccount) -> None:
        self._start(self._restore(account), "undo a deletion")

    async def _restore(self, account: LoanAccount) -> None:
        self._wait_for_undo()
        try:
            await self._accounts.restore(account)
        except AexError as trouble:
            self._tell(trouble)
        else:
            self._came_back(account)

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
            await self._accounts.purge_removed()
        except AexError as trouble:
            self._tell(trouble)
