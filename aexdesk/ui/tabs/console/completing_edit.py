"""An editor for JSON that marks the line of an error, and offers keys and known values while one writes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QRect, Qt
from PySide6.QtGui import QKeyEvent, QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QCompleter, QListView, QTextEdit, QWidget

from aexdesk.bodies.problems import JsonProblem
from aexdesk.openplatform.catalogue import Field
from aexdesk.ui import theme
from aexdesk.ui.tabs.console.completing import Offers, offer_at
from aexdesk.ui.tabs.console.exact_edit import ExactEdit
from aexdesk.ui.widgets.choice_list import Choice, ChoiceDelegate, FoundChoices
from aexdesk.ui.widgets.highlighting import SCHEME_EVENTS

_LONGEST = 32 * 1024
"""Letters of a text in which offers are looked for with every key."""

_TAKES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Escape, Qt.Key.Key_Backtab)
_OPENS = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
_CONTROL = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier | Qt.KeyboardModifier.AltModifier


class CompletingEdit(ExactEdit):
    """`describe` gives what is known of the whole text. Ctrl+Space offers without a letter typed."""

    def __init__(self, describe: Callable[[], Field], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._describe = describe
        self._problem: JsonProblem | None = None
        self._offers: Offers | None = None
        self._opened: _OfferList | None = None

    @property
    def offered(self) -> tuple[str, ...]:
        """What the open list offers."""
        offers = self._offers.offers if self._offers and self._is_open else ()
        return tuple(offer.text for offer in offers)

    @property
    def _is_open(self) -> bool:
        return self._opened is not None and self._opened.view.isVisible()

    @property
    def _list(self) -> _OfferList:
        """Made for the first offer: a form has many editors, and few are ever written in."""
        if self._opened is None:
            self._opened = _OfferList(self)
            self._opened.activated[QModelIndex].connect(self._take)  # type: ignore[index] # an overload
        return self._opened

    def mark_problem(self, problem: JsonProblem | None) -> None:
        """Tints the line of the error and underlines its place; None takes the marks away."""
        if problem != self._problem:
            self._problem = problem
            self._mark()

    def _mark(self) -> None:
        marks = []
        if self._problem is not None:
            block = self.document().findBlockByNumber(self._problem.line - 1)
            if block.isValid():
                cursor = QTextCursor(block)
                marks.append(_selection(cursor, "bad_soft", is_line=True))
                # A place behind the last letter is shown on that one.
                column = min(self._problem.column - 1, max(0, block.length() - 2))
                cursor.setPosition(block.position() + column)
                cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor)
                marks.append(_selection(cursor, "bad", is_line=False))
        self.setExtraSelections(marks)

    def _offer(self) -> None:
        self._offers = None
        if self.document().characterCount() <= _LONGEST and not self.textCursor().hasSelection():
            self._offers = offer_at(self.text(), self.textCursor().position(), self._describe())
        if self._offers is None:
            self._shut()
            return
        place = self.cursorRect()
        place.setWidth(theme.size("panel"))
        self._list.offer(self._offers, place)

    def _shut(self) -> None:
        if self._opened is not None:
            self._opened.view.hide()

    def _take(self, index: QModelIndex) -> None:
        offers = self._offers
        if offers is None or not 0 <= index.row() < len(offers.offers):
            return
        cursor = self.textCursor()
        cursor.setPosition(offers.start)
        cursor.setPosition(offers.end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(offers.offers[index.row()].insert)
        self.setTextCursor(cursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that choose go to the list while it is open; a letter opens it where something fits."""
        is_open = self._is_open
        if is_open and event.key() in _TAKES:
            event.ignore()
            return
        if event.key() == Qt.Key.Key_Space and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._offer()
            return
        super().keyPressEvent(event)
        is_letter = bool(event.text().strip()) and not event.modifiers() & _CONTROL and event.key() not in _OPENS
        if (is_letter and event.text() not in "}],:") or (is_open and event.key() in _OPENS):
            self._offer()
        elif is_open:
            self._shut()

    def changeEvent(self, event: QEvent) -> None:
        """Marks in the colours of the scheme."""
        super().changeEvent(event)
        if event.type() in SCHEME_EVENTS:
            self._mark()


class _OfferList(QCompleter):
    """The list under the cursor."""

    def __init__(self, edit: CompletingEdit) -> None:
        self._found = FoundChoices(edit)
        super().__init__(self._found, edit)
        self.view = QListView()
        self.view.setUniformItemSizes(True)
        theme.mark(self.view, role="choices")
        self.setPopup(self.view)
        self.view.setItemDelegate(ChoiceDelegate(self.view))
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setMaxVisibleItems(theme.size("palette_rows"))
        self.setWidget(edit)

    def offer(self, offers: Offers, place: QRect) -> None:
        """Shows these at `place`, the first of them chosen."""
        self._found.show(tuple(Choice(one.insert, one.text, one.detail) for one in offers.offers))
        self.complete(place)
        self.view.setCurrentIndex(self._found.index(0))


def _selection(cursor: QTextCursor, tone: str, *, is_line: bool) -> QTextEdit.ExtraSelection:
    made = QTextEdit.ExtraSelection()
    look = QTextCharFormat()
    if is_line:
        look.setBackground(theme.colour(tone))
        look.setProperty(QTextFormat.Property.FullWidthSelection, True)
    else:
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        look.setUnderlineColor(theme.colour(tone))
    made.format, made.cursor = look, QTextCursor(cursor)
    return made
