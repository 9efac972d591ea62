"""The fields of the form: one line for a text, hidden where it is a secret, with the values that are known."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from aexdesk.i18n import _
from aexdesk.ui import shortcuts, theme
from aexdesk.ui.icons import IconButton
from aexdesk.ui.tabs.console.known_values import Known
from aexdesk.ui.widgets.choice_list import ID, Choice, ChoiceDelegate, FoundChoices

_LONGEST = 16_777_216  # letters; Qt's own limit of 32,767 would cut a value without a word

_FEW = 20
_COMES = (QEvent.Type.FocusIn, QEvent.Type.Enter)
_AT_IT = (QEvent.Type.FocusIn, QEvent.Type.FocusOut, QEvent.Type.Enter, QEvent.Type.Leave)


class LineField(QLineEdit):
    """A value in one line. `edited` carries what a person typed.

    Of `known` values, those that fit are offered while one types; Alt+Down or Ctrl+Space offers all.
    """

    edited = Signal(str)
    empty_wanted = Signal(bool)

    def __init__(self, is_secret: bool, known: Known = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(_LONGEST)
        theme.mark(self, kind="mono")
        if is_secret:
            self.setEchoMode(QLineEdit.EchoMode.Password)
        self._known = ""
        self._choices = tuple(Choice(value, value, detail) for value, detail in known)
        self._list: _ValueList | None = None
        self._hint = ""
        self._offers_empty = False
        self._empty: EmptyMark | None = None
        self.textEdited.connect(self._note)

    def show_value(self, text: str) -> None:
        """Shows the value; leaves alone what is being typed if it is the same."""
        if text != self._known:
            self._known = text
            self.setText(text)
            self.setCursorPosition(0)

    def set_hint(self, text: str) -> None:
        """What stands in it while it is left out."""
        self._hint = text
        self._show_hint()

    @property
    def empty(self) -> EmptyMark | None:
        """The button in it; made for the first who wants it, for most fields of a form are never come to."""
        if self._empty is None and self._offers_empty:
            self._empty = EmptyMark(self)
            self._empty.clicked.connect(self.empty_wanted)
            self._empty.toggled.connect(self._show_hint)
        return self._empty

    def offer_empty(self) -> None:
        """Without a value it can be sent empty or left out: by the button in it, or by keys."""
        self._offers_empty = True

    def show_empty(self, is_sent: bool) -> None:
        """Says that it is sent empty, or lets go of that."""
        if (mark := self.empty if is_sent else self._empty) is not None:
            mark.setChecked(is_sent)

    def _show_hint(self) -> None:
        is_sent_empty = self._empty is not None and self._empty.isChecked()
        self.setPlaceholderText(_("sent empty") if is_sent_empty else self._hint)
        if self._empty is not None:
            self._empty.show_state()

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

    def event(self, event: QEvent) -> bool:
        """Who comes to the field finds the button in it."""
        if event.type() in _COMES and self._empty is None and (mark := self.empty) is not None:
            QTimer.singleShot(0, mark, mark.show_state)
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys that open the list."""
        is_down = event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        is_space = event.key() == Qt.Key.Key_Space and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if self._choices and (is_down or is_space):
            self.offer_all()
        elif self.empty is not None and not self.text() and shortcuts.fits(event, "console.empty"):
            self.empty.click()
        else:
            super().keyPressEvent(event)


class EmptyMark(IconButton):
    """In an empty field: sends it empty, or leaves it out. Seen at the field that is worked at, and where it is on."""

    def __init__(self, field: LineField) -> None:
        super().__init__("empty", parent=field)
        self._field = field
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys are heard by the field
        field.textChanged.connect(self.show_state)
        field.installEventFilter(self)
        self._place()
        self.show_state()

    def show_state(self) -> None:
        """Says what a press does now."""
        at_it = self._field.hasFocus() or self._field.underMouse()
        self.setVisible(not self._field.text() and self._field.isEnabled() and (self.isChecked() or at_it))
        text = _("Leave it out") if self.isChecked() else _("Send it empty")
        self.set_words(text, f"{text} ({shortcuts.write_keys(shortcuts.keys_of('console.empty').sequences[0])})")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Comes with the focus or the pointer, and stands at the right end."""
        if event.type() is QEvent.Type.Resize:
            self._place()
        elif event.type() in _AT_IT:
            # The field itself has not noticed yet.
            QTimer.singleShot(0, self, self.show_state)
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        edge = self._field.height()
        self.setGeometry(self._field.width() - edge, 0, edge, edge)


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
