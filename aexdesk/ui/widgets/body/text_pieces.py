"""The text of a large body, all of it: lines as wide as the view, asked for as they are painted."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import (
    QContextMenuEvent,
    QCursor,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QMenu, QWidget

from aexdesk.i18n import _
from aexdesk.ui import shortcuts, theme
from aexdesk.ui.widgets.body.text_selection import END, Spot, TextSelection, word_at
from aexdesk.ui.widgets.copied import say_copied
from aexdesk.wording.turning_signs import write_exactly

if TYPE_CHECKING:
    from aexdesk.ui.widgets.body.model import BodyModel

PAGE = 200
_PAGES_KEPT = 20
_LEAST = 32
_ROWS_MOST = 2**31 - 1
"""What a scroll bar can count."""

_DRAG_MS = 50
_STEPS = {Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1)}

_SIGNS = str.maketrans({"\n": "⏎", "\r": "␍", "\t": "⇥"})


class TextPieces(QAbstractScrollArea):
    """A range of it is chosen with the mouse, or with Shift and the arrows, and copied; its lines need not be here."""

    def __init__(self, model: BodyModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._size = 0
        self._width = _LEAST
        self._pages: OrderedDict[int, tuple[str, ...]] = OrderedDict()
        self._asked: set[int] = set()
        self._hit = -1
        self.selection = TextSelection()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._drag = QTimer(self)
        self._drag.setInterval(_DRAG_MS)
        self._drag.timeout.connect(self._drag_on)
        shortcuts.bind(self, "answer.copy_value", self.copy, Qt.ShortcutContext.WidgetShortcut)
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
        """Anew, with the byte `top` in the first line. Lines are others then, and what was chosen in them is not."""
        self.selection = TextSelection()
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
            self._paint_chosen(painter, number, place, line or "")
            painter.setPen(theme.colour("muted" if line is None else "text"))
            base = QPoint(edge, place * high + self._metrics().ascent())
            painter.drawText(base, "…" if line is None else _shown(line))
        painter.end()

    def _paint_chosen(self, painter: QPainter, number: int, place: int, line: str) -> None:
        begin, end = self.selection.within(number, len(line))
        if begin < end:
            high = self._high()
            left, right = (self._metrics().horizontalAdvance(_shown(line[:letter])) for letter in (begin, end))
            chosen = QRect(theme.space("s") + left, place * high, right - left, high)
            painter.fillRect(chosen, theme.colour("accent_soft"))

    # ---------------------------------------------------------------- choosing and copying

    def copy(self) -> None:
        """Copies what is chosen."""
        if not self.selection.is_empty:
            first, last = self.selection.first, self.selection.last
            self._model.copy_text(first, last, self._width, lambda: say_copied(self.viewport()))

    def choose_all(self) -> None:
        """Chooses the whole text."""
        self._choose(TextSelection((0, 0), (self._last_line(), END)))

    def _choose(self, selection: TextSelection) -> None:
        self.selection = selection
        self.viewport().update()

    def _last_line(self) -> int:
        return max(0, -(-self._size // self._width) - 1)

    def _spot_at(self, at: QPoint) -> Spot:
        """The letter whose left edge is nearest."""
        number = self.verticalScrollBar().value() + max(at.y(), 0) // self._high()
        if number > self._last_line():
            return self._last_line(), END
        line = self.line_of(number) or ""
        x, metrics = at.x() - theme.space("s") + self._letter() // 2, self._metrics()
        return number, bisect_right(
            range(1, len(line) + 1), x, key=lambda n: metrics.horizontalAdvance(_shown(line[:n]))
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begins to choose; with Shift goes on with what is chosen."""
        if event.button() is Qt.MouseButton.LeftButton:
            spot = self._spot_at(event.position().toPoint())
            goes_on = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self._choose(self.selection.to(spot) if goes_on else TextSelection(spot, spot))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Chooses; beyond the edge the text moves on under it."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._choose(self.selection.to(self._spot_at(event.position().toPoint())))
            self._drag.start()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """That was all."""
        self._drag.stop()
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Chooses the word."""
        number, letter = self._spot_at(event.position().toPoint())
        self._choose(word_at(number, self.line_of(number) or "", letter))

    def _drag_on(self) -> None:
        at = self.viewport().mapFromGlobal(QCursor.pos())
        beyond = min(at.y(), 0) + max(at.y() - self.viewport().height(), 0)
        if beyond:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + beyond // self._high() + (beyond > 0))
            self._choose(self.selection.to(self._spot_at(at)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Shift and the arrows choose, Ctrl+A chooses all; the rest scrolls."""
        number, letter = self.selection.head
        by = _STEPS.get(Qt.Key(event.key()))
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.key() == Qt.Key.Key_A:
            self.choose_all()
        elif event.modifiers() == Qt.KeyboardModifier.ShiftModifier and by is not None:
            self._choose(self.selection.to((min(max(number + by[0], 0), self._last_line()), max(letter + by[1], 0))))
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Copies what is chosen, or chooses all."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Copy"), self.copy).setEnabled(not self.selection.is_empty)
        menu.addAction(_("Choose all"), self.choose_all)
        menu.popup(event.globalPos())

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


def _shown(line: str) -> str:
    return write_exactly(line.translate(_SIGNS))
