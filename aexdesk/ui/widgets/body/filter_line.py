"""The filter: a JMESPath expression over the body, and beneath it what is wrong with it or what it gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.view import View
from aexdesk.wording import describe

if TYPE_CHECKING:
    from aexdesk.ui.widgets.body.model import BodyModel


class FilterLine(View):
    """Enter filters; an empty line shows the body again."""

    def __init__(self, model: BodyModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.edit = QLineEdit()
        self.edit.setClearButtonEnabled(True)
        theme.mark(self.edit, kind="mono")
        self.edit.returnPressed.connect(lambda: model.filter(self.edit.text()))
        self.edit.textChanged.connect(self._note_empty)
        self.told = QLabel()
        self.told.setWordWrap(True)
        theme.mark(self.told, kind="small")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme.mark(self, role="surface")
        column = theme.column(self.edit, self.told, gap="xs", parent=self)
        column.setContentsMargins(theme.space("m"), theme.space("s"), theme.space("m"), theme.space("s"))
        self.retranslate()

    def show_state(self) -> None:
        """Shows the filter in force."""
        filtering = self._model.state.filtering
        if not self.edit.hasFocus() and self.edit.text() != filtering.expression:
            # Another line over the same body, or another body.
            self.edit.setText(filtering.expression)
        text, tone = "", ""
        if filtering.fault is not None:
            words = describe(filtering.fault)
            text, tone = f"{words.message} {words.hint}", "bad"
        elif filtering.is_slow:
            text = _("Filtering… Clear the line to give it up.")
        elif filtering.expression and not filtering.is_running:
            text = _("Tree and table show what the filter gives. Clear the line to see the whole body.")
        if text != self.told.text():
            self.told.setText(text)
        theme.mark(self.told, tone=tone)
        self.told.setVisible(bool(text))

    def retranslate(self) -> None:
        """Writes its words."""
        self.edit.setPlaceholderText(_("Filter with JMESPath, e.g. result.products[?price > '10'].id"))
        self.edit.setAccessibleName(_("Filter with JMESPath"))
        self.edit.setToolTip(_("Enter filters. Numbers stay as they are written."))
        self.show_state()

    def _note_empty(self, text: str) -> None:
        if not text:
            self._model.filter("")
