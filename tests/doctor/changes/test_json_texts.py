"""JSON that was written once to sign it and once more to send it, as each writer writes it."""

from __future__ import annotations

import pytest

from aexdesk.doctor.changes import Change, json_texts
from aexdesk.doctor.received import Received
from tests.doctor.changes.reading import ways

SENT = '{"b": 1.10, "a": [true, null]}'


def plain() -> list[Change]:
    return json_texts.changes(Received("a.b", (("o", "[1]"), ("sign", "1.5"))))


def with_decimals() -> list[Change]:
    return json_texts.changes(Received("a.b", (("o", "[1.50]"),)))


def test_each_spacing_and_order_of_keys_that_writers_have() -> None:
    assert ways(plain(), "json-respaced", SENT) == {
        "compact": '{"b":1.10,"a":[true,null]}',
        "colon-blank": '{"b": 1.10,"a": [true,null]}',
        "comma-blank": '{"b":1.10, "a":[true, null]}',
        "compact-sorted": '{"a":[true,null],"b":1.10}',
        "python-sorted": '{"a": [true, null], "b": 1.10}',
        "compact-reversed": '{"a":[true,null],"b":1.10}',
        "python-reversed": '{"a": [true, null], "b": 1.10}',
        "indent-2": '{\n  "b": 1.10,\n  "a": [\n    true,\n    null\n  ]\n}',
        "indent-4": '{\n    "b": 1.10,\n    "a": [\n        true,\n        null\n    ]\n}',
        "indent-tab": '{\n\t"b": 1.10,\n\t"a": [\n\t\ttrue,\n\t\tnull\n\t]\n}',
        "indent-2-crlf": '{\r\n  "b": 1.10,\r\n  "a": [\r\n    true,\r\n    null\r\n  ]\r\n}',
        "indent-2-sorted": '{\n  "a": [\n    true,\n    null\n  ],\n  "b": 1.10\n}',
        "indent-4-sorted": '{\n    "a": [\n        true,\n        null\n    ],\n    "b": 1.10\n}',
    }


def test_where_a_request_has_decimals_they_lost_their_zeros_on_the_way() -> None:
    made = ways(with_decimals(), "json-respaced", SENT)
    assert made["compact-reread"] == '{"b":1.1,"a":[true,null]}'
    assert made["python-sorted-reread"] == '{"a": [true, null], "b": 1.1}'
    assert "python-reread" not in made  # it is spaced so already: that is a number written anew


def test_python_s_own_spacing_and_what_is_empty() -> None:
    made = ways(plain(), "json-respaced", '[1,{"b":"\u00fc","a":[]},{}]')
    assert made["python"] == '[1, {"b": "\u00fc", "a": []}, {}]'
    assert made["indent-2"] == '[\n  1,\n  {\n    "b": "\u00fc",\n    "a": []\n  },\n  {}\n]'
    assert made["python-reversed"] == '[1, {"a": [], "b": "\u00fc"}, {}]'


def test_what_was_sent_escaped_is_written_anew_escaped() -> None:
    assert ways(plain(), "json-respaced", '{"a": "\\u00fc"}')["compact"] == '{"a":"\\u00fc"}'


@pytest.mark.parametrize("value", ['{"a": 1, "a": 2}', '{"a": ', "a: 1", "", '"a, b"', "[" * 100_000])
def test_what_is_no_document_or_holds_a_name_twice_is_not_written_anew(value: str) -> None:
    assert ways(with_decimals(), "json-respaced", value) == {}


def test_a_document_of_more_letters_than_are_read_stays_as_it_is() -> None:
    assert json_texts._read("[" + " " * (256 * 1024 - 2) + "]") == []
    assert json_texts._read("[" + " " * (256 * 1024 - 1) + "]") is None


@pytest.mark.parametrize(
    ("value", "made"),
    [
        ('{"a":"\u00fc\U0001f600"}', {"escaped": '{"a":"\\u00fc\\ud83d\\ude00"}',
                                      "escaped-upper": '{"a":"\\u00FC\\uD83D\\uDE00"}'}),
        ('"\u00fc"', {"escaped": '"\\u00fc"', "escaped-upper": '"\\u00FC"'}),
        ('{"a":"\\u00fc\\ud83d\\uDE00\\u0041"}', {"unescaped": '{"a":"\u00fc\U0001f600\\u0041"}'}),
        ("\u00fc", {}),
    ],
)  # fmt: skip
def test_what_is_not_ascii_is_escaped_in_json_alone(value: str, made: dict[str, str]) -> None:
    assert ways(plain(), "json-ascii-escaped", value) == made


@pytest.mark.parametrize(
    ("value", "made"),
    [
        ('["a/b"]', {"slash": '["a\\/b"]'}),
        ('["a\\/b"]', {"slash-unescaped": '["a/b"]'}),
        ('["a\\/b/c"]', {"slash": '["a\\/b\\/c"]', "slash-unescaped": '["a/b/c"]'}),
        ("a/b", {}),
    ],
)
def test_slashes_are_escaped_as_php_does(value: str, made: dict[str, str]) -> None:
    assert ways(plain(), "json-slashes-escaped", value) == made


def test_an_object_stands_where_its_json_belongs() -> None:
    assert ways(plain(), "object-as-text", '{"a":1.10,"b":[true,null,"x"]}') == {
        "python": "{'a': 1.10, 'b': [True, None, 'x']}",
        "javascript": "[object Object]",
        "php": "Array",
        "quoted-again": '"{\\"a\\":1.10,\\"b\\":[true,null,\\"x\\"]}"',
    }
    made = ways(plain(), "object-as-text", '[1.10,null,true,false,"\u00fc",{"a":1},[2,3]]')
    assert made["javascript"] == "1.10,,true,false,\u00fc,[object Object],2,3"
    assert made["quoted-again"] == '"[1.10,null,true,false,\\"\u00fc\\",{\\"a\\":1},[2,3]]"'
    assert ways(plain(), "object-as-text", "plain") == {}
