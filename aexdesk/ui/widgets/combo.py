"""Choosing one of many: a plain combo for a few, and one that finds as you type, for hundreds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLabel, QLineEdit, QListView, QWidget

from aexdesk.ui import icons, sides, theme
from aexdesk.ui.widgets.choice_list import ID, Choice, ChoiceDelegate, FoundChoices

__all__ = ["Choice", "Combo", "SearchCombo"]


class Combo(QComboBox):
    """A few choices. `chosen` carries the id when a person chose; `show_choice` says nothing."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unseen: QLabel | None = None
        self._choices: tuple[Choice, ...] = ()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.activated.connect(lambda number: self.chosen.emit(self._choices[number].id))

    def setAccessibleName(self, name: str) -> None:
        """Names it. On Linux Qt tells in the place of this name what is chosen, and as its name only a label."""
        super().setAccessibleName(name)
        self._name_by_label()

    def _name_by_label(self) -> None:
        beside = self.parentWidget()
        name = self.accessibleName()
        if (
            beside is None
            or not name
            or any(one.buddy() is self for one in _labels_in(beside) if one is not self._unseen)
        ):
            return
        if self._unseen is None:
            self._unseen = QLabel()
            self._unseen.setBuddy(self)
        if self._unseen.parentWidget() is not beside:
            self._unseen.setParent(beside)
            self._unseen.hide()
        self._unseen.setText(name)

    def changeEvent(self, event: QEvent) -> None:
        """Its unseen label goes where it goes."""
        if event.type() is QEvent.Type.ParentChange:
            self._name_by_label()
        super().changeEvent(event)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offers `choices`, keeping the one that is chosen."""
        if tuple(choices) == self._choices:
            return
        kept = self.choice()
        self._choices = tuple(choices)
        self.clear()
        for choice in choices:
            self.addItem(choice.text, choice.id)
            self.setItemData(self.count() - 1, choice.detail, Qt.ItemDataRole.ToolTipRole)
        self.show_choice(kept)

    def choice(self) -> str:
        """The id of what is chosen, or empty."""
        return str(self.currentData() or "")

    def show_choice(self, identity: str) -> None:
        """Shows that one as chosen."""
        number = self.findData(identity)
        if number != self.currentIndex():
            self.setCurrentIndex(number)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The sheet has no arrow that follows the scheme; this is it."""
        super().paintEvent(event)
        _paint_arrow(self)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A wheel that passes by changes nothing."""
        event.ignore()


class SearchCombo(QLineEdit):
    """Hundreds of choices: every word typed must occur in text or detail. What fits nothing counts as typed.

    `chosen` carries the id of a choice; `typed` the text when Enter was pressed on no choice, or the field left.
    """

    chosen = Signal(str)
    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: tuple[Choice, ...] = ()
        self._shown = ""
        self._found = FoundChoices(self)
        self._list = QListView()
        self._list.setUniformItemSizes(True)
        theme.mark(self._list, role="choices")
        self._completer = QCompleter(self._found, self)
        self._completer.setPopup(self._list)
        self._list.setItemDelegate(ChoiceDelegate(self._list))  # setPopup puts one of its own there
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(theme.size("palette_rows"))
        self._completer.setWidget(self)
        self._completer.activated[QModelIndex].connect(self._take)  # type: ignore[index] # an overload
        self.textEdited.connect(self._offer)
        self.returnPressed.connect(self._settle)
        self.setTextMargins(0, 0, theme.space("l"), 0)
        theme.mark(self, kind="mono")

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offers `choices`; what stands in the field stays."""
        if tuple(choices) != self._choices:
            self._choices = tuple(choices)
            self._found.show(self._choices)

    def show_text(self, text: str) -> None:
        """What is chosen now; leaves alone what is being typed if it is the same."""
        if text != self._shown:
            self._shown = text
            if text != self.text():
                self.setText(text)
                self.setCursorPosition(0)

    def offer_all(self) -> None:
        """Opens the list."""
        self._offer("")

    def _offer(self, text: str) -> None:
        words = text.casefold().split()
        fitting = [choice for choice in self._choices if _fits(choice, words)]
        if words:
            fitting.sort(key=lambda choice: _distance(choice, words))
        self._found.show(tuple(fitting))
        if self._found.rowCount() and self.isVisible():
            self._completer.complete()
            if words:
                self._list.setCurrentIndex(self._found.index(0))
        else:
            self._list.hide()

    def _take(self, index: QModelIndex) -> None:
        identity = index.data(ID)
        self._shown = str(index.data(Qt.ItemDataRole.DisplayRole))
        self.setText(self._shown)
        self.setCursorPosition(0)
        self.chosen.emit(identity)

    def _settle(self) -> None:
        text = self.text().strip()
        if text == self._shown:
            return
        self._shown = text
        match = next((choice for choice in self._choices if choice.text == text), None)
        if match:
            self.chosen.emit(match.id)
        else:
            self.typed.emit(text)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the field settles what was typed; its own list opening is not leaving."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._settle()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click opens the whole list."""
        super().mousePressEvent(event)
        if not self._list.isVisible():
            self.selectAll()
            # After the click has been dealt with: it would close the list again.
            QTimer.singleShot(0, self, self.offer_all)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, and the arrow that says that there is a list."""
        super().paintEvent(event)
        _paint_arrow(self)


def _labels_in(place: QWidget) -> list[QLabel]:
    return place.findChildren(QLabel, options=Qt.FindChildOption.FindDirectChildrenOnly)


def _fits(choice: Choice, words: list[str]) -> bool:
    text = f"{choice.text} {choice.detail}".casefold()
    return all(word in text for word in words)


def _distance(choice: Choice, words: list[str]) -> tuple[bool, int]:
    """What is named so comes before what is described so, and the shorter name first: it says least else."""
    name = choice.text.casefold()
    return (not all(word in name for word in words), len(name))


def _paint_arrow(widget: QWidget) -> None:
    tone = "muted" if widget.isEnabled() else "disabled"
    place = sides.at_end(widget, theme.size("icon"), theme.space("s"))
    painter = QPainter(widget)
    painter.drawPixmap(place, icons.pixmap("chevron_down", tone))
    painter.end()
