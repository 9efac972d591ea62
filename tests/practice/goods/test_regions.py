"""Provinces and cities: a tree for each country that the shop ships to, in which ready addresses stand."""

from __future__ import annotations

import json
from typing import Any

import pytest

from aexdesk import resources
from aexdesk.practice.goods.regions import load_regions
from aexdesk.practice.goods.shop import Shop
from tests.practice.world import ADDRESS, Client, error_of

ADDRESSES = [one["address"] for one in resources.read_json("order_addresses.json")["addresses"]]


def regions(client: Client, country: str, **more: str) -> Any:
    answer = client.sync("aliexpress.ds.address.get", "", countryCode=country, **more)
    return answer["aliexpress_ds_address_get_response"]["result"]


@pytest.mark.parametrize("address", [*ADDRESSES, ADDRESS], ids=lambda address: address["city"])
def test_ready_addresses_stand_in_the_tree(client: Client, address: dict[str, str]) -> None:
    result = regions(client, address["country"])
    assert (result["ret"], result["data"]["country"], result["data"]["type"]) == (True, address["country"], "country")
    provinces = {one["name"]: one for one in json.loads(result["data"]["children"])}
    province = provinces[address["province"]]
    assert (province["type"], province["hasChildren"]) == ("PROVINCE", True)
    cities = {one["name"]: one for one in province["children"]}
    assert cities[address["city"]] == {"name": address["city"], "type": "CITY", "hasChildren": False}


def test_every_country_that_the_shop_ships_to_has_a_tree() -> None:
    countries = {country for one in Shop().products.values() for country in one.ship_to}
    assert countries <= load_regions().keys()
    known = resources.read_json("countries.json")["countries"]
    for country, provinces in load_regions().items():
        assert country in known
        for cities in provinces.values():
            assert 1 <= len(cities) == len(set(cities))


def test_language_changes_nothing(client: Client) -> None:
    assert regions(client, "JP", language="JA", isMultiLanguage="true") == regions(client, "JP")
    assert regions(client, "JP", simplify="true") == regions(client, "JP")


@pytest.mark.parametrize("country", ["ZZ", "us", "null", "US "])
def test_a_country_without_a_tree(client: Client, country: str) -> None:
    result = regions(client, country)
    assert (result["ret"], "data" in result) == (False, False)
    assert client.admin("/log").json[-1]["error_code"] == "405"


def test_no_country(client: Client) -> None:
    assert error_of(client.sync("aliexpress.ds.address.get")) == "MissingParameter"
