"""Values that a program wrote anew before it signed them: letters, blanks, lines, booleans and nothing."""

from __future__ import annotations

import pytest

from aexdesk.doctor.changes import Change, texts
from tests.doctor.changes.reading import ways


def every() -> list[Change]:
    return texts.changes()


@pytest.mark.parametrize(
    ("value", "made"),
    [
        ("e\u0301\ufb01", {"NFC": "\u00e9\ufb01", "NFKC": "\u00e9fi", "NFKD": "e\u0301fi"}),
        ("\u00e9\ufb01", {"NFD": "e\u0301\ufb01", "NFKC": "\u00e9fi", "NFKD": "e\u0301fi"}),
        ("plain", {}),
    ],
)
def test_letters_with_marks_are_written_in_each_form_of_unicode(value: str, made: dict[str, str]) -> None:
    assert ways(every(), "unicode-normalised", value) == made


def test_blanks_are_cut_at_either_end_and_by_some_nothing_but_blanks() -> None:
    made = {"both": "a", "before": "a\n ", "after": " \ta", "blanks-alone": "\ta\n"}
    assert ways(every(), "whitespace-trimmed", " \ta\n ") == made
    assert ways(every(), "whitespace-trimmed", "a b") == {}


def test_several_blanks_become_one_as_in_html_where_a_hard_blank_is_none() -> None:
    assert ways(every(), "whitespace-collapsed", "a  b\t\nc d\u00a0\u00a0e\r\nf") == {"": "a b c d\u00a0\u00a0e f"}


def test_ends_of_lines_are_written_in_each_way() -> None:
    assert ways(every(), "newline-changed", "a\r\nb\rc\nd") == {
        "lf": "a\nb\nc\nd",
        "crlf": "a\r\nb\r\nc\r\nd",
        "cr": "a\rb\rc\rd",
        "removed": "abcd",
        "blank": "a b c d",
        "escaped": "a\\nb\\nc\\nd",
        "last-added": "a\r\nb\rc\nd\n",
    }
    assert ways(every(), "newline-changed", "a") == {"last-added": "a\n"}


@pytest.mark.parametrize(
    ("value", "made"),
    [
        ("true", {"capital": "True", "capital-everywhere": "True", "upper": "TRUE"}),
        ("false", {"capital": "False", "capital-everywhere": "False", "upper": "FALSE"}),
        ("True", {"small": "true", "upper": "TRUE"}),
        ("False", {"small": "false", "upper": "FALSE"}),
        ("TRUE", {"small": "true"}),
        ("FALSE", {"small": "false"}),
        ("true story", {}),
        (
            '{"a":true,"b":"true","c":[false]}',
            {
                "capital-in-json": '{"a":True,"b":"true","c":[False]}',
                "capital-everywhere": '{"a":True,"b":"true","c":[False]}',
                "upper-in-json": '{"a":TRUE,"b":"true","c":[FALSE]}',
            },
        ),
        ("[True,False]", {"small-in-json": "[true,false]", "upper-in-json": "[TRUE,FALSE]"}),
    ],
)
def test_a_boolean_is_written_in_another_case_alone_or_in_json(value: str, made: dict[str, str]) -> None:
    assert ways(every(), "bool-case", value) == made


@pytest.mark.parametrize(
    ("value", "made"),
    [
        ("true", {"": "1", "php": "1"}),
        ("false", {"": "0", "php": ""}),
        ("True", {"": "1"}),
        ("False", {"": "0"}),
        ("1", {"back": "true"}),
        ("0", {"back": "false"}),
        ("2", {}),
    ],
)
def test_a_boolean_is_written_as_a_number_and_a_number_as_one(value: str, made: dict[str, str]) -> None:
    assert ways(every(), "bool-as-number", value) == made


def test_nothing_is_written_as_each_language_names_it() -> None:
    words = ("null", "None", "undefined", "NULL", "nil", "NaN", "false", "[]", "{}")
    assert ways(every(), "null-as-text", "") == {word: word for word in words}


@pytest.mark.parametrize("word", ["null", "None", "undefined", "NULL", "nil"])
def test_the_word_for_nothing_that_was_sent_was_signed_as_nothing(word: str) -> None:
    assert ways(every(), "null-as-text", word) == {"sent": ""}


def test_a_value_with_more_letters_than_anybody_signs_stays_as_it_is() -> None:
    assert ways(every(), "whitespace-trimmed", " " + "x" * (64 * 1024 - 1)) != {}
    assert ways(every(), "whitespace-trimmed", " " + "x" * 64 * 1024) == {}
