"""What is personal is hidden place by place, the rest stays as sent, and what a person shows is shown there alone."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from urllib.parse import quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aexdesk.redaction import for_leaving
from aexdesk.redaction.json_spots import is_json, rewrite_values, spots_of
from aexdesk.support.concealed import begin, conceal
from aexdesk.support.hiding import Concealing, Showing
from aexdesk.workspace.body import Body
from aexdesk.workspace.exchange import Exchange, Origin, Parameter, ReceivedResponse, SentRequest
from tests.ordertest.orders import order
from tests.storage import things

PERSONAL = ("New Jersey", "Vineland", "1 Test Street", "Test Person", "5550100000", "08360")
PLACE = "p.logistics_address"
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


def hide(value: str, *shown: str, name: str = "p") -> str:
    return Concealing(shown).field(name, value)


@pytest.mark.parametrize("nest", [lambda one: one, lambda one: [one], lambda one: {"a": {"b": [1, one]}}])
def test_of_an_address_the_country_stays(nest: Any) -> None:
    value = json.dumps(nest(order()))
    text = hide(value)
    assert not [line for line in PERSONAL if line in text]
    assert '"country": "US"' in text
    assert str(order()["product_items"][0]["product_id"]) in text


@pytest.mark.parametrize(
    "value",
    [
        json.dumps(order())[:-1],
        "logistics_address: 1 Test Street, Vineland",
        json.dumps({"a": json.dumps(order())}),
        json.dumps(order(root={"note": json.dumps(order())})),
        json.dumps(order(root={"logistics_address": ["1 Test Street", "Test Person"]})),
        json.dumps(order()).replace("logistics_address", "logistics\\u005faddress"),
        '{"a":' * 3000 + '"logistics_address 1 Test Street"' + "}" * 3000,
        json.dumps({"a": "logistics_address 1 Test Street"}),
    ],
    ids=["broken JSON", "no JSON", "JSON in JSON", "both", "no object", "escaped name", "too deep", "in a text"],
)
def test_an_address_is_hidden_in_whatever_wrapping(value: str) -> None:
    text = hide(value)
    assert not [line for line in PERSONAL if line in text]
    assert " hidden)" in text


@pytest.mark.parametrize("value", ["", "{}", "null", "1.10", "[1, 2", '{"a" : [1e5,\t"\\u4e2d\\/"]}', '{"a":1,"a":2}'])
def test_what_tells_of_nobody_stays_to_the_letter(value: str) -> None:
    assert hide(value) == value


@given(_JSON, st.booleans())
def test_json_is_walked_without_a_change_where_none_is_wanted(document: Any, is_ascii: bool) -> None:
    text = json.dumps(document, ensure_ascii=is_ascii)
    if not is_json(text):
        return
    assert rewrite_values(text, lambda _path, value: value) == text
    assert [text[one.start : one.end] for one in spots_of(text)] == [
        json.dumps(one, ensure_ascii=is_ascii) for one in _leaves(document)
    ]


def _leaves(document: Any) -> list[Any]:
    if isinstance(document, dict | list):
        inner = document.values() if isinstance(document, dict) else document
        return [leaf for one in inner for leaf in _leaves(one)]
    return [document]


def test_each_hiding_tells_kind_place_and_count() -> None:
    concealing = Concealing()
    concealing.field("p", json.dumps({"mobile_no": 5550100000, "who": [{"email": "a@example.test"}], "note": "x"}))
    text = concealing.free("Mail a@example.test or b@example.test, number +49 170 1234567.", "description")
    assert [(one.kind, one.where, one.count) for one in concealing.hidings] == [
        ("phone", "p.mobile_no", 1),
        ("email", "p.who.0.email", 1),
        ("email", "description", 2),
        ("phone", "description", 1),
    ]
    assert text == "Mail (email hidden) or (email hidden), number (phone hidden)."
    assert {one.showing for one in concealing.hidings} == {Showing.FREE}


def test_what_stood_in_a_field_is_hidden_in_a_sentence_too() -> None:
    value = json.dumps({"contact_person": "Jane Roe", "city": "Vineland"})
    concealing = Concealing()
    concealing.field("p", value)
    assert concealing.free("Jane Roe of Vineland waits.", "description") == "(name hidden) of Vineland waits."
    shown = Concealing(["name description"])
    shown.field("p", value)
    assert shown.free("Jane Roe waits.", "description") == "Jane Roe waits."
    assert [one.id for one in shown.hidings if one.is_shown] == ["name description"]


@pytest.mark.parametrize("name", ["app_key", "whatever"])
def test_an_app_key_is_nobody(name: str) -> None:
    concealing = Concealing((), {"12345678"})
    assert concealing.field(name, json.dumps({"seller_id": "12345678"})) == '{"seller_id": "12345678"}'


def test_secrets_are_counted_and_a_session_can_not_be_shown() -> None:
    concealing = Concealing(["secret session", "signature sign"])
    concealing.field("session", "••••")
    concealing.field("sign", "••••")
    concealing.free("password: •••• and ••••", "description")
    assert [(one.kind, one.where, one.count, one.showing, one.is_shown) for one in concealing.hidings] == [
        ("secret", "session", 1, Showing.NEVER, False),
        ("signature", "sign", 1, Showing.CONFIRMED, True),
        ("secret", "description", 2, Showing.NEVER, False),
    ]


# ---------------------------------------------------------------- a whole exchange


def a_call(value: str, *, body: bytes | None = None, kind: str = "application/x-www-form-urlencoded") -> Exchange:
    sent = f"p={quote_plus(value)}&zip=08360&a=1".encode() if body is None else body
    request = SentRequest(
        "POST",
        f"https://api.example.test/sync?p={quote_plus(value)}&b=%7e",
        (("Content-Type", kind), ("X-Who", "Test Person")),
        sent,
        (Parameter("p", value, Origin.USER), Parameter("zip", "08360", Origin.USER)),
        f"p{value}zip08360",
        "AB" * 32,
    )
    answer = json.dumps({"buyer": {"mobile_no": "5550100000"}, "echo": "Test Person"}).encode()
    return things.exchange(request=request, response=ReceivedResponse(200, (), Body.of(answer), 1.0))


def test_nothing_personal_is_left_anywhere_in_an_exchange() -> None:
    recorded = for_leaving(a_call(json.dumps(order())))
    text = repr(conceal(recorded, begin([recorded], ())))
    assert not [line for line in PERSONAL if line in text or quote_plus(line) in text]
    assert "b=%7e" in text, "what needs no hiding stays as it was written"


def test_a_multipart_body_and_bytes_alone() -> None:
    value = json.dumps(order())
    parts = for_leaving(a_call(value, body=f"--x\r\n\r\n{value}\r\n--x--".encode(), kind="multipart/form-data"))
    alone = for_leaving(a_call(value, body=value.encode(), kind="application/json"))
    alone = replace(alone, request=replace(alone.request, parameters=(), url="", string_to_sign="", headers=()))
    for recorded in (parts, alone):
        body = conceal(recorded, begin([recorded], ())).request.body.decode()
        assert not [line for line in PERSONAL if line in body]


def test_what_is_shown_in_one_place_is_shown_there() -> None:
    recorded = for_leaving(a_call(json.dumps(order())))
    shown = conceal(recorded, begin([recorded], [f"city {PLACE}.city"]))
    assert "Vineland" in shown.request.parameters[0].value
    assert "Vineland" in shown.request.body.decode()
    assert "5550100000" not in repr(shown)
