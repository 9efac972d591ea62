"""Help on the tab in sight: words for each, its keys, the way on, and the focus where it was."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from aexdesk import resources
from aexdesk.openplatform.errorbook import ErrorBook
from aexdesk.ui import shortcuts, theme
from aexdesk.ui.frame.tab_help import TabHelp
from aexdesk.ui.frame.tab_help_words import help_on
from aexdesk.ui.tabs.help.words import steps
from aexdesk.ui.tabs.registry import entries
from aexdesk.ui.window import Window
from tests.conftest import Run
from tests.ui.fakes import FakeDesk
from tests.ui.frame.test_window import do
from tests.ui.hands import click, press

TABS = [entry.id for entry in entries()]


def read(panel: TabHelp) -> list[str]:
    return [label.text() for label in panel._body.findChildren(QLabel)]


@pytest.mark.parametrize("tab", TABS)
def test_each_tab_has_a_few_short_lines(tab: str) -> None:
    told = help_on(tab)
    assert 4 <= len(told.steps) <= 8
    assert max(len(line) for line in (told.purpose, *told.steps)) <= 160


@pytest.mark.parametrize("tab", TABS)
def test_the_way_on_leads_to_a_place_that_is_there(tab: str) -> None:
    told = help_on(tab)
    book = ErrorBook.from_json(resources.read_json("error_book.json"))
    places = {step.tab for step in steps()} if told.page == "steps" else {one.code for one in book.entries}
    assert told.place in places | {""}


def test_one_button_belongs_to_whatever_tab_is_in_sight(open_window: Window) -> None:
    places = set()
    for tab in TABS:
        open_window.navigate(tab)
        click(open_window.top_bar.help)
        panel: TabHelp = open_window._popups["tab_help"]
        assert panel.isVisible()
        assert help_on(tab).purpose in read(panel)
        assert help_on(tab).steps[-1] in read(panel)
        places.add(panel.pos().x())
        press(panel, Qt.Key.Key_Escape)
        assert not panel.isVisible()
    assert len(places) == 1


def test_it_shows_the_keys_that_count_there_and_gives_the_focus_back(qtbot: QtBot, open_window: Window) -> None:
    open_window.activateWindow()
    qtbot.waitUntil(open_window.isActiveWindow, timeout=1000)
    view = open_window.view_in_sight()
    assert view is not None
    field = QPushButton("Here")
    layout = view.layout()
    assert layout is not None
    layout.addWidget(field)
    field.show()
    shortcuts.bind_inside(view, "form.save", lambda: None)
    field.setFocus()
    press(field, Qt.Key.Key_F1)
    panel: TabHelp = open_window._popups["tab_help"]
    assert {"Ctrl+S", "Save"} <= set(read(panel))
    press(panel, Qt.Key.Key_Escape)
    assert open_window.focusWidget() is field


@pytest.mark.parametrize(
    ("tab", "code", "step"),
    [("app_keys", None, "app_keys"), ("console", "", None), ("doctor", "IncompleteSignature", None)],
)
def test_its_key_once_more_leads_to_the_place_in_the_help_tab(
    run: Run, open_window: Window, desk: FakeDesk, tab: str, code: str | None, step: str | None
) -> None:
    open_window.navigate(tab)
    do(run, open_window.open_tab_help)
    panel: TabHelp = open_window._popups["tab_help"]
    press(panel, Qt.Key.Key_F1)
    assert not panel.isVisible()
    assert open_window.tab == "help"
    assert (desk.handovers.code_for_error_book.take(), desk.handovers.step_for_help.take()) == (code, step)


def test_where_there_is_no_room_the_keys_give_way_and_no_line_does(run: Run, open_window: Window) -> None:
    view = open_window.view_in_sight()
    assert view is not None
    shortcuts.bind_inside(view, "form.save", lambda: None)
    for height, has_keys in ((800, True), (theme.size("least_height") - 140, False)):
        open_window.setMinimumHeight(0)
        open_window.resize(1000, height)
        do(run, open_window.open_tab_help)
        panel: TabHelp = open_window._popups["tab_help"]
        shown = [label for label in panel._body.findChildren(QLabel) if label.isVisible()]
        assert ("Ctrl+S" in [label.text() for label in shown]) is has_keys
        for label in shown:
            wanted = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
            assert label.height() >= wanted, label.text()
        panel.leave()
