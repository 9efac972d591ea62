"""Things beside one another: on one middle line, and in another line where there is no room."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from aexdesk.ui.sides import RIGHT_TO_LEFT
from aexdesk.ui.widgets.flow import Flow

_WIDE, _NARROW = 800, 120


def _shown(qtbot: QtBot, width: int) -> tuple[QWidget, QLabel, QPushButton]:
    place, label, button = QWidget(), QLabel("Move to"), QPushButton("A button of some width")
    label.setFixedSize(60, 16)
    button.setFixedSize(100, 30)
    place.setLayout(Flow(label, button))
    qtbot.addWidget(place)
    place.resize(width, 200)
    place.show()
    return place, label, button


def test_a_label_stands_beside_the_middle_of_its_button(qtbot: QtBot) -> None:
    _place, label, button = _shown(qtbot, _WIDE)
    assert label.geometry().center().y() == button.geometry().center().y()
    assert label.geometry().right() < button.geometry().left()


def test_what_has_no_room_begins_another_line(qtbot: QtBot) -> None:
    _place, label, button = _shown(qtbot, _NARROW)
    assert button.geometry().top() > label.geometry().bottom()
    assert button.geometry().left() == label.geometry().left()


def test_with_nothing_in_it_it_takes_no_room() -> None:
    assert Flow().heightForWidth(_WIDE) == 0


def test_it_is_read_from_the_right_where_the_window_is(qtbot: QtBot) -> None:
    place, label, button = _shown(qtbot, _WIDE)
    place.setLayoutDirection(RIGHT_TO_LEFT)
    place.adjustSize()
    assert label.geometry().left() > button.geometry().right()
