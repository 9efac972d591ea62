"""The fields of the form: one line for a text, hidden where it is a secret, with the values that are known."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from aexdesk.ui import theme
from aexdesk.ui.tabs.console.known_values import Known
from aexdesk.ui.widgets.choice_list import ID, Choice, ChoiceDelegate, FoundChoices

_LONGEST = 16_777_216  # letters; Qt's own limit of 32,767 would cut a value without a word

_FEW = 20


class LineField(QLineEdit):
    """A value in one line. `edited` carries what a person typed.

    Of `known` values, those that fit are offered while one types; Alt+Down or Ctrl+Space offers all.
    """

    edited = Signal(str)

    def __init__(self, is_secret: bool, known: Known = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(_LONGEST)
        theme.mark(self, kind="mono")
        if is_secret:
            self.setEchoMode(QLineEdit.EchoMode.Password)
        self._known = ""
        self._choices = tuple(Choice(value, value, detail) for value, detail in known)
        self._list: _ValueList | None = None
        self.textEdited.connect(self._note)

    def show_value(self, text: str) -> None:
        """Shows the value; leaves alone what is being typed if it is the same."""
        if text != self._known:
            self._known = text
            self.setText(text)
            self.setCursorPosition(0)

    def offer_all(self) -> None:
        """Opens the list of known values."""
        if self._choices:
            self._opened().offer(self._choices)

    def _note(self, text: str) -> None:
        self._known = text
        self.edited.emit(text)
        if len(self._choices) > 1:
            typed = text.casefold()
            fitting = tuple(one for one in self._choices if typed in f"{one.text} {one.detail}".casefold())
            is_finished = any(one.text == text for one in fitting)
            self._opened().offer(fitting if typed and not is_finished else ())

    def _take(self, value: str) -> None:
        self.setText(value)
        self._known = value
        self.edited.emit(value)

    def _opened(self) -> _ValueList:
        if self._list is None:
            self._list = _ValueList(self)
            self._list.taken.connect(self._take)
        return self._list

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click into an empty field shows the few values there are."""
        super().mousePressEvent(event)
        if not self.text() and 1 < len(self._choices) <= _FEW:
            # After the click has been dealt with: it would shut the list again.
            QTimer.singleShot(0, self, self.offer_all)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys that open the list."""
        is_down = event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        is_space = event.key() == Qt.Key.Key_Space and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if self._choices and (is_down or is_space):
            self.offer_all()
        else:
            super().keyPressEvent(event)


class _ValueList(QCompleter):
    """The list under a field."""

    taken = Signal(str)

    def __init__(self, field: QLineEdit) -> None:
        self._found = FoundChoices(field)
        super().__init__(self._found, field)
        self._view = QListView()
        self._view.setUniformItemSizes(True)
        theme.mark(self._view, role="choices")
        self.setPopup(self._view)
        self._view.setItemDelegate(ChoiceDelegate(self._view))
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setMaxVisibleItems(theme.size("palette_rows"))
        self.setWidget(field)
        self.activated[QModelIndex].connect(lambda index: self.taken.emit(index.data(ID)))  # type: ignore[index] # an overload

    def offer(self, choices: tuple[Choice, ...]) -> None:
        """Shows these; none: shuts the list."""
        self._found.show(choices)
        if choices:
            self.complete()
        else:
            self._view.hide()
