"""Hands that touch only what a person could: shown, enabled, not covered."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QStringListModel, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QMainWindow,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from aexdesk.tour.hands import Hands
from aexdesk.tour.outcome import Unmet
from tests.conftest import Run

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

SOON_S = 0.2


class Room(QMainWindow):
    """A window with one of each."""

    def __init__(self) -> None:
        super().__init__()
        self.page = QWidget()
        self.column = QVBoxLayout(self.page)
        self.clicks: list[str] = []
        self.line, self.text, self.combo, self.rows = QLineEdit(), QPlainTextEdit(), QComboBox(), QListView()
        self.combo.addItems(["one", "two", "three"])
        self.rows.setModel(QStringListModel([f"row {number}" for number in range(60)], self.rows))
        self.button = QPushButton("Do it")
        self.button.clicked.connect(lambda: self.clicks.append("done"))
        self.low = QPushButton("Low")
        self.low.clicked.connect(lambda: self.clicks.append("low"))
        for name in ("line", "text", "combo", "rows", "button"):
            getattr(self, name).setObjectName(name)
            self.column.addWidget(getattr(self, name))
        deep = QWidget()
        column = QVBoxLayout(deep)
        column.addSpacing(900)
        column.addWidget(self.low)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(deep)
        area.setMinimumHeight(80)
        self.column.addWidget(area)
        self.setCentralWidget(self.page)
        self.resize(500, 700)


@pytest.fixture
def room(qtbot: QtBot) -> Room:
    made = Room()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def hands(room: Room) -> Hands:
    return Hands(room, SOON_S)


def test_it_clicks_what_it_finds_by_name_or_by_word(run: Run, room: Room, hands: Hands) -> None:
    async def work() -> None:
        await hands.click("button")
        await hands.click(await hands.find_button("Do it"))

    run(work())
    assert room.clicks == ["done", "done"]


def test_it_waits_for_what_comes_later(run: Run, room: Room, hands: Hands) -> None:
    room.button.setEnabled(False)
    room.button.hide()
    QTimer.singleShot(20, room.button.show)
    QTimer.singleShot(60, lambda: room.button.setEnabled(True))
    run(hands.click("button"))
    assert room.clicks == ["done"]


def test_it_does_not_click_what_is_disabled(run: Run, room: Room, hands: Hands) -> None:
    room.button.setEnabled(False)
    with pytest.raises(Unmet, match="enabled"):
        run(hands.click("button"))


@pytest.mark.parametrize("name", ["button", "nothing"])
def test_it_does_not_click_what_cannot_be_seen(run: Run, room: Room, hands: Hands, name: str) -> None:
    room.button.hide()
    with pytest.raises(Unmet, match=f"{name} on the screen"):
        run(hands.click(name))


def test_it_does_not_click_through_what_lies_over_it(run: Run, room: Room, hands: Hands) -> None:
    cover = QLabel("cover", room.page)
    cover.setGeometry(room.page.rect())
    cover.show()
    cover.raise_()
    with pytest.raises(Unmet, match="clickable"):
        run(hands.click("button"))
    assert room.clicks == []


def test_it_scrolls_to_what_lies_below(run: Run, room: Room, hands: Hands) -> None:
    run(hands.click(room.low))
    assert room.clicks == ["low"]


def test_it_writes_in_place_of_what_stood_there(run: Run, room: Room, hands: Hands) -> None:
    room.line.setText("before")

    async def work() -> None:
        await hands.write("line", "A.b_C@1 {}")
        await hands.write("text", "one\ntwo")

    run(work())
    assert room.line.text() == "A.b_C@1 {}"
    assert room.text.toPlainText() == "one\ntwo"


def test_it_says_when_a_field_does_not_take_what_it_writes(run: Run, room: Room, hands: Hands) -> None:
    room.line.setReadOnly(True)
    with pytest.raises(Unmet, match="line to hold: new"):
        run(hands.write("line", "new"))


def test_it_chooses_and_picks_by_the_words(run: Run, room: Room, hands: Hands) -> None:
    async def work() -> None:
        await hands.choose("combo", "three")
        await hands.pick("rows", "row 55")

    run(work())
    assert room.combo.currentText() == "three"
    assert room.rows.currentIndex().row() == 55


@pytest.mark.parametrize("way", ["choose", "pick"])
def test_it_says_what_there_is_instead(run: Run, hands: Hands, way: str) -> None:
    work = hands.choose("combo", "four") if way == "choose" else hands.pick("rows", "line 1")
    with pytest.raises(Unmet) as unmet:
        run(work)
    assert ("one, two, three" if way == "choose" else "row 0 | row 1") in unmet.value.seen


def test_it_reads_only_what_is_shown(run: Run, room: Room, hands: Hands) -> None:
    run(hands.read("Do it"))
    room.button.hide()
    assert not hands.reads("Do it")
    assert not hands.reads("Low", room.rows)
