"""The answer: what went wrong and what to do, how it went in a line, and the body in every way of looking at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QStackedWidget, QTabWidget, QWidget

from aexdesk.i18n import _
from aexdesk.ui import shortcuts, theme
from aexdesk.ui.icons import IconButton
from aexdesk.ui.tabs.console.answer import Kind, ReadableAnswer, write_headers
from aexdesk.ui.tabs.console.finding import AnswerFinding
from aexdesk.ui.tabs.console.response_notes import write_note
from aexdesk.ui.tabs.console.response_summary import ResponseSummary
from aexdesk.ui.tabs.console.timing_view import TimingView
from aexdesk.ui.tabs.console.verdict_cards import VerdictCards
from aexdesk.ui.view import ComposedView
from aexdesk.ui.widgets.body.filter_line import FilterLine
from aexdesk.ui.widgets.body.find_bar import FindBar
from aexdesk.ui.widgets.body.saving_strip import SavingStrip
from aexdesk.ui.widgets.body.table_pane import TablePane
from aexdesk.ui.widgets.body.text_pieces import TextPieces
from aexdesk.ui.widgets.body.tree_pane import TreePane
from aexdesk.ui.widgets.copy_button import CopyButton
from aexdesk.ui.widgets.export_menu import ExportMenu
from aexdesk.ui.widgets.folding_edit import FoldingEdit
from aexdesk.ui.widgets.highlighting import SCHEME_EVENTS, JsonColours
from aexdesk.ui.widgets.mono_text import MonoText
from aexdesk.ui.widgets.yielding import Yielding

if TYPE_CHECKING:
    from aexdesk.bodies.problems import JsonProblem
    from aexdesk.openplatform.errorbook import ErrorBook
    from aexdesk.ui.exports import Exports
    from aexdesk.ui.ports import Clipboard
    from aexdesk.ui.tab import Navigate
    from aexdesk.ui.tabs.console.model import ConsoleModel
    from aexdesk.ui.turns import Steps
    from aexdesk.ui.widgets.body.model import BodyModel

RESPONSE, TREE, TABLE, RAW, HEADERS, TIMING = range(6)


class ResponseView(ComposedView):
    """Shows the exchange that was sent last, or opened from the history; always in its stored, redacted form."""

    def __init__(
        self,
        model: ConsoleModel,
        body: BodyModel,
        error_book: ErrorBook,
        exports: Exports,
        clipboard: Clipboard,
        navigate: Navigate,
    ) -> None:
        super().__init__()
        self.setObjectName("console.response")
        self._model, self._body = model, body
        self._marked: JsonProblem | None = None
        self._error_book, self._exports = error_book, exports
        self._clipboard, self._navigate = clipboard, navigate

    def _compose(self) -> Steps:
        self.cards = VerdictCards(self._model, self._error_book, self._clipboard, self._navigate)
        yield
        self.summary = ResponseSummary(self._clipboard)
        self.tabs = self._make_tabs()
        yield
        yield from self._make_frame()
        self.pretty = MonoText(edit=FoldingEdit())
        self.tabs.addTab(self.pretty, "")
        self._colours = JsonColours(self.pretty.edit.document())
        yield
        self.filters = (FilterLine(self._body), FilterLine(self._body))
        self.tree = TreePane(self._body, self._clipboard)
        yield
        self.tabs.addTab(_page(self.filters[0], self.tree), "")
        yield
        self.table = TablePane(self._body)
        yield
        self.tabs.addTab(_page(self.filters[1], self.table), "")
        yield
        self.raw, self.headers = MonoText(wraps=True), MonoText(wraps=True)
        for text in (self.raw, self.headers):
            # To look for a place between words, Qt takes seconds where there is none for 100,000 letters.
            text.edit.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        self.raw_pages, self.timing = QStackedWidget(), TimingView()
        for page in (self.raw_pages, self.headers, self.timing):
            self.tabs.addTab(page, "")
        self.raw_pages.addWidget(self.raw)
        yield
        self.pieces = TextPieces(self._body)
        yield
        self.raw_pages.addWidget(self.pieces)
        yield
        self.finding = AnswerFinding(self)
        self._wire()

    def _make_tabs(self) -> QTabWidget:
        made = QTabWidget()
        made.setDocumentMode(True)
        # In a small window the body gives way before the words over it do.
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        made.setMinimumHeight(2 * theme.size("control"))
        theme.mark(made.tabBar(), dense=True)
        # All of them in sight, whatever the language: rather a name that is cut than a tab behind an arrow.
        made.setUsesScrollButtons(False)
        made.setElideMode(Qt.TextElideMode.ElideRight)
        return made

    def _make_frame(self) -> Steps:
        self._nothing, self._note = QLabel(), QLabel()
        for label, kind in ((self._nothing, "muted"), (self._note, "small")):
            label.setWordWrap(True)
            label.setContentsMargins(theme.space("m"), theme.space("s"), theme.space("m"), theme.space("s"))
            theme.mark(label, kind=kind)
        self._copy = CopyButton(self._clipboard, self._shown_text)
        self._search, self._save, self.export = IconButton("search"), IconButton("save"), IconButton("export")
        self.diagnose = IconButton("doctor")
        self.diagnose.setObjectName("console.diagnose")
        self.export_menu = ExportMenu(self.export, self._exports, self._exchange_ids)
        yield
        self.find_bar, self.saving = FindBar(), SavingStrip(self._body)
        yield
        corner, self._rest = QWidget(), QWidget()
        theme.line(self.diagnose, self._search, self._save, self.export, self._copy, gap="", parent=corner)
        self.tabs.setCornerWidget(corner)
        yield
        column = theme.column(
            self.summary, Yielding(self.cards), self._nothing, self._note, self.tabs, self.find_bar, self.saving,
            self._rest, gap="", parent=self,
        )  # fmt: skip
        column.setStretch(4, 1)
        column.setStretch(7, 1)
        yield

    def _wire(self) -> None:
        self._search.clicked.connect(self.find_bar.open_it)
        self.diagnose.clicked.connect(self.cards.diagnose)
        self._save.clicked.connect(lambda: self._body.save(_("Save the body"), self._suggest_name()))
        self.table.opened.connect(self._show_in_tree)
        self._body.changed.connect(self.show_body)
        shortcuts.bind(self, "answer.find", self._open_find)

    def show_state(self) -> None:
        """Shows the answer, or why there is none."""
        state = self._model.state
        self.summary.show_call(state.answer, state.running, state.draft.api)
        self.cards.show_state(state)
        answer = state.answer
        response = answer.exchange.response if answer else None
        self._body.show(response.body if response else None)
        self._show_texts(answer)
        self.timing.show_exchange(answer.exchange if answer else None)
        is_answered = response is not None
        self.diagnose.setVisible(answer is not None and answer.exchange.error is not None)
        self.tabs.setVisible(is_answered)
        self._rest.setVisible(not is_answered)
        is_idle = answer is None and state.running is None and state.fault is None and not state.is_cancelled
        self._nothing.setVisible(is_idle)
        self.show_body()

    def show_body(self) -> None:
        """Shows what the body's reader found."""
        state, answer = self._body.state, self._model.state.answer
        if answer is not None and answer.kind is Kind.LARGE:
            self.pretty.set_text(state.pretty or answer.raw)
        for part in (*self.filters, self.tree, self.table, self.saving):
            part.show_state()
        self.pieces.show_state(self.shows_pieces())
        self.raw_pages.setCurrentIndex(1 if self.shows_pieces() else 0)
        for page in (TREE, TABLE):
            self.tabs.setTabEnabled(page, state.kind == "json" or state.is_opening)
        self.finding.show_state()
        self._show_note(answer)
        self._mark_problem()

    def shows_pieces(self) -> bool:
        """Whether the raw text is so long that it is shown in pieces, as its reader gives them."""
        answer, state = self._model.state.answer, self._body.state
        return answer is not None and answer.kind is Kind.LARGE and state.kind in ("json", "text", "broken")

    def retranslate(self) -> None:
        """Writes its words."""
        titles = (_("Response"), _("Tree"), _("Table"), _("Raw"), _("Headers"), _("Timing"))
        for place, title in enumerate(titles):
            self.tabs.setTabText(place, title)
            self.tabs.setTabToolTip(place, title)
        self.tabs.tabBar().setAccessibleName(_("Views of the answer"))
        self.pretty.set_name(_("Response, laid out"))
        self.raw.set_name(_("Response, raw"))
        self.pieces.setAccessibleName(_("Response, raw"))
        self.headers.set_name(_("Headers of request and response"))
        self._copy.set_what(lambda: _("what this view shows"))
        self._search.set_words(_("Find"), _("Find (Ctrl+F)"))
        self.export.set_words(_("Export the call"))
        self.diagnose.set_words(_("Diagnose"), _("Diagnose: is it the signature, the clock, the token…"))
        self._save.set_words(_("Save the body"), _("Save the body as it came"))
        self._nothing.setText(_("The answer stands here once the call has been sent."))
        for part in (
            self.summary,
            self.cards,
            self.tree,
            self.table,
            self.timing,
            self.find_bar,
            self.saving,
            *self.filters,
        ):
            part.retranslate()
        self._show_texts(self._model.state.answer)
        self._show_note(self._model.state.answer)

    def _exchange_ids(self) -> tuple[str, ...]:
        answer = self._model.state.answer
        return (answer.exchange.id,) if answer is not None else ()

    def _show_texts(self, answer: ReadableAnswer | None) -> None:
        if answer is None or answer.kind is not Kind.LARGE:
            self.pretty.set_text(answer.pretty if answer else "")
        self.raw.set_text(answer.raw if answer else "")
        self.headers.set_text(_write_both(answer) if answer else "")

    def _show_note(self, answer: ReadableAnswer | None) -> None:
        text, tone = write_note(answer, self._body.state)
        if text != self._note.text():
            self._note.setText(text)
        theme.mark(self._note, tone=tone)
        self._note.setVisible(bool(text))

    def _mark_problem(self) -> None:
        problem = self._body.state.problem
        if problem is not None and self._marked is not problem:
            if self.tabs.currentIndex() in (RESPONSE, TREE, TABLE):
                self.tabs.setCurrentIndex(RAW)
            self.finding.mark_line(problem.line, problem.column)
        self._marked = problem

    def _show_in_tree(self, at: tuple[int, ...]) -> None:
        self.tabs.setCurrentIndex(TREE)
        self.tree.rows.lead_to(at)

    def _open_find(self) -> None:
        if self.tabs.isVisible():
            self.find_bar.open_it()

    def _suggest_name(self) -> str:
        answer = self._model.state.answer
        name = answer.exchange.api.strip("/").replace("/", ".") if answer else "body"
        return f"{name}.json" if self._body.state.kind == "json" else f"{name}.txt"

    def _shown_text(self) -> str:
        texts = {RESPONSE: self.pretty, TREE: self.pretty, TABLE: self.pretty, RAW: self.raw, HEADERS: self.headers}
        shown = texts.get(self.tabs.currentIndex())
        return shown.text() if shown is not None else "\n".join(self.timing.told())

    def _show(self) -> None:
        self.show_state()

    def changeEvent(self, event: QEvent) -> None:
        """Follows language and scheme."""
        if self._is_whole and event.type() in SCHEME_EVENTS:
            self._colours.follow_scheme()
            self.finding.follow_scheme()
        super().changeEvent(event)


def _page(*parts: QWidget) -> QWidget:
    made = QWidget()
    column = theme.column(*parts, gap="", parent=made)
    column.setStretch(len(parts) - 1, 1)
    return made


def _write_both(answer: ReadableAnswer) -> str:
    exchange = answer.exchange
    response = exchange.response
    received = f"HTTP {response.status}\n{write_headers(response.headers)}" if response else ""
    sent = f"{exchange.request.method} {exchange.request.url}\n{write_headers(exchange.request.headers)}"
    return f"{_('Response')}\n{received}\n\n{_('Request')}\n{sent}"
