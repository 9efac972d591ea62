"""The walk finds what it is for, and is silent about what is right."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from aexdesk.ui.rows import Column, ListRows
from aexdesk.ui.theme import Theme
from aexdesk.ui.widgets.elided_label import ElidedLabel
from aexdesk.ui.widgets.table import Table
from tests.ui.layout.walk import walk

WORDS = "Leave out timestamp, signature and request ID"


def shown(qtbot: QtBot, *parts: tuple[QWidget, tuple[int, int, int, int]]) -> QWidget:
    """A window of 400 by 200 with these parts in their places."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(400, 200)
    for part, place in parts:
        part.setParent(window)
        part.setGeometry(*place)
    window.show()
    return window


def kinds(window: QWidget) -> list[str]:
    return [finding.kind for finding in walk(window, looks_at_colours=True)]


def wrapped(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    return label


def combo() -> QComboBox:
    made = QComboBox()
    made.addItem(WORDS)
    return made


def line() -> QLineEdit:
    made = QLineEdit()
    made.setPlaceholderText(WORDS)
    return made


def tabs() -> QTabBar:
    made = QTabBar()
    made.setElideMode(Qt.TextElideMode.ElideRight)
    made.setUsesScrollButtons(False)
    made.addTab(WORDS)
    return made


@pytest.mark.parametrize(
    "make",
    [
        lambda: QLabel(WORDS),
        lambda: QLabel(f"<b>{WORDS}</b>"),
        lambda: wrapped(WORDS * 3),
        lambda: QPushButton(WORDS),
        lambda: QCheckBox(WORDS),
        combo,
        line,
        tabs,
    ],
)
def test_what_does_not_fit_is_found(qtbot: QtBot, dressed: Theme, make: object) -> None:
    assert callable(make)
    assert "clipped" in kinds(shown(qtbot, (make(), (0, 0, 120, 30))))
    assert kinds(shown(qtbot, (make(), (0, 0, 390, 90)))) == []


def test_what_gives_way_on_purpose_is_right(qtbot: QtBot, dressed: Theme) -> None:
    label = ElidedLabel()
    label.show_text(WORDS)
    assert kinds(shown(qtbot, (label, (0, 0, 80, 30)))) == []


def test_cells_and_titles(qtbot: QtBot, dressed: Theme) -> None:
    def rows(tooltip: str) -> Table:
        column = Column(lambda: "Name", str, width=6, tooltip=lambda _row: tooltip)
        table = Table(ListRows((column, Column(lambda: "Rest", lambda _row: "")), str))
        table.show_rows((WORDS,))
        return table

    place = (0, 0, 390, 100)
    assert kinds(shown(qtbot, (rows(""), place))) == ["clipped"]
    assert kinds(shown(qtbot, (rows(WORDS), place))) == []


def test_texts_over_one_another(qtbot: QtBot, dressed: Theme) -> None:
    below, over = QLabel(WORDS), QLabel("Second line")
    assert "overlapping" in kinds(shown(qtbot, (below, (0, 0, 390, 20)), (over, (20, 5, 300, 20))))


def test_what_sticks_out_or_cannot_be_scrolled_to(qtbot: QtBot, dressed: Theme) -> None:
    assert "outside" in kinds(shown(qtbot, (QPushButton("Send"), (350, 0, 90, 30))))
    area, page = QScrollArea(), QWidget()
    page.setMinimumWidth(300)
    area.setWidget(page)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    assert kinds(shown(qtbot, (area, (0, 0, 200, 100)))) == ["unreachable"]


def test_a_pale_text(qtbot: QtBot, dressed: Theme) -> None:
    label = QLabel("Not quite there")
    label.setStyleSheet("color: #a0a0a0; background: #ffffff;")
    assert kinds(shown(qtbot, (label, (0, 0, 200, 30)))) == ["pale"]
    label = QLabel("Not for now")
    label.setStyleSheet("color: #a0a0a0; background: #ffffff;")
    label.setEnabled(False)
    assert kinds(shown(qtbot, (label, (0, 0, 200, 30)))) == []


def test_a_title_of_a_column_that_is_cut(qtbot: QtBot, dressed: Theme) -> None:
    table = Table(ListRows((Column(lambda: WORDS, str, width=6), Column(lambda: "Rest", str)), str))
    window = shown(qtbot, (table, (0, 0, 390, 100)))
    table.setColumnWidth(0, 320)
    assert kinds(window) == []
    table.setColumnWidth(0, 60)
    assert "clipped" in kinds(window)


def test_texts_of_different_parents_over_one_another(qtbot: QtBot, dressed: Theme) -> None:
    one, other = QWidget(), QWidget()
    QLabel(WORDS, one).setGeometry(0, 0, 380, 20)
    QLabel("Second line", other).setGeometry(0, 0, 300, 20)
    window = shown(qtbot, (one, (0, 0, 390, 60)), (other, (0, 6, 390, 60)))
    assert "overlapping" in kinds(window)
    other.move(0, 70)
    assert kinds(window) == []


def test_what_an_empty_text_says_of_itself(qtbot: QtBot, dressed: Theme) -> None:
    field = QPlainTextEdit()
    field.setPlaceholderText(WORDS * 4)
    window = shown(qtbot, (field, (0, 0, 140, 60)))
    assert kinds(window) == ["clipped"]
    field.setGeometry(0, 0, 390, 120)
    assert kinds(window) == []


def test_a_label_that_gave_way_altogether(qtbot: QtBot, dressed: Theme) -> None:
    label = ElidedLabel()
    label.show_text(WORDS)
    assert kinds(shown(qtbot, (label, (0, 0, 10, 30)))) == ["clipped"]
