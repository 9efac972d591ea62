"""How a call went, in one line: status, time, size, request ID; while it runs, that it runs and for how long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.outcomes import short_api, write_duration, write_moment, write_size
from aexdesk.ui.sides import inset
from aexdesk.ui.tabs.console.answer import ReadableAnswer
from aexdesk.ui.tabs.console.opened.request import RunningCall
from aexdesk.ui.view import View
from aexdesk.ui.widgets.chip import Chip
from aexdesk.ui.widgets.copy_button import CopyButton
from aexdesk.ui.widgets.elided_label import ElidedLabel

if TYPE_CHECKING:
    from aexdesk.ui.ports import Clipboard


class ResponseSummary(View):
    """The line keeps its height, so that nothing jumps when a call begins or ends."""

    def __init__(self, clipboard: Clipboard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answer: ReadableAnswer | None = None
        self._running: RunningCall | None = None
        self._drafted = ""
        self._says_what = False
        self._chip, self._facts = Chip(), ElidedLabel(goes_last=True)
        self._label, self._id = ElidedLabel("muted"), ElidedLabel("mono")
        self.copy = CopyButton(clipboard, lambda: self._answer.exchange.request_id if self._answer else "")
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        policy = self._bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._bar.setSizePolicy(policy)
        line = theme.line(self._chip, self._facts, self._label, self._id, self.copy)
        inset(line, theme.space("m"), theme.space("hair"), theme.space("s"), 0)
        line.insertStretch(2)
        column = theme.column(line, self._bar, gap="", parent=self)
        column.setStretch(0, 1)
        self.setFixedHeight(theme.size("control") + theme.space("xs") + theme.space("mark"))
        self.retranslate()

    def show_call(self, answer: ReadableAnswer | None, running: RunningCall | None, drafted: str) -> None:
        """Shows the call that runs, else the one that is shown; names its API where `drafted` is another by now."""
        self._answer, self._running, self._drafted = answer, running, drafted
        self.retranslate()

    def facts(self) -> str:
        """What stands there, apart from status and request ID."""
        return self._facts.text()

    def retranslate(self) -> None:
        """Writes its words."""
        self._label.show_text(_("request ID"))
        self.copy.set_what(lambda: _("request ID"))
        self._bar.setAccessibleName(_("The call is under way"))
        running = self._running
        self._bar.setVisible(running is not None)
        if running is not None:
            self._chip.show_state("")
            self._write(self._write_running(running), "")
        elif self._answer is not None:
            self._show_answer(self._answer)
        else:
            self._chip.show_state("")
            self._write("", "")

    def _write_running(self, running: RunningCall) -> str:
        if running.is_ending:
            return _("Cancelling…")
        api = short_api(running.api)
        if not running.elapsed_s:
            return _("Sending {api}…").format(api=api)
        return _("Sending {api}… {seconds} s").format(api=api, seconds=running.elapsed_s)

    def _show_answer(self, answer: ReadableAnswer) -> None:
        exchange = answer.exchange
        response = exchange.response
        moment = write_moment(exchange.at)
        if response is None:
            self._chip.show_state(_("not sent") if not exchange.guard.allowed else _("no answer"), "warn")
            self._write(" · ".join((*self._name_api(exchange.api), moment)), exchange.request_id)
            return
        tone = "bad" if response.status >= 400 else "warn" if response.status >= 300 else "good"
        self._chip.show_state(str(response.status), tone)
        facts = (*self._name_api(exchange.api), write_duration(response.ms), write_size(response.body.size))
        self._write(" · ".join(facts), exchange.request_id, f"{exchange.api} · {moment}")

    def _name_api(self, api: str) -> tuple[str, ...]:
        return (short_api(api),) if api != self._drafted else ()

    def _write(self, facts: str, request_id: str, tooltip: str = "") -> None:
        self._facts.show_text(facts, tooltip)
        self._id.show_text(request_id)
        for widget in (self._id, self.copy):
            widget.setVisible(bool(request_id))
        # Where the API stands there too, the copy button alone says what the number is.
        is_elsewhere = self._answer is not None and self._answer.exchange.api != self._drafted
        self._says_what = bool(request_id) and not is_elsewhere
        self._fit_label()
        self._id.setAccessibleName(_("request ID"))

    def _fit_label(self) -> None:
        """Where there is room for all of it."""
        parts = (self._chip, self._facts, self._label, self._id, self.copy)
        needed = sum(part.sizeHint().width() + theme.space("s") for part in parts) + theme.space("l")
        self._label.setVisible(self._says_what and needed <= self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More room, more words."""
        super().resizeEvent(event)
        self._fit_label()
