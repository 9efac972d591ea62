"""The menu of a row: what can be done with it, by the right button or the menu key."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from aexdesk.ui.widgets.table import Table

Act = tuple[str, Callable[[], None]]


class RowMenu:
    """Hangs on `table`; `acts` is asked when it opens, for the row that is chosen then. None of them: no menu."""

    def __init__(self, table: Table, acts: Callable[[], Sequence[Act]]) -> None:
        self._table = table
        self._acts = acts
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self.open_at)

    def open_at(self, place: QPoint) -> QMenu | None:
        """Opens it there; by the key, at the row."""
        acts = self._acts() if self._table.current_row() is not None else ()
        if not acts:
            return None
        menu = QMenu(self._table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, act in acts:
            menu.addAction(text).triggered.connect(lambda _checked=False, act=act: act())
        menu.popup(self._table.viewport().mapToGlobal(place))
        return menu
