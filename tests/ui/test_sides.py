"""From the right: what begins at the left begins there, data does not, and the sheet turns without being set anew."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMargins, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from aexdesk.bodies.reader_client import Row
from aexdesk.openplatform.request import Origin
from aexdesk.openplatform.signing import Part, Segment
from aexdesk.ui import theme
from aexdesk.ui.rows import Column, ListRows
from aexdesk.ui.sides import LEFT_TO_RIGHT, RIGHT_TO_LEFT, from_left, inset
from aexdesk.ui.tabs.console.tinted_text import TintedText
from aexdesk.ui.theme import Theme
from aexdesk.ui.widgets.body.tree_rows import TreeRows
from aexdesk.ui.widgets.elided_label import ElidedLabel
from aexdesk.ui.widgets.mono_text import MonoText
from aexdesk.ui.widgets.table import Table

DECEIVING, WRITTEN = "mug\u202efdp.exe", "mug⟨U+202E⟩fdp.exe"


@pytest.fixture
def turn(qapp: QApplication, dressed: Theme) -> Iterator[None]:
    """The window's language is read from the right; not any more when the test is over."""
    qapp.setLayoutDirection(RIGHT_TO_LEFT)
    yield
    qapp.setLayoutDirection(LEFT_TO_RIGHT)


def card(qtbot: QtBot) -> QWidget:
    """A window with a bad one."""
    window, made = QWidget(), QFrame()
    theme.tell_side(window)
    qtbot.addWidget(window)
    theme.mark(made, role="card", tone="bad")
    theme.column(made, gap="", parent=window)
    window.resize(200, 100)
    window.show()
    return window


def edges(window: QWidget) -> tuple[bool, bool]:
    """Whether the colour of what is bad stands at the left, and at the right."""
    image = window.grab().toImage()
    bad = theme.colour("bad")
    left, right = (QColor(image.pixel(x, image.height() // 2)) for x in (1, image.width() - 2))
    return left == bad, right == bad


def test_the_sides_of_the_sheet_turn_there_and_back(qtbot: QtBot, qapp: QApplication, dressed: Theme) -> None:
    window, sheet = card(qtbot), qapp.styleSheet()
    assert edges(window) == (True, False)
    qapp.setLayoutDirection(RIGHT_TO_LEFT)
    try:
        assert edges(window) == (False, True)
        assert qapp.styleSheet() == sheet, "a new sheet dresses every widget of the window anew: seconds"
    finally:
        qapp.setLayoutDirection(LEFT_TO_RIGHT)
    assert edges(window) == (True, False)


def test_a_window_that_is_made_then_is_turned(turn: None, qtbot: QtBot) -> None:
    assert edges(card(qtbot)) == (False, True)


def test_margins_begin_where_lines_do(qtbot: QtBot, qapp: QApplication, dressed: Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    line = QHBoxLayout(window)
    inset(line, 8, 1, 2, 3)
    inset(line, 16, 1, 2, 3)
    assert line.contentsMargins() == QMargins(16, 1, 2, 3)
    qapp.setLayoutDirection(RIGHT_TO_LEFT)
    try:
        assert line.contentsMargins() == QMargins(2, 1, 16, 3)
    finally:
        qapp.setLayoutDirection(LEFT_TO_RIGHT)
    assert line.contentsMargins() == QMargins(16, 1, 2, 3)


def test_data_stays_from_the_left(turn: None, qtbot: QtBot) -> None:
    text, tinted = MonoText(), TintedText()
    for widget in (text, tinted):
        qtbot.addWidget(widget)
    for edit in (text.edit, tinted):
        assert edit.layoutDirection() == LEFT_TO_RIGHT
    assert from_left("Ctrl+.") == "\u2066Ctrl+.\u2069"


def test_among_words_from_the_left_data_needs_nothing(qapp: QApplication) -> None:
    assert from_left("Ctrl+.") == "Ctrl+."


def test_what_turns_data_is_seen_wherever_it_is_read_exactly(qtbot: QtBot, dressed: Theme) -> None:
    tree = TreeRows(lambda _at, _offset, _limit: None)
    tree.show(Row(None, "object", "", 1))
    tree.take((), 0, (Row(DECEIVING, "string", DECEIVING, len(DECEIVING)),))
    assert tree.index(0, 0).data() == WRITTEN
    assert tree.index(0, 1).data() == f'"{WRITTEN}"'
    assert tree.index(0, 1).data(Qt.ItemDataRole.ToolTipRole) == WRITTEN
    table = ListRows((Column(lambda: "Title", str),), str)
    table.show((DECEIVING,))
    assert table.index(0, 0).data() == WRITTEN
    text = MonoText()
    qtbot.addWidget(text)
    text.set_text(DECEIVING)
    assert text.edit.toPlainText() == WRITTEN
    assert text.text() == DECEIVING, "what is copied is what was sent"


def test_the_string_to_sign_tints_what_it_shows(qtbot: QtBot, dressed: Theme) -> None:
    text = TintedText()
    qtbot.addWidget(text)
    pieces = (Segment(Part.NAME, "name", "name"), Segment(Part.VALUE, DECEIVING, "name"), Segment(Part.NAME, "z", "z"))
    text.show_segments(pieces, {"name": Origin.USER})
    assert [one.cursor.selectedText() for one in text.extraSelections()] == ["name", WRITTEN, "z"]


SCRIPTS = (
    "ספל אבן (350 מ״ל)",
    "كوب حجري ٣٥٠ مل",
    "abc\u202eكوب fdp.exe",
    "\u2069\u202c\u2067ספל\u202d" + "\u202e" * 70,
)


@pytest.mark.parametrize("direction", [LEFT_TO_RIGHT, RIGHT_TO_LEFT])
@pytest.mark.parametrize("text", SCRIPTS)
def test_every_script_is_drawn_in_both_directions(
    qtbot: QtBot, qapp: QApplication, dressed: Theme, text: str, direction: Qt.LayoutDirection
) -> None:
    """In too little room, too, where Qt cuts the text; a Qt warning would be red."""
    label, data, window = ElidedLabel(), MonoText(), QWidget()
    table = Table(ListRows((Column(lambda: "Title", str),), str))
    qtbot.addWidget(window)
    theme.column(label, table, data, parent=window)
    label.show_text(text)
    table.show_rows((text, text))
    data.set_text(text)
    try:
        qapp.setLayoutDirection(direction)
        window.show()
        for width in (400, 60):
            window.resize(width, 200)
            assert not window.grab().isNull()
    finally:
        qapp.setLayoutDirection(LEFT_TO_RIGHT)
