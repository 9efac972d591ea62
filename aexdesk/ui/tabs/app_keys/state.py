"""All that the App keys tab shows, as values: the list, the form, the last check. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from aexdesk.faults import AexError, BadInput
from aexdesk.ui.tabs.app_keys.entry import Entry
from aexdesk.workspace.environment import PRACTICE, Environment
from aexdesk.workspace.profile import AppType, KeyCheck


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """A line of the list. An app key that was never saved is one too (`is_new`)."""

    id: str
    name: str
    app_type: AppType
    app_key: str
    last_check: KeyCheck | None = None
    is_standing: bool = False
    is_unsaved: bool = False
    is_new: bool = False
    is_real: bool = False


class Keeping(StrEnum):
    """What is known of the app secret of the profile that is shown."""

    ASKING = "asking"
    STORED = "stored"
    MISSING = "missing"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class ProfileForm:
    """The form. `fault`: why the vault does not tell the secret. `problems` hinder saving, `slips` do not.

    `refused`: the field for which saving failed.
    """

    id: str
    entry: Entry
    is_new: bool
    is_dirty: bool
    is_standing: bool = False
    is_saving: bool = False
    keeping: Keeping = Keeping.MISSING
    fault: AexError | None = None
    problems: tuple[BadInput, ...] = ()
    slips: tuple[str, ...] = ()
    refused: str = ""

    @property
    def wants_secret(self) -> bool:
        """Whether a secret is to be typed, for there is none or the person wants another."""
        return self.is_new or self.entry.is_replacing or self.keeping is Keeping.MISSING


class Phase(StrEnum):
    """How far a key check is."""

    NONE = "none"
    RUNNING = "running"
    CANCELLED = "cancelled"
    FAILED = "failed"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Check:
    """A key check. `code` is for `wording`; `fault`: why nothing could be asked; `at`: None where it is not kept."""

    phase: Phase = Phase.NONE
    can_cancel: bool = False
    code: str = ""
    detail: str = ""
    at: datetime | None = None
    has_exchange: bool = False
    fault: AexError | None = None


@dataclass(frozen=True, slots=True)
class AppKeysState:
    """`total` counts the saved ones, found or not. `shown_environment`: its form stands in place of the profile's."""

    is_loaded: bool = False
    environment: Environment = PRACTICE
    rows: tuple[ProfileRow, ...] = ()
    total: int = 0
    search: str = ""
    chosen: str = ""
    shown_environment: str = ""
    form: ProfileForm | None = None
    check: Check = Check()
    trouble: AexError | None = None
    vault_name: str = ""
    is_vault_persistent: bool = True
    can_take_practice_app: bool = False
