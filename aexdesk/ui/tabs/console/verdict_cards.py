"""What went wrong with a call, and what to do: the platform's error, the guard's refusal, a fault on the way."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from aexdesk.faults import AexError
from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.book_link import BookLink
from aexdesk.ui.outcomes import write_steps
from aexdesk.ui.tabs.console.order_card import OrderActs, OrderCard
from aexdesk.ui.tabs.console.state import ConsoleState
from aexdesk.ui.tabs.console.words import write_mark
from aexdesk.ui.view import View
from aexdesk.ui.widgets.banner import Banner
from aexdesk.ui.widgets.error_card import ErrorCard
from aexdesk.wording import describe, describe_call_error, describe_difference, describe_verdict
from aexdesk.workspace.case_order import CaseOrderState
from aexdesk.workspace.exchange import CallError, Exchange

if TYPE_CHECKING:
    from aexdesk.openplatform.errorbook import ErrorBook
    from aexdesk.ui.ports import Clipboard
    from aexdesk.ui.tab import Navigate
    from aexdesk.ui.tabs.console.model import ConsoleModel

_OF_THE_SESSION = frozenset({"IllegalAccessToken"})
_OF_THE_SIGNATURE = frozenset({"IncompleteSignature", "25"})
_LOG_IN_AGAIN = frozenset({"refresh_token_missing", "IllegalRefreshToken", "token_gone"})
_NO_APP_SECRET = "app_secret_missing"  # noqa: S105 - a code


class VerdictCards(View):
    """One card at a time, red for errors and amber for the guard; "no results" is a quiet note. What became of an
    order stands above."""

    def __init__(
        self,
        model: ConsoleModel,
        error_book: ErrorBook,
        clipboard: Clipboard,
        navigate: Navigate,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._book = error_book
        self.book = BookLink(error_book)
        self._navigate = navigate
        self._state = ConsoleState()
        acts = OrderActs(
            send_again=model.repeating.send_again,
            open_page=model.repeating.open_page,
            go_to_ledger=lambda: navigate("ledger"),
            go_to_cases=self._go_to_cases,
            ask_support=self._ask_support,
        )
        self.order = OrderCard(clipboard, acts)
        self.error, self.refusal, self.note = ErrorCard("bad"), ErrorCard("warn"), Banner()
        column = theme.column(self.note, self.order, self.error, self.refusal, parent=self)
        column.setContentsMargins(theme.space("m"), 0, theme.space("m"), theme.space("s"))
        self.retranslate()

    def show_state(self, state: ConsoleState) -> None:
        """Shows what there is to say about the call."""
        if _what_counts(state) != _what_counts(self._state):
            self._state = state
            self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self.order.retranslate()
        state = self._state
        exchange = state.answer.exchange if state.answer else None
        error = CallError("network", "cancelled") if state.is_cancelled else exchange.error if exchange else None
        is_refused = exchange is not None and not exchange.guard.allowed
        is_quiet = error is not None and error.kind == "no_results"
        outcome = state.result.outcome.state if state.result is not None else CaseOrderState.REFUSED
        has_order = outcome is not CaseOrderState.REFUSED
        is_said = is_refused or is_quiet or outcome is CaseOrderState.EXISTS  # its own card tells what the error means
        has_error = state.fault is not None or (error is not None and not is_said)
        self.setVisible(has_error or is_refused or is_quiet or has_order)
        self.order.setVisible(has_order)
        self.error.setVisible(has_error)
        self.refusal.setVisible(is_refused)
        if state.fault is not None:
            self._show_fault(state.fault)
        elif exchange is not None and is_refused:
            self._show_refusal(exchange)
        elif error is not None and not is_said:
            self._show_error(error)
        if state.result is not None and has_order:
            is_whole = state.result.outcome.state is CaseOrderState.PLACED
            self.order.show_result(state.result, has_support=not (is_whole or has_error))
        self._show_note(error if is_quiet else None)

    def _show_fault(self, fault: AexError) -> None:
        words = describe(fault)
        self.error.show_error(words.message, words.hint)
        actions: list[tuple[str, Callable[[], None]]] = []
        if fault.code == _NO_APP_SECRET:
            actions.append((_("App keys"), lambda: self._navigate("app_keys")))
        if fault.code in _LOG_IN_AGAIN:
            actions.append((_("Log in"), lambda: self._navigate("login")))
        self.error.set_actions(*actions)

    def _show_refusal(self, exchange: Exchange) -> None:
        words = describe_verdict(exchange.guard)
        lines = "\n".join(describe_difference(one) for one in exchange.guard.differences)
        is_unknown = exchange.guard.reason == "unknown_api"  # the sentence has said all but the name
        self.refusal.show_error(words.message, words.hint, exchange.api if is_unknown else lines)
        actions: list[tuple[str, Callable[[], None]]] = []
        can_mark = self._model.marks.can_mark(self._state.environment, exchange.api)
        if can_mark:
            actions.append((_("Mark as harmless"), lambda: self._mark(exchange.api)))
        elif exchange.guard.differences and self._model.marks.is_known(exchange.api):
            actions.append((_("Order tests"), self._go_to_cases))
        for button in self.refusal.set_actions(*actions):
            button.setObjectName("console.mark" if can_mark else "")
            button.setToolTip(write_mark(exchange.api) if can_mark else "")

    def _show_error(self, error: CallError) -> None:
        words, remedies = describe_call_error(error, self._book)
        is_from_platform = error.kind == "platform"
        said = " · ".join(part for part in (error.code, error.type, words.hint) if part) if is_from_platform else ""
        self.error.show_error(words.message, write_steps(remedies), said)
        state = self._state
        actions: list[tuple[str, Callable[[], None]]] = []
        if state.is_refreshing:
            actions.append((_("Refreshing…"), lambda: None))
        elif {error.code, error.sub_code} & _OF_THE_SESSION:
            actions.append((_("Refresh token"), self._model.refresh_token))
        is_of_signature = error.code in _OF_THE_SIGNATURE and state.answer is not None
        if is_of_signature:
            actions.append((_("Diagnose"), self.diagnose))
        if state.result is not None and state.result.outcome.state is CaseOrderState.REFUSED:
            actions.append((_("Order tests"), self._go_to_cases))
        if state.answer is not None:
            actions.append((_("Support form"), self._ask_support))
        actions += self.book.actions(error)
        buttons = self.error.set_actions(*actions)
        for button, (text, _act) in zip(buttons, actions, strict=True):
            button.setObjectName("console.support" if text == _("Support form") else "")
            theme.mark(button, role="primary" if is_of_signature and text == _("Diagnose") else "")

    def _go_to_cases(self) -> None:
        self._navigate("order_tests")

    def _mark(self, api: str) -> None:
        self._model.marks.mark(self._state.environment, api)

    def diagnose(self) -> None:
        """Shows the doctor the call that is shown here."""
        if self._model.give_to_doctor():
            self._navigate("doctor")

    def _ask_support(self) -> None:
        self._model.give_to_support()
        self._navigate("support")

    def _show_note(self, error: CallError | None) -> None:
        words, remedies = describe_call_error(error, self._book) if error else (None, ())
        self.note.show_message(words.message if words else "", " ".join(remedies))


def _what_counts(state: ConsoleState) -> tuple[object, ...]:
    return (
        state.answer,
        state.result,
        state.fault,
        state.is_cancelled,
        state.is_refreshing,
        state.harmless,
        state.environment,
    )
