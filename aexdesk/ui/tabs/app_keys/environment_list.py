"""The list of environments under the app keys: where each calls, and how it is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.frame.names import host_of
from aexdesk.ui.rows import Column, ListRows
from aexdesk.ui.sides import inset
from aexdesk.ui.tabs.app_keys import words
from aexdesk.ui.tabs.app_keys.environments_model import EnvironmentsModel
from aexdesk.ui.tabs.app_keys.environments_state import EnvironmentRow
from aexdesk.ui.tabs.app_keys.model import AppKeysModel
from aexdesk.ui.view import View
from aexdesk.ui.widgets.pane_parts import fit_columns
from aexdesk.ui.widgets.table import Table


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            lambda: _("Name"),
            words.name_environment_row,
            width=10,
            tone=lambda row: "live" if row.environment.is_live else "practice",
        ),
        Column(lambda: _("Host"), lambda row: host_of(row.address), kind="mono", tooltip=lambda row: str(row.address)),
        Column(lambda: _("Condition"), words.name_condition, width=13, tone=words.tone_of_condition),
    )


class EnvironmentList(View):
    """Two lines. `opened` when the person wants to edit the chosen one."""

    opened = Signal()

    def __init__(self, model: AppKeysModel, environments: EnvironmentsModel) -> None:
        super().__init__()
        self._model = model
        self._environments = environments
        self._title = QLabel()
        inset(self._title, theme.space("m"), theme.space("s"), 0, theme.space("xs"))
        theme.mark(self._title, kind="small")
        self._rows = ListRows(_columns(), lambda row: row.environment.name, self)
        self.table = Table(self._rows)
        self.table.horizontalHeader().hide()
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.column(self._title, self.table, gap="", parent=self)
        fit_columns(self.table)
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(self._open)
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self._title.setText(_("Environments"))
        self.table.setAccessibleName(_("Environments"))
        self._rows.retranslate()
        self.show_state()

    def show_state(self) -> None:
        """Shows the list as it is."""
        rows = self._environments.state.rows
        self.table.show_rows(rows, self._model.state.shown_environment or None)
        self.table.setFixedHeight(len(rows) * theme.size("row") + theme.space("s"))

    def _choose(self, row: EnvironmentRow | None) -> None:
        if row is not None:
            self._model.show_environment(row.environment.name)

    def _open(self, row: EnvironmentRow) -> None:
        self._model.show_environment(row.environment.name)
        self.opened.emit()
