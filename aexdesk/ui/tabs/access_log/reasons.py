"""Why a call was kept or failed, and what to do: the guard's differences, the platform's error, what was noted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aexdesk.faults import AexError
from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.book_link import BookLink
from aexdesk.ui.outcomes import write_steps
from aexdesk.ui.tab import Navigate
from aexdesk.ui.view import View
from aexdesk.ui.widgets.error_card import ErrorCard
from aexdesk.wording import describe, describe_call_error, describe_difference, describe_verdict
from aexdesk.wording.call_notes import describe_note
from aexdesk.workspace.exchange import CallError, GuardVerdict

if TYPE_CHECKING:
    from aexdesk.openplatform.errorbook import ErrorBook
    from aexdesk.services.call_marks import MarkedCall


class Reasons(View):
    """The same cards and words as in the console. Where all is well there is none."""

    def __init__(self, book: ErrorBook, navigate: Navigate) -> None:
        super().__init__()
        self._book = book
        self.book = BookLink(book)
        self._navigate = navigate
        self._call: MarkedCall | None = None
        self._fault: AexError | None = None
        self.refusal, self.error, self.note = ErrorCard("warn"), ErrorCard("bad"), ErrorCard("warn")
        theme.column(self.refusal, self.error, self.note, parent=self)
        self.retranslate()

    @property
    def has_any(self) -> bool:
        """Whether there is anything to say."""
        return any(not card.isHidden() for card in (self.refusal, self.error, self.note))

    def show_call(self, call: MarkedCall | None, fault: AexError | None) -> None:
        """Shows why that call ended as it did, or why it cannot be shown."""
        if (call, fault) != (self._call, self._fault):
            self._call, self._fault = call, fault
            self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        exchange = self._call.exchange if self._call is not None else None
        is_refused = exchange is not None and not exchange.guard.allowed
        error = exchange.error if exchange is not None and not is_refused else None
        notes = exchange.guard.notes if exchange is not None else ()
        self.refusal.setVisible(is_refused)
        self.error.setVisible(self._fault is not None or error is not None)
        self.note.setVisible(bool(notes))
        if exchange is not None and is_refused:
            self._show_refusal(exchange.guard)
        if self._fault is not None:
            words = describe(self._fault)
            self.error.show_error(words.message, words.hint)
            self.error.set_actions()
        elif error is not None:
            self._show_error(error)
        if notes:
            told = [describe_note(code) for code in notes]
            hints = "\n".join(one.hint for one in told if one.hint)
            self.note.show_error("\n".join(one.message for one in told), hints)

    def _show_refusal(self, verdict: GuardVerdict) -> None:
        words = describe_verdict(verdict)
        lines = "\n".join(describe_difference(one) for one in verdict.differences)
        self.refusal.show_error(words.message, words.hint, lines)
        actions = ((_("Order tests"), lambda: self._navigate("order_tests")),) if verdict.differences else ()
        self.refusal.set_actions(*actions)

    def _show_error(self, error: CallError) -> None:
        words, remedies = describe_call_error(error, self._book)
        is_from_platform = error.kind in ("platform", "no_results")
        said = " · ".join(part for part in (error.code, error.type, words.hint) if part) if is_from_platform else ""
        self.error.show_error(words.message, write_steps(remedies), said)
        self.error.set_actions(*self.book.actions(error))
