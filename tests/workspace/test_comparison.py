"""Two answers are compared place by place, to the last digit."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aexdesk.workspace.comparison import (
    Change,
    CompareRules,
    compare,
    read_exactly,
    value_of_request,
    value_of_response,
    write_exactly,
)
from aexdesk.workspace.exchange import CallError, Origin, Parameter
from tests.storage import things

ALL = CompareRules(leaves_out_volatile=False, by_id=False)


def changes(left: str, right: str, rules: CompareRules = ALL) -> dict[str, tuple[str, str | None, str | None]]:
    """What differs, leaves only, by path."""
    places = compare(read_exactly(left), read_exactly(right), rules)
    return {
        one.path: (one.change.value, one.left, one.right)
        for one in places
        if one.change is not Change.SAME and one.left != "" and one.right != ""
    }


@pytest.mark.parametrize(
    ("left", "right", "found"),
    [
        ("1.10", "1.10", {}),
        ("1.10", "1.1", {"": ("changed", "1.10", "1.1")}),
        ('{"n": 1}', '{"n": "1"}', {"n": ("changed", "1", '"1"')}),
        (
            '{"id": 18446744073709551615}',
            '{"id": 18446744073709551616}',
            {"id": ("changed", "18446744073709551615", "18446744073709551616")},
        ),
        ('{"a": {"b": [1, 2]}}', '{"a": {"b": [1, 3]}}', {"a.b[1]": ("changed", "2", "3")}),
        ('{"a": 1, "b": null}', '{"b": null, "a": 1}', {}),
        ('{"a": 1}', '{"b": [2]}', {"a": ("left_only", "1", None), "b": ("right_only", None, "[2]")}),
        ("[1]", "[1, 2]", {"[1]": ("right_only", None, "2")}),
        ('{"a": {}}', '{"a": []}', {"a": ("changed", "{}", "[]")}),
        ('{"a": 1, "a": 2}', '{"a": 1, "a": 3}', {"a (2)": ("changed", "2", "3")}),
        ('{"a": NaN}', '{"a": 1e400}', {"a": ("changed", "NaN", "1e400")}),
    ],
)
def test_what_differs(left: str, right: str, found: dict[str, Any]) -> None:
    assert changes(left, right) == found


def test_a_branch_says_whether_something_in_it_differs() -> None:
    places = compare(
        read_exactly('{"a": {"x": 1}, "b": {"x": 1}}'), read_exactly('{"a": {"x": 1}, "b": {"x": 2}}'), ALL
    )
    assert [(one.path, one.depth, one.change.value) for one in places] == [
        ("a", 1, "same"), ("a.x", 2, "same"), ("b", 1, "changed"), ("b.x", 2, "changed")
    ]  # fmt: skip


def test_entries_meet_by_their_id_where_each_has_one() -> None:
    left = '[{"sku_id": "7", "n": 1}, {"sku_id": "8", "n": 2}]'
    right = '[{"sku_id": "9", "n": 4}, {"sku_id": "8", "n": 3}, {"sku_id": "7", "n": 1}]'
    by_id = CompareRules(leaves_out_volatile=False)
    assert changes(left, right, by_id) == {
        "[sku_id=8].n": ("changed", "2", "3"),
        "[sku_id=9]": ("right_only", None, '{"sku_id": "9", "n": 4}'),
    }
    doubled = left.replace("8", "7")
    assert set(changes(doubled, right, by_id)) == {"[0].sku_id", "[0].n", "[1].sku_id", "[1].n", "[2]"}


def test_what_differs_in_every_call_is_left_out_at_will() -> None:
    left = '{"request_id": "1", "x": {"Timestamp": 1, "kept": 1}}'
    right = '{"request_id": "2", "x": {"Timestamp": 2, "kept": 1}}'
    assert set(changes(left, right)) == {"request_id", "x.Timestamp"}
    assert changes(left, right, CompareRules()) == {}


def test_requests_are_compared_with_their_nested_json_open() -> None:
    def asked(text: str, sign: str) -> Any:
        parameters = (Parameter("order", text, Origin.USER), Parameter("sign", sign, Origin.COMPUTED))
        return value_of_request(things.exchange(request=replace(things.REQUEST, parameters=parameters)))

    places = compare(asked('{"n": 1.0}', "A"), asked('{"n": 1.00}', "B"), CompareRules())
    assert [one.path for one in places if one.change is not Change.SAME] == [
        "parameters", "parameters.order", "parameters.order.n"
    ]  # fmt: skip
    odd = compare(asked("{half", "A"), asked("[half", "A"), CompareRules())
    assert [(one.left, one.right) for one in odd if one.path == "parameters.order"] == [('"{half"', '"[half"')]


def test_a_text_that_is_no_json_is_compared_by_lines() -> None:
    one = things.exchange()
    places = compare(value_of_response(one, "a\nb\nc"), value_of_response(one, "a\nx\nc\nd"), ALL)
    assert [(place.change.value, place.left, place.right) for place in places if place.path.startswith("body[")] == [
        ("same", "a", "a"), ("changed", "b", "x"), ("same", "c", "c"), ("right_only", None, "d")
    ]  # fmt: skip


def test_a_call_without_an_answer_says_why() -> None:
    gone = things.exchange(response=None, error=CallError("network", "timeout"))
    places = compare(value_of_response(things.exchange(), "{}"), value_of_response(gone, ""), ALL)
    assert {(place.path, place.left, place.right) for place in places} == {
        ("status", "200", "null"), ("body", "{}", None), ("error", None, '"timeout"')
    }  # fmt: skip


def test_what_is_nested_beyond_reason_has_an_end() -> None:
    deep = "[" * 300 + "{}" + "]" * 300
    assert len(changes(deep.format(1), deep.format(2))) == 1
    response = value_of_response(things.exchange(), "[" * 200_000)
    assert isinstance(response["body"], list)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


@given(JSON, JSON)
def test_nothing_differs_from_itself_and_what_differs_is_seen_from_both_sides(left: Any, right: Any) -> None:
    ours, theirs = read_exactly(json.dumps(left)), read_exactly(json.dumps(right))
    assert all(place.change is Change.SAME for place in compare(ours, ours, CompareRules()))
    forth, back = compare(ours, theirs, ALL), compare(theirs, ours, ALL)
    is_same = write_exactly(_sorted(ours)) == write_exactly(_sorted(theirs))
    assert all(place.change is Change.SAME for place in forth) == is_same
    turned = {Change.LEFT_ONLY: Change.RIGHT_ONLY, Change.RIGHT_ONLY: Change.LEFT_ONLY}
    assert {(one.path, one.change) for one in forth} == {(one.path, turned.get(one.change, one.change)) for one in back}


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _sorted(value[name]) for name in sorted(value)}
    return [_sorted(one) for one in value] if isinstance(value, list) else value
