"""The order inside a call: each shape of it that could be read in two ways, or in none, is refused."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest

from aexdesk.ordertest.reading import OutgoingRequest
from tests.ordertest.orders import ITEM, ORDER_PARAMETER, order, parameters_of, post, reasons, text_of, verdict_on

HONEST = parameters_of(order())


def refused(request: OutgoingRequest, why: str) -> None:
    verdict = verdict_on(request)
    assert (verdict.allowed, verdict.reason) == (False, "unclear_request")
    assert [expected for _field, expected in reasons(verdict)] == [why]


def _with(field: str, more: str) -> str:
    """The honest order, with more behind a field."""
    return HONEST_TEXT.replace(field, f"{field}, {more}")


def _json(text: str) -> OutgoingRequest:
    return post(HONEST | {ORDER_PARAMETER: text})


HONEST_TEXT = text_of(order())
_ID, _COUNT, _COUNTRY = f'"product_id": {ITEM}', '"product_count": 1', '"country": "US"'


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "{", HONEST_TEXT + "x", HONEST_TEXT + HONEST_TEXT, HONEST_TEXT.replace('"', "'"), f"/**/{HONEST_TEXT}",
        HONEST_TEXT.replace(_COUNT, '"product_count": 01'), HONEST_TEXT.replace(_COUNT, '"product_count": +1'),
        HONEST_TEXT.replace(_COUNT, '"product_count": 0x1'), HONEST_TEXT.replace(_COUNT, '"product_count": 1.'),
        HONEST_TEXT.replace(_COUNT, '"product_count": NaN'), HONEST_TEXT.replace("{", '{"memo": Infinity, ', 1),
        "\ufeff" + HONEST_TEXT, '{"a":' * 100_000, "[" * 100_000, quote(HONEST_TEXT), HONEST_TEXT.replace("US", "U\nS"),
    ],
    ids=range(18),
)  # fmt: skip
def test_an_order_that_is_no_json(text: str) -> None:
    refused(_json(text), "not_json")


def test_an_order_that_is_nested_too_deeply() -> None:
    deep: Any = "x"
    for _ in range(14):
        deep = {"a": [deep]}
    refused(post(parameters_of(order(root={"memo": deep}))), "too_deep")


@pytest.mark.parametrize("text", ["[]", '"x"', "1", "null", "true", "[{}]", json.dumps(HONEST_TEXT)])
def test_an_order_that_is_no_object(text: str) -> None:
    refused(_json(text), "not_an_object")


def test_no_order_at_all() -> None:
    refused(post({name: value for name, value in HONEST.items() if name != ORDER_PARAMETER}), "order_missing")


@pytest.mark.parametrize(
    "text",
    [
        _with(_COUNT, '"product_count": 100'), _with(_COUNT, _COUNT),
        _with(_ID, '"product\\u005fid": 7'), _with(_COUNTRY, '"country": "FR"'),
        _with(_COUNT, '"product_Count": 100'), _with(_COUNT, '"productCount": 100'),
        _with(_COUNT, '"product-count": 100'), _with(_COUNT, '"product_count ": 9'),
        _with(_COUNT, '"product_count\\u0000": 9'), _with(_ID, '"PRODUCT_ıD": 9'),
        _with(_ID, '"ｐroduct_id": 9'), _with(_COUNTRY, '"Country": "FR"'),
        HONEST_TEXT.replace("{", '{"out_order_id": "x", ', 1), HONEST_TEXT.replace("{", '{"productItems": [], ', 1),
        HONEST_TEXT.replace("{", '{"LOGISTICS_ADDRESS": {}, ', 1), HONEST_TEXT.replace(_COUNTRY, '"Country": "US"'),
        HONEST_TEXT.replace(_ID, f'"productId": {ITEM}'),
    ],
    ids=range(17),
)  # fmt: skip
def test_a_key_twice_or_in_another_spelling(text: str) -> None:
    refused(_json(text), "key_twice")


@pytest.mark.parametrize(
    "changes",
    [
        {"root": {"product_id": 7}}, {"root": {"country": "FR"}}, {"item": {"country": "FR"}},
        {"address": {"product_count": 9}}, {"item": {"product_items": [{"product_id": 7}]}},
        {"root": {"order": {"product_items": []}}},
        {"item": {"more": {"product_count": 9}}}, {"address": {"logistics_address": {"country": "FR"}}},
    ],
    ids=str,
)  # fmt: skip
def test_a_field_that_counts_in_another_place(changes: dict[str, Any]) -> None:
    refused(post(parameters_of(order(**changes))), "key_elsewhere")


@pytest.mark.parametrize("key", ["$ref", "@type", " $ref", "@JSONField"])
def test_keys_that_some_readers_take_for_references(key: str) -> None:
    for part in ("root", "item", "address"):
        refused(post(parameters_of(order(**{part: {key: "$.x"}}))), "reserved_key")


@pytest.mark.parametrize(
    "items",
    [
        [], [{}, {}], [{"product_id": 7, "product_count": 1}] * 2, None, {}, "x", 1, "[]", {"product_items_dto": [{}]},
        {"0": {"product_id": int(ITEM), "product_count": 1}},
    ],
    ids=str,
)  # fmt: skip
def test_anything_but_one_item(items: Any) -> None:
    verdict = verdict_on(post(parameters_of(order(root={"product_items": items}))))
    assert (verdict.allowed, verdict.reason) == (False, "unclear_request")
    assert reasons(verdict)[0][1] in ("not_one_item", "key_elsewhere", "another_name")


@pytest.mark.parametrize("item", [None, [], [{"product_id": int(ITEM), "product_count": 1}], "x", 1], ids=str)
def test_an_item_that_is_no_object(item: Any) -> None:
    verdict = verdict_on(post(parameters_of(order(root={"product_items": [item]}))))
    assert (verdict.allowed, reasons(verdict)[0][1] in ("not_an_object", "key_elsewhere")) == (False, True)


_NO_NUMBERS = [
    "1.0", "1e0", "1E0", "10e-1", "-1", "0", "-0", "null", "true", "[1]", '{"a":1}', '""', '" 1"', '"1 "', '"01"',
    '"+1"', '"-1"', '"0"', '"1.0"', '"1e0"', '"0x1"', '"１"', '"١"', '"1\\u0000"', '"1\\u200b"', '"²"', '"一"', '"1_0"',
    '"1,0"', '"\\n1"', "1" + "0" * 20, '"' + "9" * 21 + '"',
]  # fmt: skip


@pytest.mark.parametrize("value", _NO_NUMBERS)
@pytest.mark.parametrize("field", [_ID, _COUNT])
def test_numbers_that_are_not_plain_digits(field: str, value: str) -> None:
    refused(_json(HONEST_TEXT.replace(field, f"{field.split(':', maxsplit=1)[0]}: {value}")), "not_plain_digits")


@pytest.mark.parametrize(
    "value",
    [
        "null", '""', '"USA"', '"us"', '"Us"', '"United States"', '" US"', '"US "', '"U"', '["US"]', '{"code":"US"}',
        "1", '"US,FR"', '"ＵＳ"', '"U\\u0000S"', '"UЅ"', "true", '"US\\n"',
    ],
)  # fmt: skip
def test_a_country_that_is_no_code(value: str) -> None:
    refused(_json(HONEST_TEXT.replace(_COUNTRY, f'"country": {value}')), "not_a_country_code")


def test_an_order_without_country_item_or_quantity() -> None:
    for field, why in ((_ID, "not_plain_digits"), (_COUNT, "not_plain_digits"), (_COUNTRY, "not_a_country_code")):
        refused(_json(HONEST_TEXT.replace(f"{field}, ", "")), why)
    for address in (None, [], "US", [{"country": "US"}]):
        verdict = verdict_on(post(parameters_of(order(root={"logistics_address": address}))))
        assert (verdict.allowed, reasons(verdict)[0][1] in ("not_an_object", "key_elsewhere")) == (False, True)


@pytest.mark.parametrize(
    ("part", "key", "field"),
    [
        ("item", "quantity", "quantity"), ("item", "item_id", "item_id"), ("item", "qty", "quantity"),
        ("item", "count", "quantity"), ("item", "itemCount", "quantity"), ("item", "product_quantity", "quantity"),
        ("item", "item_quantity", "quantity"), ("item", "product_num", "quantity"), ("root", "items", "product_items"),
        ("root", "products", "product_items"), ("root", "product_list", "product_items"),
        ("root", "orderItems", "product_items"), ("root", "product_ids", "item_id"), ("root", "quantity", "quantity"),
        ("item", "buyCount", "quantity"), ("item", "purchase_quantity", "quantity"), ("item", "num", "quantity"),
        ("item", "offer_item_id", "item_id"), ("item", "product_id2", "item_id"),
        ("root", "cartItems", "product_items"),
        ("root", "line_items", "product_items"), ("root", "product_item", "product_items"),
        ("address", "receiver_country", "country"), ("root", "shipToCountryCode", "country"),
        ("address", "country_code", "country"), ("address", "countryName", "country"),
        ("address", "country_id", "country"), ("root", "ship_to_country", "country"),
        ("root", "shipping_country", "country"), ("address", "receiving_country", "country"),
    ],
)  # fmt: skip
def test_a_field_that_counts_under_a_second_name(part: str, key: str, field: str) -> None:
    verdict = verdict_on(post(parameters_of(order(**{part: {key: "1"}}))))
    assert (verdict.reason, reasons(verdict)) == ("unclear_request", [(field, "another_name")])
    assert verdict.differences[0].found == key


def test_what_is_documented_is_no_second_name() -> None:
    for part, key in (("address", "phone_country"), ("address", "phoneCountry"), ("item", "discount_amount")):
        assert verdict_on(post(parameters_of(order(**{part: {key: "1"}})))).reason == "matches_test_case"


def test_a_second_order_in_a_parameter_of_another_name() -> None:
    for value in (text_of({"productItems": []}), quote(text_of({"x": {"logistics_address": {}}}))):
        verdict = verdict_on(post(HONEST | {"more": value}))
        assert reasons(verdict) == [("order", "another_name")]
        assert verdict.differences[0].found == "more"
    assert verdict_on(post(HONEST | {"more": "product items"})).reason == "unclear_request"
    assert verdict_on(post(HONEST | {"more": "items of the product"})).reason == "matches_test_case"


@pytest.mark.parametrize(
    "quoted",
    [
        "%22", "%5c", "%5C", "%2522", "%252522", "%u0022", "%U005C", "&quot;", "&QUOT", "&amp;quot;", "&#34;", "&#034",
        "&#92;", "&#x22;", "&#X05C;", "&bsol;", "\uff02", "\uff3c", "\ufe68",
    ],
)  # fmt: skip
def test_a_text_that_ends_earlier_for_those_who_decode_once_more(quoted: str) -> None:
    request = _json(HONEST_TEXT.replace("Vineland", f"Vine{quoted}land"))
    refused(request, "odd_spelling")
    assert (verdict_on(request).differences[0].field, verdict_on(request).differences[0].found) == ("order", quoted)
    extension = text_of({"trade_extra_param": {"business_model": quoted}})
    assert reasons(verdict_on(post(HONEST | {"ds_extend_request": extension}))) == [
        ("ds_extend_request", "odd_spelling")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "100%",
        "50% 22",
        "%20",
        "%2",
        "A&B",
        "&amp;",
        "&#33;",
        "&#345;",
        "&#x22b;",
        "&#922",
        "&#x5CA",
        "\u201cx\u201d",
        "%25",
        "#34;",
    ],
)
def test_a_text_that_is_the_same_to_everybody(text: str) -> None:
    assert verdict_on(_json(HONEST_TEXT.replace("Vineland", text))).reason == "matches_test_case"


def test_the_extension_has_words_of_its_own() -> None:
    extension = '{"trade_extra_param":{"count":"1","quantity":2},"promotion":{"promotion_code":"x"}}'
    assert verdict_on(post(HONEST | {"ds_extend_request": extension})).reason == "matches_test_case"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "not_json"), ("[]", "not_an_object"), ("1", "not_an_object"), ("null", "not_an_object"), (" ",
        "not_json"),
        ('{"a":1,"a":1}', "key_twice"), ('{"$ref":"x"}', "reserved_key"), ('{"country":"US"}', "key_elsewhere"),
        ('{"x":{"product_count":1}}', "key_elsewhere"), ('{"ds_extend_request":{}}', "key_elsewhere"),
        ('{"a":' * 13 + "1" + "}" * 13, "too_deep"), ('{"DsExtendRequest":{}}', "key_twice"),
    ],
)  # fmt: skip
def test_an_extension_that_cannot_be_read(text: str, why: str) -> None:
    refused(post(HONEST | {"ds_extend_request": text}), why)


def test_an_extension_that_says_nothing() -> None:
    for text in ("", "{}"):
        assert verdict_on(post(HONEST | {"ds_extend_request": text})).reason == "matches_test_case"
    assert verdict_on(post(parameters_of(order(root={"ds_extend_request": None})))).reason == "matches_test_case"


def test_the_extension_inside_the_order_stands_in_one_place_and_is_an_object() -> None:
    assert verdict_on(post(parameters_of(order(root={"ds_extend_request": {"x": "y"}})))).allowed
    wrong: tuple[Any, ...] = ("{}", [], 1, "x", True)
    for found in wrong:
        refused(post(parameters_of(order(root={"ds_extend_request": found}))), "not_an_object")
    refused(post(parameters_of(order(root={"dsExtendRequest": {}}))), "key_twice")
    refused(post(parameters_of(order(item={"ds_extend_request": {}}))), "key_elsewhere")


@pytest.mark.parametrize("name", ["dsExtendRequest", "DS_EXTEND_REQUEST", "ds.extend.request"])
def test_the_extension_under_another_name(name: str) -> None:
    verdict = verdict_on(post(HONEST | {name: "{}"}))
    assert reasons(verdict) == [(name, "key_elsewhere")]


_PATHS = [f"{ORDER_PARAMETER}.product_items.product_count", f"x.{ORDER_PARAMETER}", f"{ORDER_PARAMETER}_country"]
_ODD = ["ds_extend_request[]", f"{ORDER_PARAMETER}\0x", f"amp;{ORDER_PARAMETER}", "[method]", "method\0x"]


@pytest.mark.parametrize("name", [*_PATHS, *_ODD])
def test_a_parameter_that_some_reader_takes_for_the_order(name: str) -> None:
    """For a path into it, or for its name with something before or behind."""
    verdict = verdict_on(post(HONEST | {name: "{}"}))
    assert [why for _, why in reasons(verdict)] == ["odd_spelling"]
    assert verdict.differences[0].found == name
    assert name not in _PATHS or verdict.differences[0].field == "order"


def test_a_key_that_some_reader_takes_for_another() -> None:
    for key in ("product_count\0x", "logistics_address.country", "product_items[0].product_count"):
        assert not verdict_on(post(parameters_of(order(root={key: "1"})))).allowed


@pytest.mark.parametrize(
    "key", ["", "a.b", "a b", "a\0", "/a/0/b", "a:b", "a->b", "a[0]", "ä", "a\u200b", "\ud800", "a\n"]
)
def test_a_key_that_is_no_name(key: str) -> None:
    refused(_json(HONEST_TEXT.replace("{", f"{{{json.dumps(key)}: 1, ", 1)), "odd_spelling")
    for plain in ("memo", "Memo-2", "_x9"):
        assert verdict_on(post(parameters_of(order(root={plain: 1})))).reason == "matches_test_case"


def test_the_deepest_order_that_is_read() -> None:
    for depth, is_read in ((10, True), (11, True), (12, True), (13, False)):
        deep: Any = "x"
        for _ in range(depth - 1):
            deep = {"a": deep}
        verdict = verdict_on(post(parameters_of(order(root={"memo": deep}))))
        assert verdict.allowed is is_read, depth
        assert is_read or reasons(verdict) == [("order", "too_deep")]


def test_a_refusal_names_the_field_and_what_stood_there() -> None:
    for changes, field, found in (
        ({"item": {"product_count": 1.50}}, "quantity", "1.5"),
        ({"item": {"product_id": "x" * 81}}, "item_id", "x" * 79 + "…"),
        ({"item": {"product_id": "x" * 80}}, "item_id", "x" * 80),
        ({"item": {"product_count": ["ü"]}}, "quantity", '["ü"]'),
        ({"address": {"country": None}}, "country", ""),
        ({"root": {"product_items": [{}, {}]}}, "product_items", "2"),
        ({"root": {"product_items": "x"}}, "product_items", "x"),
        ({"root": {"product_items": ["x"]}}, "product_items", "x"),
        ({"root": {"logistics_address": "x"}}, "logistics_address", "x"),
        ({"item": {"country": "US"}}, "country", "product_items.[].country"),
        ({"item": {"Product_Count": 1}}, "product_count", "Product_Count"),
        ({"root": {"$x": 1}}, "$x", ""),
    ):
        (difference,) = verdict_on(post(parameters_of(order(**changes)))).differences
        assert (difference.field, difference.found) == (field, found)
    twice = HONEST_TEXT.replace(_COUNT, f'{_COUNT}, "product_count": 7')
    (difference,) = verdict_on(_json(twice)).differences
    assert (difference.field, difference.expected, difference.found) == ("product_count", "key_twice", "7")
    for number in ("1e0", "1.00", "-1"):  # as it was written
        (difference,) = verdict_on(_json(HONEST_TEXT.replace(_COUNT, f'"product_count": {number}'))).differences
        assert (difference.field, difference.found) == ("quantity", number)
    (difference,) = verdict_on(
        post({key: value for key, value in HONEST.items() if key != ORDER_PARAMETER})
    ).differences
    assert (difference.field, difference.expected, difference.found) == ("order", "order_missing", "")
    for text, field in (("[]", "order"), ("{", "order")):
        (difference,) = verdict_on(_json(text)).differences
        assert difference.field == field
    for text in ("[]", "{"):
        (difference,) = verdict_on(post(HONEST | {"ds_extend_request": text})).differences
        assert difference.field == "ds_extend_request"
