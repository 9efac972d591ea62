"""What is offered while JSON is written: keys of the place, known values, and nothing that is there already."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aexdesk.openplatform.catalogue import Field
from aexdesk.ui.tabs.console.completing import offer_at
from aexdesk.ui.tabs.console.known_values import known_values

ITEM = (Field("product_id", "Number", True, "Product id", "1005"), Field("sku_attr", "String", False))
ROOT = Field(
    "order",
    "Object",
    True,
    fields=(
        Field("out_order_id", "String", False, "Your number"),
        Field("address", "Object", False, fields=(Field("country", "String", True, "Ship-to", "US"),)),
        Field("items", "Object[]", True, fields=ITEM),
        Field("sorts", "String[]", False, values=("asc", "desc")),
        Field("fast", "Boolean", False),
    ),
)


def offers(marked: str) -> list[str]:
    """What is offered at the bar."""
    place = marked.index("|")
    found = offer_at(marked.replace("|", "", 1), place, ROOT)
    return [one.text for one in found.offers] if found else []


@pytest.mark.parametrize(
    ("marked", "offered"),
    [
        ('{"|', ["out_order_id", "address", "items", "sorts", "fast"]),
        ("{|}", ["out_order_id", "address", "items", "sorts", "fast"]),
        ('{"or|', ["out_order_id", "sorts"]),
        ('{"out_order_id": 1, "|"}', ["address", "items", "sorts", "fast"]),
        ('{"|", "fast": true}', ["out_order_id", "address", "items", "sorts"]),
        ('{"address": {"|', ["country"]),
        ('{"items": [{"|', ["product_id", "sku_attr"]),
        ('{"items": [{"product_id": 1}, {"|', ["product_id", "sku_attr"]),
        ('{"items": [{"product_id": 1}], "|', ["out_order_id", "address", "sorts", "fast"]),
        ('{"items": [{"product_id": |', ["1005"]),
        ('{"sorts": ["|"]', ["asc", "desc"]),
        ('{"fast": |}', ["true", "false"]),
        ('{"fast": t|', ["true"]),
        ('{"mine": {"|', []),
        ('{"mine": |', []),
        ("|", []),
        ('{"fast": true}|', []),
        ('{"address": "|', []),
    ],
)
def test_what_fits_the_place_is_offered(marked: str, offered: list[str]) -> None:
    assert offers(marked) == offered


def test_countries_are_found_by_code_and_by_name() -> None:
    assert offers('{"address": {"country": "|')[0] == "US"
    assert offers('{"address": {"country": "ger|') == ["DE"]
    assert len(known_values(Field("country", "String", True, example="US"))) > 200
    assert known_values(Field("phone_country", "String", False, example="+1")) == (("+1", ""),)


def test_an_offer_is_json_and_keeps_the_colon_that_is_there() -> None:
    found = offer_at('{"fa', 4, ROOT)
    assert found is not None
    assert (found.start, found.end, found.offers[0].insert) == (1, 4, '"fast": ')
    found = offer_at('{"fa": true}', 4, ROOT)
    assert found is not None
    assert (found.start, found.end, found.offers[0].insert) == (1, 5, '"fast"')
    found = offer_at('{"items": [{"product_id": 1', 27, ROOT)
    assert found is not None
    assert found.offers[0].insert == "1005"


@given(st.text(alphabet='{}[]",: afs\\\n', max_size=20), st.integers(0, 20))
def test_whatever_stands_there_it_answers(text: str, place: int) -> None:
    found = offer_at(text, min(place, len(text)), ROOT)
    if found is not None:
        assert 0 <= found.start <= found.end <= len(text)
