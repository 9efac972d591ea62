"""The answer's body on the screen: tree, table, find, filter, copy, save; small, large and broken."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest

from aexdesk.services import body_reading
from aexdesk.ui.tabs.console.answer import read_answer_of
from aexdesk.ui.tabs.console.response_view import RAW, RESPONSE, TABLE, TREE, ResponseView
from aexdesk.ui.widgets.body.model import BodyModel
from aexdesk.ui.widgets.body.state import BodyState, Saving
from aexdesk.ui.widgets.folding_edit import FoldingEdit
from aexdesk.workspace.body import Body
from tests.conftest import Run
from tests.ui.conftest import turns
from tests.ui.tabs.console.conftest import Bench
from tests.ui.tabs.console.test_model import PRODUCT_GET

LIST = {
    "answer": {
        "total": 3,
        "products": [{"id": 9007199254740993 + n, "price": f"{9 - n}.10", "name": f"Nr {n}"} for n in range(3)],
    }
}
RAW_TEXT = json.dumps(LIST).replace('"total": 3', '"total": 3.10').encode()


def _model(bench: Bench) -> BodyModel:
    return bench.tab.body


async def until(bench: Bench, is_so: Callable[[BodyState], bool]) -> None:
    """Until the body's state is so, and the view has been told."""
    while not is_so(_model(bench).state):
        await turns(2)
    await turns()


async def show(bench: Bench, body: Body, *, waits: bool = True) -> ResponseView:
    """Puts a body in the place of the answer of a real call, and waits until it is open."""
    await bench.send()
    answer = bench.state.answer
    assert answer is not None
    assert answer.exchange.response is not None
    response = replace(answer.exchange.response, body=body)
    put = read_answer_of(replace(answer.exchange, response=response))
    bench.model._become(replace(bench.state, answer=put))
    if not waits:
        bench.view.response.show_state()
        return bench.view.response
    await turns()
    await until(bench, lambda state: bool(state.kind or state.fault) and not state.table.is_looking)
    return bench.view.response


def visible_rows(view: ResponseView) -> list[tuple[str, str]]:
    """Names and values of every line that is open."""
    rows, found = view.tree.rows, []

    def walk(parent: QModelIndex) -> None:
        for number in range(rows.rowCount(parent)):
            index = rows.index(number, 0, parent)
            found.append((index.data(), rows.index(number, 1, parent).data()))
            if view.tree.tree.isExpanded(index):
                walk(index)

    walk(QModelIndex())
    return found


def test_the_tree_opens_near_the_root_and_says_numbers_to_the_letter(run: Run, bench: Bench) -> None:
    async def work() -> None:
        view = await show(bench, Body.of(RAW_TEXT))
        view.tabs.setCurrentIndex(TREE)
        while ("name", '"Nr 2"') not in visible_rows(view):
            await turns(2)
        lines = visible_rows(view)
        assert lines[:3] == [("answer", "{2}"), ("total", "3.10"), ("products", "[3]")]
        assert ("id", "9007199254740995") in lines

    run(work(), 30)


