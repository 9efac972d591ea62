"""The requests that the corpus signs: what is sent, parameter by parameter, in the order of the program."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

SESSION = "50000001aexdeskSessionExample"
SECRET = "AExDeskCorpusSecret0123456789ab"
OTHER_SECRET = "AExDeskStagingSecret9876543210z"
APP_KEY = "500001"


@dataclass(frozen=True)
class Base:
    """`params` hold no sign. `file`: name of the parameter, name of the file, content."""

    name: str
    api: str
    params: tuple[tuple[str, str], ...]
    file: tuple[str, str, bytes] | None = None

    @property
    def is_system(self) -> bool:
        return self.api.startswith("/")

    @property
    def sign_method(self) -> str:
        return dict(self.params).get("sign_method", "sha256")


def _business(
    name: str,
    api: str,
    params: dict[str, str],
    *,
    method: str = "sha256",
    timestamp: str = "1767225600123",
    token: str = "",
    file: tuple[str, str, bytes] | None = None,
) -> Base:
    common = {"method": api, "app_key": APP_KEY, "timestamp": timestamp, "sign_method": method}
    if token:
        common[token] = SESSION
    return Base(name, api, (*common.items(), *params.items()), file)


def _system(
    name: str, api: str, params: dict[str, str], *, method: str = "sha256", timestamp: str = "1767225600456"
) -> Base:
    return Base(
        name, api, (*params.items(), *{"timestamp": timestamp, "app_key": APP_KEY, "sign_method": method}.items())
    )


_ORDER = "aliexpress.ds.order.create"
_ORDER_NAME = "param_place_order_request4_open_api_d_t_o"
_COMPACT = (
    '{"product_items":[{"product_id":1005001234567890,"sku_attr":"14:29#Red","product_count":2,"price":1.10}],'
    '"logistics_address":{"city":"Köln","address":"Königstraße 1/2","contact_person":"Jörg Müller","is_default":true}}'
)
_SPACED = (
    '{"logistics_address": {"country": "US", "full_name": "John Smith", "zip": "10001", "phone_country": "+1"}, '
    '"product_items": [{"product_id": 1005001234567890, "product_count": 1, "order_memo": ""}]}'
)
_ESCAPED = '{"address":"\\u041c\\u043e\\u0441\\u043a\\u0432\\u0430","contact":"\\u0418\\u0432\\u0430\\u043d","n":1}'
_INDENTED = '{\n  "country": "US",\n  "items": [\n    1,\n    2\n  ]\n}'
_URL = "https://www.aliexpress.com/item/1005001234567890.html?a=1&b=2+3&c=%20d&d=x y"
_NFC, _NFD = "Café Ångström", unicodedata.normalize("NFD", "Café Ångström")
_PICTURE = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9")

_GET, _SEARCH, _LINK = "aliexpress.ds.product.get", "aliexpress.ds.text.search", "aliexpress.affiliate.link.generate"
_QUERY, _IMAGE = "aliexpress.affiliate.product.query", "aliexpress.ds.image.search"
_FREIGHT, _TRACK, _FEED = (
    "aliexpress.ds.freight.query",
    "aliexpress.ds.order.tracking.get",
    "aliexpress.ds.recommend.feed.get",
)

BASES: tuple[Base, ...] = (
    # ------------------------------------------------ business, plain and by each sign method
    _business("plain", _GET, {"product_id": "1005001234567890", "ship_to_country": "US", "target_currency": "USD"}),
    _business("plain-md5", _GET, {"product_id": "1005001234567890", "ship_to_country": "US"}, method="md5"),
    _business("plain-hmac", _GET, {"product_id": "1005001234567890", "ship_to_country": "US"}, method="hmac"),
    _business("session", _GET, {"ship_to_country": "DE", "product_id": "1005006"}, token="session"),
    _business("access-token", _GET, {"ship_to_country": "DE", "product_id": "1005006"}, token="access_token"),
    _business("session-md5", _GET, {"product_id": "7", "target_language": "en"}, method="md5", token="session"),
    _business("token-hmac", _GET, {"product_id": "7", "target_language": "en"}, method="hmac", token="access_token"),
    _business("few", "aliexpress.ds.category.get", {}, token="session"),
    _business("common-all", _GET, {"format": "json", "v": "2.0", "simplify": "true", "partner_id": "top-apitools",
                                   "debug": "false", "product_id": "1005001"}, token="session"),
    # ------------------------------------------------ names
    _business("mixed-case", _SEARCH, {"keyWord": "phone case", "pageSize": "20", "pageIndex": "1", "local": "en_US",
                                      "countryCode": "US", "currency": "USD"}, token="session"),
    _business("capitals", "aliexpress.ds.add.info", {"DSId": "77", "ae_orderId": "1", "Zone": "eu", "b_item": "x"}),
    _business("digits", _IMAGE, {"param0": "a b", "param10": "c", "param2": "d", "param_1": "e"}, token="session"),
    _business("underscores", _FREIGHT, {"queryDeliveryReq": '{"quantity":1,"locale":"en_US"}', "query_id": "1",
                                        "queryType": "x"}, token="session"),
    _business("similar", _TRACK, {"ae_order_id": "8191", "ae_orderId": "8192", "aeOrder_id": "8193"}),
    # ------------------------------------------------ letters
    _business("nfc", _SEARCH, {"keyWord": _NFC, "countryCode": "FR"}, token="session"),
    _business("nfd", _SEARCH, {"keyWord": _NFD, "countryCode": "FR"}, token="session"),
    _business("cyrillic", _SEARCH, {"keyWord": "чехол для телефона", "countryCode": "RU"}, token="access_token"),
    _business("chinese", _SEARCH, {"keyWord": "手机壳 红色", "local": "zh_CN"}, token="session"),
    _business("emoji", _SEARCH, {"keyWord": "case 📱❤️ für dich", "local": "de_DE"}, token="session"),
    _business("latin", _SEARCH, {"keyWord": "Überraschung für Größe", "local": "de_DE"}),
    _business("latin-md5", _SEARCH, {"keyWord": "Señal à côté", "local": "es_ES"}, method="md5"),
    _business("chinese-hmac", _SEARCH, {"keyWord": "蓝牙耳机", "local": "zh_CN"}, method="hmac", token="session"),
    _business("arabic", _SEARCH, {"keyWord": "غطاء هاتف", "sortBy": "min_price,asc"}, token="session"),
    _business("two-unicode", _SEARCH, {"keyWord": "Größe", "remark": "手机 and Ω", "local": "de_DE"}),
    # ------------------------------------------------ JSON
    _business("json-compact", _ORDER, {_ORDER_NAME: _COMPACT}, token="session"),
    _business("json-spaced", _ORDER, {_ORDER_NAME: _SPACED}, token="session"),
    _business("json-escaped", _ORDER, {_ORDER_NAME: _ESCAPED,
                                       "ds_extend_request": '{"trade_extra_param":{"m":"r"}}'}, token="session"),
    _business("json-indented", _ORDER, {_ORDER_NAME: _INDENTED, "promo": "x y"}, token="access_token"),
    _business("json-md5", _ORDER, {_ORDER_NAME: _COMPACT, "target_language": "de"}, method="md5", token="session"),
    _business("json-hmac", _ORDER, {_ORDER_NAME: _SPACED}, method="hmac", token="session"),
    _business("json-chinese", _ORDER,
              {_ORDER_NAME: '{"address":"北京市 1号","note":null,"express":false}'}, token="session"),
    _business("json-list", "aliexpress.trade.order.get",
              {"ids": '["1", "2", "3"]', "single_order_query": '{"order_id":"8190"}'}),
    _business("json-sorted", _FREIGHT, {"queryDeliveryReq": '{"b":2,"a":1,"c":{"z":1.0,"y":[]}}'}, token="session"),
    # ------------------------------------------------ empty, blanks, lines
    _business("empty", _QUERY, {"keywords": "cable", "category_ids": "", "tracking_id": ""}),
    _business("empty-md5", _QUERY, {"keywords": "usb", "category_ids": "", "tracking_id": "a"}, method="md5"),
    _business("empty-session", _FEED, {"feed_name": "DS bestseller", "country": "", "session": "", "page_size": "10"}),
    _business("blanks", _SEARCH, {"keyWord": " usb cable ", "local": "en_US"}, token="session"),
    _business("blank-after", _QUERY, {"keywords": "red shoes ", "tracking_id": "default"}, method="hmac"),
    _business("lines", _ORDER, {"memo": "first line\nsecond line\n", "order_id": "1"}, token="session"),
    _business("lines-windows", _ORDER, {"memo": "first line\r\nsecond", "order_id": "1"}, token="session"),
    _business("lines-hmac", _ORDER, {"memo": " a\nb ", "count": "2.50"}, method="hmac"),
    # ------------------------------------------------ numbers and truth
    _business("numbers", _QUERY, {"min_sale_price": "1.10", "max_sale_price": "20.00", "page_no": "1"}),
    _business("numbers-md5", _QUERY, {"min_sale_price": "15.50", "page_size": "050"}, method="md5"),
    _business("booleans", _GET,
              {"product_id": "1", "remove_personal_benefit": "false", "need_sku": "true"}, token="session"),
    _business("booleans-hmac", _FEED, {"flag": "true", "price": "3.0", "category": ""}, method="hmac", token="session"),
    # ------------------------------------------------ URLs
    _business("url", _LINK, {"promotion_link_type": "0", "source_values": _URL, "tracking_id": "default"}),
    _business("url-md5", _LINK, {"promotion_link_type": "0", "source_values": _URL}, method="md5"),
    _business("signs", _SEARCH, {"keyWord": "50% off & free+fast=good ~*()!'", "local": "en_US"}, token="session"),
    _business("links", _LINK, {"source_values": "https://a.aliexpress.com/_x,https://a.aliexpress.com/_y?z=1&w=ü"}),
    # ------------------------------------------------ times
    _business("whole-second", _GET, {"product_id": "9"}, timestamp="1767225600000", token="session"),
    _business("seconds", _GET, {"product_id": "9", "country": "PL"}, timestamp="1767225600"),
    _business("text-time", _GET, {"product_id": "9", "v": "2.0"}, timestamp="2026-01-01 08:30:15", method="md5"),
    # ------------------------------------------------ files
    _business("file", _IMAGE, {"shpt_to": "US", "target_currency": "USD", "sort": "SALE_PRICE_ASC"}, token="session",
              file=("image_file_bytes", "bag.jpg", _PICTURE)),
    _business("text-file", "aliexpress.ds.upload", {"title": "a list"}, token="session",
              file=("attachment", "list.csv", b"name,value\nK\xc3\xb6ln,1\n")),
    # ------------------------------------------------ system
    _system("token-create", "/auth/token/create", {"code": "3_500102_JxZ05Ux3cnnSSUm6dCxYg6Q26"}),
    _system("token-refresh", "/auth/token/refresh", {"refresh_token": "50000001refresh+Example/=="}),
    _system("token-secure", "/auth/token/security/create", {"code": "3_500001_x", "uuid": ""}),
    _system("token-blank", "/auth/token/create", {"code": " 3_500102_Jx", "state": "a b&c"}, timestamp="1767225600000"),
    _system("token-iop", "/auth/token/create", {"code": "3_5", "format": "json", "simplify": "false",
                                                "partner_id": "iop-sdk-python-20220609"}),
    _system("token-unicode", "/auth/token/refresh", {"refresh_token": "5", "note": "Füße 手", "Language": "de"}),
    _system("token-seconds", "/auth/token/create", {"code": "3_1"}, timestamp="1767225601"),
    _system("token-md5", "/auth/token/create", {"code": "3_500102_J"}, method="md5"),
    _system("order-get", "/order/get", {"order_id": "12", "access_token": SESSION, "is_full": "true", "limit": "1.10"}),
    _system("order-create", "/order/create", {"order": _COMPACT, "session": SESSION}),
)  # fmt: skip
"""At least fifty."""

NAMES = {base.name: base for base in BASES}
