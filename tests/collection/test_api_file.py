"""The file of an API of one's own: the schema agrees with the reader, and a mistake is told with its place."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from aexdesk import resources
from aexdesk.collection.api_file import API_KEYS, FIELD_KEYS, TYPES, read_api
from aexdesk.faults import BadInput
from aexdesk.openplatform.catalogue import Effect, Field
from aexdesk.wording.errors import describe

SCHEMA = resources.read_json("schemas/api.schema.json")
VALIDATOR = Draft202012Validator(SCHEMA)

WHOLE = """{
  "name": "aliexpress.my.thing",
  "title": "My thing",
  "http_methods": ["GET"],
  "parameters": [
    {"name": "id", "type": "Number", "required": true, "example": "18446744073709551615", "values": ["1", "2"]},
    {"name": "query", "type": "Object", "fields": [{"name": "rows", "type": "String[]", "description": "Rows"}]}
  ],
  "notes": "From the forum."
}"""


def test_everything_that_stands_in_it_is_read() -> None:
    read = read_api(WHOLE)
    VALIDATOR.validate(json.loads(WHOLE))
    assert (read.name, read.title, read.http_methods, read.notes) == (
        "aliexpress.my.thing",
        "My thing",
        ("GET",),
        ("From the forum.",),
    )
    assert read.parameters == (
        Field("id", "Number", True, example="18446744073709551615", values=("1", "2")),
        Field(
            "query",
            "Object",
            False,
            json_text=True,
            fields=(Field("rows", "String[]", False, "Rows", json_text=True),),
        ),
    )
    assert read.is_own
    assert not read.is_system


def test_a_name_is_enough_and_says_nothing_harmless() -> None:
    read = read_api('{"name": "/my/path"}')
    assert read.is_system
    assert read.http_methods == ("POST", "GET")
    assert read.effect is Effect.CREATES_ORDER


def test_the_schema_knows_the_same_words() -> None:
    assert tuple(SCHEMA["properties"]) == API_KEYS
    field = SCHEMA["$defs"]["field"]["properties"]
    assert tuple(field) == FIELD_KEYS
    assert tuple(field["type"]["enum"]) == TYPES
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("", "request_not_json", 1, 1),
        ('{"name": "a",\n "title": }', "request_not_json", 2, 11),
        ("[]", "request_wrong_kind", 1, 1),
        ("{}", "request_missing", 1, 1),
        ('{"name": " "}', "request_missing", 1, 10),
        ('{"name": "a b"}', "own_api_bad_name", 1, 10),
        ('{"name": "a\u200bb"}', "own_api_bad_name", 1, 10),
        ('{"name": "a",\n "effect": "read"}', "own_api_effect", 2, 2),
        ('{"name": "a",\n "kind": "x"}', "request_unknown_key", 2, 2),
        ('{"name": "a", "http_methods": []}', "request_missing", 1, 31),
        ('{"name": "a", "http_methods": ["PUT"]}', "request_bad_choice", 1, 32),
        ('{"name": "a", "http_methods": ["GET", "GET"]}', "request_bad_choice", 1, 31),
        ('{"name": "a", "parameters": {}}', "request_wrong_kind", 1, 29),
        ('{"name": "a", "parameters": [{"name": "x"}]}', "request_missing", 1, 30),
        ('{"name": "a", "parameters": [{"name": "x", "type": "text"}]}', "request_bad_choice", 1, 52),
        ('{"name": "a", "parameters": [{"name": "x", "type": "String", "required": 1}]}', "request_wrong_kind", 1, 74),
        ('{"name": "a", "parameters": [{"name": "x", "type": "String", "example": 1}]}', "request_wrong_kind", 1, 73),
        ('{"name": "a", "parameters": [{"name": "x", "type": "String", "fields": []}]}', "request_bad_choice", 1, 52),
    ],
)
def test_a_mistake_is_told_with_its_place_and_the_schema_refuses_it_too(
    text: str, code: str, line: int, column: int
) -> None:
    with pytest.raises(BadInput) as caught:
        read_api(text)
    assert caught.value.code == code
    assert (caught.value.values["line"], caught.value.values["column"]) == (line, column)
    assert f"Line {line}, column {column}" in describe(caught.value).message
    if code != "request_not_json":
        assert not VALIDATOR.is_valid(json.loads(text))


def test_a_parameter_twice_is_a_mistake_that_no_schema_can_tell() -> None:
    twice = '{"name": "a", "parameters": [{"name": "x", "type": "String"},\n {"name": "x", "type": "Number"}]}'
    with pytest.raises(BadInput) as caught:
        read_api(twice)
    assert (caught.value.code, caught.value.values["line"]) == ("own_api_field_twice", 2)
