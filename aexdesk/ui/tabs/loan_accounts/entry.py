"""What a person has typed into the form of a loan account, and what is wrong with it. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date
from typing import Any

from aexdesk.faults import BadInput
from aexdesk.secret import Secret
from aexdesk.services.loan_accounts import LoanAccountDraft, check_draft
from aexdesk.ui.tabs.loan_accounts.days import read_day
from aexdesk.ui.tabs.loan_accounts.pasted import PastedLoanAccount
from aexdesk.workspace.loan_account import LoanAccount, LoanAccountStatus
from aexdesk.workspace.token import fold_account

NEW = "new "
"""Begins the id of an account that was never saved; the environment's name follows."""

_TEXTS = ("email", "seller", "since", "until", "notes")


@dataclass(frozen=True, slots=True)
class Entry:
    """The form as it stands, days as they were typed. `password` is a new one; `is_replacing`: one is wanted."""

    email: str = ""
    seller: str = ""
    status: LoanAccountStatus = LoanAccountStatus.ACTIVE
    since: str = ""
    until: str = ""
    notes: str = ""
    password: Secret | None = None
    is_replacing: bool = False

    def draft(self, environment: str) -> LoanAccountDraft:
        """As the service takes it; a day that is none is left out."""
        since, until = read_day(self.since), read_day(self.until)
        return LoanAccountDraft(environment, self.email, self.seller, self.status, since, until, self.notes)

    def with_pasted(self, pasted: PastedLoanAccount) -> Entry:
        """The form with what was copied in it; what was not copied stays."""
        return replace(
            self,
            email=pasted.email or self.email,
            seller=pasted.seller or self.seller,
            status=pasted.status or self.status,
            since=_say_day(pasted.since) or self.since,
            until=_say_day(pasted.until) or self.until,
            password=pasted.password or self.password,
            is_replacing=self.is_replacing or pasted.password is not None,
        )


def entry_of(account: LoanAccount) -> Entry:
    """The form of an account that nobody has touched."""
    since = account.since.astimezone(UTC).date() if account.since is not None else None
    return Entry(account.email, account.seller, account.status, _say_day(since), _say_day(account.until), account.notes)


def differs(entry: Entry, account: LoanAccount) -> bool:
    """Whether there is something to save."""
    return replace(entry, is_replacing=False) != entry_of(account)


def find_problems(entry: Entry, taken: Collection[str]) -> tuple[BadInput, ...]:
    """What keeps the entry from being saved; each names its field. `taken`: the emails of the others, folded."""
    return tuple(_problems(entry, taken))


def _problems(entry: Entry, taken: Collection[str]) -> Iterator[BadInput]:
    for field, text in (("since", entry.since), ("until", entry.until)):
        if text.strip() and read_day(text) is None:
            yield BadInput("bad_day", field=field, found=text.strip())
    for part in (replace(entry, since="", until=""), replace(entry, email="a@b")):
        try:
            check_draft(part.draft(""), part.password)
        except BadInput as problem:
            yield problem
    if fold_account(entry.email) in taken:
        yield BadInput("email_taken", field="email", name=entry.email.strip())


def _say_day(day: date | None) -> str:
    return day.isoformat() if day is not None else ""


def as_json(entry: Entry) -> dict[str, str]:
    """What of it outlives the window: all but the password."""
    kept = {name: getattr(entry, name) for name in _TEXTS}
    return {name: text for name, text in (*kept.items(), ("status", entry.status.value)) if text}


def from_json(kept: Any) -> Entry | None:
    """The reverse; None for what cannot be read."""
    if not isinstance(kept, dict) or not all(isinstance(text, str) for text in kept.values()):
        return None
    try:
        status = LoanAccountStatus(kept.get("status", LoanAccountStatus.ACTIVE))
    except ValueError:
        return None
    return Entry(status=status, **{name: kept.get(name, "") for name in _TEXTS})
