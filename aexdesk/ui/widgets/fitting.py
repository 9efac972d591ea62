"""Tables whose less needed columns give way where the window is narrow."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent

from aexdesk.ui import theme
from aexdesk.ui.rows import Rows
from aexdesk.ui.widgets.pane_parts import column_widths, fit_columns
from aexdesk.ui.widgets.table import Table


class FittingTable(Table):
    """`gives_way`: columns, hidden in this order until the one that stretches has room for `least` letters."""

    def __init__(self, rows: Rows, gives_way: tuple[int, ...] = (), least: int = 16) -> None:
        super().__init__(rows)
        self._gives_way = gives_way
        self._least = least
        self._left_out: set[int] = set()
        fit_columns(self)

    def leave_out(self, column: int, is_left_out: bool) -> None:
        """A column in which nothing stands takes no room."""
        before = len(self._left_out)
        (self._left_out.add if is_left_out else self._left_out.discard)(column)
        if len(self._left_out) != before:
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More room, more columns."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        widths = [0 if number in self._left_out else width for number, width in enumerate(column_widths(self))]
        for column in self._left_out:
            self.setColumnHidden(column, True)
        room = self.viewport().width() - sum(widths) - self._least * self.fontMetrics().averageCharWidth()
        room -= 2 * theme.space("s")
        for column in self._gives_way:
            if column in self._left_out:
                continue
            self.setColumnHidden(column, room < 0)
            room += widths[column] if room < 0 else 0
