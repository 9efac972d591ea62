"""Answers of product.get and freight.query, in every form in which they come."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aexdesk.faults import BadInput
from aexdesk.ordertest.offers import DeliveryOption, Sku, read_delivery_options, read_offer

ITEM = "1005001234567890"
LARGE = str(2**63 + 1)
COLOUR = {"sku_property_name": "Color", "sku_property_value": "Black", "property_value_definition_name": "Coal"}
SKU = {
    "sku_id": "12000012345678901",
    "sku_attr": "14:193#Coal;5:1#S",
    "offer_sale_price": "8.40",
    "sku_price": "12.00",
    "currency_code": "USD",
    "sku_available_stock": 17,
    "ae_sku_property_dtos": [COLOUR, {"sku_property_name": "Size", "sku_property_value": "S"}],
}
BASE = {"product_id": int(ITEM), "subject": "A mug", "product_status_type": "onSelling", "currency_code": "USD"}
OPTION = {
    "code": "CAINIAO_STANDARD",
    "company": "Standard",
    "shipping_fee_cent": "1.99",
    "shipping_fee_currency": "USD",
    "free_shipping": False,
    "min_delivery_days": 9,
    "max_delivery_days": 16,
    "tracking": True,
}


def product(*skus: Any, wrap: bool = True, root: bool = True, **base: Any) -> bytes:
    listed: Any = list(skus)
    if wrap:
        wrapped = [
            {**one, "ae_sku_property_dtos": {"ae_sku_property_d_t_o": one["ae_sku_property_dtos"]}}
            if "ae_sku_property_dtos" in one
            else one
            for one in skus
        ]
        listed = {"ae_item_sku_info_d_t_o": wrapped}
    result = {"ae_item_base_info_dto": {**BASE, **base}, "ae_item_sku_info_dtos": listed}
    answer = {"result": result, "rsp_code": 200, "rsp_msg": "Call succeeds"}
    return json.dumps({"aliexpress_ds_product_get_response": answer} if root else answer).encode()


def freight(*options: Any, wrap: bool = True, root: bool = True) -> bytes:
    listed = {"delivery_option_d_t_o": list(options)} if wrap else list(options)
    answer = {"result": {"success": True, "code": 200, "delivery_options": listed}}
    return json.dumps({"aliexpress_ds_freight_query_response": answer} if root else answer).encode()


FORMS = [(wrap, root) for wrap in (True, False) for root in (True, False)]


@pytest.mark.parametrize(("wrap", "root"), FORMS)
def test_a_product_in_every_form(wrap: bool, root: bool) -> None:
    offer = read_offer(product(SKU, wrap=wrap, root=root), ITEM)
    assert (offer.item_id, offer.title, offer.status, offer.is_on_sale) == (ITEM, "A mug", "onSelling", True)
    assert offer.skus == (Sku("12000012345678901", "14:193#Coal;5:1#S", "Color: Coal · Size: S", "8.40", "USD", 17),)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"sku_id": int(LARGE)}, {"sku_id": LARGE}),
        ({"sku_attr": ""}, {"sku_attr": ""}),
        ({"sku_attr": " 14:1#A  B "}, {"sku_attr": " 14:1#A  B "}),
        ({"offer_sale_price": 8.10}, {"price": "8.1"}),
        ({"offer_sale_price": None}, {"price": "12.00"}),
        ({"sku_available_stock": "17"}, {"stock": 17}),
        ({"sku_available_stock": 0}, {"stock": 0}),
        ({"sku_available_stock": None}, {"stock": None}),
        ({"sku_available_stock": None, "s_k_u_available_stock": 4}, {"stock": 4}),
        ({"sku_available_stock": "many"}, {"stock": None}),
        ({"currency_code": None}, {"currency": "USD"}),
        ({"ae_sku_property_dtos": []}, {"label": "14:193#Coal;5:1#S"}),
        ({"ae_sku_property_dtos": [], "sku_attr": ""}, {"label": "12000012345678901", "sku_attr": ""}),
    ],
)
def test_a_sku_with_odd_fields(changes: dict[str, Any], expected: dict[str, Any]) -> None:
    (sku,) = read_offer(product({**SKU, **changes}), ITEM).skus
    assert {name: getattr(sku, name) for name in expected} == expected


def test_prices_and_ids_keep_every_digit() -> None:
    raw = product({**SKU, "sku_id": 1, "offer_sale_price": 2}).replace(b'"sku_id": 1', b'"sku_id": 9007199254740993')
    (sku,) = read_offer(raw.replace(b'"offer_sale_price": 2', b'"offer_sale_price": 8.10'), ITEM).skus
    assert (sku.sku_id, sku.price) == ("9007199254740993", "8.10")


def test_a_product_that_is_off_sale_or_has_no_sku() -> None:
    assert not read_offer(product(SKU, product_status_type="offline"), ITEM).is_on_sale
    assert not read_offer(product(), ITEM).is_on_sale
    assert read_offer(product(SKU, product_status_type=None), ITEM).is_on_sale


@pytest.mark.parametrize(("wrap", "root"), FORMS)
def test_delivery_in_every_form_the_cheapest_first(wrap: bool, root: bool) -> None:
    free = {**OPTION, "code": "FREE", "free_shipping": "true", "shipping_fee_cent": None, "tracking": False}
    untold = {"code": "UNTOLD"}
    found = read_delivery_options(freight(untold, OPTION, {"company": "no code"}, free, wrap=wrap, root=root))
    assert found == (
        DeliveryOption("FREE", "Standard", "0", "USD", 9, 16, False),
        DeliveryOption("CAINIAO_STANDARD", "Standard", "1.99", "USD", 9, 16, True),
        DeliveryOption("UNTOLD", "", "", "", None, None, None),
    )


def test_no_delivery_is_an_answer_too() -> None:
    assert read_delivery_options(freight()) == ()
    assert read_delivery_options(b'{"result": {"success": true, "delivery_options": {}}}') == ()


UNREADABLE = [b"", b"<html>", b"[]", b"{}", b'{"result": []}', b'{"result": {}}', b"\xff", b"[" * 100_000]


@pytest.mark.parametrize("body", UNREADABLE, ids=lambda body: repr(body[:20]))
def test_what_is_no_such_answer_says_so(body: bytes) -> None:
    with pytest.raises(BadInput, match="answer_unreadable"):
        read_offer(body, ITEM)
    with pytest.raises(BadInput, match="answer_unreadable"):
        read_delivery_options(body)


_LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6)
_ODD = _LEAVES | st.lists(_LEAVES, max_size=2) | st.dictionaries(st.sampled_from([*SKU, *OPTION]), _LEAVES, max_size=3)


@given(st.dictionaries(st.sampled_from(list(SKU)), _ODD), st.dictionaries(st.sampled_from(list(OPTION)), _ODD))
def test_whatever_stands_in_the_fields_nothing_breaks(sku: dict[str, Any], option: dict[str, Any]) -> None:
    offer = read_offer(json.dumps({"result": {"ae_item_sku_info_dtos": [sku]}}).encode(), ITEM)
    assert all(one.stock is None or one.stock >= 0 for one in offer.skus)
    assert all(one.code for one in read_delivery_options(freight(option, option)))


@pytest.mark.parametrize(
    ("told", "limit", "is_firm"),
    [
        ({"buy_amount_limit_set_by_promotion": "3", "limit_strategy": "create_order_fail"}, 3, True),
        ({"buy_amount_limit_set_by_promotion": 3, "limit_strategy": "no_discount"}, 3, False),
        ({"buy_amount_limit_set_by_promotion": "", "limit_strategy": ""}, None, False),
        ({"buy_amount_limit_set_by_promotion": "many"}, None, False),
        ({}, None, False),
    ],
)
def test_how_many_one_buyer_may_order(told: dict[str, object], limit: int | None, is_firm: bool) -> None:
    sku = {"sku_id": "1", "sku_attr": "14:193", **told}
    body = json.dumps({"result": {"ae_item_base_info_dto": {}, "ae_item_sku_info_dtos": [sku]}}).encode()
    (read,) = read_offer(body, "1005").skus
    assert (read.limit, read.is_limit_firm) == (limit, is_firm)
