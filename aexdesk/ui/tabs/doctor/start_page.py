"""What stands in place of a result before there is one: what the doctor does, and examples to try it on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton

from aexdesk.i18n import _
from aexdesk.services.doctor_examples import ExampleKind
from aexdesk.ui import theme
from aexdesk.ui.tabs.doctor import words
from aexdesk.ui.tabs.doctor.model import DoctorModel
from aexdesk.ui.view import View
from aexdesk.ui.widgets.empty_state import EmptyState

_ACROSS = 2


class StartPage(View):
    """A button for each kind of mistake."""

    def __init__(self, model: DoctorModel) -> None:
        super().__init__()
        self._empty, self._try = EmptyState("doctor", may_narrow=True), QLabel()
        self._empty.setMinimumHeight(theme.size("side_least"))
        self._try.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        theme.mark(self._try, kind="muted")
        self.examples = {kind: QPushButton() for kind in ExampleKind}
        grid = QGridLayout()
        grid.setSpacing(theme.space("s"))
        for number, (kind, button) in enumerate(self.examples.items()):
            button.setObjectName(f"doctor.example.{kind.value}")
            button.clicked.connect(lambda _checked=False, kind=kind: model.take_example(kind))
            grid.addWidget(button, number // _ACROSS, number % _ACROSS)
        column = theme.column(self._empty, self._try, around="m", parent=self)
        column.addLayout(grid)
        column.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self._empty.set_words(
            _("From IncompleteSignature to the line at fault"),
            _(
                "Paste the failing request as you have it, or choose Diagnose at any recorded call. Mistakes are tried"
                " one by one and together, until one gives exactly the signature that was sent."
            ),
        )
        self._try.setText(_("Or try an example, signed wrongly on purpose:"))
        for kind, button in self.examples.items():
            button.setText(words.name_example(kind))
            button.setToolTip(words.explain_example())
