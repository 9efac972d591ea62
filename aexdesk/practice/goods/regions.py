"""Answers aliexpress.ds.address.get: the provinces and cities that an order's address may name."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from aexdesk import resources
from aexdesk.practice.platform import Admitted, Platform

Json = dict[str, Any]


@cache
def load_regions() -> dict[str, dict[str, list[str]]]:
    """Country -> province -> cities. Real names, few of each."""
    found: dict[str, dict[str, list[str]]] = resources.read_json("practice/regions.json")["countries"]
    return found


def get_regions(platform: Platform, call: Admitted) -> Json:
    """The tree of one country. Success is result.ret true; `children` is JSON text. Protocol, section 6.

    Names come in one language whatever is asked for: a choice. So is the code of a country that has no tree.
    """
    country = call.params["countryCode"]
    provinces = load_regions().get(country)
    if provinces is None:
        return {"result": {"ret": False, "code": "405", "msg": "No addresses are known for this country"}}
    tree = [
        {"name": name, "type": "PROVINCE", "hasChildren": True, "children": [_city(city) for city in cities]}
        for name, cities in provinces.items()
    ]
    data = {"country": country, "type": "country", "children": json.dumps(tree, ensure_ascii=False)}
    return {"result": {"ret": True, "code": "200", "msg": "Call succeeds", "data": data}}


def _city(name: str) -> Json:
    return {"name": name, "type": "CITY", "hasChildren": False}
