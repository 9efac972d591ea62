"""The form over a JSON text: edits touch one value, and every other letter stays as it stands."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aexdesk import resources
from aexdesk.openplatform.catalogue import Catalogue, Field
from aexdesk.ui.tabs.console.nested.editing import move, put, take_out
from aexdesk.ui.tabs.console.nested.plan import ALL_SHOWN, MOST_ROWS, Row, Shape, plan_rows
from aexdesk.ui.tabs.console.nested.spans import Kind, Path, Spanned, UnreadableJsonError, find_any_problem, read_spans
from aexdesk.ui.tabs.console.nested.values import fits_type, write_typed

ORDER = next(
    field
    for field in Catalogue.from_json(resources.read_json("catalogue.json"))
    .find("aliexpress.ds.order.create")
    .parameters  # type: ignore[union-attr] # it is there
    if field.name == "param_place_order_request4_open_api_d_t_o"
)
ODDLY = '{"a" :1.10,\n\t"list":[ 18446744073709551615 ,{"x":"\\u00e9"}],\n  "mine": null }'

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
    max_leaves=12,
)
_LAYOUTS = st.sampled_from([{}, {"indent": 1}, {"indent": "\t"}, {"separators": (" ,", " : ")}])


def _paths(value: Spanned, path: Path = ()) -> list[Path]:
    found = [path]
    for member in value.members:
        found += _paths(member.value, (*path, member.name))
    for number, item in enumerate(value.items):
        found += _paths(item, (*path, number))
    return found


def _raw(text: str, path: Path) -> str:
    found = read_spans(text).at(path)
    assert found is not None
    return text[found.start : found.end]


def test_every_value_knows_its_place() -> None:
    assert _raw(ODDLY, ("a",)) == "1.10"
    assert _raw(ODDLY, ("list", 0)) == "18446744073709551615"
    assert _raw(ODDLY, ("list", 1, "x")) == '"\\u00e9"'
    assert read_spans(ODDLY).at(("list", 1, "x")).text == "é"  # type: ignore[union-attr] # it is there
    assert read_spans(ODDLY).at(("list", 7)) is None
    assert read_spans(ODDLY).at(("a", "b")) is None


def test_a_variable_stands_where_a_number_could() -> None:
    text = '{"a": {{ n }}, "b": [{{n}}, {"c": 1{{n}}}], "d": "{{n}}"}'
    root = read_spans(text)
    assert [root.at(path).text for path in (("a",), ("b", 0), ("b", 1, "c"))] == ["{{ n }}", "{{n}}", "1{{n}}"]  # type: ignore[union-attr]
    assert root.at(("a",)).kind is Kind.VARIABLE  # type: ignore[union-attr] # it is there
    assert root.at(("d",)).kind is Kind.STRING  # type: ignore[union-attr] # it is there
    assert put(text, ("a",), "{{m}}") == text.replace("{{ n }}", "{{m}}")
    assert read_spans("{{all}}").kind is Kind.VARIABLE
    for broken in ("{{{n}}}", '{"a": {{n}}x}', "{{}}", '{"a": {{{{n}}}'):
        assert find_any_problem(broken) is not None


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("", "value_expected", 1, 1),
        ('{"a":\n}', "value_expected", 2, 1),
        ('{"a": 1,}', "name_expected", 1, 9),
        ('{"a": 1 "b"}', "comma_expected", 1, 9),
        ('{"a" 1}', "colon_expected", 1, 6),
        ('{"a": 1,\n "a": 2}', "name_twice", 2, 2),
        ('{"a": "x', "text_open", 1, 7),
        ("[1] 2", "more_behind", 1, 5),
        ("[NaN]", "value_expected", 1, 2),
        ("[" * 100, "too_deep", 1, 66),
    ],
)
def test_what_is_broken_is_told_with_its_place(text: str, code: str, line: int, column: int) -> None:
    problem = find_any_problem(text)
    assert problem is not None
    assert (problem.code, problem.line, problem.column) == (code, line, column)


@given(_JSON, _LAYOUTS)
def test_what_is_read_is_what_the_json_says(value: Any, layout: dict[str, Any]) -> None:
    text = json.dumps(value, ensure_ascii=False, **layout)
    for path in _paths(read_spans(text)):
        told: Any = value
        for step in path:
            told = told[step]
        assert json.loads(_raw(text, path)) == told


@given(st.text(alphabet='{}[]",: 1ae\\\n', max_size=24))
def test_whatever_is_typed_is_read_or_told(text: str) -> None:
    try:
        read_spans(text)
    except UnreadableJsonError:
        return
    json.loads(text)


# ---------------------------------------------------------------- editing


def test_a_change_touches_one_value_and_no_other_letter() -> None:
    assert put(ODDLY, ("list", 0), "7") == ODDLY.replace("18446744073709551615", "7")
    assert put(ODDLY, ("a",), "1.100") == ODDLY.replace("1.10", "1.100")


def test_a_new_name_comes_where_it_belongs_in_the_layout_that_is_there() -> None:
    text = '{\n    "a": 1,\n    "d": 4\n}'
    assert put(text, ("c",), "3", ["a", "b", "c", "d"]) == '{\n    "a": 1,\n    "c": 3,\n    "d": 4\n}'
    assert put(text, ("z",), "3", ["a", "b"]) == '{\n    "a": 1,\n    "d": 4,\n    "z": 3\n}'
    assert put('{"a": 1}', ("b",), "2") == '{"a": 1, "b": 2}'


def test_what_leads_there_is_made() -> None:
    assert put("", ("a", "b"), '"x"') == '{\n  "a": {\n    "b": "x"\n  }\n}'
    assert put('{"a": null}', ("a", "b"), "1") == '{"a": {\n  "b": 1\n}}'
    assert put("", ("rows", 0), "{}") == '{\n  "rows": [\n    {}\n  ]\n}'
    assert put('{"rows": [1]}', ("rows", 1), "2") == '{"rows": [1, 2]}'


def test_what_stands_in_the_way_is_not_thrown_away() -> None:
    assert put('{"a": "text"}', ("a", "b"), "1") == '{"a": "text"}'


def test_taking_out_takes_the_comma_along() -> None:
    text = '{\n  "a": 1,\n  "b": 2,\n  "c": 3\n}'
    assert take_out(text, ("a",)) == '{\n  "b": 2,\n  "c": 3\n}'
    assert take_out(text, ("b",)) == '{\n  "a": 1,\n  "c": 3\n}'
    assert take_out(text, ("c",)) == '{\n  "a": 1,\n  "b": 2\n}'
    assert take_out('{ "a": [ 1 ] }', ("a", 0)) == '{ "a": [] }'


def test_items_change_places_with_all_that_they_hold() -> None:
    text = '[\n  {"id": 1.10},\n  2,\n  3\n]'
    assert move(text, (0,), 1) == '[\n  2,\n  {"id": 1.10},\n  3\n]'
    assert move(text, (2,), 0) == '[\n  3,\n  2,\n  {"id": 1.10}\n]'
    assert move(text, (0,), 3) == text


@given(_JSON, _LAYOUTS, st.data())
def test_every_edit_says_what_was_meant_and_nothing_else_changes(
    value: Any, layout: dict[str, Any], data: st.DataObject
) -> None:
    text = json.dumps(value, ensure_ascii=False, **layout)
    path = data.draw(st.sampled_from(_paths(read_spans(text))))
    changed = put(text, path, "12345678901234567890.10")
    expected: Any = value
    if not path:
        assert changed == "12345678901234567890.10"
        return
    expected = json.loads(text)
    holder = expected
    for step in path[:-1]:
        holder = holder[step]
    taken = json.loads(text)
    from_it = taken
    for step in path[:-1]:
        from_it = from_it[step]
    del from_it[path[-1]]
    assert json.loads(take_out(text, path)) == taken
    holder[path[-1]] = 12345678901234567890.10
    assert json.loads(changed) == expected


# ---------------------------------------------------------------- values


@pytest.mark.parametrize(
    ("typed", "kind", "stands", "written"),
    [
        ("1.10", "Number", None, "1.10"),
        ("18446744073709551615", "Number", None, "18446744073709551615"),
        ("007", "Number", None, '"007"'),
        ("12", "String", None, '"12"'),
        ("12", "String", Kind.NUMBER, "12"),
        ("12x", "String", Kind.NUMBER, '"12x"'),
        ("12", "Number", Kind.STRING, '"12"'),
        ("true", "Boolean", None, "true"),
        ("yes", "Boolean", None, '"yes"'),
        ("true", "", Kind.WORD, "true"),
        ("true", "String", Kind.WORD, '"true"'),
        ('a"b', "", Kind.STRING, '"a\\"b"'),
        ("{{n}}", "Number", None, "{{n}}"),
        ("{{n}}", "Boolean", Kind.WORD, "{{n}}"),
        ("{{n}}", "String", None, '"{{n}}"'),
        ("{{n}}", "Number", Kind.STRING, '"{{n}}"'),
        ("5", "Number", Kind.VARIABLE, "5"),
        ("{{n", "Number", Kind.VARIABLE, '"{{n"'),
    ],
)
def test_a_number_keeps_its_letters_and_its_kind(typed: str, kind: str, stands: Kind | None, written: str) -> None:
    assert write_typed(typed, Field("x", kind, False), stands) == written


def test_what_is_no_number_is_told() -> None:
    assert fits_type("1.10", Field("x", "Number", False))
    assert not fits_type("1,10", Field("x", "Number", False))
    assert not fits_type("yes", Field("x", "Boolean", False))
    assert fits_type("anything", Field("x", "", False))


# ---------------------------------------------------------------- the plan


def _plan(text: str, field: Field = ORDER, opened: frozenset[Path] = frozenset()) -> tuple[Row, ...]:
    return plan_rows(field, read_spans(text) if text else None, opened)


def _row(rows: tuple[Row, ...], *path: str | int) -> Row:
    return next(row for row in rows if row.path == path and row.shape not in (Shape.MORE, Shape.ADD_ITEM))


def test_an_empty_parameter_shows_what_the_catalogue_knows() -> None:
    rows = _plan("")
    assert [row.name for row in rows if row.path] == ["out_order_id", "logistics_address", "product_items"]
    assert _row(rows, "logistics_address").shape is Shape.GROUP
    assert _row(rows, "product_items").shape is Shape.LIST


def test_keys_that_nobody_knows_are_shown_with_what_they_hold() -> None:
    rows = _plan('{"mine": {"deep": [1.10]}, "out_order_id": "x"}')
    assert not _row(rows, "mine").is_known
    assert _row(rows, "mine", "deep", 0).text == "1.10"
    assert _row(rows, "out_order_id").text == "x"


def test_long_objects_show_what_is_there_and_open_on_demand() -> None:
    text = '{"logistics_address": {"city": "Vineland"}}'
    rows = _plan(text)
    shown = [row.name for row in rows if row.path[:1] == ("logistics_address",) and row.shape is Shape.VALUE]
    more = next(row for row in rows if row.shape is Shape.MORE)
    address = next(one for one in ORDER.fields if one.name == "logistics_address")
    assert shown == [one.name for one in address.fields if one.is_required or one.name == "city"]
    assert more.count == len(address.fields) - len(shown) > ALL_SHOWN
    opened = _plan(text, opened=frozenset({("logistics_address",)}))
    assert len([row for row in opened if row.path[:1] == ("logistics_address",)]) == len(address.fields) + 1


def test_items_can_be_moved_but_not_over_the_ends() -> None:
    rows = _plan('{"product_items": [{}, {}, {}]}')
    assert [_row(rows, "product_items", n).can_move for n in range(3)] == [(False, True), (True, True), (True, False)]


def test_another_kind_of_thing_than_the_catalogue_says_is_odd_and_stays() -> None:
    rows = _plan('{"logistics_address": "as text", "out_order_id": {"a": 1}}')
    assert _row(rows, "logistics_address").shape is Shape.ODD
    assert _row(rows, "out_order_id").shape is Shape.ODD
    assert _plan("7")[0].shape is Shape.ODD


def test_a_form_has_an_end() -> None:
    rows = _plan(json.dumps({"mine": list(range(5000))}))
    assert len(rows) == MOST_ROWS + 1
    assert rows[-1].shape is Shape.FULL


@given(_JSON)
def test_whatever_stands_there_a_plan_can_be_made(value: Any) -> None:
    rows = _plan(json.dumps(value))
    assert rows
    assert len({row.key for row in rows}) == len(rows)


def test_a_row_is_the_same_one_while_its_value_is_typed() -> None:
    for text in ('{"mine": "a"}', '{"mine": 1}', '{"mine": null}', '{"mine": ""}'):
        assert _row(_plan(text), "mine").key == _row(_plan('{"mine": true}'), "mine").key
