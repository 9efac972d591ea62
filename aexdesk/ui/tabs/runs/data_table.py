"""The first rows of a file of data; columns that no request names stand back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from aexdesk.i18n import _
from aexdesk.ui import theme

if TYPE_CHECKING:
    from aexdesk.services.run_check import RunCheck
    from aexdesk.ui.tabs.runs.state import DataFile

_LINES = 4
"""So many are seen at once, the titles among them; the others scroll."""


class DataTable(QTableWidget):
    """To be looked at."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[DataFile | None, tuple[str, ...]] | None = None
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.size("row"))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setStretchLastSection(True)
        self.setFont(theme.mono_font())
        self.setFixedHeight(_LINES * theme.size("row") + theme.size("scroll"))

    def show_data(self, data: DataFile | None, check: RunCheck | None) -> None:
        """Shows the file's first rows, where there are any."""
        unused = check.unused if check is not None else ()
        theme.show_if(self, data is not None and bool(data.columns))
        if (data, unused) == self._shown or data is None:
            return
        self._shown = (data, unused)
        self.clear()
        self.setColumnCount(len(data.columns))
        self.setRowCount(len(data.first))
        muted = QBrush(theme.colour("muted"))
        for column, name in enumerate(data.columns):
            title = QTableWidgetItem(name)
            is_used = name not in unused
            title.setToolTip(_("{{{{{name}}}}}").format(name=name) if is_used else _("No request names it."))
            self.setHorizontalHeaderItem(column, title)
            for row, cells in enumerate(data.first):
                cell = QTableWidgetItem(cells[column])
                cell.setToolTip(cells[column])
                if not is_used:
                    cell.setForeground(muted)
                self.setItem(row, column, cell)
        self.resizeColumnsToContents()
