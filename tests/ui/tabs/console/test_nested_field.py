"""A nested parameter on the screen: form and JSON in step, and no letter lost between them."""

from __future__ import annotations

import asyncio
import json
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from aexdesk.ui.tabs.console.nested.field import NestedField
from aexdesk.ui.tabs.console.nested.plan import Shape
from aexdesk.ui.tabs.console.nested.row_widgets import AddKeyRow, HeadRow, LinkRow, RowWidget, ValueRow
from tests.conftest import Run
from tests.ui.conftest import turns
from tests.ui.tabs.console.conftest import Bench, OpenBench, close, texts_of
from tests.ui.tabs.console.test_model import ORDER, ORDER_CREATE
from tests.ui.tabs.console.test_view import field_of, on_loop, press, type_into

ODD = '{"out_order_id" :1.10,\n\t"product_items":[ {"product_id": 18446744073709551615} ],  "mine": {"x":[true, null]}}'


def nested(run: Run, bench: Bench, text: str = "") -> NestedField:
    bench.model.choose_api(ORDER_CREATE)
    bench.model.set_value(ORDER, text)
    run(turns())
    field = bench.view.parameters.rows[ORDER].field
    assert isinstance(field, NestedField)
    return field


def value_row(field: NestedField, *path: str | int) -> ValueRow:
    row = field.form.row_at(*path)
    assert isinstance(row, ValueRow)
    return row


def row_of(field: NestedField, shape: Shape, *path: str | int) -> RowWidget:
    return next(one for one in field.form.rows if one.row.shape is shape and one.row.path == path)


def sent(bench: Bench) -> str:
    return bench.state.draft.value(ORDER)


def test_typing_in_the_form_changes_that_value_and_no_other_letter(run: Run, bench: Bench) -> None:
    field = nested(run, bench, ODD)
    assert field.form.isVisible()
    assert value_row(field, "out_order_id").field.text() == "1.10"
    product = value_row(field, "product_items", 0, "product_id")
    assert product.field.text() == "18446744073709551615"
    run(on_loop(lambda: type_into(product.field, "12000012345678901.50")))
    assert sent(bench) == ODD.replace("18446744073709551615", "12000012345678901.50")
    assert field.edit.text() == sent(bench)
    assert value_row(field, "product_items", 0, "product_id") is product


def test_a_number_that_is_half_typed_is_a_number_in_the_end(run: Run, bench: Bench) -> None:
    field = nested(run, bench, '{"product_items": [{}], "mine": 5}')
    run(on_loop(lambda: QTest.keyClicks(value_row(field, "product_items", 0, "product_count").field, "-1.5")))
    mine = value_row(field, "mine").field
    run(on_loop(lambda: type_into(mine, "7.25")))
    assert '"product_count": -1.5' in sent(bench)
    assert '"mine": 7.25' in sent(bench)
    assert value_row(field, "mine").field is mine


def test_what_the_type_does_not_take_is_said_and_kept(run: Run, bench: Bench) -> None:
    field = nested(run, bench, '{"product_items": [{}]}')
    row = value_row(field, "product_items", 0, "product_count")
    run(on_loop(lambda: type_into(row.field, "two")))
    assert '"product_count": "two"' in sent(bench)
    assert "no number" in row._under.text()


def test_what_the_type_does_not_take_is_said_once_the_field_is_left(qtbot: QtBot, run: Run, bench: Bench) -> None:
    field = nested(run, bench, '{"product_items": [{}]}')
    row = value_row(field, "product_items", 0, "product_count")
    bench.view.activateWindow()
    row.field.setFocus()
    qtbot.waitUntil(row.field.hasFocus)
    run(on_loop(lambda: QTest.keyClicks(row.field, "-")))
    assert "no number" not in row._under.text()
    run(on_loop(row.field.clearFocus))
    assert "no number" in row._under.text()


def test_an_empty_field_is_left_out_and_comes_back_in_its_place(run: Run, bench: Bench) -> None:
    field = nested(run, bench, '{\n  "out_order_id": "A",\n  "product_items": []\n}')
    row = value_row(field, "out_order_id")

    def clear() -> None:
        row.field.selectAll()
        QTest.keyClick(row.field, Qt.Key.Key_Backspace)

    run(on_loop(clear))
    assert sent(bench) == '{\n  "product_items": []\n}'
    run(on_loop(lambda: QTest.keyClicks(row.field, "B")))
    assert sent(bench) == '{\n  "out_order_id": "B",\n  "product_items": []\n}'


