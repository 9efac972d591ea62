"""Rows are made one turn after the other; what a person does meanwhile is neither lost nor held up."""

from __future__ import annotations

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from aexdesk.ui.tabs.console import row_turns
from aexdesk.ui.tabs.console.nested.field import NestedField
from aexdesk.ui.tabs.console.nested.plan import Shape
from aexdesk.ui.tabs.console.nested.row_widgets import LinkRow, ValueRow
from aexdesk.ui.tabs.console.parameter_fields import LineField
from aexdesk.ui.tabs.console.parameters_view import ParametersView
from tests.conftest import Run
from tests.ui.conftest import turns
from tests.ui.tabs.console.conftest import Bench
from tests.ui.tabs.console.test_model import ORDER, ORDER_CREATE, PRODUCT_GET

FREIGHT = "aliexpress.ds.freight.query"
LINES = '{"product_items": [' + ", ".join('{"product_id": 7}' for _number in range(8)) + "]}"


@pytest.fixture
def one_a_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    """No turn has time for a second row."""
    monkeypatch.setattr(row_turns, "TURN_MS", 0)


def names(view: ParametersView) -> tuple[str, ...]:
    """The rows that are there, and none is made for the question."""
    return tuple(view._rows)


def begin(bench: Bench, api: str) -> ParametersView:
    """Chooses an API, whose rows are made from now on."""
    view = bench.view.parameters
    assert view.rows, "those of the call that it opens with are all there"
    for name in ("aliexpress.my.own", api):
        view._kept.clear()
        bench.model.choose_api(name)
        view.show_state()
    return view


@pytest.mark.usefixtures("one_a_turn")
def test_rows_come_one_turn_after_the_other_from_top_to_bottom(run: Run, bench: Bench) -> None:
    seen: list[tuple[str, ...]] = []

    async def work() -> ParametersView:
        view = begin(bench, PRODUCT_GET)
        assert len(names(view)) == 1, "the first comes at once"
        while len(names(view)) < len(view._wanted):
            if names(view) not in seen:
                seen.append(names(view))
            await asyncio.sleep(0)
        return view

    view = run(work())
    assert len(seen) == len(view._wanted) - 1
    assert names(view) == tuple(view._wanted)
    assert all(names(view)[: len(before)] == before for before in seen)


@pytest.mark.usefixtures("one_a_turn")
def test_what_is_typed_while_rows_are_missing_stays(run: Run, bench: Bench) -> None:
    async def work() -> ParametersView:
        view = begin(bench, PRODUCT_GET)
        first, last = names(view)[0], list(view._wanted)[-1]
        field = view._rows[first].field
        assert isinstance(field, LineField)
        field.selectAll()
        for letter in "4711":
            QTest.keyClicks(field, letter)
            await asyncio.sleep(0)
        assert len(names(view)) < len(view._wanted)
        bench.model.set_value(last, "late")
        await turns()
        assert bench.state.draft.value(first) == field.text() == "4711"
        other = view.rows[last].field
        assert isinstance(other, LineField)
        assert other.text() == "late", "a row shows what counts when it is made"
        return view

    run(work())


@pytest.mark.usefixtures("one_a_turn")
def test_send_does_not_wait_for_rows(run: Run, bench: Bench) -> None:
    async def work() -> None:
        view = begin(bench, PRODUCT_GET)
        values = {"product_id": "4711", "ship_to_country": "US", "target_currency": "EUR"}
        for name, text in values.items():
            bench.model.set_value(name, text)
        bench.model.send()
        assert len(names(view)) == 1
        await bench.until(lambda: bench.state.running is None)
        await bench.until_recorded()
        assert bench.state.answer is not None
        sent = {one.name: one.value for one in bench.state.answer.exchange.request.parameters}
        assert values.items() <= sent.items()

    run(work(), 20)


