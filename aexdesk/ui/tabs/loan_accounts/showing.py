"""Puts together what the tab shows: the lines of the list, and whose sessions belong to an account. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from aexdesk.ui.tabs.loan_accounts.entries import Entries
from aexdesk.ui.tabs.loan_accounts.entry import Entry, entry_of
from aexdesk.ui.tabs.loan_accounts.state import AccountRow, Session
from aexdesk.workspace.loan_account import LoanAccount
from aexdesk.workspace.token import Binding, Token, fold_account


def find_accounts(accounts: Sequence[LoanAccount], search: str) -> tuple[LoanAccount, ...]:
    """Those in which every word of `search` stands, in email, seller, status or notes."""
    words = search.casefold().split()
    return tuple(account for account in accounts if all(word in _searched(account) for word in words))


def _searched(account: LoanAccount) -> str:
    return f"{account.email} {account.seller} {account.status} {account.notes}".casefold()


def sessions_of(
    email: str, tokens: Sequence[Token], profiles: Mapping[str, str], standing_profile: str
) -> tuple[Session, ...]:
    """The account's tokens: that of the app in use first, then the newest. `profiles`: their names by id."""
    folded = fold_account(email)
    mine = [token for token in tokens if fold_account(token.account) == folded and token.profile_id in profiles]
    mine.sort(key=lambda token: (token.profile_id == standing_profile, token.obtained_at), reverse=True)
    return tuple(
        Session(
            token.id,
            profiles[token.profile_id],
            token.is_real,
            token.access_expires_at,
            token.profile_id == standing_profile,
            token.binding is Binding.BY_HAND,
        )
        for token in mine
    )


def is_past(account: LoanAccount | None, today: date) -> bool:
    """Whether the last day of the loan is behind us."""
    return account is not None and account.until is not None and account.until < today


def days_left(account: LoanAccount | None, today: date) -> int | None:
    """How many days the loan still stands after today, where they are few."""
    if account is None or account.until is None or not account.ends_soon(today):
        return None
    return (account.until - today).days


def make_rows(
    found: Sequence[LoanAccount],
    entries: Entries,
    new_id: str,
    sessions: Mapping[str, tuple[Session, ...]],
    today: date,
) -> tuple[AccountRow, ...]:
    """The one that was begun, then those that were found. `sessions` by the id of the account."""

    def make_row(row_id: str, entry: Entry, account: LoanAccount | None) -> AccountRow:
        return AccountRow(
            id=row_id,
            email=entry.email.strip(),
            seller=entry.seller,
            status=entry.status,
            until=account.until if account is not None else None,
            is_past=is_past(account, today),
            days_left=days_left(account, today),
            session=next(iter(sessions.get(row_id, ())), None),
            is_unsaved=account is None or entries.is_unsaved(row_id, account),
            is_new=account is None,
        )

    begun = entries.typed(new_id)
    new = [make_row(new_id, begun, None)] if begun is not None else []
    return (*new, *(make_row(account.id, entry_of(account), account) for account in found))
