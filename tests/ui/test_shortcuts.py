"""One list binds the keys and shows them: what is bound stands in it, and what stands in it is bound."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

import aexdesk.ui
from aexdesk.ui import shortcuts
from aexdesk.ui.frame.rail import OWN_KEYS
from aexdesk.ui.frame.shortcut_sheet import _SIDES, ShortcutSheet
from tests.ui.hands import CONTROL, press, write

UI = Path(aexdesk.ui.__file__).parent
LIST = UI / "shortcuts.py"
BINDING = {"bind", "bind_inside", "fits", "sequence_of"}
ITSELF = {"window.tab", "search.list", "search.clear"}
"""The list binds these in functions of its own."""


def modules() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(UI.rglob("*.py")):
        if path != LIST:
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def name_of(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def test_nobody_binds_keys_beside_the_list() -> None:
    beside = [
        f"{path.relative_to(UI)}:{node.lineno}"
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and (name_of(node) == "QShortcut" or (name_of(node) == "QKeySequence" and node.args))
    ]
    assert not beside, "add the keys to aexdesk/ui/shortcuts.py, and bind them with it"


def test_what_is_bound_stands_in_the_list_and_what_stands_in_it_is_bound() -> None:
    asked = {
        argument.value
        for _path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and name_of(node) in BINDING
        for argument in node.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }
    bound = asked | set(OWN_KEYS.values()) | ITSELF
    assert bound == {keys.id for keys in shortcuts.ALL if not keys.is_built_in}


def test_it_has_what_the_design_names() -> None:
    there = {sequence for keys in shortcuts.ALL for sequence in keys.sequences}
    named = {"Up", "Down", "Return", "Del", "Ctrl+N", "Ctrl+D", "Ctrl+K", "Ctrl+L", "Ctrl+Enter", "Ctrl+.", "F1", "?"}
    assert named | {f"Ctrl+{number}" for number in range(1, 9)} <= there


def test_no_two_lines_mean_the_same_keys_in_one_place() -> None:
    for place in shortcuts.Place:
        told = [
            one for keys in shortcuts.ALL if keys.place in (place, shortcuts.Place.WINDOW) for one in keys.sequences
        ]
        assert len(told) == len(set(told)), place


def test_the_sheet_shows_the_whole_list(qtbot: QtBot) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    over.show()
    sheet = ShortcutSheet(over)
    sheet.open_over()
    told = [label.text() for label in sheet.findChildren(QLabel)]
    for keys in shortcuts.ALL:
        assert keys.words() in told
        assert keys.shown() in told
    assert sorted(place for side in _SIDES for place in side) == sorted(shortcuts.Place)
    write(sheet.line, "examine")
    found = [label.text() for label in sheet.findChildren(QLabel) if label.isVisibleTo(sheet)]
    assert shortcuts.keys_of("doctor.examine").words() in found
    assert shortcuts.keys_of("form.save").words() not in found
    sheet.leave()


@pytest.mark.parametrize(
    ("key", "modifiers", "wanted"),
    [
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "list.open"),
        (Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier, "list.open"),
        (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier, "list.delete"),
        (Qt.Key.Key_D, CONTROL, "list.duplicate"),
        (Qt.Key.Key_N, CONTROL, "list.new"),
        (Qt.Key.Key_N, Qt.KeyboardModifier.NoModifier, ""),
    ],
)
def test_a_key_of_a_list_means_one_thing(key: Qt.Key, modifiers: Qt.KeyboardModifier, wanted: str) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, key, modifiers)
    meant = [keys.id for keys in shortcuts.ALL if keys.place is shortcuts.Place.LIST and shortcuts.fits(event, keys.id)]
    assert meant == [wanted] * bool(wanted)


def test_every_sequence_of_a_line_does_it(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    done: list[str] = []
    shortcuts.bind(widget, "console.send", lambda: done.append("sent"))
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow, timeout=1000)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        press(widget, key, CONTROL)
    assert done == ["sent", "sent"]
