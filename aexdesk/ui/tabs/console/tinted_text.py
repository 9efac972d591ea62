"""The string to sign, each piece in the tint of its origin; pointing at a piece names its parameter."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from aexdesk.openplatform.request import Origin
from aexdesk.openplatform.signing import Part, Segment
from aexdesk.ui import theme
from aexdesk.ui.tabs.console.exact_edit import height_of_lines
from aexdesk.ui.widgets.highlighting import SCHEME_EVENTS
from aexdesk.wording.turning_signs import write_exactly

_PLAIN = str.maketrans({"\r": "␍", "\u2028": "␤", "\u2029": "␤", "\ufdd0": "\ufffd", "\ufdd1": "\ufffd"})
SHOWN_LIMIT = 64 * 1024
"""Letters: beyond this the text is cut on the screen, not in what is copied."""


class WrappedText(QPlainTextEdit):
    """Data that may break anywhere, as high as it needs within bounds."""

    def __init__(self, least_lines: int = 1, most_lines: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = (least_lines, most_lines)
        self._known: str | None = None
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.mark(self, kind="mono")

    def show_text(self, text: str) -> bool:
        """Shows `text`; whether it is another."""
        if text == self._known:
            return False
        self._known = text
        self.setPlainText(write_exactly(text[:SHOWN_LIMIT].translate(_PLAIN)))
        self._grow()
        return True

    def _grow(self) -> None:
        least, most = self._lines
        # A plain text's document measures itself in lines.
        wanted = max(round(self.document().size().height()), least)
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(policy.ScrollBarAsNeeded if wanted > most else policy.ScrollBarAlwaysOff)
        self.setFixedHeight(height_of_lines(self, min(wanted, most)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another number of lines."""
        super().resizeEvent(event)
        self._grow()


class TintedText(WrappedText):
    """Shows segments. `pointed` carries the parameter under the pointer, or empty."""

    pointed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(least_lines=2, most_lines=10, parent=parent)
        self._segments: tuple[Segment, ...] = ()
        self._origins: Mapping[str, Origin] = {}
        self._marked = ""
        self.viewport().setMouseTracking(True)

    def show_segments(self, segments: tuple[Segment, ...], origins: Mapping[str, Origin]) -> None:
        """Shows the pieces; `origins` by parameter."""
        if segments == self._segments and origins == self._origins:
            return
        self._segments, self._origins = segments, origins
        self.show_text("".join(segment.text for segment in segments))
        self._tint()

    def mark(self, parameter: str) -> None:
        """Lets the pieces of one parameter stand out."""
        if parameter != self._marked:
            self._marked = parameter
            self._tint()

    def marked_text(self) -> str:
        """What stands out now."""
        return "".join(one.text for one in self._segments if self._marked and one.parameter == self._marked)

    def _tint(self) -> None:
        place = 0
        selections = []
        for segment in self._segments:
            length = _length(segment)
            if place + length > SHOWN_LIMIT:
                break
            selections.append(self._select(place, length, segment))
            place += length
        self.setExtraSelections(selections)

    def _select(self, place: int, length: int, segment: Segment) -> QTextEdit.ExtraSelection:
        made = QTextCharFormat()
        if self._marked and segment.parameter == self._marked:
            made.setBackground(theme.colour("accent_fill"))
            made.setForeground(theme.colour("on_accent"))
        else:
            made.setBackground(theme.colour(f"tint_{self._tint_of(segment)}"))
            made.setForeground(theme.colour("muted" if segment.part is Part.NAME else "text"))
        selection = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(place)
        cursor.setPosition(place + length, QTextCursor.MoveMode.KeepAnchor)
        selection.cursor = cursor
        selection.format = made
        return selection

    def _tint_of(self, segment: Segment) -> str:
        if segment.part is Part.API_PATH:
            return Origin.API.value
        if segment.part is Part.APP_SECRET:
            return Origin.PROFILE.value
        return self._origins.get(segment.parameter, Origin.USER).value

    def _parameter_at(self, point: QPoint) -> str:
        place = self.cursorForPosition(point).position()
        for segment in self._segments:
            place -= _length(segment)
            if place <= 0:
                return segment.parameter
        return ""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Names the parameter under the pointer."""
        super().mouseMoveEvent(event)
        self.pointed.emit(self._parameter_at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        """Points at nothing."""
        super().leaveEvent(event)
        self.pointed.emit("")

    def changeEvent(self, event: QEvent) -> None:
        """Follows the scheme."""
        super().changeEvent(event)
        if event.type() in SCHEME_EVENTS and self._segments:
            self._tint()


def _length(segment: Segment) -> int:
    """As it is shown; Qt counts UTF-16 units."""
    return len(write_exactly(segment.text).encode("utf-16-le", "surrogatepass")) // 2
