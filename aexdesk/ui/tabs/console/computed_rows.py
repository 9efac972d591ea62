"""What goes with every call and is computed: greyed rows under the form."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from aexdesk.i18n import _
from aexdesk.openplatform.request import Parameter
from aexdesk.ui import theme
from aexdesk.ui.laying import laid_out_once
from aexdesk.ui.tabs.console.words import name_origin
from aexdesk.ui.view import View
from aexdesk.ui.widgets.form_row import FormRow


class ComputedRows(View):
    """Read-only; each says where its value comes from."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parameters: tuple[Parameter, ...] = ()
        self._rows: dict[str, tuple[FormRow, QLineEdit]] = {}
        self._heading = QLabel()
        self._heading.setWordWrap(True)
        theme.mark(self._heading, kind="small")
        self._column = theme.column(self._heading, gap="xs", parent=self)
        self.retranslate()

    def show_rows(self, parameters: tuple[Parameter, ...]) -> None:
        """Shows these; a row is made anew only where the names differ."""
        if tuple(one.name for one in parameters) != tuple(self._rows):
            with laid_out_once(self._column):
                self._make([one.name for one in parameters])
        self._parameters = parameters
        for one in parameters:
            line = self._rows[one.name][1]
            if line.text() != one.value:
                line.setText(one.value)
                line.setCursorPosition(0)
        self._show_words()

    def retranslate(self) -> None:
        """Writes its words."""
        self._heading.setText(_("Computed, and sent along. A parameter of the same name above takes the place of one."))
        self._show_words()

    def _make(self, names: list[str]) -> None:
        rows = {name: self._rows.pop(name) if name in self._rows else self._make_row() for name in names}
        for row, _line in self._rows.values():
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = rows
        for number, (row, _line) in enumerate(rows.values(), start=1):  # under the heading
            if self._column.indexOf(row) != number:
                self._column.insertWidget(number, row)

    def _make_row(self) -> tuple[FormRow, QLineEdit]:
        line = QLineEdit()
        line.setReadOnly(True)
        line.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        theme.mark(line, kind="mono")
        return FormRow(line, parent=self), line

    def _show_words(self) -> None:
        self.setVisible(bool(self._parameters))
        for one in self._parameters:
            origin = _("{name}, from: {origin}").format(name=one.name, origin=name_origin(one.origin))
            self._rows[one.name][0].set_words(one.name, origin)
