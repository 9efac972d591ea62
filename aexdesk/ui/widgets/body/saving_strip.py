"""The line that tells of a file while it is written: its name, how far it is, and Cancel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QProgressBar, QPushButton, QWidget

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.view import View
from aexdesk.ui.widgets.elided_label import ElidedLabel
from aexdesk.ui.widgets.pane_parts import bar

if TYPE_CHECKING:
    from aexdesk.ui.widgets.body.model import BodyModel


class SavingStrip(View):
    """Hidden while nothing is written, or where that takes no time."""

    def __init__(self, model: BodyModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.told, self.progress, self.cancel = ElidedLabel(), QProgressBar(), QPushButton()
        self.progress.setTextVisible(False)
        self.cancel.clicked.connect(model.give_up_saving)
        theme.column(self.progress, bar(self.told, self.cancel, is_headed=True), gap="", parent=self)
        self.hide()
        self.retranslate()

    def show_state(self) -> None:
        """Shows how far it is."""
        saving = self._model.state.saving
        theme.show_if(self, saving is not None and saving.is_slow)
        if saving is not None:
            self.progress.setValue(saving.done)
            self.told.show_text(_("Writing {name}… {done} %").format(name=saving.name, done=saving.done))

    def retranslate(self) -> None:
        """Writes its words."""
        self.cancel.setText(_("Cancel"))
        self.progress.setAccessibleName(_("A file is being written"))
        self.show_state()
