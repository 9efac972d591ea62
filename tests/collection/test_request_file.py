"""The file of a saved request: nothing is lost on the way, the schema agrees, and a mistake is told with its place."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from aexdesk import resources
from aexdesk.collection.request_file import KEYS, read_request, write_request
from aexdesk.collection.saved_request import COMPUTED, Assertion, AssertionKind, SavedRequest
from aexdesk.faults import BadInput
from aexdesk.openplatform.signing import SIGN_METHODS
from tests.collection.requests import saved_requests

SCHEMA = resources.read_json("schemas/request.schema.json")
VALIDATOR = Draft202012Validator(SCHEMA)


@given(saved_requests())
def test_what_is_written_reads_back_as_it_was_and_agrees_with_the_schema(request: SavedRequest) -> None:
    text = write_request(request)
    assert read_request(text) == request
    assert write_request(read_request(text)) == text
    VALIDATOR.validate(json.loads(text))
    assert text.endswith("}\n")
    assert "\r" not in text.replace("\\r", "")


def test_the_schema_knows_the_same_words() -> None:
    assert tuple(SCHEMA["properties"]) == KEYS
    assert set(SCHEMA["properties"]["sign_method"]["enum"]) == set(SIGN_METHODS)
    assert set(SCHEMA["$defs"]["notComputed"]["not"]["enum"]) == COMPUTED
    assert set(SCHEMA["$defs"]["assertion"]["properties"]["kind"]["enum"]) == set(AssertionKind)


def test_keys_stand_in_one_order_and_what_is_at_its_default_is_left_out() -> None:
    request = SavedRequest("Product", "a.b", (("z", "1"), ("a", '{"id":12345678901234567890,"price":1.10}')), notes="n")
    assert write_request(request) == (
        '{\n  "name": "Product",\n  "api": "a.b",\n  "parameters": {\n    "z": "1",\n    "a": {\n'
        '      "id": 12345678901234567890,\n      "price": 1.10\n    }\n  },\n  "notes": "n"\n}\n'
    )


def test_numbers_and_objects_become_the_text_that_is_sent() -> None:
    text = '{"name": "n", "api": "a", "parameters": {"id": 12345678901234567891, "ok": true, "o": {"p": [1.10, {}]}}}'
    assert read_request(text).parameters == (("id", "12345678901234567891"), ("ok", "true"), ("o", '{"p":[1.10,{}]}'))
    expected = '{"name": "n", "api": "a", "assertions": [{"kind": "equals", "path": "a", "value": null}]}'
    assert read_request(expected).assertions == (Assertion(AssertionKind.EQUALS, "a", "null"),)


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("", "request_not_json", 1, 1),
        ('{"name": "n",\n "api": }', "request_not_json", 2, 9),
        ('{"name": "n"\n "api": "a"}', "request_not_json", 2, 2),
        ('{"name": "n", "name": "m"}', "request_not_json", 1, 15),
        ('{"name": "\\ud800"}', "request_not_json", 1, 10),
        ('{"name": "n", "api": "a"} x', "request_not_json", 1, 27),
        ("[" * 100, "request_not_json", 1, 66),
        ("[]", "request_wrong_kind", 1, 1),
        ('{\n  "api": "a"}', "request_missing", 1, 1),
        ('{"name": "n",\n "api": " "}', "request_missing", 2, 9),
        ('{"name": "n", "api": "a",\n  "assertion": []}', "request_unknown_key", 2, 3),
        ('{"name": "n", "api": "a",\n  "parameters": []}', "request_wrong_kind", 2, 17),
        ('{"name": "n", "api": "a", "parameters": {\n"a": null}}', "request_wrong_kind", 2, 6),
        ('{"name": "n", "api": "a", "parameters": {\n"session": "x"}}', "request_computed", 2, 1),
        ('{"name": "n", "api": "a", "settings": {\n"app_key": "x"}}', "request_computed", 2, 1),
        ('{"name": "n", "api": "a",\n"http_method": "PUT"}', "request_bad_choice", 2, 16),
        ('{"name": "n", "api": "a", "captures": {\n"no name": "x"}}', "request_bad_variable", 1, 39),
        ('{"name": "n", "api": "a", "assertions": [\n{"kind": "slower"}]}', "request_bad_choice", 2, 10),
        ('{"name": "n", "api": "a", "assertions": [\n{"kind": "equals", "value": "1"}]}', "request_missing", 2, 1),
        ('{"name": "n", "api": "a", "assertions": [\n{"kind": "status"}]}', "request_missing", 2, 1),
        ('{"name": "n", "api": "a", "assertions": [\n{"kind": "exists", "path": "a", "value": 1}]}',
         "request_unknown_key", 2, 33),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_place(text: str, code: str, line: int, column: int) -> None:
    with pytest.raises(BadInput) as told:
        read_request(text)
    assert (told.value.code, told.value.values["line"], told.value.values["column"]) == (code, line, column)
    if code != "request_not_json":  # the schema refuses the same
        assert list(VALIDATOR.iter_errors(json.loads(text)))


@pytest.mark.parametrize(
    "request_",
    [
        SavedRequest("n", "a", (("x", "1"), ("x", "2"))),
        SavedRequest("n", "a", (("sign", "1"),)),
        SavedRequest("n", "a", (("x", "\ud800"),)),
    ],
)
def test_what_no_file_can_hold_is_not_written(request_: SavedRequest) -> None:
    with pytest.raises(BadInput):
        write_request(request_)
