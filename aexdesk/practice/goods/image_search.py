"""Answers aliexpress.ds.image.search and aliexpress.ds.image.searchV2."""

from __future__ import annotations

import binascii
from base64 import b64decode
from typing import Any

from aexdesk.practice.goods.pictures import check_picture, rank, similarity
from aexdesk.practice.goods.prices import read_money
from aexdesk.practice.goods.product_forms import feed_form, picture_match_form
from aexdesk.practice.goods.selection import Order, read_count, select, sort_by
from aexdesk.practice.goods.shop import Product
from aexdesk.practice.json_fields import Fields
from aexdesk.practice.numbers import read_object
from aexdesk.practice.platform import Admitted, Platform
from aexdesk.practice.refusal import invalid_parameter, missing_parameter

Json = dict[str, Any]
FILE = "image_file_bytes"
MOST_PRODUCTS = 150
_REQUEST = "param0"
_SORTS = {
    "SALE_PRICE_ASC": (Order.PRICE, False),
    "SALE_PRICE_DESC": (Order.PRICE, True),
    "LAST_VOLUME_ASC": (Order.SALES, False),
    "LAST_VOLUME_DESC": (Order.SALES, True),
}
_SORT_TYPES = {"best": None, "price": Order.PRICE, "orders": Order.SALES}
_DIRECTIONS = {"asc": False, "desc": True}
_FOUND = {"same": 3, "similar": 10}  # how many are alike enough: a choice; the guide's sample shows pages of ten


def search_picture(platform: Platform, call: Admitted) -> Json:
    """By a file part. Success is rsp_code "200"."""
    if FILE not in call.files:
        raise invalid_parameter(FILE, "must be a file part of a multipart body")
    picture = call.files[FILE]
    check_picture(picture, FILE)
    params, shop = call.params, platform.shop
    money = read_money(shop, params.get("target_currency", ""), "target_currency")
    count = read_count(params, "product_cnt", 20, MOST_PRODUCTS)
    found = rank(picture, select(shop, country=params.get("shpt_to", "")))[:count]
    if params.get("sort"):
        if params["sort"] not in _SORTS:
            raise invalid_parameter("sort", f"must be one of {', '.join(_SORTS)}")
        order, descending = _SORTS[params["sort"]]
        found = sort_by(found, order, descending=descending)
    data = {"products": [feed_form(shop, one, money) for one in found], "total_record_count": len(found)}
    return {"data": data, "rsp_code": "200", "rsp_msg": "Call succeeds"}


def search_picture_v2(platform: Platform, call: Admitted) -> Json:
    """By a picture in Base64. Success is result.ret true. Protocol, section 6; the list as the reference shows it."""
    if not call.params.get(_REQUEST):
        raise missing_parameter(_REQUEST)
    asked = Fields(_REQUEST, read_object(call.params[_REQUEST]))
    picture = _decode(asked.text("image_base64", required=True))
    money = read_money(platform.shop, asked.text("currency"), f"{_REQUEST}.currency")
    most = _FOUND[asked.one_of("search_type", _FOUND, "similar")]
    ranked = rank(picture, select(platform.shop, country=asked.text("ship_to")))[:most]
    scores = {one.product_id: similarity(place) for place, one in enumerate(ranked)}
    data = [picture_match_form(platform.shop, one, money, scores[one.product_id]) for one in _sorted(ranked, asked)]
    return {"result": {"ret": True, "code": "200", "messages": "Call succeeds", "empty": not data, "data": data}}


def _sorted(ranked: list[Product], asked: Fields) -> list[Product]:
    """As alike as they are, unless a sort type was sent; prices rise by themselves, orders fall."""
    order = _SORT_TYPES[asked.one_of("sort_type", _SORT_TYPES, "best")]
    direction = asked.one_of("sort_order", _DIRECTIONS, "desc" if order is Order.SALES else "asc")
    return sort_by(ranked, order, descending=_DIRECTIONS[direction]) if order else ranked


def _decode(text: str) -> bytes:
    param = f"{_REQUEST}.image_base64"
    try:
        picture = b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise invalid_parameter(param, "not Base64") from None
    check_picture(picture, param)
    return picture
