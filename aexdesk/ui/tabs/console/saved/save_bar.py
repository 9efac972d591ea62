"""The line in which a request gets its name and folder before it is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.view import View
from aexdesk.ui.widgets.combo import Choice, Combo
from aexdesk.wording import describe

if TYPE_CHECKING:
    from aexdesk.ui.tabs.console.model import ConsoleModel
    from aexdesk.ui.tabs.console.state import Naming

_TOP = "."


class SaveBar(View):
    """Is there only while a name is wanted. Enter saves, Escape does not."""

    def __init__(self, model: ConsoleModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._shown: Naming | None = None
        self._label, self.name, self.folder = QLabel(), QLineEdit(), Combo()
        self.save, self.cancel, self._problem = QPushButton(), QPushButton(), QLabel()
        theme.mark(self.save, role="primary")
        theme.mark(self._problem, kind="small", tone="bad")
        self._problem.setWordWrap(True)
        self.name.returnPressed.connect(self._save)
        self.save.clicked.connect(self._save)
        self.cancel.clicked.connect(model.saving.cancel_naming)
        line = theme.line(self._label, self.name, self.folder, self.save, self.cancel)
        line.setStretch(1, 1)
        column = theme.column(line, self._problem, gap="xs", parent=self)
        column.setContentsMargins(theme.space("m"), theme.space("s"), theme.space("m"), theme.space("s"))
        self._label.setBuddy(self.name)
        self.hide()
        self.retranslate()

    def show_state(self) -> None:
        """Comes when a name is wanted, the suggestion in it."""
        naming = self._model.state.naming
        if naming is not None and self._shown is None:
            self.name.setText(naming.name)
            self.folder.set_choices([Choice(one or _TOP, one or _("(at the top)")) for one in naming.folders])
            self.folder.show_choice(naming.folder or _TOP)
            self.folder.setVisible(len(naming.folders) > 1)
            self.show()
            self.name.setFocus()
            self.name.selectAll()
        self._shown = naming
        words = describe(naming.fault) if naming is not None and naming.fault is not None else None
        self._problem.setText(f"{words.message} {words.hint}" if words else "")
        self._problem.setVisible(words is not None)
        theme.show_if(self, naming is not None)

    def retranslate(self) -> None:
        """Writes its words."""
        self._label.setText(_("Save as"))
        self.name.setAccessibleName(_("Name of the request"))
        self.folder.setAccessibleName(_("Folder of the request"))
        self.save.setText(_("Save"))
        self.cancel.setText(_("Cancel"))

    def _save(self) -> None:
        folder = self.folder.choice()
        self._model.saving.save_under(self.name.text(), "" if folder == _TOP else folder)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self._model.saving.cancel_naming()
        else:
            super().keyPressEvent(event)
