"""What is shown together is laid out together."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from aexdesk.ui.laying import laid_out_once, show_dressed


class _Resizes(QObject):
    """Counts how often a widget is given another size."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.count = 0
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() is QEvent.Type.Resize
        return super().eventFilter(watched, event)


def test_widgets_that_come_together_are_laid_out_once(qtbot: QtBot) -> None:
    page, first = QWidget(), QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    column.addWidget(first, stretch=1)
    page.resize(200, 800)
    page.show()
    QApplication.processEvents()
    resizes = _Resizes(first)
    with laid_out_once(column):
        for number in range(10):
            label = QLabel(f"row {number}", page)
            column.addWidget(label)
            show_dressed(label)
    assert resizes.count == 0
    QApplication.processEvents()
    assert resizes.count == 1
    assert column.isEnabled()


def test_what_is_not_seen_yet_is_dressed_all_the_same(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    row = QWidget(page)
    label = QLabel("inside", row)
    show_dressed(row)
    assert not row.isVisible()
    assert label.testAttribute(Qt.WidgetAttribute.WA_WState_Polished)
