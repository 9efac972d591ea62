"""Pretty print: laid out, and the same to the letter in every number."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aexdesk.bodies.pretty import pretty
from tests.ui.tabs.console.test_draft import EXACT, documents


def _read(text: str) -> Any:
    return json.loads(text, parse_int=lambda said: ("int", said), parse_float=lambda said: ("float", said))


@given(documents, st.booleans())
def test_it_says_the_same(document: object, is_ascii: bool) -> None:
    text = json.dumps(document, ensure_ascii=is_ascii)
    laid_out = pretty(text)
    assert laid_out is not None
    assert _read(laid_out) == _read(text)


@given(documents)
def test_it_looks_as_python_would_lay_it_out(document: object) -> None:
    text = json.dumps(document, ensure_ascii=False)
    assert pretty(text) == json.dumps(document, ensure_ascii=False, indent=2)


@pytest.mark.parametrize("number", EXACT)
def test_a_number_keeps_its_text(number: str) -> None:
    assert pretty(f'{{"a":[{number}]}}') == f'{{\n  "a": [\n    {number}\n  ]\n}}'


def test_a_key_that_stands_twice_is_shown_twice() -> None:
    assert pretty('{"a":1,"a":2}') == '{\n  "a": 1,\n  "a": 2\n}'


def test_escapes_become_what_they_stand_for_where_that_can_be_shown() -> None:
    assert pretty('"\\u4f60\\u597d"') == '"你好"'
    assert pretty('"\\u0000 \\ud800"') == '"\\u0000 \\ud800"'


@pytest.mark.parametrize("text", ["", "<html>", "{", '{"a":1}}', "'a'", "[" * 200_000])
def test_what_is_no_json_is_told_apart(text: str) -> None:
    assert pretty(text) is None
