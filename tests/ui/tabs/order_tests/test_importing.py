"""A file of test cases in the window: shown with its faults, saved when the person says so, or not at all."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from aexdesk.faults import StorageFault
from aexdesk.services.case_table import FIELDS
from aexdesk.workspace.environment import LIVE
from tests.ui.tabs.order_tests.conftest import World
from tests.ui.tabs.order_tests.fakes import BUYER
from tests.ui.tabs.order_tests.test_view import main_buttons, push

HEADER = ",".join(FIELDS)
ROW = f"Mug,{BUYER},1005990000000001,2,US,why"


def read(world: World, tmp_path: Path, *rows: str) -> None:
    """Chooses a file with these rows."""
    file = tmp_path / "cases.csv"
    file.write_text("\n".join((HEADER, *rows)))
    world.files.chosen = file
    push(world, world.shown.cases.bring_in)


def test_what_a_file_holds_is_shown_and_saved_by_one_button(shown: World, tmp_path: Path) -> None:
    read(shown, tmp_path, ROW, ROW.replace("Mug", "Cup").replace(BUYER, "stranger@example.test"))
    panel = shown.shown.importing
    assert shown.shown.pages.isAncestorOf(panel)
    assert panel.isVisible()
    assert panel.heading.whole() == "Import from cases.csv"
    assert not shown.state.rows, "nothing is saved yet"
    assert "2 test cases will be added, as drafts." in panel.summary.text()
    assert "stranger@example.test" in panel.summary.text()
    assert main_buttons(shown) == ["Import 2"]
    push(shown, panel.go)
    assert sorted(row.name for row in shown.state.rows) == ["Cup", "Mug"]
    assert shown.shown.pages.currentWidget() is shown.shown.case
    assert shown.form.entry.name == "Mug", "the first of them is shown"


def test_a_fault_stops_all_of_it_and_is_told_whole(shown: World, tmp_path: Path) -> None:
    read(shown, tmp_path, ROW, f"Cup,{BUYER},x,0,Atlantis,")
    panel = shown.shown.importing
    assert not panel.go.isEnabled()
    assert panel.summary.text().startswith("1 of 2 rows cannot be imported.")
    texts = [panel.table.rows.index(1, column).data() for column in range(4)]
    assert texts[:3] == ["3", "Cup", "–"]
    assert panel.said.isHidden()
    shown.act(lambda: panel.table.selectRow(1))
    assert panel.said.text().startswith("Line 3: x is not an item ID.")
    assert "Atlantis" in panel.said.text()
    shown.act(lambda: panel.table.selectRow(0))
    assert panel.said.isHidden()
    # Corrected in the file, and chosen again.
    shown.files.chosen = tmp_path / "again.csv"
    shown.files.chosen.write_text(f"{HEADER}\n{ROW}")
    push(shown, panel.other)
    assert panel.go.isEnabled()


def test_a_file_that_is_none_says_why(shown: World, tmp_path: Path) -> None:
    shown.files.chosen = tmp_path / "gone.csv"
    push(shown, shown.shown.cases.bring_in)
    panel = shown.shown.importing
    assert panel.trouble.isVisible()
    assert not panel._held.isHidden()
    assert "gone.csv" in panel.trouble.accessibleName() + panel.trouble.accessibleDescription()
    assert panel.table.isHidden()
    assert not panel.go.isEnabled()
    push(shown, panel.back)
    assert shown.state.importing is None


def test_whoever_chooses_no_file_stays_where_they_are(shown: World) -> None:
    push(shown, shown.shown.cases.bring_in)
    assert shown.files.titles == ["Import order test cases"]
    assert shown.state.importing is None


def test_what_the_disk_refuses_is_told_and_nothing_is_there(shown: World, tmp_path: Path) -> None:
    read(shown, tmp_path, ROW)
    shown.desk.test_cases.fault = StorageFault("disk_full", path="/x", reason="")
    push(shown, shown.shown.importing.go)
    assert shown.state.importing is not None
    assert shown.state.importing.fault is shown.desk.test_cases.fault
    assert not shown.shown.importing.go.isEnabled()
    assert shown.state.rows == ()


def test_while_it_is_saved_it_cannot_be_saved_again(shown: World, tmp_path: Path) -> None:
    read(shown, tmp_path, ROW)
    shown.desk.test_cases.gate = asyncio.Event()
    push(shown, shown.shown.importing.go)
    assert not shown.shown.importing.go.isEnabled()
    assert shown.shown.importing.summary.text() == "Saving…"
    shown.act(shown.model.importer.save)
    shown.act(shown.desk.test_cases.gate.set)
    assert [row.name for row in shown.state.rows] == ["Mug"]


@pytest.mark.usefixtures("shown")
def test_what_was_read_for_one_environment_is_not_shown_in_another(shown: World, tmp_path: Path) -> None:
    read(shown, tmp_path, ROW)
    shown.do(shown.desk.standing.choose_environment(LIVE.name))
    assert shown.state.importing is None
    shown.do(shown.desk.standing.choose_environment("practice"))
    assert shown.state.importing is not None
