"""The variables of this environment in a table: typed in place, kept in `collection.json`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHeaderView, QLabel, QTableWidget, QTableWidgetItem, QWidget

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.tabs.console.words import name_environment
from aexdesk.ui.view import View

if TYPE_CHECKING:
    from aexdesk.collection.saved_request import Pairs
    from aexdesk.ui.tabs.console.saved.folder_model import FolderModel


class VariableTable(QTableWidget):
    """Names and values; the last row is for a new one."""

    def __init__(self, model: FolderModel) -> None:
        super().__init__(0, 2)
        self._model = model
        self._shown: Pairs | None = None
        self._is_showing = False
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.size("row"))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setFont(theme.mono_font())
        self.cellChanged.connect(self._note)

    def show_pairs(self, pairs: Pairs) -> None:
        """Shows these; a row that was begun anew and is not whole yet stays."""
        if pairs == self._shown:
            return
        self._is_showing = True
        place = (self.currentRow(), self.currentColumn())
        self._shown = pairs
        self.setRowCount(len(pairs) + 1)
        for row, pair in enumerate((*pairs, ("", ""))):
            for column, text in enumerate(pair):
                item = self.item(row, column)
                if item is None:
                    self.setItem(row, column, QTableWidgetItem(text))
                elif item.text() != text:
                    item.setText(text)
        self.setCurrentCell(*place)
        self._is_showing = False

    def show_again(self) -> None:
        """As the file has it."""
        shown, self._shown = self._shown or (), None
        self.show_pairs(shown)

    def _text(self, row: int, column: int) -> str:
        item = self.item(row, column)
        return item.text() if item is not None else ""

    def _note(self, row: int, _column: int) -> None:
        if self._is_showing or self._shown is None:
            return
        before = self._shown[row][0] if row < len(self._shown) else ""
        name = self._text(row, 0).strip()
        if name:
            self._model.set_variable(before, name, self._text(row, 1))
        elif before:
            self._model.remove_variable(before)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes a variable out; Enter writes in a cell."""
        row, control = self.currentRow(), event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.matches(QKeySequence.StandardKey.Delete) and self._shown and 0 <= row < len(self._shown):
            self._model.remove_variable(self._shown[row][0])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            self.edit(self.currentIndex())
        elif control and event.key() == Qt.Key.Key_N:
            self.setCurrentCell(self.rowCount() - 1, 0)
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class VariablesPage(View):
    """The table, and over it whose variables these are."""

    def __init__(self, model: FolderModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.note, self.table = QLabel(), VariableTable(model)
        self.note.setWordWrap(True)
        self.note.setContentsMargins(theme.space("s"), theme.space("s"), theme.space("s"), 0)
        theme.mark(self.note, kind="small")
        column = theme.column(self.note, self.table, parent=self)
        column.setStretch(1, 1)
        self.retranslate()

    def show_state(self) -> None:
        """Shows the variables of this environment."""
        state = self._model.state
        told = _("For {environment}. Write {{{{name}}}} in any parameter; environment and base_url are there always.")
        text = told.format(environment=name_environment(state.environment))
        if text != self.note.text():
            self.note.setText(text)
        if state.fault is not None:
            self.table.show_again()
        self.table.show_pairs(state.variables)

    def retranslate(self) -> None:
        """Writes its words."""
        self.table.setHorizontalHeaderLabels([_("Name"), _("Value")])
        self.table.setAccessibleName(_("Variables of this environment"))
        self.table.setToolTip(_("Enter writes, Ctrl+N begins a new one, Delete takes one out"))
        self.show_state()
