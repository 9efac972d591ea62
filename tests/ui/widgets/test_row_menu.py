"""The menu of a row: what can be done with the chosen one, and none where nothing is chosen."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from aexdesk.ui.rows import Column, ListRows
from aexdesk.ui.widgets.row_menu import RowMenu
from aexdesk.ui.widgets.table import Table


def test_it_offers_what_can_be_done_with_the_chosen_row(qtbot: QtBot) -> None:
    table = Table(ListRows((Column(lambda: "Name", str),), str))
    qtbot.addWidget(table)
    table.show_rows(("a", "b"))
    done: list[str] = []
    menu = RowMenu(table, lambda: (("Diagnose", lambda: done.append(table.current_row())),))
    assert menu.open_at(QPoint()) is None
    table.selectRow(1)
    opened = menu.open_at(QPoint())
    assert opened is not None
    (action,) = opened.actions()
    assert action.text() == "Diagnose"
    action.trigger()
    assert done == ["b"]
    opened.close()
