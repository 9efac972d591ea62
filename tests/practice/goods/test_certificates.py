"""Certificates of a product: for electric goods, by country."""

from __future__ import annotations

from typing import Any

import pytest

from tests.practice.world import Client, error_of

API = "aliexpress.ds.product.specialinfo.get"
LAMP, MUG = "1005990000006079", "1005990000000001"


def send(client: Client, **changes: str) -> Any:
    return client.sync(API, "", **{"itemId": LAMP, "countryCodes": '["US"]', "appKey": client.app_key, **changes})


def marks(client: Client, **changes: str) -> list[str]:
    result = send(client, **changes)["aliexpress_ds_product_specialinfo_get_response"]["result"]
    assert result["ret"] is True
    assert result["data"]["product_id"] == changes.get("itemId", LAMP)
    return [one["key"] for one in result["data"]["item_qualification_list"]]


@pytest.mark.parametrize(
    ("countries", "expected"),
    [
        ('["US"]', ["FCC"]),
        ('["DE", "FR", "GB"]', ["CE", "UKCA"]),
        ("DE, US", ["CE", "FCC"]),
        ('["JP"]', []),
        ('["US", "ZZ"]', ["FCC"]),
    ],
)
def test_by_country(client: Client, countries: str, expected: list[str]) -> None:
    assert marks(client, countryCodes=countries) == expected
    assert marks(client, countryCodes=countries, itemId=MUG) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"itemId": "1"}, "605"), ({"countryCodes": '["ZZ"]'}, "602"), ({"countryCodes": "[]"}, "602")],
)
def test_failures(client: Client, changes: dict[str, str], code: str) -> None:
    result = send(client, **changes)["aliexpress_ds_product_specialinfo_get_response"]["result"]
    assert (result["ret"], result["code"], "data" in result) == (False, code, False)
    assert client.admin("/log").json[-1]["error_code"] == code


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"appKey": "500001"}, "InvalidParameter"),
        ({"appKey": ""}, "MissingParameter"),
        ({"countryCodes": ""}, "MissingParameter"),
        ({"countryCodes": "["}, "UnsupportedParamMapping"),
        ({"countryCodes": "[" * 5000}, "UnsupportedParamMapping"),
        ({"countryCodes": "[1]"}, "UnsupportedParamMapping"),
        ({"countryCodes": '[["US"]]'}, "UnsupportedParamMapping"),
        ({"countryCodes": '["US", null]'}, "UnsupportedParamMapping"),
        ({"itemId": "x"}, "InvalidParameter"),
    ],
)
def test_what_does_not_fit(client: Client, changes: dict[str, str], code: str) -> None:
    assert error_of(send(client, **changes)) == code