def test_find_counts_steps_and_goes_round(run: Run, bench: Bench) -> None:
    async def work() -> None:
        view = await show(bench, Body.of(RAW_TEXT))
        view.tabs.setCurrentIndex(TREE)
        QTest.keyClick(view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        view.find_bar.open_it()
        QTest.keyClicks(view.find_bar.edit, "NR ")
        await until(bench, lambda state: state.place is not None and state.place.at == (0, 1, 0, 2))
        assert view.find_bar.count.text() == "1 of 3"
        QTest.keyClick(view.find_bar.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
        await until(bench, lambda state: bool(state.place and state.place.jmespath == "answer.products[2].name"))
        assert view.find_bar.count.text() == "3 of 3"
        assert view.tree.tree.currentIndex().data() == "name"
        QTest.keyClick(view.find_bar.edit, Qt.Key.Key_Return)
        await until(bench, lambda state: bool(state.place and state.place.pointer == "/answer/products/0/name"))
        view.find_bar.edit.setText("nowhere")
        await until(bench, lambda state: not state.finding.is_running)
        assert view.find_bar.count.text() == "not found"
        QTest.keyClick(view.find_bar.edit, Qt.Key.Key_Escape)
        assert view.find_bar.isHidden()

    run(work(), 30)


def test_find_in_a_text_opens_the_fold_that_hides_the_hit(run: Run, bench: Bench) -> None:
    async def work() -> None:
        view = await show(bench, Body.of(RAW_TEXT))
        view.tabs.setCurrentIndex(RESPONSE)
        edit = view.pretty.edit
        assert isinstance(edit, FoldingEdit)
        products = edit.document().findBlockByNumber(3)
        assert products.text().strip() == '"products": ['
        edit.toggle(products)
        assert edit.is_shut(products)
        assert not products.next().isVisible()
        view.find_bar.open_it()
        view.find_bar.edit.setText("Nr 1")
        assert view.find_bar.count.text() == "1 of 1"
        assert products.next().isVisible()
        assert edit.textCursor().selectedText() == "Nr 1"

    run(work(), 30)


def test_a_filter_shows_what_it_gives_and_says_where_it_breaks(run: Run, bench: Bench) -> None:
    async def work() -> None:
        view = await show(bench, Body.of(RAW_TEXT))
        view.tabs.setCurrentIndex(TREE)
        line = view.filters[0]
        line.edit.setText("answer.products[?price > '8'].id")
        QTest.keyClick(line.edit, Qt.Key.Key_Return)
        await until(bench, lambda state: state.doc == 1)
        while len(visible_rows(view)) < 2:
            await turns(2)
        assert visible_rows(view) == [("[0]", "9007199254740993"), ("[1]", "9007199254740994")]
        line.edit.setText("answer[?")
        QTest.keyClick(line.edit, Qt.Key.Key_Return)
        await until(bench, lambda state: state.filtering.fault is not None)
        assert "breaks at letter 9" in line.told.text()
        line.edit.clear()
        await until(bench, lambda state: state.doc == 0 and not state.filtering.expression)
        while ("answer", "{2}") not in visible_rows(view):
            await turns(2)

    run(work(), 30)


def test_the_table_sorts_by_size_and_leads_to_the_tree(run: Run, bench: Bench) -> None:
    async def work() -> None:
        view = await show(bench, Body.of(RAW_TEXT))
        view.tabs.setCurrentIndex(TABLE)
        await until(bench, lambda state: state.table.chosen == 0)
        rows = view.table.rows
        assert [rows.headerData(n, Qt.Orientation.Horizontal) for n in range(3)] == ["id", "price", "name"]
        view.table._sort(1)
        await until(bench, lambda state: state.table.column == "price")
        assert [rows.index(n, 1).data() for n in range(3)] == ["7.10", "8.10", "9.10"]
        view.table._open(rows.index(0, 0))
        await until(bench, lambda state: state.place is not None)
        assert view.tabs.currentIndex() == TREE
        assert _model(bench).state.place == replace(cast("Any", _model(bench).state.place), at=(0, 1, 2))

    run(work(), 30)


def test_value_and_path_are_copied_as_they_are_written(run: Run, bench: Bench) -> None:
    async def work() -> None:
        view = await show(bench, Body.of(RAW_TEXT))
        view.tabs.setCurrentIndex(TREE)
        view.tree.rows.lead_to((0, 1, 1))
        await until(bench, lambda state: bool(state.place and state.place.jmespath))
        view.tree.copy_value.trigger()
        await until(bench, lambda _state: bool(bench.clipboard.texts))
        assert bench.clipboard.texts[-1] == '{"id": 9007199254740994, "price": "8.10", "name": "Nr 1"}'
        view.tree.copy_path.trigger()
        assert bench.clipboard.texts[-1] == "answer.products[1]"
        view.tree.copy_pointer.trigger()
        assert bench.clipboard.texts[-1] == "/answer/products/1"

    run(work(), 30)


def test_broken_json_is_shown_raw_at_the_line_that_breaks(run: Run, bench: Bench) -> None:
    async def work() -> None:
        view = await show(bench, Body.of(b'{\n "a": 1,\n "b": }\n'))
        assert view.tabs.currentIndex() == RAW
        assert "Line 3, column 7" in view._note.text()
        assert view.raw.edit.textCursor().blockNumber() == 2
        assert not view.tabs.isTabEnabled(TREE)

    run(work(), 30)


def test_a_large_body_is_opened_by_a_child_that_ends_with_the_next_answer(
    run: Run, bench: Bench, tmp_path: Path
) -> None:
    file = tmp_path / "large.body"
    file.write_bytes(json.dumps({"rows": [{"n": number, "p": "1.10"} for number in range(60_000)]}).encode())

    async def work() -> None:
        view = await show(bench, Body(file.stat().st_size, file=file))
        view.tabs.setCurrentIndex(TREE)
        while ("[59,000 … 59,999]", "") not in visible_rows(view):
            await turns(2)
        while not view.pretty.text().startswith('{\n  "rows": ['):
            await turns(2)
        assert "body: serve" in _model(bench)._tasks.names
        await show(bench, Body.of(b"[1]"))
        while "body: serve" in _model(bench)._tasks.names:
            await turns(2)

    run(work(), 60)


def test_a_body_whose_file_is_gone_is_told(run: Run, bench: Bench, tmp_path: Path) -> None:
    async def work() -> None:
        view = await show(bench, Body(2_000_000, file=tmp_path / "gone.body"))
        assert "gone" in view._note.text()

    run(work(), 30)


@pytest.mark.parametrize("is_large", [False, True])
def test_save_writes_the_bodys_own_bytes(run: Run, bench: Bench, tmp_path: Path, is_large: bool) -> None:
    data = b'{"a": "\xff broken utf-8", "b": 1.10}' + b" " * 100
    file = tmp_path / "kept.body"
    file.write_bytes(data)
    target = tmp_path / "saved.json"
    body = Body(len(data), file=file) if is_large else Body.of(data)
    run(bench.desk.body_reading.save(body, target))
    assert target.read_bytes() == data


def test_a_slow_save_shows_how_far_it_is_and_cancel_leaves_nothing(
    run: Run, bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, target = tmp_path / "kept.body", tmp_path / "saved.json"
    file.write_bytes(b"[1]" + b" " * 3_000_000)
    going_on, reached = threading.Event(), threading.Event()

    class Slow(io.FileIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell():
                reached.set()
                going_on.wait(20)
            return super().read(1_000_000) or b""

    monkeypatch.setattr(body_reading, "_opened", lambda _body: Slow(file))

    async def work() -> None:
        view = await show(bench, Body(3_000_003, file=file))
        bench.files.to_save = target
        view._save.click()
        while not reached.is_set() or not (_model(bench).state.saving or Saving("")).done:
            await turns(2)
        bench.later.advance(1)
        await turns(3)
        assert not view.saving.isHidden()
        assert view.saving.told.text() == "Writing saved.json… 33 %"
        view.saving.cancel.click()
        await turns(3)  # else the rest may be written before anybody hears of it
        going_on.set()
        await until(bench, lambda state: state.saving is None)
        assert view.saving.isHidden()

    run(work(), 30)
    assert [one.name for one in tmp_path.iterdir() if "saved" in one.name] == []


def test_every_view_of_an_answer_is_in_sight_in_the_smallest_window(run: Run, bench: Bench) -> None:
    async def work() -> None:
        view = await show(bench, Body.of(RAW_TEXT))
        bar = view.tabs.tabBar()
        bar.setFixedWidth(280)
        await turns()
        assert not bar.usesScrollButtons()
        assert all(bar.rect().contains(bar.tabRect(place)) for place in range(bar.count()))

    run(work(), 30)


def test_a_call_of_the_practice_gateway_can_be_looked_through(run: Run, bench: Bench) -> None:
    async def work() -> None:
        await bench.send()
        assert bench.state.draft.api == PRODUCT_GET
        await until(bench, lambda state: state.kind == "json")
        bench.view.response.tabs.setCurrentIndex(TREE)
        while not any(name == "result" for name, _value in visible_rows(bench.view.response)):
            await turns(2)

    run(work(), 30)
