"""The draft: form and JSON are two views of one thing, and no number changes its text."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aexdesk import resources
from aexdesk.bodies.problems import JsonProblem
from aexdesk.openplatform.catalogue import ApiDefinition, Catalogue, Effect, Field
from aexdesk.redaction import is_secret
from aexdesk.secret import MASK
from aexdesk.ui.tabs.console.draft import (
    Draft,
    build_example,
    carry_over,
    extra_names,
    values_to_keep,
    with_empty,
    with_json,
    with_value,
    without_value,
    write_draft,
)
from aexdesk.ui.tabs.console.exact_json import BrokenJsonError, find_problem, read_object, write_object

EXACT = [str(2**31), str(2**53 + 1), str(2**63 - 1), str(2**64 - 1), "1.10", "-0", "1e400", "0.1000", "1E+2"]
KINDS = ["String", "Number", "Boolean", "Object", "Object[]", "String[]", ""]


def an_api(*fields: Field, name: str = "aliexpress.test") -> ApiDefinition:
    return ApiDefinition(name, "A test", "test", Effect.READ, False, True, ("GET", "POST"), fields)


def a_draft(*values: tuple[str, str], api: ApiDefinition | None = None) -> Draft:
    return write_draft(api.name if api else "aliexpress.test", "POST", values, api)


texts = st.text(st.characters(exclude_categories=["Cs"]))
documents = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
json_texts = st.builds(
    lambda document, indent: json.dumps(document, indent=indent, ensure_ascii=False),
    documents,
    st.sampled_from([None, 2]),
)
values = texts | json_texts | st.from_regex(r"-?[0-9]{1,25}(\.[0-9]{1,8})?([eE][+-]?[0-9]{1,4})?", fullmatch=True)
# What the name gives away as secret shows as dots in the JSON, on purpose.
names = texts.filter(lambda name: not is_secret(name, "aliexpress.test"))
members = st.lists(
    st.tuples(names, values.filter(bool), st.sampled_from(KINDS)), unique_by=lambda member: member[0], max_size=6
)


@given(members)
def test_what_the_form_writes_as_json_comes_back_to_the_letter(members: list[tuple[str, str, str]]) -> None:
    assert read_object(write_object(tuple(members))) == tuple((name, value) for name, value, _kind in members)


@given(members)
def test_form_to_json_to_form_is_the_same_form(members: list[tuple[str, str, str]]) -> None:
    api = an_api(*(Field(name, kind, False) for name, _value, kind in members if kind))
    form = Draft(api.name)
    for name, value, _kind in members:
        form = with_value(form, name, value, api)
    again = with_json(Draft(api.name), form.json_text)
    assert again.values == form.values
    assert again.call.parameters == form.call.parameters


@given(texts)
def test_no_text_breaks_the_reader(text: str) -> None:
    draft = with_json(Draft("aliexpress.test", values=(("a", "1"),)), text)
    assert draft.json_text == text
    assert draft.json_problem is None or draft.values == (("a", "1"),)


@given(members, st.data())
def test_a_broken_json_says_where_and_leaves_the_values_alone(
    members: list[tuple[str, str, str]], data: st.DataObject
) -> None:
    text = write_object(tuple(members))
    cut = text[: data.draw(st.integers(1, len(text) - 1))]
    before = a_draft(("a", "1"))
    draft = with_json(before, cut)
    assert draft.json_problem is not None
    assert 1 <= draft.json_problem.line <= cut.count("\n") + 1
    assert draft.values == before.values


@pytest.mark.parametrize("number", EXACT)
def test_a_number_keeps_its_text_on_every_way(number: str) -> None:
    api = an_api(Field("id", "Number", True), Field("nested", "Object", False))
    from_json = with_json(a_draft(api=api), f'{{"id": {number}, "nested": {{"deep": [{number}]}}}}')
    assert from_json.values == (("id", number), ("nested", f'{{"deep": [{number}]}}'))
    from_form = with_value(from_json, "other", number, api)
    assert f'"id": {number},' in from_form.json_text
    assert f'"nested": {{"deep": [{number}]}},' in from_form.json_text


def test_the_type_decides_what_stands_bare_in_json() -> None:
    api = an_api(Field("n", "Number", False), Field("s", "String", False), Field("o", "Object", False))
    draft = a_draft(("n", "007"), ("s", "7"), ("o", "{broken"), ("x", '{"a":1}'), api=api)
    assert draft.json_text == '{\n  "n": "007",\n  "s": "7",\n  "o": "{broken",\n  "x": {"a":1}\n}'


def test_an_empty_field_is_not_sent() -> None:
    api = an_api(Field("a", "String", False), Field("b", "String", False))
    draft = with_value(a_draft(("a", "1"), ("b", "2"), api=api), "a", "", api)
    assert draft.call.parameters == (("b", "2"),)
    assert read_object(draft.json_text) == (("b", "2"),)


def test_a_parameter_of_ones_own_keeps_its_row_while_it_is_empty() -> None:
    api = an_api(Field("a", "String", False))
    draft = with_value(a_draft(api=api), "mine", "", api)
    assert extra_names(draft, api) == ("mine",)
    assert draft.call.parameters == ()
    draft = with_json(draft, '{"a": "1"}')
    assert extra_names(draft, api) == ("mine",)
    draft = with_json(with_value(draft, "mine", "2", api), '{"a": "1"}')
    assert extra_names(draft, api) == ()


def test_taking_a_parameter_out_takes_it_out_of_the_json() -> None:
    draft = without_value(a_draft(("mine", "1"), ("other", "2")), "mine", None)
    assert draft.json_text == '{\n  "other": "2"\n}'


def test_the_form_puts_a_broken_json_right() -> None:
    broken = with_json(a_draft(("a", "1")), "{")
    assert broken.json_problem is not None
    mended = with_value(broken, "a", "2", None)
    assert mended.json_problem is None
    assert read_object(mended.json_text) == (("a", "2"),)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[1]", JsonProblem("object_expected", 1, 1)),
        ('{"a": 1,\n "a": 2}', JsonProblem("name_twice", 2, 2, "a")),
        ('{"a": 1,,}', JsonProblem("name_expected", 1, 9)),
        ('{"a" 1}', JsonProblem("colon_expected", 1, 6)),
        ('{"a": 1 "b": 2}', JsonProblem("comma_expected", 1, 9)),
        ('{\n\n  "a": }', JsonProblem("value_expected", 3, 8)),
        ('{"a": "x}', JsonProblem("text_open", 1, 7)),
        ('{"a": "x\ny"}', JsonProblem("control_character", 1, 9)),
        ('{"a": "\\x"}', JsonProblem("bad_escape", 1, 8)),
        ('{"a": "\\ud800"}', JsonProblem("half_character", 1, 7)),
        ('{"a": 1} 2', JsonProblem("more_behind", 1, 10)),
        ('{"a": NaN}', JsonProblem("not_in_json", 1, 7, "NaN")),
        ('{"a": [1, 2}', JsonProblem("comma_expected", 1, 12)),
    ],
)
def test_each_way_to_break_json_has_its_place(text: str, problem: JsonProblem) -> None:
    with pytest.raises(BrokenJsonError) as caught:
        read_object(text)
    assert caught.value.problem == problem


def test_json_too_deep_is_a_problem_and_no_crash() -> None:
    deep = '{"a": ' + "[" * 200_000 + "]" * 200_000 + "}"
    draft = with_json(a_draft(), deep)
    assert draft.json_problem is not None
    assert draft.json_problem.code == "too_deep"


def test_null_is_absent() -> None:
    assert read_object('{"a": null, "b": "null", "c": "\\u0000null"}') == (("b", "null"), ("c", "\0null"))


@pytest.mark.parametrize(("text", "is_good"), [("{}", True), (" [1.10]\n", True), ("1 2", False), ("", False)])
def test_a_nested_value_is_judged(text: str, is_good: bool) -> None:
    assert (find_problem(text) is None) == is_good


def test_secrets_are_dots_in_json_and_stay_what_they_are() -> None:
    draft = a_draft(("refresh_token", "canary-refresh"), ("a", "1"))
    assert "canary" not in draft.json_text
    assert MASK in draft.json_text
    edited = with_json(draft, draft.json_text.replace('"1"', '"2"'))
    assert edited.value("refresh_token") == "canary-refresh"
    assert edited.value("a") == "2"


def test_secrets_are_not_kept() -> None:
    api = "/auth/token/refresh"
    draft = write_draft(api, "POST", (("Refresh_Token", "canary"), ("code", "canary"), ("session", "canary")), None)
    assert all(text == "" for _name, text in values_to_keep(draft))
    kept = values_to_keep(write_draft("aliexpress.x", "POST", (("code", "200"),), None))
    assert kept == (("code", "200"),)


def test_another_api_takes_over_what_it_knows() -> None:
    api = an_api(Field("a", "String", False))
    assert carry_over((("a", "1"), ("b", "2")), api) == (("a", "1"),)


def test_the_example_of_an_order_is_json_with_the_facts_in_it() -> None:
    catalogue = Catalogue.from_json(resources.read_json("catalogue.json"))
    definition = catalogue.find("aliexpress.ds.order.create")
    assert definition is not None
    order = next(one for one in definition.parameters if one.name.startswith("param_"))
    text = build_example(order, {"product_id": "18446744073709551615", "country": "FR", "sku_attr": ""})
    read = json.loads(text)
    (item,) = read["product_items"]
    assert item["product_id"] == 18446744073709551615
    assert "sku_attr" not in item
    assert read["logistics_address"]["country"] == "FR"
    assert text == json.dumps(read, indent=2)


def test_every_nested_parameter_of_the_catalogue_has_an_example_that_is_json() -> None:
    catalogue = Catalogue.from_json(resources.read_json("catalogue.json"))
    nested = [field for api in catalogue.definitions for field in api.parameters if field.fields]
    assert nested
    for field in nested:
        assert find_problem(build_example(field, {})) is None, field.name


def test_an_empty_value_is_left_out_or_sent_empty() -> None:
    api = an_api(Field("a", "String", False), Field("b", "Number", False))
    draft = write_draft(api.name, "POST", (("a", "1"), ("mine", "")), api)
    assert draft.call.parameters == (("a", "1"),)
    draft = with_empty(with_empty(draft, "b", True, api), "mine", True, api)
    assert draft.call.parameters == (("a", "1"), ("b", ""), ("mine", ""))
    again = with_json(Draft(api.name), draft.json_text)
    assert (again.sent, again.empties) == (draft.sent, draft.empties), "the JSON says the same"
    assert with_value(draft, "b", "2", api).call.parameters == (("a", "1"), ("b", "2"), ("mine", ""))
    left = with_empty(with_empty(draft, "b", False, api), "mine", False, api)
    assert left.call.parameters == (("a", "1"),)
    assert extra_names(left, api) == ("mine",), "its row stays"
    assert with_value(draft, "b", "", api).call.parameters == (("a", "1"), ("mine", ""))
