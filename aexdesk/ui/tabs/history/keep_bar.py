"""How long calls stay, at the foot of the history."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QWidget

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.tabs.history import words
from aexdesk.ui.view import View
from aexdesk.ui.widgets.combo import Combo

if TYPE_CHECKING:
    from aexdesk.ui.tabs.history.model import HistoryModel


class KeepBar(View):
    """Two choices that take effect at once; at the end stands `last`, which the list has no room for."""

    def __init__(self, model: HistoryModel, last: QWidget) -> None:
        super().__init__()
        self._model = model
        self._label, self._note, self.days, self.room = QLabel(), QLabel(), Combo(), Combo()
        for label in (self._label, self._note):
            theme.mark(label, kind="muted")
        self._note.setWordWrap(True)
        line = theme.line(self._label, self.days, self.room, self._note, last, around="s", parent=self)
        line.setStretch(3, 1)
        self.days.chosen.connect(lambda days: model.keep(replace(model.state.rule, days=int(days))))
        self.room.chosen.connect(lambda size: model.keep(replace(model.state.rule, megabytes=int(size))))
        self.retranslate()

    def show_state(self) -> None:
        """Shows the rule in force."""
        rule = self._model.state.rule
        self.days.set_choices(words.list_days(rule))
        self.room.set_choices(words.list_megabytes(rule))
        self.days.show_choice(str(rule.days))
        self.room.show_choice(str(rule.megabytes))

    def retranslate(self) -> None:
        """Writes its words."""
        self._label.setText(_("Keep calls of"))
        self._note.setText(_("What is older or more is deleted for good; what is pinned stays."))
        self.days.setAccessibleName(_("How long calls are kept"))
        self.room.setAccessibleName(_("How much room calls may take"))
        self.show_state()
