"""Answers aliexpress.ds.product.specialinfo.get: certificates of a product, by country."""

from __future__ import annotations

from typing import Any

from aexdesk.practice.goods.shop import Product
from aexdesk.practice.numbers import read_json
from aexdesk.practice.platform import Admitted, Platform
from aexdesk.practice.refusal import invalid_parameter, unsupported_mapping

Json = dict[str, Any]
_BASE = "https://certificates.example.test/practice"
_ELECTRIC = (509913, 509921)  # lamps and charging cables: the goods that need a certificate
_MARKS = {
    "CE": frozenset({"DE", "FR", "ES", "IT", "NL", "PL"}),
    "UKCA": frozenset({"GB"}),
    "FCC": frozenset({"US"}),
}


def get_certificates(platform: Platform, call: Admitted) -> Json:
    """Success is result.ret true. Protocol, section 6. Failure codes are those of ds.product.get: a choice."""
    if call.params["appKey"] != call.app.app_key:
        raise invalid_parameter("appKey", "not the app key of this call")
    countries = _read_countries(call.params["countryCodes"])
    product = platform.shop.products.get(call.params["itemId"])
    if product is None:
        return _failed("605", "ITEM_ID_NOT_FOUND")
    if product.ship_to.isdisjoint(countries):
        return _failed("602", "Item is not allowed to this country")
    data = {
        "product_id": product.product_id,
        "item_qualification_list": [
            {"key": mark, "name": f"{mark} declaration", "value": url, "value_type": "url"}
            for mark, url in _certificates(product, countries)
        ],
    }
    return {"result": {"ret": True, "code": "200", "data": data, "err_message": ""}}


def _read_countries(text: str) -> list[str]:
    """As a JSON array, or separated by commas as the platform takes lists elsewhere."""
    if not text.lstrip().startswith("["):
        return [one.strip() for one in text.split(",")]
    try:
        found = read_json(text)
    except ValueError:
        raise unsupported_mapping("countryCodes", "not valid JSON") from None
    if not all(isinstance(one, str) for one in found):
        raise unsupported_mapping("countryCodes", "not an array of texts")
    return list(found)


def _certificates(product: Product, countries: list[str]) -> list[tuple[str, str]]:
    if product.facts["category_id"] not in _ELECTRIC:
        return []
    asked = product.ship_to.intersection(countries)
    return [(mark, f"{_BASE}/{product.product_id}-{mark}.pdf") for mark, where in _MARKS.items() if where & asked]


def _failed(code: str, why: str) -> Json:
    return {"result": {"ret": False, "code": code, "err_message": why}}