@pytest.mark.usefixtures("one_a_turn")
def test_a_row_that_the_person_goes_to_does_not_wait_for_its_turn(run: Run, bench: Bench) -> None:
    async def work() -> None:
        view = begin(bench, PRODUCT_GET)
        bench.view.activateWindow()
        QTest.keyClicks(view._name, "sign_method")
        QTest.keyClick(view._name, Qt.Key.Key_Return)
        assert len(names(view)) < len(view._wanted)
        assert QApplication.focusWidget() is view._rows["sign_method"].field
        await turns()
        assert list(view.rows) == list(view._wanted), "and stands in its place"

    run(work())


@pytest.mark.usefixtures("one_a_turn")
def test_a_nested_row_that_the_person_goes_to_does_not_wait_either(run: Run, bench: Bench) -> None:
    async def work() -> None:
        bench.model.choose_api(ORDER_CREATE)
        await turns()
        bench.view.activateWindow()
        field = bench.view.parameters.rows[ORDER].field
        assert isinstance(field, NestedField)
        assert field.form.rows, "all made"
        bench.model.set_value(ORDER, LINES)
        await turns()
        form = field.form
        assert len(form._rows) < len(form._wanted)
        way = ("product_items",)
        key = next(key for key, row in form._wanted.items() if row.shape is Shape.ADD_ITEM and row.path == way)
        if key not in form._rows:
            form._make_at(key)
        add = form._rows[key]
        assert isinstance(add, LinkRow)
        add.link.click()
        focus = QApplication.focusWidget()
        assert len(form._rows) < len(form._wanted)
        inside = [one for one in form.rows if isinstance(one, ValueRow) and one.row.path[:2] == (*way, 8)]
        assert inside[0].field is focus
        assert [one.row.key for one in form.rows] == list(form._wanted)

    run(work())


def test_who_comes_back_to_an_api_finds_the_same_rows_with_the_values_of_now(run: Run, bench: Bench) -> None:
    view, model = bench.view.parameters, bench.model

    async def work() -> None:
        model.choose_api(ORDER_CREATE)
        model.set_value(ORDER, '{"out_order_id": "1"}')
        await turns()
        before = dict(view.rows)
        field = before[ORDER].field
        assert isinstance(field, NestedField)
        row = field.form.row_at("out_order_id")
        model.choose_api(PRODUCT_GET)
        await turns()
        assert not before[ORDER].isVisible()
        assert ORDER not in view.rows
        model.choose_api(ORDER_CREATE)
        model.set_value(ORDER, '{"out_order_id": "2"}')
        await turns()
        assert dict(view.rows) == before
        assert field.isVisible()
        assert field.form.row_at("out_order_id") is row
        assert isinstance(row, ValueRow)
        assert row.field.text() == "2"

    run(work())


def test_a_row_that_waits_holds_no_secret_and_no_more_wait_than_may(
    run: Run, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    view, model = bench.view.parameters, bench.model
    monkeypatch.setattr("aexdesk.ui.tabs.console.parameters_view.MOST_KEPT", 3)

    async def work() -> None:
        model.choose_api("/auth/token/create")
        model.set_value("code", "CANARY-code")
        await turns()
        field = view.rows["code"].field
        assert isinstance(field, LineField)
        assert field.text() == "CANARY-code"
        model.choose_api(PRODUCT_GET)
        await turns()
        assert field.text() == ""
        model.choose_api(FREIGHT)
        await turns()
        assert view.rows
        assert len(view._kept) == 3

    run(work())


def test_the_json_is_written_when_somebody_looks(run: Run, bench: Bench) -> None:
    async def work() -> None:
        bench.model.choose_api(ORDER_CREATE)
        bench.model.set_value(ORDER, LINES)
        await turns()
        assert "product_items" not in bench.view.json._edit.text()
        bench.view.tabs.setCurrentIndex(1)
        assert bench.view.json._edit.text() == bench.state.draft.json_text
        bench.model.set_value(ORDER, '{"out_order_id": "9"}')
        await turns()
        assert bench.view.json._edit.text() == bench.state.draft.json_text

    run(work())
