"""Rows come and go without a reset, so that selection, scroll and place stay where they were."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from aexdesk.ui.rows import PAGE, ROW, Column, ListRows, SourceRows

COLUMNS = (
    Column(lambda: "Number", str, "number"),
    Column(lambda: "Name", lambda row: f"row {row}", "mono", tone=lambda row: "bad" if row == 13 else ""),
)


class ListSource:
    def __init__(self, count: int = 0) -> None:
        self.rows = list(range(count))
        self.pages: list[tuple[int, int]] = []

    def count(self) -> int:
        return len(self.rows)

    def page(self, offset: int, limit: int) -> Sequence[int]:
        self.pages.append((offset, limit))
        return self.rows[offset : offset + limit]


def never_reset(model: QAbstractItemModel) -> list[str]:
    resets: list[str] = []
    model.modelReset.connect(lambda: resets.append("reset"))
    model.layoutChanged.connect(lambda: resets.append("layout"))
    return resets


def shown(model: QAbstractItemModel) -> list[str]:
    return [model.data(model.index(number, 1)) for number in range(model.rowCount())]


@pytest.mark.parametrize("is_newest_first", [False, True])
def test_what_is_appended_comes_in_one_batch(qtbot: QtBot, is_newest_first: bool) -> None:
    source = ListSource(3)
    rows = SourceRows(COLUMNS, source, is_newest_first)
    resets, inserts = never_reset(rows), []
    rows.rowsInserted.connect(lambda _parent, first, last: inserts.append((first, last)))
    for number in range(3, 1000):
        source.rows.append(number)
        rows.note_appended()
    assert rows.rowCount() == 3
    assert not inserts
    qtbot.waitUntil(lambda: rows.rowCount() == 1000, timeout=2000)
    assert inserts == [(0, 996) if is_newest_first else (3, 999)]
    expected = [f"row {number}" for number in source.rows]
    assert shown(rows) == (expected[::-1] if is_newest_first else expected)
    assert not resets


def test_only_pages_that_are_seen_are_read() -> None:
    source = ListSource(100_000)
    rows = SourceRows(COLUMNS, source)
    assert rows.data(rows.index(50_000, 1)) == "row 50000"
    assert rows.data(rows.index(50_001, 1)) == "row 50001"
    assert source.pages == [(50_000, PAGE)]


def test_an_id_beyond_every_number_type_stays_itself() -> None:
    rows = ListRows((Column(lambda: "Id", lambda row: row),), lambda row: row)
    rows.show([str(2**64 - 1), str(2**53 + 1)])
    assert rows.data(rows.index(0, 0)) == "18446744073709551615"
    assert rows.data(rows.index(1, 0)) == "9007199254740993"


@pytest.mark.parametrize("is_newest_first", [False, True])
def test_the_oldest_go_and_the_rest_stays(is_newest_first: bool) -> None:
    source = ListSource(250)
    rows = SourceRows(COLUMNS, source, is_newest_first)
    resets = never_reset(rows)
    shown(rows)
    kept = rows.index(100, 0)
    del source.rows[:120]
    rows.note_dropped(120)
    expected = [f"row {number}" for number in source.rows]
    assert shown(rows) == (expected[::-1] if is_newest_first else expected)
    assert kept.isValid()
    assert not resets


def test_a_changed_row_is_read_again() -> None:
    source = ListSource(5)
    rows = SourceRows(COLUMNS, source, is_newest_first=True)
    shown(rows)
    source.rows[1] = 99
    rows.note_changed(1)
    assert shown(rows)[3] == "row 99"


def test_qt_finds_nothing_to_say_against_them(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    source = ListSource(30)
    rows = SourceRows(COLUMNS, source)
    qtmodeltester.check(rows)  # type: ignore[no-untyped-call]
    listed = ListRows(COLUMNS, str)
    listed.show([1, 2, 3])
    qtmodeltester.check(listed)  # type: ignore[no-untyped-call]
    listed.show([2, 3, 4])


def test_cells_say_how_they_want_to_look() -> None:
    rows = ListRows(COLUMNS, str)
    rows.show([13])
    number, name = rows.index(0, 0), rows.index(0, 1)
    assert rows.data(number, Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert rows.data(name, Qt.ItemDataRole.FontRole) is not None
    assert rows.data(number, Qt.ItemDataRole.FontRole) is None
    assert rows.data(name, Qt.ItemDataRole.ForegroundRole) is not None
    assert rows.data(name, ROW) == 13
    assert rows.data(QModelIndex()) is None
    assert rows.headerData(0, Qt.Orientation.Horizontal) == "Number"


@given(st.lists(st.integers(0, 20), unique=True), st.lists(st.integers(0, 20), unique=True))
def test_any_list_becomes_any_other_without_a_reset(before: list[int], after: list[int]) -> None:
    rows = ListRows(COLUMNS, str)
    resets = never_reset(rows)
    rows.show(before)
    rows.show(after)
    assert shown(rows) == [f"row {number}" for number in after]
    assert not resets


def test_a_row_that_stays_keeps_its_index() -> None:
    rows = ListRows((Column(lambda: "Name", lambda row: row[1]),), lambda row: row[0])
    rows.show([("a", "A"), ("b", "B")])
    changed: list[int] = []
    rows.dataChanged.connect(lambda first, _last: changed.append(first.row()))
    rows.show([("a", "A"), ("b", "changed")])
    assert changed == [1]
    assert rows.number_of("b") == 1
    assert rows.number_of("z") is None
    assert rows.identity_of(0) == "a"


@pytest.mark.parametrize("is_newest_first", [False, True])
def test_older_rows_come_before_the_oldest(qtbot: QtBot, is_newest_first: bool) -> None:
    source = ListSource()
    source.rows = list(range(1000, 1150))
    rows = SourceRows(COLUMNS, source, is_newest_first)
    assert shown(rows)
    source.rows[:0] = range(870, 1000)
    rows.note_prepended(130)
    expected = [f"row {number}" for number in range(870, 1150)]
    assert shown(rows) == (expected[::-1] if is_newest_first else expected)
    rows.note_prepended(0)
    assert rows.rowCount() == 280
