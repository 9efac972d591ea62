"""All that the Loan accounts tab shows, as values: the list, the form, the sessions of each account. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from aexdesk.faults import AexError, BadInput
from aexdesk.ui.tabs.loan_accounts.entry import Entry
from aexdesk.workspace.environment import PRACTICE, Environment
from aexdesk.workspace.loan_account import LoanAccountStatus


@dataclass(frozen=True, slots=True)
class Session:
    """A token of an account. `until` is None where the platform told no end; `is_by_hand`: bound by the user's word."""

    id: str
    profile: str
    is_real: bool
    until: datetime | None = None
    is_standing: bool = False
    is_by_hand: bool = False

    def is_over(self, now: datetime) -> bool:
        """Whether it has ended."""
        return self.until is not None and self.until <= now


@dataclass(frozen=True, slots=True)
class AccountRow:
    """A line of the list. An account that was never saved is one too (`is_new`). `days_left`: where its end is near."""

    id: str
    email: str
    seller: str
    status: LoanAccountStatus
    until: date | None = None
    is_past: bool = False
    days_left: int | None = None
    session: Session | None = None
    is_unsaved: bool = False
    is_new: bool = False

    @property
    def is_ended(self) -> bool:
        """Whether the App Console has it no more."""
        return self.status is LoanAccountStatus.ENDED


class Keeping(StrEnum):
    """What is known of the password of the account that is shown."""

    ASKING = "asking"
    STORED = "stored"
    MISSING = "missing"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class AccountForm:
    """The form. `fault`: why the vault does not tell the password. `refused`: the field for which saving failed.

    `pasted`: the fields that were filled in from what was copied, and are not saved yet.
    `pastes` counts: after another paste, what the password field holds is no more what was typed there.
    """

    id: str
    entry: Entry
    is_new: bool
    is_dirty: bool
    is_past: bool = False
    is_saving: bool = False
    keeping: Keeping = Keeping.MISSING
    fault: AexError | None = None
    problems: tuple[BadInput, ...] = ()
    refused: str = ""
    pasted: tuple[str, ...] = ()
    pastes: int = 0
    sessions: tuple[Session, ...] = ()

    @property
    def wants_password(self) -> bool:
        """Whether a password is to be typed, for there is none or the person wants another."""
        return self.is_new or self.entry.is_replacing or self.keeping is Keeping.MISSING


@dataclass(frozen=True, slots=True)
class LoanAccountsState:
    """`total` counts the saved ones, found or not."""

    is_loaded: bool = False
    environment: Environment = PRACTICE
    rows: tuple[AccountRow, ...] = ()
    total: int = 0
    search: str = ""
    chosen: str = ""
    form: AccountForm | None = None
    is_lending: bool = False
    trouble: AexError | None = None
    vault_name: str = ""
    is_vault_persistent: bool = True

    @property
    def can_lend(self) -> bool:
        """Only the practice gateway lends to a program."""
        return not self.environment.is_live
