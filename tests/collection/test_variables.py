"""Variables: which value counts, what becomes of it inside JSON, and that nothing goes round for ever."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aexdesk.collection.saved_request import Assertion, AssertionKind, SavedRequest
from aexdesk.collection.variables import (
    LONGEST,
    Replaced,
    Scope,
    Source,
    escape,
    mask,
    names_in,
    preview,
    preview_request,
    resolve,
    resolve_request,
)
from aexdesk.faults import BadInput
from tests.collection.requests import TEXTS

ALL = Scope(
    row={"a": "row"}, captures={"a": "capture", "b": "capture"}, collection={"b": "collection", "c": "collection"},
    environment={"c": "environment", "d": "environment"},
)  # fmt: skip


def test_the_first_place_that_knows_a_name_counts() -> None:
    assert resolve("{{a}} {{b}} {{ c }} {{d}}", ALL) == "row capture collection environment"


@given(TEXTS.map(lambda text: text + "{{" + text))
def test_an_escaped_text_means_itself(text: str) -> None:
    assert resolve(escape(text), Scope()) == text


@given(st.text("{}x", max_size=12))
def test_braces_alone_survive_escaping(text: str) -> None:
    assert resolve(escape(text), Scope()) == text


@given(TEXTS)
def test_inside_a_string_of_json_a_value_stays_one_string(value: str) -> None:
    filled = resolve('{"a": "<{{v}}>", "n": [{{n}}]}', Scope(row={"v": value, "n": "1.10"}))
    assert json.loads(filled, parse_float=str) == {"a": f"<{value}>", "n": ["1.10"]}


def test_outside_json_a_value_stands_as_it_is() -> None:
    quote = Scope(row={"v": 'a"b'})
    assert resolve('say "{{v}}"', quote) == 'say "a"b"'
    assert resolve('{not json "{{v}}"', quote) == '{not json "a"b"'
    assert resolve('{"a":{{v}}}', Scope(row={"v": '{"b":"c"}'})) == '{"a":{"b":"c"}}'


def test_unknown_ones_are_named_all_at_once() -> None:
    request = SavedRequest("n", "{{api}}", (("x", "{{one}}{{a}}"), ("y", "{{two}}")))
    with pytest.raises(BadInput, match="variables_unknown") as told:
        resolve_request(request, ALL)
    assert told.value.values["name"] == "api, one, two"
    assert preview("{{one}}{{a}}", ALL).text == "{{one}}row"


@pytest.mark.parametrize("text", ["{{", "a{{ }}", "{{no name}}", "{{1}}", "{{{"])
def test_braces_that_begin_nothing_are_an_error(text: str) -> None:
    with pytest.raises(BadInput, match="variable_malformed"):
        resolve(text, Scope())


def test_a_circle_is_told_and_not_walked() -> None:
    round_and_round = Scope(collection={"a": "{{b}}", "b": "{{c}}"}, environment={"c": "{{a}}"})
    with pytest.raises(BadInput, match="variable_loop") as told:
        resolve("{{a}}", round_and_round)
    assert told.value.values["name"] == "a → b → c → a"


@pytest.mark.parametrize("last", ["", "x" * 100])
def test_what_doubles_itself_ends(last: str) -> None:
    doubling = {f"v{number}": f"{{{{v{number - 1}}}}}" * 2 for number in range(1, 60)} | {"v0": last}
    with pytest.raises(BadInput, match="variable_too_long"):
        resolve("{{v59}}", Scope(collection=doubling))
    assert len(resolve("{{v10}}", Scope(collection=doubling))) == 1024 * len(last) < LONGEST


def test_rows_and_answers_are_taken_to_the_letter() -> None:
    assert resolve("{{a}}{{b}}", Scope(row={"a": "{{b}}"}, captures={"b": "{{a}}"})) == "{{b}}{{a}}"


def test_every_text_of_a_request_counts() -> None:
    request = SavedRequest(
        "{{a}}", "x.{{a}}", (("p", "{{b}}"),), files=(("f", "{{c}}.png"),), settings=(("s", "{{d}}"),), profile="{{a}}",
        assertions=(Assertion(AssertionKind.EQUALS, "{{a}}", "{{b}}"),),
    )  # fmt: skip
    done = resolve_request(request, ALL)
    assert (done.name, done.api, done.profile) == ("{{a}}", "x.row", "row")
    assert (done.parameters[0][1], done.files[0][1], done.settings[0][1]) == (
        "capture",
        "collection.png",
        "environment",
    )
    assert done.assertions == (Assertion(AssertionKind.EQUALS, "{{a}}", "capture"),)
    assert Replaced("c", "collection", Source.COLLECTION) in preview_request(request, ALL)


def test_names_in_a_text() -> None:
    assert names_in("{{b}} {{{{c}} {{a}} {{b}}") == ("b", "a")


@pytest.mark.parametrize(
    ("text", "value", "filled"),
    [
        ('{"n": {{n}}}', "3", '{"n": 3}'),
        ('{"n": {{ n }}, "t": "{{n}}"}', "1.10", '{"n": 1.10, "t": "1.10"}'),
        ("[{{n}},{{n}}]", "true", "[true,true]"),
        ('{"n": {{n}}}', '{"a": [1]}', '{"n": {"a": [1]}}'),
        ('{"n": 1{{n}}}', "8446744073709551615", '{"n": 18446744073709551615}'),
    ],
)
def test_without_quotation_marks_a_variable_is_a_value_of_json(text: str, value: str, filled: str) -> None:
    assert resolve(text, Scope(row={"n": value})) == filled


@pytest.mark.parametrize("value", ["US", "", "007", "NaN", '"', "1, 2", '3, "n": 4} '])
def test_what_makes_no_json_is_said_and_not_sent(value: str) -> None:
    with pytest.raises(BadInput) as caught:
        resolve('{"fine": {{f}}, "n": {{n}}}', Scope(row={"n": value, "f": "1"}))
    assert (caught.value.code, caught.value.values) == ("variable_breaks_json", {"name": "n"})


def test_a_text_that_is_no_json_may_hold_anything() -> None:
    assert resolve("{not json: {{n}}", Scope(row={"n": "US"})) == "{not json: US"


def test_a_masked_text_has_the_same_places() -> None:
    assert mask('{"a": {{ n }}, "b": "{{{{"}') == '{"a": 1111111, "b": "{{{{"}'
