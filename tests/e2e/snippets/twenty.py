"""The twenty requests that code is generated for: both interfaces, all sign methods, and text of every kind."""

from __future__ import annotations

import json

from tests.e2e.processes import ORDER_PARAMETER, Practice
from tests.interchange.recorded import Told

PICTURE_NAME = "a picture.jpg"
PICTURE = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9") + b"\r\n--no-boundary\r\n\x00\xff"
PRODUCT = "aliexpress.ds.product.get"
SEARCH = "aliexpress.ds.text.search"
PICTURE_SEARCH = "aliexpress.ds.image.search"

QUOTES = "\"double\" 'single' `back` \\ \\\\ \\n \\u0041 \\\" \\' ${x} $x #{x} #$x #@x {{x}} {$x} %s %20 100% "
QUOTES += "+ & = ; ?> <?php «api» */ // --"
UNICODE = "Grüße, 你好, عربى, e\u0301, 🛍️👩‍👩‍👧, 𝒳, ﷽, \u00a0nbsp, \ufeff, \ue000"
# With what means something between quotation marks alone: beside controls a literal needs them.
CONTROLS = "$x {$x} ${x} #{x} #$x #@x '\"`\\ a\nb\r\nc\td\x01\x1b[31m\x7f\x85\u2028\u2029\u200b\x0b\x0c\x08 \r"
# .NET's Uri, as Mono has it, takes this one out of a query even where it is percent-encoded: no C# could send it so.
TURNING = "\u202e"
LONG = ("a 'quoted' ünit\n" * 1300)[:20_000] + "🛍"


def twenty(practice: Practice) -> list[Told]:
    """Each is accepted by the practice gateway in its first state; see `secrets_of` for what they read."""
    item = practice.case["item_id"]
    product = {"product_id": item, "ship_to_country": "US"}
    search = {"local": "en_US", "countryCode": "US", "currency": "USD"}
    order = practice.order()
    order["logistics_address"]["address"] = "1 Test Street, $5 #2"
    freight = {
        "productId": item,
        "selectedSkuId": "12000990000000001",
        "quantity": "1",
        "shipToCountry": "US",
        "currency": "USD",
    }
    freight |= {"language": "en_US", "locale": "en_US", "note": {"list": [1, 2.50, None, True, 'ü "q" \\ \n']}}
    page = {"page_no": "1", "page_size": "3", "keywords": ""}
    picture = [("image_file_bytes", PICTURE_NAME, PICTURE)]
    told = [
        Told(PRODUCT, product),
        Told(PRODUCT, product, http_method="GET"),
        Told(PRODUCT, product, sign_method="md5"),
        Told(PRODUCT, product, sign_method="hmac", http_method="GET"),
        Told(PRODUCT, {**product, "target_language": ""}, settings={"format": "json", "simplify": "true", "v": "2.0"}),
        Told(SEARCH, {**search, "keyWord": UNICODE}),
        Told(SEARCH, {**search, "keyWord": UNICODE}, http_method="GET"),
        Told(SEARCH, {**search, "keyWord": QUOTES}, sign_method="md5"),
        Told(SEARCH, {**search, "keyWord": QUOTES, "note": "", "_a": "", "Z": "", "a1": "x"}, http_method="GET"),
        Told(SEARCH, {**search, "keyWord": CONTROLS + TURNING}),
        Told(SEARCH, {**search, "keyWord": CONTROLS}, http_method="GET", sign_method="hmac"),
        Told(SEARCH, {**search, "keyWord": "long", "note": LONG}),
        Told("aliexpress.ds.freight.query", {"queryDeliveryReq": json.dumps(freight)}),
        Told("aliexpress.ds.order.create", {ORDER_PARAMETER: json.dumps(order, ensure_ascii=False, indent=1)}),
        Told("aliexpress.affiliate.product.query", page, has_session=False),
        Told(PICTURE_SEARCH, {"target_language": "EN"}, files=picture),
        Told(
            PICTURE_SEARCH,
            {"shpt_to": "US", "a": UNICODE, "b": QUOTES, "c": CONTROLS + TURNING, "d": ""},
            files=picture,
            sign_method="md5",
        ),
        Told("/auth/token/create", {"code": "3_500102_a-code-of-a-test"}, has_session=False),
        Told(
            "/auth/token/refresh",
            {"refresh_token": "a-refresh-token", "note": UNICODE},
            has_session=False,
            http_method="GET",
        ),
        Told(PRODUCT, {**product, "access_token": "a-session-by-its-other-name"}, has_session=False),
    ]
    assert len(told) == 20
    return told