def test_items_are_added_moved_and_taken_out(run: Run, bench: Bench) -> None:
    field = nested(run, bench)
    bench.view.activateWindow()
    head = field.form.row_at("product_items")
    assert isinstance(head, HeadRow)
    run(on_loop(head._open.click))
    for number in ("1", "2"):
        add = row_of(field, Shape.ADD_ITEM, "product_items")
        assert isinstance(add, LinkRow)
        run(on_loop(add.link.click))
        row = value_row(field, "product_items", int(number) - 1, "product_count")
        run(on_loop(partial(QTest.keyClicks, row.field, number)))
    first = field.form.row_at("product_items", 0)
    assert isinstance(first, HeadRow)
    assert not first._acts._moves[0].isEnabled()
    run(on_loop(first._acts._moves[1].click))
    assert value_row(field, "product_items", 0, "product_count").field.text() == "2"
    assert sent(bench).index('"product_count": 2') < sent(bench).index('"product_count": 1')
    assert QApplication.focusWidget() is value_row(field, "product_items", 1, "product_count").field
    run(on_loop(first._acts._out.click))
    assert value_row(field, "product_items", 0, "product_count").field.text() == "1"
    assert '"product_count": 2' not in sent(bench)


def test_keys_that_nobody_knows_are_shown_changed_and_added(run: Run, bench: Bench) -> None:
    field = nested(run, bench, ODD)
    run(on_loop(lambda: type_into(value_row(field, "mine", "x", 0).field, "false")))
    assert '{"x":[false, null]}' in sent(bench)
    add = row_of(field, Shape.ADD_KEY)
    assert isinstance(add, AddKeyRow)

    def write() -> None:
        QTest.keyClicks(add.name, "phone_number")
        QTest.keyClick(add.name, Qt.Key.Key_Return)

    run(on_loop(write))
    run(on_loop(lambda: QTest.keyClicks(value_row(field, "phone_number").field, "007")))
    assert '"phone_number": "007"' in sent(bench)
    acts = value_row(field, "phone_number")._acts
    assert acts is not None
    run(on_loop(acts._out.click))
    assert "phone_number" not in sent(bench)


def test_the_fields_that_are_not_shown_come_on_demand(run: Run, bench: Bench) -> None:
    field = nested(run, bench, '{"logistics_address": {}}')
    more = row_of(field, Shape.MORE, "logistics_address")
    assert isinstance(more, LinkRow)
    run(on_loop(more.link.click))
    assert value_row(field, "logistics_address", "vat_no").isVisible()
    assert sent(bench) == '{"logistics_address": {}}'


def test_one_press_puts_an_example_in(run: Run, bench: Bench) -> None:
    field = nested(run, bench)
    row = value_row(field, "out_order_id")
    assert row._example is not None
    run(on_loop(row._example.click))
    assert sent(bench) == '{\n  "out_order_id": "AEX-0001"\n}'
    bench.model.choose_api("aliexpress.ds.product.get")
    bench.model.set_value("target_currency", "")
    run(turns())
    parameter = bench.view.parameters.rows["target_currency"]
    assert parameter.example is not None
    run(on_loop(parameter.example.click))
    assert bench.state.draft.value("target_currency") == "USD"


def test_a_click_shows_the_few_values_that_there_are(run: Run, bench: Bench) -> None:
    field = field_of(bench, "remove_personal_benefit")
    bench.view.activateWindow()
    run(on_loop(lambda: press(field)))
    assert field._list is not None
    assert field._list._view.isVisible()
    run(on_loop(lambda: QTest.keyClick(field._list._view, Qt.Key.Key_Escape)))  # type: ignore[union-attr] # it is there
    assert bench.state.draft.value("remove_personal_benefit") == ""


