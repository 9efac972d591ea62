"""Timing: how long the platform thought, how long the body took to come, and what that makes."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.outcomes import write_duration, write_moment, write_size
from aexdesk.ui.view import View
from aexdesk.ui.widgets.facts import Fact, Facts
from aexdesk.workspace.exchange import Exchange


class TimingView(View):
    """Facts and one bar: waiting, then receiving."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._exchange: Exchange | None = None
        self.bar = _Bar()
        self.facts = Facts(
            (
                Fact(lambda: _("Sent at")),
                Fact(lambda: _("Until the headers")),
                Fact(lambda: _("Receiving the body")),
                Fact(lambda: _("Whole call")),
                Fact(lambda: _("Size")),
                Fact(lambda: _("Speed")),
            ),
            across=1,
        )
        column = theme.column(self.bar, self.facts, gap="m", around="m", parent=self)
        column.addStretch(1)

    def show_exchange(self, exchange: Exchange | None) -> None:
        """Shows the times of a call that was answered."""
        self._exchange = exchange
        response = exchange.response if exchange else None
        if exchange is None or response is None:
            self.bar.show_parts(0, 0)
            self.facts.show_values([""] * 6)
            return
        # A recorded call of earlier days has no time of the headers.
        first = response.first_byte_ms if 0 < response.first_byte_ms <= response.ms else 0.0
        rest = response.ms - first
        speed = response.body.size / rest * 1000 if first and rest >= 1 else 0
        self.bar.show_parts(first, rest if first else response.ms)
        self.facts.show_values(
            [
                write_moment(exchange.at),
                write_duration(first) if first else _("not recorded"),
                write_duration(rest) if first else _("not recorded"),
                write_duration(response.ms),
                write_size(response.body.size),
                _("{size} per second").format(size=write_size(round(speed))) if speed else "–",
            ]
        )

    def told(self) -> list[str]:
        """Each fact in a line."""
        return [label.accessibleName() for label in self.facts.values]

    def retranslate(self) -> None:
        """Writes its words."""
        self.facts.retranslate()
        self.show_exchange(self._exchange)
        self.bar.setAccessibleName(_("Waiting, then receiving"))


class _Bar(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._parts = (0.0, 0.0)
        self.setFixedHeight(theme.space("s"))

    def show_parts(self, waiting: float, receiving: float) -> None:
        if self._parts != (waiting, receiving):
            self._parts = (waiting, receiving)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        whole = sum(self._parts)
        if not whole:
            return
        painter = QPainter(self)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        border = self.width() * self._parts[0] / whole
        painter.fillRect(QRectF(0, 0, border, self.height()), theme.colour("accent_fill"))
        painter.fillRect(QRectF(border, 0, self.width() - border, self.height()), theme.colour("practice_line"))
        painter.end()
