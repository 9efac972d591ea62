"""The cancel checklist of an order in Live that is not settled: what to do on the buyer's order page, step by step."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.tabs.ledger import words
from aexdesk.ui.tabs.ledger.model import LedgerModel
from aexdesk.ui.view import View
from aexdesk.ui.widgets.check_box import CheckBox
from aexdesk.workspace.ledger import CancelStep


class Checklist(View):
    """Is there only while there is something to cancel."""

    def __init__(self, model: LedgerModel) -> None:
        super().__init__()
        self._model = model
        self._title = QLabel()
        theme.mark(self._title, kind="heading")
        self.boxes = {step: CheckBox() for step in CancelStep}
        for step, box in self.boxes.items():
            box.clicked.connect(lambda is_done, step=step: model.tick(step, is_done))
        column = theme.column(self._title, *self.boxes.values(), gap="xs", parent=self)
        column.setContentsMargins(0, theme.space("s"), 0, 0)
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self._title.setText(_("To end it without a charge"))
        self.setAccessibleName(_("Cancel checklist"))
        self.show_state()

    def show_state(self) -> None:
        """Shows the steps, and which are done."""
        row = self._model.state.row
        is_wanted = row is not None and row.is_at_risk
        self.setVisible(is_wanted)
        if row is None or not is_wanted:
            return
        for step, box in self.boxes.items():
            text = words.name_step(step, row)
            if text != box.text():
                box.setText(text)
            box.setChecked(step in row.entry.cancel_steps)
