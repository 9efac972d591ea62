"""Offers variables while `{{` is being typed, in any field of the request."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, QStringListModel, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QCompleter, QLineEdit, QListView, QPlainTextEdit, QWidget

from aexdesk.ui import theme

if TYPE_CHECKING:
    from aexdesk.ui.tabs.console.model import ConsoleModel

_KNOWN = "offers_variables"
_BEGUN = re.compile(r"(?<!\{)\{\{[ \t]*([A-Za-z0-9_.-]*)$")


class VariableCompletion(QObject):
    """Follows the keyboard through the fields inside `place`."""

    def __init__(self, model: ConsoleModel, place: QWidget) -> None:
        super().__init__(place)
        self._model = model
        self._place = place
        self._names = QStringListModel(self)
        self.completer = QCompleter(self._names, self)
        self.completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.list = QListView()
        theme.mark(self.list, role="choices")
        self.completer.setPopup(self.list)
        self.completer.activated[str].connect(self._take)  # type: ignore[index] # an overload
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if not isinstance(now, QLineEdit | QPlainTextEdit) or now.isReadOnly() or not self._place.isAncestorOf(now):
            return
        self.completer.setWidget(now)
        if not now.property(_KNOWN):
            now.setProperty(_KNOWN, True)
            now.textChanged.connect(self._offer)

    @property
    def _field(self) -> QLineEdit | QPlainTextEdit | None:
        field = self.completer.widget()
        return field if isinstance(field, QLineEdit | QPlainTextEdit) else None

    def _offer(self) -> None:
        field = self._field
        begun = _BEGUN.search(_before_cursor(field)) if field is not None else None
        if field is None or begun is None or not field.hasFocus():
            self.list.hide()
            return
        scope = self._model.state.scope
        names = list(dict.fromkeys(name for _source, values in scope.places() for name in values))
        if names != self._names.stringList():
            self._names.setStringList(names)
        self.completer.setCompletionPrefix(begun[1])
        if not self.completer.completionCount() or self.completer.currentCompletion() == begun[1]:
            self.list.hide()
            return
        self.list.setCurrentIndex(self.completer.completionModel().index(0, 0))
        self.completer.complete(_place_of(field))

    def _take(self, name: str) -> None:
        field = self._field
        begun = _BEGUN.search(_before_cursor(field)) if field is not None else None
        if field is None or begun is None:
            return
        if isinstance(field, QLineEdit):
            rest = field.text()[field.cursorPosition() :]
            field.setSelection(field.cursorPosition() - len(begun[1]), len(begun[1]))
            field.insert(name + ("" if rest.startswith("}}") else "}}"))
            field.textEdited.emit(field.text())
        else:
            cursor = field.textCursor()
            cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(begun[1]))
            rest = field.toPlainText()[field.textCursor().position() :]
            cursor.insertText(name + ("" if rest.startswith("}}") else "}}"))
            field.setTextCursor(cursor)


def _before_cursor(field: QLineEdit | QPlainTextEdit | None) -> str:
    if isinstance(field, QLineEdit):
        return field.text()[: field.cursorPosition()]
    if field is None:
        return ""
    cursor = field.textCursor()
    return cursor.block().text()[: cursor.positionInBlock()]


def _place_of(field: QLineEdit | QPlainTextEdit) -> QRect:
    if isinstance(field, QLineEdit):
        return QRect(0, 0, min(field.width(), theme.size("label") * 2), field.height())
    rect = field.cursorRect()
    rect.setWidth(theme.size("label") * 2)
    return rect.translated(0, theme.space("xs"))
