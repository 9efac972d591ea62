"""The chosen call: what became of it, why, what to do; the parameters as they were sent, and the answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QTabWidget, QWidget

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.icons import IconButton
from aexdesk.ui.outcomes import short_api, write_duration, write_moment
from aexdesk.ui.ports import Ports
from aexdesk.ui.tab import Navigate
from aexdesk.ui.tabs.access_log import words
from aexdesk.ui.tabs.access_log.model import AccessLogModel
from aexdesk.ui.tabs.access_log.reasons import Reasons
from aexdesk.ui.tabs.access_log.sent_parameters import SentParameters
from aexdesk.ui.tabs.access_log.state import verdict_of
from aexdesk.ui.turns import Steps
from aexdesk.ui.view import ComposedView
from aexdesk.ui.widgets.body.pane import BodyPane
from aexdesk.ui.widgets.chip import Chip
from aexdesk.ui.widgets.copy_button import CopyButton
from aexdesk.ui.widgets.export_menu import ExportMenu
from aexdesk.ui.widgets.facts import Fact, Facts
from aexdesk.ui.widgets.heading import Heading
from aexdesk.ui.widgets.late import Late
from aexdesk.ui.widgets.pane_parts import bar, scroll, thin_line
from aexdesk.workspace.exchange import Exchange

if TYPE_CHECKING:
    from aexdesk.openplatform.errorbook import ErrorBook
    from aexdesk.services.call_marks import MarkedCall
    from aexdesk.ui.exports import Exports
    from aexdesk.ui.widgets.body.model import BodyModel

_SENT, _ANSWER = range(2)


def _facts() -> tuple[Fact, ...]:
    return (
        Fact(lambda: _("Time"), is_data=True),
        Fact(lambda: _("Account")),
        Fact(lambda: _("Request ID"), is_data=True),
        Fact(lambda: _("App")),
        Fact(lambda: _("Answer")),
        Fact(lambda: _("Test case")),
    )


class DetailPane(ComposedView):
    """Ways on: the console, the support form, and for what failed the doctor."""

    def __init__(
        self,
        model: AccessLogModel,
        body: BodyModel,
        ports: Ports,
        exports: Exports,
        book: ErrorBook,
        navigate: Navigate,
    ) -> None:
        super().__init__()
        self._model, self._body = model, body
        self._navigate = navigate
        self._clipboard, self._exports, self._book = ports.clipboard, exports, book

    def _compose(self) -> Steps:
        self._frame()
        yield
        self._column.addWidget(self._make_head())
        yield
        self.facts, self.reasons = Facts(_facts(), across=1), Reasons(self._book, self._navigate)
        theme.column(self.reasons, self.facts, gap="m", parent=self._page).addStretch(1)
        self._column.addLayout(self._beside, stretch=1)
        yield
        self.parameters = SentParameters(self._clipboard)
        self._answer = Late(lambda: BodyPane(self._body, self._clipboard, self._suggest_name))
        for side in (self.parameters, self._answer):
            self.sides.addTab(side, "")
        yield
        for name, widget in {
            "diagnose": self.diagnose, "open_console": self.console, "open_support": self.support,
            "close_detail": self.shut,
            "copy_request_id": self.copy, "export": self.export,
        }.items():  # fmt: skip
            widget.setObjectName(f"access_log.{name}")
        self._connect()

    def _frame(self) -> None:
        self._column = theme.column(thin_line(), gap="", parent=self)
        self._page, self.sides = QWidget(), QTabWidget()
        theme.mark(self._page, role="page")
        self.sides.setDocumentMode(True)
        theme.mark(self.sides.tabBar(), dense=True)
        self._beside = theme.line(scroll(self._page), self.sides, gap="m")
        self._beside.setContentsMargins(theme.space("m"), theme.space("s"), theme.space("m"), theme.space("s"))
        for number in range(2):
            self._beside.setStretch(number, 1)

    def _make_head(self) -> QWidget:
        self.verdict, self.api = Chip(), Heading()
        self.copy = CopyButton(self._clipboard, self._request_id)
        self.console, self.support, self.shut = QPushButton(), QPushButton(), IconButton("close", "text")
        self.diagnose, self.export = QPushButton(), IconButton("export", "text")
        self.export_menu = ExportMenu(self.export, self._exports, self._exchange_ids)
        return bar(
            self.api,
            self.verdict,
            self.copy,
            self.export,
            self.diagnose,
            self.console,
            self.support,
            self.shut,
            is_headed=True,
        )

    def _connect(self) -> None:
        self.console.clicked.connect(self.go_to_console)
        self.diagnose.clicked.connect(self.go_to_doctor)
        self.support.clicked.connect(lambda: self._go(self._model.give_to_support, "support"))
        self.shut.clicked.connect(self._model.close_detail)
        self.sides.currentChanged.connect(lambda _side: self._show_answer())

    def retranslate(self) -> None:
        """Writes its words."""
        self.copy.set_what(lambda: _("request ID"))
        self.export.set_words(_("Export the call"))
        self.console.setText(_("Open in console"))
        self.console.setToolTip(_("See its string to sign and its answer, and send it again"))
        self.diagnose.setText(_("Diagnose"))
        self.diagnose.setToolTip(_("Why the call failed: its signature, the clock, the token, the permission"))
        self.support.setText(_("Support form"))
        self.support.setToolTip(_("Fill in the form that support asks for"))
        self.shut.set_words(_("Close"))
        self.facts.retranslate()
        self.reasons.retranslate()
        self.parameters.retranslate()
        self.sides.setTabText(_SENT, _("Sent"))
        self.sides.setTabText(_ANSWER, _("Answer"))
        for part in (self.sides, self.sides.tabBar()):
            part.setAccessibleName(_("What was sent, and what came"))
        if (answer := self._answer.if_made) is not None:
            answer.retranslate()
        self.show_state()

    def show_state(self) -> None:
        """Shows the call as it is."""
        state = self._model.state
        detail, has_call = state.detail, state.detail is not None
        self.reasons.show_call(detail, state.fault)
        self.reasons.setVisible(self.reasons.has_any)
        for widget in (self.facts, self.sides, self.export, self.console, self.support, self.verdict):
            widget.setVisible(has_call)
        self.diagnose.setVisible(detail is not None and _has_failed(detail.exchange))
        self.copy.setVisible(bool(self._request_id()))
        has_answer = detail is not None and detail.answer is not None
        if not has_answer:
            self.sides.setCurrentIndex(_SENT)
        self.sides.setTabEnabled(_ANSWER, has_answer)
        self._show_answer()
        if detail is None:
            self.api.say("")
            return
        self.api.say(short_api(detail.exchange.api) or words.NOTHING)
        self._show_verdict(detail)
        self.facts.show_values(_values(detail))
        self.parameters.show_request(detail.exchange.request)

    @property
    def answer(self) -> BodyPane:
        """The body of the answer."""
        return self._answer.made

    def _show_answer(self) -> None:
        """A body is opened while somebody looks at it: its reader is a process of its own."""
        detail = self._model.state.detail
        is_looked_at = self.sides.currentIndex() == _ANSWER
        self._body.show(detail.answer if detail is not None and is_looked_at else None)

    def _suggest_name(self) -> str:
        detail = self._model.state.detail
        return detail.exchange.api.strip("/").replace("/", ".") if detail is not None else "body"

    def _show_verdict(self, detail: MarkedCall) -> None:
        verdict = verdict_of(detail.exchange.guard.allowed, detail.marks)
        self.verdict.show_state(words.name_verdict(verdict), words.tone_of_verdict(verdict) or "good")

    def _exchange_ids(self) -> tuple[str, ...]:
        detail = self._model.state.detail
        return (detail.exchange.id,) if detail is not None else ()

    def _request_id(self) -> str:
        detail = self._model.state.detail
        return detail.exchange.request_id if detail is not None else ""

    def _go(self, give: Callable[[], None], tab: str) -> None:
        give()
        self._navigate(tab)

    def go_to_doctor(self) -> None:
        """Shows the doctor the chosen call."""
        self._go(self._model.give_to_doctor, "doctor")

    def go_to_console(self) -> None:
        """Opens the chosen call there."""
        self._go(self._model.give_to_console, "console")

    def begin(self) -> None:
        """To what can be done."""
        self.console.setFocus()


def _values(detail: MarkedCall) -> tuple[str, ...]:
    exchange = detail.exchange
    return (
        write_moment(exchange.at),
        words.name_owner(detail.marks),
        exchange.request_id or words.NOTHING,
        exchange.profile or exchange.app_key or words.NOTHING,
        _write_answer(exchange),
        exchange.guard.test_case or words.NOTHING,
    )


def _has_failed(exchange: Exchange) -> bool:
    return exchange.guard.allowed and exchange.error is not None and exchange.error.kind != "no_results"


def _write_answer(exchange: Exchange) -> str:
    if exchange.response is not None:
        return f"{exchange.response.status} · {write_duration(exchange.response.ms)}"
    return _("no answer") if exchange.guard.allowed else _("not sent")
