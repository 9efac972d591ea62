"""A sign of life over the place of the result, while another request is examined."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QProgressBar

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.tabs.doctor.model import DoctorModel
from aexdesk.ui.view import View


class ExaminingStrip(View):
    """A bar that moves, and what the greyed result beneath belongs to."""

    def __init__(self, model: DoctorModel) -> None:
        super().__init__()
        self._model = model
        self.told, bar = QLabel(), QProgressBar()
        self.told.setWordWrap(True)
        theme.mark(self.told, kind="muted")
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        self._bar = bar
        theme.column(self.told, bar, around="m", parent=self)
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self._bar.setAccessibleName(_("Examining…"))
        self.show_state()

    def show_state(self) -> None:
        """Shows itself while an examination takes long enough to notice."""
        state = self._model.state
        older = _("Examining… Below stands the result of the request before.")
        self.told.setText(_("Examining…") if state.result is None else older)
        theme.show_if(self, state.is_long)
