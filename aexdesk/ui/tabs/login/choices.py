"""How a person logs in, remembered over restarts: as which loan account, asked anew or not, by other ways or not.

Never a code, a pasted URL, a token or a password; and of an account its id, which tells nothing once it has gone.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aexdesk.services.preferences import Preferences
    from aexdesk.workspace.loan_account import LoanAccount

_ACCOUNTS, _FORCE_AUTH, _WAYS = "login.accounts", "login.force_auth", "login.other_ways"


class Choices:
    """`start` runs what stores them."""

    def __init__(self, preferences: Preferences, start: Callable[[Coroutine[Any, Any, None], str], object]) -> None:
        self._preferences = preferences
        self._start = start
        kept = preferences.value(_ACCOUNTS)
        self._accounts = dict(kept) if isinstance(kept, dict) else {}
        self.force_auth = preferences.value(_FORCE_AUTH) is not False
        self.ways_open = preferences.value(_WAYS) is True

    def account_in(self, environment: str, accounts: Sequence[LoanAccount]) -> str | None:
        """The email of the account that was chosen there, "" for one's own; None where none was, or it has gone."""
        chosen = self._accounts.get(environment)
        if chosen == "":
            return ""
        return next((one.email for one in accounts if one.id == chosen), None)

    def note_account(self, environment: str, account: LoanAccount | None) -> None:
        """That account was chosen there; None for one's own."""
        self._accounts = {**self._accounts, environment: account.id if account is not None else ""}
        self._keep(_ACCOUNTS, self._accounts)

    def note_force_auth(self, is_wanted: bool) -> None:
        """Whether the platform shall ask for the password."""
        self.force_auth = is_wanted
        self._keep(_FORCE_AUTH, is_wanted)

    def note_ways(self, is_open: bool) -> None:
        """Whether the other ways are open."""
        self.ways_open = is_open
        self._keep(_WAYS, is_open)

    def _keep(self, key: str, value: Any) -> None:
        self._start(self._preferences.set(key, value), "remember how to log in")