def test_broken_json_stays_as_it_is_and_the_form_says_so(run: Run, bench: Bench) -> None:
    broken = '{"out_order_id": "A",\n "mine": }'
    field = nested(run, bench, '{"out_order_id": "A"}')
    run(on_loop(lambda: press(field.as_json)))
    run(on_loop(lambda: type_into(field.edit, "x")))
    bench.model.set_value(ORDER, broken)
    run(turns())
    marks = field.edit.extraSelections()
    assert [mark.cursor.blockNumber() for mark in marks] == [1, 1]
    run(on_loop(lambda: press(field.as_form)))
    assert not field.form.isVisible()
    assert "Line 2, column 10" in field.problem.text()
    assert "form comes back" in field.problem.text()
    assert sent(bench) == broken
    run(on_loop(lambda: press(field.as_json)))
    assert field.edit.text() == broken
    bench.model.set_value(ORDER, broken.replace("}", "1}"))
    run(on_loop(lambda: press(field.as_form)))
    assert field.form.isVisible()
    assert field.edit.extraSelections() == []
    assert value_row(field, "mine").field.text() == "1"


def test_a_name_twice_is_for_the_json_alone(run: Run, bench: Bench) -> None:
    twice = '{"out_order_id": "A", "out_order_id": "B"}'
    field = nested(run, bench, twice)
    assert not field.form.isVisible()
    assert "twice" in field.problem.text()
    assert sent(bench) == twice
    run(on_loop(lambda: press(field.as_json)))
    assert not field.problem.isVisible()


def test_the_view_that_was_chosen_is_remembered(run: Run, open_bench: OpenBench, tmp_path: Path) -> None:
    first = open_bench(tmp_path / "home")
    field = nested(run, first)
    run(on_loop(lambda: press(field.as_json)))
    run(close(first), 20)
    again = open_bench(tmp_path / "home")
    assert nested(run, again).as_json.isChecked()


def test_the_tab_key_goes_down_the_form(run: Run, bench: Bench) -> None:
    field = nested(run, bench, '{"product_items": [{}, {}]}')
    stops = [stop for stop in field.stops if stop.isVisibleTo(bench.view) and stop.isEnabled()]
    widget = stops[0]
    for expected in stops[1:]:
        following = widget.nextInFocusChain()
        while following is not None and following not in stops:
            following = following.nextInFocusChain()
        assert following is expected
        widget = following


def test_keys_are_offered_while_json_is_written(run: Run, bench: Bench) -> None:
    field = nested(run, bench)
    bench.view.activateWindow()
    run(on_loop(lambda: press(field.as_json)))
    run(on_loop(field.edit.setFocus))
    run(on_loop(lambda: QTest.keyClicks(field.edit, '{"logis')))
    assert field.edit.offered == ("logistics_address",)
    run(on_loop(lambda: QTest.keyClick(field.edit._list.view, Qt.Key.Key_Return)))
    assert field.edit.text() == '{"logistics_address": '
    run(on_loop(lambda: QTest.keyClicks(field.edit, '{"country": "germ')))
    assert field.edit.offered == ("DE",)
    run(on_loop(lambda: QTest.keyClick(field.edit._list.view, Qt.Key.Key_Return)))
    assert sent(bench) == '{"logistics_address": {"country": "DE"'
    assert field.edit.document().isUndoAvailable()


def test_the_whole_json_offers_parameters_and_what_is_inside_them(run: Run, bench: Bench) -> None:
    nested(run, bench)
    edit = bench.view.json.edit
    bench.view.activateWindow()
    bench.view.tabs.setCurrentIndex(1)
    run(on_loop(edit.setFocus))
    run(on_loop(lambda: type_into(edit, '{"param')))
    assert edit.offered == (ORDER,)
    run(on_loop(lambda: QTest.keyClick(edit._list.view, Qt.Key.Key_Return)))
    run(on_loop(lambda: QTest.keyClicks(edit, '{"prod')))
    assert edit.offered == ("product_items",)
    run(on_loop(lambda: QTest.keyClick(edit._list.view, Qt.Key.Key_Escape)))
    assert not edit._list.view.isVisible()
    assert len(edit.extraSelections()) == 2


