"""Literals: what a language reads is what was meant. Python and JSON judge here, the other languages in tests/e2e."""

from __future__ import annotations

import ast
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aexdesk.interchange.snippets import literals
from aexdesk.interchange.snippets.languages import LANGUAGES

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@given(TEXTS)
def test_python_reads_what_was_meant(text: str) -> None:
    assert ast.literal_eval(literals.python(text)) == text


@given(TEXTS)
def test_javas_escapes_are_those_of_json_but_for_octal(text: str) -> None:
    written = re.sub(
        r"(?<!\\)((?:\\\\)*)\\([0-7]{3})", lambda found: f"{found[1]}\\u{int(found[2], 8):04x}", literals.java(text)
    )
    assert json.loads(written) == text
    assert written.isascii()


@given(TEXTS)
def test_go_and_csharp_read_as_python_does(text: str) -> None:
    for literal in (literals.go(text), literals.csharp(text)):
        read = literal[1:-1] if literal.startswith("`") else ast.literal_eval(literal)
        assert read == text


@pytest.mark.parametrize("name", LANGUAGES)
@given(text=TEXTS)
def test_no_literal_turns_or_breaks_a_line(name: str, text: str) -> None:
    written = LANGUAGES[name].literal(text)
    assert len(written.splitlines()) == 1
    assert all(map(literals.is_readable, written))


def test_the_mark_that_needs_fewer_escapes_is_taken() -> None:
    assert literals.python('{"a":1}') == literals.php('{"a":1}') == literals.ruby('{"a":1}') == "'{\"a\":1}'"
    assert literals.python("it's") == '"it\'s"'
    assert literals.go('{"a":1}') == '`{"a":1}`'
    assert literals.ruby("a #{b}\n") == '"a \\#{b}\\n"'
    assert literals.php("a $b\n") == '"a \\$b\\n"'


def test_a_long_text_is_more_constants_than_one_for_java() -> None:
    written = literals.java("ü" * 25_000)
    assert written.startswith('String.join("", "')
    assert max(len(piece) for piece in written.split(", ")) < 65_535
