"""Exports of what is chosen in the history: one or several, copied or saved; the menu says what stays personal."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QMenu

from aexdesk.ui.tabs.history.model import FOLLOW_S
from tests.storage import things
from tests.ui.tabs.history.conftest import World


def _put_two(world: World) -> None:
    world.put(things.exchange(1), things.exchange(2))


def _choose_all(world: World) -> None:
    world.act(world.view.list.table.selectAll)


def _menus(world: World) -> dict[str, QMenu]:
    """The menu, and those in it by name."""
    opened: list[QMenu] = []
    world.act(lambda: opened.append(world.view.list.export_menu.open_it()))
    return {"": opened[0]} | {
        action.text(): menu for action in opened[0].actions() if isinstance(menu := action.menu(), QMenu)
    }


def _press(world: World, title: str, label: str) -> None:
    menus = _menus(world)
    action = next(one for one in menus[title].actions() if one.text() == label)
    assert action.isEnabled()
    world.act(action.trigger)
    world.act(menus[""].close)


def test_several_are_copied_as_one_har(world: World) -> None:
    _put_two(world)
    _choose_all(world)
    _press(world, "Copy as", "HAR 1.2")
    assert len(json.loads(world.clipboard.texts[-1])["log"]["entries"]) == 2
    assert world.toasts.said[-1] == "Copied 2 calls as HAR 1.2."


def test_one_is_saved_where_the_person_says(world: World, tmp_path: Path) -> None:
    _put_two(world)
    world.choose("e1")
    world.files.to_save = tmp_path / "call.py"
    _press(world, "Save as a file", "Python (httpx)")
    assert "AE_APP_SECRET" in (tmp_path / "call.py").read_text(encoding="utf-8")
    assert world.files.suggested[-1].endswith(".py")
    assert str(tmp_path / "call.py") in world.toasts.said[-1]


def test_code_is_for_one_call_alone(world: World) -> None:
    _put_two(world)
    _choose_all(world)
    menus = _menus(world)
    offered = {one.text(): one.isEnabled() for one in menus["Copy as"].actions()}
    assert (offered["Python (httpx)"], offered["cURL"], offered["vitest + msw"]) == (False, True, True)
    world.act(menus[""].close)


def test_the_menu_says_where_personal_data_stays(world: World) -> None:
    _put_two(world)
    world.choose("e1")
    menus = _menus(world)
    lines = [one.text() for one in menus["Copy as"].actions() if one.text()]
    stays, replaced = (
        lines.index("Personal data stays in these"),
        lines.index("Test fixtures: personal data is replaced"),
    )
    assert stays < lines.index("HAR 1.2") < replaced < lines.index("pytest + respx")
    world.act(menus[""].close)


def test_a_file_that_cannot_be_written_is_said(world: World, tmp_path: Path) -> None:
    _put_two(world)
    world.choose("e1")
    world.files.to_save = tmp_path / "no" / "such" / "folder.har"
    _press(world, "Save as a file", "HAR 1.2")
    assert "cannot be written" in world.toasts.said[-1]


def test_several_are_deleted_at_once(world: World) -> None:
    _put_two(world)
    world.put(things.exchange(3))
    table = world.view.list.table
    world.choose("e3")
    flag = QItemSelectionModel.SelectionFlag
    number = world.listed().index("e1")
    world.act(lambda: table.selectionModel().select(table.rows.index(number, 0), flag.Select | flag.Rows))
    world.act(world.view.list.delete.click)
    world.act(lambda: world.later.advance(FOLLOW_S))
    assert (world.listed(), world.toasts.said) == (["e2"], ["2 calls deleted."])
