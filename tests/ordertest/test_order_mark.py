"""The mark goes into the order and changes no other letter; the same order is known again, whatever mark it has."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aexdesk.ordertest.order_mark import read_mark, with_mark
from tests.ordertest.orders import order, text_of


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('{"a":1}', '{"out_order_id": "X", "a":1}'),
        ('{\n  "a": 1.50\n}', '{\n  "out_order_id": "X",\n  "a": 1.50\n}'),
        (" {}", ' {"out_order_id": "X"}'),
        ('{"out_order_id": "", "a": 1}', '{"out_order_id": "X", "a": 1}'),
        ('{"a": 1, "out_order_id" :null}', '{"a": 1, "out_order_id" :"X"}'),
    ],
)
def test_the_mark_goes_in_and_nothing_else_changes(before: str, after: str) -> None:
    assert with_mark(before, "X") == after


@pytest.mark.parametrize(
    "text",
    ['{"out_order_id":"mine"}', '{"out_order_id": 7}', "", "[]", "not json", '"text"', "[" * 100_000,
     '{"a": {"out_order_id": ""}, "out_order_id": ""}', '{"out_order_i\\u0064": ""}'],
)  # fmt: skip
def test_what_has_one_or_cannot_be_marked_surely_stays_as_it_is(text: str) -> None:
    assert with_mark(text, "X") == text


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text().filter(lambda name: name != "out_order_id"), _VALUES), st.sampled_from([None, 2]))
def test_any_order_is_the_same_but_for_its_mark(document: dict[str, object], indent: int | None) -> None:
    text = json.dumps(document, indent=indent)
    marked = with_mark(text, "AEX-1")
    assert json.loads(marked) == {**document, "out_order_id": "AEX-1"}
    found, before = read_mark(marked), read_mark(text)
    assert found is not None
    assert before is not None
    assert (found.out_order_id, before.out_order_id) == ("AEX-1", "")
    assert found.digest == before.digest


def test_two_orders_have_two_digests_and_spelling_makes_no_difference() -> None:
    one = text_of(order())
    other = one.replace('"product_count": 1', '"product_count": 2')
    respelt = json.dumps(json.loads(one), indent=4, sort_keys=True)
    first, second, third = (read_mark(text) for text in (one, other, respelt))
    assert first == third
    assert one != other
    assert first != second


def test_a_mark_that_no_database_takes_is_read_so_that_it_does() -> None:
    found = read_mark('{"out_order_id": " \\ud800x "}')
    assert found is not None
    assert found.out_order_id == "\\ud800x"
    long = read_mark(json.dumps({"out_order_id": "y" * 5000}))
    assert long is not None
    assert len(long.out_order_id) == 200
