"""An opened body: rows, ways and numbers are those of the text, whoever parsed it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aexdesk.bodies import document as documents
from aexdesk.bodies.document import BrokenBody, Document, Node, is_array, is_object, text_of
from aexdesk.bodies.spans import SpanMap, end_of
from aexdesk.bodies.written import Number, Pairs, read_exactly

_scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
_values = st.recursive(
    _scalars,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(), inner, max_size=5),
    max_leaves=40,
)
_texts = st.builds(
    lambda value, is_ascii, indent: json.dumps([value], ensure_ascii=is_ascii, indent=indent),
    _values,
    st.booleans(),
    st.none() | st.integers(0, 3),
)


def _rebuilt(document: Document, node: Node) -> Any:
    """What the rows say, put together again."""
    value = node.value
    if is_object(value) or is_array(value):
        children = document.children(node, 0, 10_000)
        built = [(child.key, _rebuilt(document, child)) for child in children]
        return built if is_object(node.value) else [one for _key, one in built]
    written = document.written(node)
    return ("number", str(written)) if isinstance(written, Number) else written


def _expected(value: Any) -> Any:
    if isinstance(value, Pairs):
        return [(key, _expected(one)) for key, one in zip(value.keys, value.values, strict=True)]
    if isinstance(value, list):
        return [_expected(one) for one in value]
    return ("number", str(value)) if isinstance(value, Number) else value


@given(_texts)
def test_the_rows_say_what_the_text_says_to_the_letter(text: str) -> None:
    raw = text.encode("utf-8", errors="replace")
    document = Document(raw)
    assert _rebuilt(document, document.root) == _expected(read_exactly(raw))


@given(_texts)
def test_it_says_the_same_without_simdjson(text: str) -> None:
    raw = text.encode("utf-8", errors="replace")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(documents, "_parse_quickly", lambda raw: (None, None))
        document = Document(raw)
    assert not document.is_indexed
    assert _rebuilt(document, document.root) == _expected(read_exactly(raw))


def _ways(value: Any, way: tuple[int, ...] = ()) -> list[tuple[int, ...]]:
    inner = value.values if isinstance(value, Pairs) else value if isinstance(value, list) else []
    return [way, *(one for number, child in enumerate(inner) for one in _ways(child, (*way, number)))]


@given(_texts, st.data())
def test_a_place_in_the_text_leads_to_its_value_and_back(text: str, data: st.DataObject) -> None:
    raw = text.encode("utf-8", errors="replace")
    document = Document(raw)
    way = data.draw(st.sampled_from(_ways(read_exactly(raw))))
    start, end = document.spans.span(way)
    said = raw[start:end]
    assert _expected(read_exactly(said)) == _rebuilt(document, document.node(way))
    # A fresh map: nothing may depend on what was asked before.
    fresh = SpanMap(raw)
    at = fresh.positions_at(start, lambda positions: len(document.node(positions).value))
    # The place of a container's bracket is the container itself.
    assert at == way


def test_numbers_keep_their_letters() -> None:
    raw = b'{"big": 18446744073709551615, "id": 9007199254740993, "p": 1.10, "e": 1E2, "zero": -0, "n": [0.0, -0.0]}'
    document = Document(raw)
    assert document.is_indexed
    assert [row.preview for row in document.rows((), 0, 9)][:5] == [
        "18446744073709551615", "9007199254740993", "1.10", "1E2", "-0",
    ]  # fmt: skip
    assert [row.preview for row in document.rows((5,), 0, 9)] == ["0.0", "-0.0"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[123456789012345678901234567890]", "123456789012345678901234567890"),
        ('["\\ud83d"]', "\ud83d"),
        ("[NaN]", "NaN"),
        ("[-Infinity]", "-Infinity"),
    ],
)
def test_what_the_quick_parser_refuses_is_read_all_the_same(text: str, told: str) -> None:
    document = Document(text.encode())
    assert not document.is_indexed
    assert document.rows((), 0, 1)[0].preview == told


def test_a_name_that_stands_there_twice_has_both_its_values() -> None:
    document = Document(b'{"a": {"x": 1.50, "x": 2, "y": 3}}')
    assert [(row.key, row.preview) for row in document.rows((0,), 0, 9)] == [("x", "1.50"), ("x", "2"), ("y", "3")]


def test_a_page_is_a_page() -> None:
    document = Document(json.dumps(list(range(5000))).encode())
    assert [row.preview for row in document.rows((), 4990, 100)] == [str(number) for number in range(4990, 5000)]
    assert document.rows((), 5000, 100) == []
    assert document.row(document.root).count == 5000


def test_a_long_text_shows_its_beginning_and_its_length() -> None:
    row = Document(json.dumps(["x" * 1000]).encode()).rows((), 0, 1)[0]
    assert (len(row.preview), row.count) == (200, 1000)


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ('{\n  "a": 1,\n  "b" 2\n}', "colon_expected", 3, 7),
        ('\ufeff{"a": [1, 2}', "comma_expected", 1, 13),
        ('{"é": "x\n"}', "control_character", 1, 9),
        ("  \n [1]]", "more_behind", 2, 5),
    ],
)
def test_broken_json_says_where(text: str, code: str, line: int, column: int) -> None:
    with pytest.raises(BrokenBody) as told:
        Document(text.encode())
    problem = told.value.problem
    assert problem is not None
    assert (problem.code, problem.line, problem.column) == (code, line, column)


@pytest.mark.parametrize("text", ["<html>", "not at all", "", "   ", "true story", '"half'])
def test_what_never_was_json_is_no_broken_json(text: str) -> None:
    with pytest.raises(BrokenBody) as told:
        Document(text.encode())
    assert told.value.problem is None


@pytest.mark.parametrize(("text", "told"), [("1.10", "1.10"), ('"a"', "a"), ("null", "null"), ("true", "true")])
def test_a_lone_value_is_a_body_too(text: str, told: str) -> None:
    document = Document(text.encode())
    assert text_of(document.written(document.root)) == told


@pytest.mark.parametrize("depth", [1, 23, 24, 25, 60])
def test_the_end_of_deep_nesting_is_found(depth: int) -> None:
    raw = b"[" * depth + b'"]"' + b"]" * depth + b", 1"
    assert end_of(raw, 0) == len(raw) - 3


def test_nesting_without_end_is_told() -> None:
    deep = b"[" * 200_000 + b"]" * 200_000
    with pytest.raises(BrokenBody) as told:
        Document(deep)
    assert told.value.problem is not None
    assert told.value.problem.code == "too_deep"
