"""Knows of which accounts the vault holds the password, asking only for those that are shown. QtCore only."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from aexdesk.faults import AexError
from aexdesk.secret import Secret
from aexdesk.ui.tabs.loan_accounts.state import Keeping
from aexdesk.workspace.loan_account import LoanAccount

if TYPE_CHECKING:
    from aexdesk.services.loan_accounts import LoanAccountBook

Start = Callable[[Coroutine[Any, Any, None], str], "asyncio.Task[None] | None"]


class PasswordKeeping:
    """Holds no password: only whether there is one. `note` is called when that becomes known."""

    def __init__(self, accounts: LoanAccountBook, start: Start, note: Callable[[], None]) -> None:
        self._accounts = accounts
        self._start = start
        self._note = note
        self._known: dict[str, Keeping | AexError] = {}

    def of(self, account_id: str) -> tuple[Keeping, AexError | None]:
        """What is known, and why not more."""
        known = self._known.get(account_id, Keeping.ASKING)
        return (Keeping.UNREADABLE, known) if isinstance(known, AexError) else (known, None)

    def look(self, account: LoanAccount | None) -> None:
        """Asks the vault, unless that is known."""
        if account is not None and account.id not in self._known:
            self._known[account.id] = Keeping.ASKING
            self.look_again(account)

    def look_again(self, account: LoanAccount) -> None:
        """Asks the vault; until it answers, what was known stands."""
        self._start(self._look(account), "look for a password")

    def forget(self, account_id: str) -> None:
        """It may be otherwise now."""
        self._known.pop(account_id, None)

    def forget_all(self) -> None:
        """The vault is another."""
        self._known.clear()

    def fetch(self, account: LoanAccount, deliver: Callable[[Secret], None]) -> None:
        """Delivers the stored password, where there is one."""
        self._start(self._fetch(account, deliver), "fetch a password")

    async def _look(self, account: LoanAccount) -> None:
        await self._read(account)
        self._note()

    async def _fetch(self, account: LoanAccount, deliver: Callable[[Secret], None]) -> None:
        found = await self._read(account)
        self._note()
        if found is not None:
            deliver(found)

    async def _read(self, account: LoanAccount) -> Secret | None:
        try:
            found = await self._accounts.password(account)
        except AexError as fault:
            self._known[account.id] = fault
            return None
        self._known[account.id] = Keeping.MISSING if found is None else Keeping.STORED
        return found
