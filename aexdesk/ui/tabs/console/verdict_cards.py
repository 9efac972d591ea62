"""What went wrong with a call, and what to do: the platform's error, the guard's refusal, a fault on the way."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from aexdesk.faults import AexError
from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.tabs.console.state import ConsoleState
from aexdesk.ui.view import View
from aexdesk.ui.widgets.banner import Banner
from aexdesk.ui.widgets.error_card import ErrorCard
from aexdesk.wording import describe, describe_call_error, describe_difference, describe_verdict
from aexdesk.workspace.exchange import CallError, Exchange

if TYPE_CHECKING:
    from aexdesk.openplatform.errorbook import ErrorBook
    from aexdesk.ui.tab import Navigate

_NO_APP_SECRET = "app_secret_missing"  # noqa: S105 - a code


class VerdictCards(View):
    """One card at a time, red for errors and amber for the guard; "no results" is a quiet note."""

    def __init__(self, error_book: ErrorBook, navigate: Navigate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book = error_book
        self._navigate = navigate
        self._state = ConsoleState()
        self.error, self.refusal, self.note = ErrorCard("bad"), ErrorCard("warn"), Banner()
        column = theme.column(self.note, self.error, self.refusal, gap="", parent=self)
        column.setContentsMargins(theme.space("m"), 0, theme.space("m"), theme.space("s"))
        self.retranslate()

    def show_state(self, state: ConsoleState) -> None:
        """Shows what there is to say about the call."""
        if state != self._state:
            self._state = state
            self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        state = self._state
        exchange = state.answer.exchange if state.answer else None
        error = CallError("network", "cancelled") if state.is_cancelled else exchange.error if exchange else None
        is_refused = exchange is not None and not exchange.guard.allowed
        is_quiet = error is not None and error.kind == "no_results"
        has_error = state.fault is not None or (error is not None and not is_refused and not is_quiet)
        self.setVisible(has_error or is_refused or is_quiet)
        self.error.setVisible(has_error)
        self.refusal.setVisible(is_refused)
        if state.fault is not None:
            self._show_fault(state.fault)
        elif exchange is not None and is_refused:
            self._show_refusal(exchange)
        elif error is not None and not is_quiet:
            self._show_error(error)
        self._show_note(error if is_quiet else None)

    def _show_fault(self, fault: AexError) -> None:
        words = describe(fault)
        self.error.show_error(words.message, words.hint)
        actions: list[tuple[str, Callable[[], None]]] = []
        if fault.code == _NO_APP_SECRET:
            actions.append((_("App keys"), lambda: self._navigate("app_keys")))
        self.error.set_actions(*actions)

    def _show_refusal(self, exchange: Exchange) -> None:
        words = describe_verdict(exchange.guard)
        lines = "\n".join(describe_difference(one) for one in exchange.guard.differences)
        self.refusal.show_error(words.message, words.hint, lines)
        self.refusal.set_actions()

    def _show_error(self, error: CallError) -> None:
        words, remedies = describe_call_error(error, self._book)
        is_from_platform = error.kind == "platform"
        said = " · ".join(part for part in (error.code, error.type, words.hint) if part) if is_from_platform else ""
        self.error.show_error(words.message, _write_steps(remedies), said)
        self.error.set_actions()

    def _show_note(self, error: CallError | None) -> None:
        words, remedies = describe_call_error(error, self._book) if error else (None, ())
        self.note.show_message(words.message if words else "", " ".join(remedies))


def _write_steps(remedies: tuple[str, ...]) -> str:
    if len(remedies) < 2:
        return "".join(remedies)
    return "\n".join(f"{number}. {remedy}" for number, remedy in enumerate(remedies, start=1))
