"""What stands in the window while the workspace is not open: a sign of life, or why not and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.frame.model import FrameModel, Phase
from aexdesk.ui.view import View

if TYPE_CHECKING:
    from aexdesk.ui.widgets.empty_state import EmptyState
    from aexdesk.ui.widgets.error_card import ErrorCard


class Waiting(View):
    """Opening (said only if it takes long enough to notice), failed, or open in another window."""

    def __init__(self, model: FrameModel) -> None:
        super().__init__()
        self._model = model
        self._is_long = False
        self.card: ErrorCard | None = None
        self.elsewhere: EmptyState | None = None
        self._opening = QLabel()
        self._opening.setAlignment(Qt.AlignmentFlag.AlignCenter)
        theme.mark(self._opening, kind="muted")
        self._column = theme.column(self._opening, around="l", parent=self)
        QTimer.singleShot(int(theme.time("sign_of_life_ms")), self, self._note_long)
        model.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Says how it stands, in the language of now."""
        phase = self._model.state.phase
        self._opening.setText(_("Opening the workspace…") if self._is_long else "")
        if phase is Phase.FAILED:
            self._say_failed()
        elif phase is Phase.ELSEWHERE:
            self._say_elsewhere()
        for widget, wanted in (
            (self._opening, Phase.OPENING),
            (self.card, Phase.FAILED),
            (self.elsewhere, Phase.ELSEWHERE),
        ):
            if widget is not None:
                widget.setVisible(phase is wanted)

    def _say_failed(self) -> None:
        from aexdesk.ui.widgets.error_card import ErrorCard  # noqa: PLC0415 - most starts go well
        from aexdesk.wording import describe  # noqa: PLC0415

        failure = self._model.state.failure
        if failure is None:
            return
        if self.card is None:
            self.card = ErrorCard()
            self._column.addWidget(self.card, alignment=Qt.AlignmentFlag.AlignTop)
        words = describe(failure)
        self.card.show_error(words.message, words.hint)
        self.card.set_actions((_("Try again"), self._model.try_again))

    def _say_elsewhere(self) -> None:
        from aexdesk.ui.widgets.empty_state import EmptyState  # noqa: PLC0415

        if self.elsewhere is None:
            self.elsewhere = EmptyState("folder")
            self._column.addWidget(self.elsewhere)
            self.elsewhere.acted.connect(self._model.try_again)
        self.elsewhere.set_words(
            _("Another window uses this data folder"),
            _("Go to that window, or close it and try again. Two windows at once would undo each other's work."),
            _("Try again"),
        )

    def _note_long(self) -> None:
        self._is_long = True
        self.retranslate()
