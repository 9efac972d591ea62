"""The answer: what went wrong and what to do, how it went in a line, and the body as JSON, raw, and headers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QLabel, QTabWidget, QWidget

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.tabs.console.answer import Kind, ReadableAnswer, write_headers
from aexdesk.ui.tabs.console.highlighting import SCHEME_EVENTS, JsonColours
from aexdesk.ui.tabs.console.response_summary import ResponseSummary
from aexdesk.ui.tabs.console.verdict_cards import VerdictCards
from aexdesk.ui.tabs.console.words import write_size
from aexdesk.ui.view import View
from aexdesk.ui.widgets.copy_button import CopyButton
from aexdesk.ui.widgets.mono_text import MonoText

if TYPE_CHECKING:
    from aexdesk.openplatform.errorbook import ErrorBook
    from aexdesk.ui.ports import Clipboard
    from aexdesk.ui.tab import Navigate
    from aexdesk.ui.tabs.console.model import ConsoleModel


class ResponseView(View):
    """Shows the exchange that was sent last, or opened from the history; always in its stored, redacted form."""

    def __init__(
        self,
        model: ConsoleModel,
        error_book: ErrorBook,
        clipboard: Clipboard,
        navigate: Navigate,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("console.response")
        self._model = model
        self.cards = VerdictCards(model, error_book, clipboard, navigate)
        self.summary = ResponseSummary(clipboard)
        self._nothing, self._note = QLabel(), QLabel()
        for label, kind in ((self._nothing, "muted"), (self._note, "small")):
            label.setWordWrap(True)
            label.setContentsMargins(theme.space("m"), theme.space("s"), theme.space("m"), theme.space("s"))
            theme.mark(label, kind=kind)
        self.pretty, self.raw, self.headers = MonoText(), MonoText(wraps=True), MonoText(wraps=True)
        for text in (self.raw, self.headers):
            # To look for a place between words, Qt takes seconds where there is none for 100,000 letters.
            text.edit.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        self._colours = JsonColours(self.pretty.edit.document())
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self._copy = CopyButton(clipboard, self._shown_text)
        self.tabs.setCornerWidget(self._copy)
        body = QWidget()
        column = theme.column(self._note, self.pretty, gap="", parent=body)
        column.setStretch(1, 1)
        for widget in (body, self.raw, self.headers):
            self.tabs.addTab(widget, "")
        self._rest = QWidget()
        column = theme.column(self.summary, self.cards, self._nothing, self.tabs, self._rest, gap="", parent=self)
        column.setStretch(3, 1)
        column.setStretch(4, 1)
        self.retranslate()

    def show_state(self) -> None:
        """Shows the answer, or why there is none."""
        state = self._model.state
        self.summary.show_call(state.answer, state.running, state.draft.api)
        self.cards.show_state(state)
        answer = state.answer
        self._show_texts(answer)
        is_answered = answer is not None and answer.exchange.response is not None
        self.tabs.setVisible(is_answered)
        self._rest.setVisible(not is_answered)
        is_idle = answer is None and state.running is None and state.fault is None and not state.is_cancelled
        self._nothing.setVisible(is_idle)
        self._show_note(answer)

    def retranslate(self) -> None:
        """Writes its words."""
        for place, title in enumerate((_("Response"), _("Raw"), _("Headers"))):
            self.tabs.setTabText(place, title)
        self.tabs.tabBar().setAccessibleName(_("Views of the answer"))
        self.pretty.set_name(_("Response, laid out"))
        self.raw.set_name(_("Response, raw"))
        self.headers.set_name(_("Headers of request and response"))
        self._copy.set_what(lambda: _("what this view shows"))
        self._nothing.setText(_("The answer stands here once the call has been sent."))
        self.summary.retranslate()
        self.cards.retranslate()
        self._show_texts(self._model.state.answer)
        self._show_note(self._model.state.answer)

    def _show_texts(self, answer: ReadableAnswer | None) -> None:
        self.pretty.set_text((answer.raw if answer.kind is Kind.LARGE else answer.pretty) if answer else "")
        self.raw.set_text(answer.raw if answer else "")
        self.headers.set_text(_write_both(answer) if answer else "")

    def _show_note(self, answer: ReadableAnswer | None) -> None:
        response = answer.exchange.response if answer else None
        text = ""
        if answer is not None and response is not None:
            size = write_size(response.body.size)
            text = {
                Kind.JSON: "",
                Kind.TEXT: _("This is not JSON; it is shown as it came."),
                Kind.EMPTY: _("The answer has no body."),
                Kind.LARGE: _("The body has {size}. Its first {shown} are shown as they came; all of it is kept."),
                Kind.GONE: _("The file that held this body ({size}) is gone."),
            }[answer.kind].format(size=size, shown=write_size(len(answer.raw.encode())))
        if text != self._note.text():
            self._note.setText(text)
        self._note.setVisible(bool(text))

    def _shown_text(self) -> str:
        return (self.pretty, self.raw, self.headers)[self.tabs.currentIndex()].text()

    def changeEvent(self, event: QEvent) -> None:
        """Follows language and scheme."""
        if event.type() in SCHEME_EVENTS:
            self._colours.follow_scheme()
        super().changeEvent(event)


def _write_both(answer: ReadableAnswer) -> str:
    exchange = answer.exchange
    response = exchange.response
    received = f"HTTP {response.status}\n{write_headers(response.headers)}" if response else ""
    sent = f"{exchange.request.method} {exchange.request.url}\n{write_headers(exchange.request.headers)}"
    return f"{_('Response')}\n{received}\n\n{_('Request')}\n{sent}"
