"""The order as it is sent: exactly the documented fields, and one that the guard lets out."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from textwrap import dedent
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aexdesk import resources
from aexdesk.openplatform.catalogue import Catalogue
from aexdesk.ordertest.order_facts import ORDER_PARAMETER, OrderFacts, read_order
from aexdesk.ordertest.order_payload import Address, OrderChoice, build_order_extension, build_order_payload
from aexdesk.ordertest.reading import Reading
from tests.ordertest.orders import CASE, CREATE, ITEM, built, facts, verdict_on

HOME = Address(
    contact_person="Test Person",
    full_name="Test Person",
    address="1 Test Street",
    city="Vineland",
    province="New Jersey",
    zip="08360",
    country="US",
    phone_country="+1",
    mobile_no="2015550100",
)
CHOICE = OrderChoice("14:193", "CAINIAO_STANDARD", HOME, "AEX-1")

_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.sampled_from(
    ["", " ", '"', "\\", '","country":"FR', "{", "\u2028", "\0", "$ref", "订单"]
)
_ADDRESSES = st.builds(
    Address, **{one.name: _TEXTS for one in fields(Address) if one.name != "country"},
    country=st.sampled_from(["US", "BR", "SA", "AR", "IL", "KR", "ES"]),
)  # fmt: skip
_CHOICES = st.builds(OrderChoice, _TEXTS, _TEXTS, _ADDRESSES, _TEXTS)
_ITEMS = st.integers(1, 10**20 - 1).map(str)


def test_the_order_to_the_letter() -> None:
    assert json.loads(build_order_payload(CASE, CHOICE)) == {
        "out_order_id": "AEX-1",
        "product_items": [
            {
                "product_id": int(ITEM),
                "product_count": 1,
                "sku_attr": "14:193",
                "logistics_service_name": "CAINIAO_STANDARD",
            }
        ],
        "logistics_address": {
            "contact_person": "Test Person",
            "full_name": "Test Person",
            "address": "1 Test Street",
            "city": "Vineland",
            "province": "New Jersey",
            "zip": "08360",
            "country": "US",
            "phone_country": "+1",
            "mobile_no": "2015550100",
        },
    }
    assert build_order_extension(HOME) == ""


def test_what_is_empty_is_left_out() -> None:
    text = build_order_payload(CASE, OrderChoice("", "", Address(country="US", city=" "), " "))
    assert text == dedent(
        f"""\
        {{
          "product_items": [
            {{
              "product_id": {ITEM},
              "product_count": 1
            }}
          ],
          "logistics_address": {{
            "country": "US"
          }}
        }}"""
    )


@pytest.mark.parametrize(
    ("changes", "sent"),
    [
        (
            {"country": "AR", "passport_no": "20-12345678-6"},
            {"passport_no": "20-12345678-6", "foreigner_passport_no": "20-12345678-6", "is_foreigner": "false"},
        ),
        (
            {"country": "IL", "passport_no": "000000018"},
            {"passport_no": "000000018", "foreigner_passport_no": "000000018", "is_foreigner": "false"},
        ),
        (
            {"country": "KR", "foreigner_passport_no": "M1234567"},
            {"foreigner_passport_no": "M1234567", "is_foreigner": "true"},
        ),
        ({"country": "KR"}, {}),
        ({"country": "MX", "passport_no": "X1"}, {"passport_no": "X1"}),
        ({"country": "BR", "cpf": "111.444.777-35"}, {"cpf": "111.444.777-35"}),
        ({"address2": " Floor 2 "}, {"address2": "Floor 2"}),
    ],
)
def test_what_a_country_asks_for_stands_in_its_place(changes: dict[str, str], sent: dict[str, str]) -> None:
    plain = json.loads(build_order_payload(CASE, CHOICE))["logistics_address"]
    address = replace(HOME, **changes)
    found = json.loads(build_order_payload(CASE, replace(CHOICE, address=address)))["logistics_address"]
    assert {name: value for name, value in found.items() if plain.get(name) != value and name != "country"} == sent
    assert build_order_extension(address) == ""


def test_the_national_address_travels_beside_the_order() -> None:
    address = replace(HOME, country="SA", nat_addr=" TEST0001 ")
    assert json.loads(build_order_extension(address)) == {"trade_extra_param": {"nat_addr": "TEST0001"}}
    assert "TEST0001" not in build_order_payload(CASE, replace(CHOICE, address=address))


@given(_CHOICES, _ITEMS, st.integers(1, 10_000))
def test_the_guard_reads_the_facts_of_every_order_that_is_built(choice: OrderChoice, item: str, quantity: int) -> None:
    case = replace(CASE, item_id=item, quantity=quantity)
    found = read_order(Reading(CREATE, {ORDER_PARAMETER: build_order_payload(case, choice)}, None))
    assert found == OrderFacts(item, str(quantity), choice.address.country)


@given(_CHOICES, _ITEMS, st.integers(1, 10_000))
def test_the_guard_lets_out_every_order_that_is_built_for_its_case(
    choice: OrderChoice, item: str, quantity: int
) -> None:
    case = replace(CASE, item_id=item, quantity=quantity, country=choice.address.country)
    verdict = verdict_on(built(build_order_payload(case, choice)), facts(test_cases=(case,)))
    assert (verdict.allowed, verdict.reason, verdict.test_case) == (True, "matches_test_case", case.name)


# ---------------------------------------------------------------- nothing that nobody documents


def _documented(parameter: str) -> dict[str, Any]:
    definition = Catalogue.from_json(resources.read_json("catalogue.json")).find(CREATE)
    assert definition is not None
    raw = next(one for one in resources.read_json("catalogue.json")["apis"] if one["name"] == CREATE)
    found = next(one for one in raw["params"] if one["name"] == parameter)
    return {one["name"]: {inner["name"]: inner["type"] for inner in one.get("fields", [])} for one in found["fields"]}


@given(_CHOICES)
def test_only_documented_fields_are_sent_with_their_documented_types(choice: OrderChoice) -> None:
    order = json.loads(build_order_payload(CASE, choice))
    documented = _documented(ORDER_PARAMETER)
    assert set(order) <= set(documented)
    for place, sent in (
        ("logistics_address", order["logistics_address"]),
        ("product_items", order["product_items"][0]),
    ):
        for name, value in sent.items():
            assert isinstance(value, int if documented[place][name] == "Number" else str), name
            assert value != ""
    extension = build_order_extension(choice.address)
    if extension:
        (name,) = json.loads(extension)["trade_extra_param"]
        assert name in _documented("ds_extend_request")["trade_extra_param"]