def test_known_values_are_offered_in_a_field(run: Run, bench: Bench) -> None:
    bench.view.activateWindow()
    field = field_of(bench, "ship_to_country")
    run(on_loop(field.setFocus))
    run(on_loop(lambda: type_into(field, "germ")))
    assert field._list is not None
    assert field._list._found.rowCount() == 1
    popup = field._list._view
    run(on_loop(lambda: QTest.keyClick(popup, Qt.Key.Key_Down)))
    run(on_loop(lambda: QTest.keyClick(popup, Qt.Key.Key_Return)))
    assert bench.state.draft.value("ship_to_country") == "DE"


def test_a_variable_stands_in_a_number_field_and_in_the_json(run: Run, bench: Bench, tmp_path: Path) -> None:
    """Both views show it, what is sent is its value, and what makes no JSON of it is said."""
    _use_variables(run, bench, tmp_path, {"n": "1", "country": "US"})
    text = '{"product_items": [{"product_count": {{n}}}]}'
    field = nested(run, bench, text)
    row = value_row(field, "product_items", 0, "product_count")
    assert row.field.text() == "{{n}}"
    assert "variable" in row._under.text()
    assert field.problem.text() == ""
    field.show_as_form(False)
    assert field.problem.text() == ""
    field.show_as_form(True)
    assert dict(bench.state.filled.call.parameters)[ORDER] == '{"product_items": [{"product_count": 1}]}'
    run(on_loop(lambda: type_into(row.field, "{{country}}")))
    assert sent(bench) == text.replace("{{n}}", "{{country}}")
    assert bench.state.filled.fault is not None
    assert bench.state.filled.fault.code == "variable_breaks_json"
    run(on_loop(lambda: type_into(row.field, "{{nowhere}}")))
    assert bench.state.filled.fault.code == "variables_unknown"
    assert not bench.state.can_send
    assert value_row(field, "product_items", 0, "product_count") is row


def test_the_guard_judges_what_stands_for_a_variable(run: Run, bench: Bench, tmp_path: Path) -> None:
    _use_variables(run, bench, tmp_path, {"n": "1"})
    bench.model.choose_api(ORDER_CREATE)
    bench.model.insert_example(ORDER)
    text = sent(bench).replace('"product_count": 1', '"product_count": {{n}}')
    assert "{{n}}" in text
    bench.model.set_value(ORDER, text)
    run(bench.judged(), 20)
    assert bench.state.can_send
    _use_variables(run, bench, tmp_path, {"n": "2"})
    run(bench.judged(), 20)
    assert not bench.state.can_send


def test_a_variable_may_stand_for_all_of_it(run: Run, bench: Bench, tmp_path: Path) -> None:
    _use_variables(run, bench, tmp_path, {"all": '{"out_order_id": "7"}'})
    field = nested(run, bench, "{{all}}")
    assert field.problem.text() == ""
    assert "{{all}}" in "".join(texts_of(field))
    assert dict(bench.state.filled.call.parameters)[ORDER] == '{"out_order_id": "7"}'


def _use_variables(run: Run, bench: Bench, root: Path, values: dict[str, str]) -> None:
    folder = root / "requests"
    folder.mkdir(exist_ok=True)
    (folder / "collection.json").write_text(json.dumps({"name": "x", "variables": {"practice": values}}))
    run(bench.model.folder.use(folder))


def test_a_long_form_is_made_while_the_window_goes_on(run: Run, bench: Bench) -> None:
    """In slices from top to bottom: whatever else there is to do has its turn in between; in the end all is there."""
    lines = ", ".join(f'{{"product_id": {number}, "product_count": 1}}' for number in range(1, 21))
    sizes = set[int]()

    async def work() -> NestedField:
        bench.model.choose_api(ORDER_CREATE)
        await turns()
        field = bench.view.parameters.rows[ORDER].field
        assert isinstance(field, NestedField)
        assert field.form.rows, "all made"
        made = asyncio.Event()
        field.form.arranged.connect(made.set)
        bench.model.set_value(ORDER, f'{{"product_items": [{lines}]}}')
        while not made.is_set():
            sizes.add(len(field.form._rows))
            await asyncio.sleep(0)
        return field

    field = run(work(), 20)
    assert len(sizes) >= 4, "rows came bit by bit"
    assert value_row(field, "product_items", 19, "product_id").field.text() == "20"
    assert len(field.form.rows) == len(field.form._wanted)
    assert [one.row.key for one in field.form.rows] == list(field.form._wanted)
