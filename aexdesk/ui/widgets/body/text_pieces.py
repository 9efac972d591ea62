"""The text of a large body, all of it: lines as wide as the view, asked for as they are painted."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from aexdesk.ui import theme

if TYPE_CHECKING:
    from aexdesk.ui.widgets.body.model import BodyModel

PAGE = 200
_PAGES_KEPT = 20
_LEAST = 32
_ROWS_MOST = 2**31 - 1
"""What a scroll bar can count."""

_SIGNS = str.maketrans({"\n": "⏎", "\r": "␍", "\t": "⇥"})


class TextPieces(QAbstractScrollArea):
    """Knows no selection: what is wanted of so long a text is saved, or copied in the tree."""

    def __init__(self, model: BodyModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._size = 0
        self._width = _LEAST
        self._pages: OrderedDict[int, tuple[str, ...]] = OrderedDict()
        self._asked: set[int] = set()
        self._hit = -1
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        model.lines_came.connect(self._take)

    def show_state(self, is_shown: bool) -> None:
        """Shows the text of the body that is open, and the hit in it."""
        size = self._model.size if is_shown else 0
        if size != self._size:
            self._size = size
            self._begin(0)
        state = self._model.state
        hit = (
            (state.finding.offset if state.finding.doc == 0 and state.finding.text else state.problem_at)
            if size
            else -1
        )
        if hit != self._hit:
            self._hit = hit
            self._go_to_hit()
            self.viewport().update()

    def line_of(self, number: int) -> str | None:
        """A line; where it has not come, it is asked for."""
        page = number // PAGE
        if page in self._pages:
            self._pages.move_to_end(page)
            lines = self._pages[page]
            return lines[number % PAGE] if number % PAGE < len(lines) else ""
        if page not in self._asked:
            self._asked.add(page)
            self._model.ask_lines(page * PAGE, PAGE, self._width)
        return None

    def _begin(self, top: int) -> None:
        """Anew, with the byte `top` in the first line."""
        self._pages.clear()
        self._asked.clear()
        self._width = max(_LEAST, self.viewport().width() // self._letter() - 3)
        bar = self.verticalScrollBar()
        in_sight = max(1, self.viewport().height() // self._high())
        bar.setRange(0, min(max(0, -(-self._size // self._width) - in_sight), _ROWS_MOST))
        bar.setPageStep(in_sight)
        bar.setValue(top // self._width)
        self.viewport().update()

    def _take(self, width: int, first: int, lines: tuple[str, ...]) -> None:
        if width != self._width:
            return
        self._asked.discard(first // PAGE)
        self._pages[first // PAGE] = lines
        if len(self._pages) > _PAGES_KEPT:
            self._pages.popitem(last=False)
        self.viewport().update()

    def _go_to_hit(self) -> None:
        bar = self.verticalScrollBar()
        line = self._hit // self._width
        if self._hit >= 0 and not bar.value() <= line < bar.value() + bar.pageStep():
            bar.setValue(line - bar.pageStep() // 2)

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(theme.mono_font())

    def _letter(self) -> int:
        return max(1, self._metrics().horizontalAdvance("0"))

    def _high(self) -> int:
        return self._metrics().lineSpacing()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The lines in sight."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.colour("surface"))
        painter.setFont(theme.mono_font())
        tone = "warn_soft" if self._model.state.finding.text else "bad_soft"
        high, edge = self._high(), theme.space("s")
        top = self.verticalScrollBar().value()
        for place in range(self.viewport().height() // high + 1 if self._size else 0):
            number = top + place
            if self._hit >= 0 and number == self._hit // self._width:
                painter.fillRect(QRect(0, place * high, self.viewport().width(), high), theme.colour(tone))
            line = self.line_of(number)
            painter.setPen(theme.colour("muted" if line is None else "text"))
            base = QPoint(edge, place * high + self._metrics().ascent())
            painter.drawText(base, "…" if line is None else line.translate(_SIGNS))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines become as wide as the view; the first stays where it is."""
        super().resizeEvent(event)
        bar = self.verticalScrollBar()
        had_hit = self._hit >= 0 and bar.value() <= self._hit // self._width < bar.value() + bar.pageStep()
        self._begin(bar.value() * self._width)
        if had_hit:
            self._go_to_hit()

    def changeEvent(self, event: QEvent) -> None:
        """Follows the scheme."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self.viewport().update()
