"""Hands a thing from one tab to another: who gives it does not know who takes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from aexdesk.openplatform.request import Call
from aexdesk.services.changes import Changes

T = TypeVar("T")


class Handover(Generic[T]):
    """Holds the thing until it is taken; a newer one takes the place of one that nobody took."""

    def __init__(self) -> None:
        self._held: T | None = None
        self.changed = Changes()

    @property
    def is_held(self) -> bool:
        """Whether something lies there."""
        return self._held is not None

    def give(self, thing: T) -> None:
        """Lays it there, and says so."""
        self._held = thing
        self.changed.announce()

    def take(self) -> T | None:
        """Takes what lies there, once."""
        held, self._held = self._held, None
        return held


@dataclass(frozen=True, slots=True)
class PreparedOrder:
    """An order request, built for a test case and ready to be looked at and sent, as this profile."""

    call: Call
    environment: str
    profile_id: str
    case_id: str


class Handovers:
    """What travels between tabs: a prepared order or a recorded exchange (by id) to the console, an exchange or a filed
    case (by id) to the support tab, an exchange to the doctor, the email of a loan account to the login tab, and to the
    order tests tab the email to begin with.

    From the palette, the error book and the help on a tab: an API to the console, a test case and a loan account (by
    id) to their tabs, a code to the error book, a tab's step to the first steps ("" for none), a query to the
    history. From the saved requests: the path of what is to be run, a folder's with a slash at its end and "" for all,
    to the runs. From the palette: that updates are wanted, to help."""

    def __init__(self) -> None:
        self.order_for_console: Handover[PreparedOrder] = Handover()
        self.exchange_for_console: Handover[str] = Handover()
        self.exchange_for_support: Handover[str] = Handover()
        self.filed_case_for_support: Handover[str] = Handover()
        self.exchange_for_doctor: Handover[str] = Handover()
        self.account_for_login: Handover[str] = Handover()
        self.account_for_test_case: Handover[str] = Handover()
        self.api_for_console: Handover[str] = Handover()
        self.case_to_show: Handover[str] = Handover()
        self.account_to_show: Handover[str] = Handover()
        self.code_for_error_book: Handover[str] = Handover()
        self.step_for_help: Handover[str] = Handover()
        self.query_for_history: Handover[str] = Handover()
        self.path_for_runs: Handover[str] = Handover()
        self.check_for_updates: Handover[bool] = Handover()

    def has_any(self) -> bool:
        """Whether something waits to be taken: the tab that is shown next is to show that."""
        return any(one.is_held for one in vars(self).values())
