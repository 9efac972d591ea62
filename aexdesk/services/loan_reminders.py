"""Reminds of loan accounts that end soon: an order for one that has ended does not leave."""

from __future__ import annotations

from aexdesk.services.changes import Changes
from aexdesk.services.loan_accounts import LoanAccountBook
from aexdesk.services.preferences import Preferences
from aexdesk.workspace.loan_account import LoanAccount

KEPT = "loan_accounts.reminded"
"""The preference that holds, by the account's id, the last day of which the person was reminded."""


class LoanReminders:
    """`due` holds what the person has not been reminded of yet, in every environment; soonest end first."""

    def __init__(self, accounts: LoanAccountBook, preferences: Preferences) -> None:
        self._accounts = accounts
        self._preferences = preferences
        self.due: tuple[LoanAccount, ...] = ()
        self.changed = Changes()

    async def look(self) -> None:
        """Looks which loans end soon. Raises StorageFault."""
        today = self._accounts.today()
        reminded = self._reminded()
        ending = [account for account in await self._accounts.list() if account.ends_soon(today)]
        due = tuple(sorted((one for one in ending if reminded.get(one.id) != _day_of(one)), key=_day_of))
        if due != self.due:
            self.due = due
            self.changed.announce()

    async def put_away(self) -> None:
        """The person has read it; a loan that is extended, and then ends soon again, is told again."""
        told = {account.id: _day_of(account) for account in self.due}
        self.due = ()
        self.changed.announce()
        there = {account.id for account in await self._accounts.list()}
        kept = {name: day for name, day in (self._reminded() | told).items() if name in there}
        await self._preferences.set(KEPT, kept or None)

    def _reminded(self) -> dict[str, str]:
        kept = self._preferences.value(KEPT)
        return {str(name): str(day) for name, day in kept.items()} if isinstance(kept, dict) else {}


def _day_of(account: LoanAccount) -> str:
    return account.until.isoformat() if account.until is not None else ""
