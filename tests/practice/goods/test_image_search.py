"""Search by picture, sent as a file part and in Base64: the same picture finds the same goods."""

from __future__ import annotations

import json
from base64 import b64encode
from collections import Counter
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from aexdesk.practice.goods.pictures import MOST_BYTES, rank, similarity
from aexdesk.practice.goods.shop import Shop
from tests.practice.world import Client, error_of, fetch, sign

V1, V2 = "aliexpress.ds.image.search", "aliexpress.ds.image.searchV2"
PNG = b"\x89PNG\r\n\x1a\n"
BOUNDARY = "----practice"
SHOP = Shop()
PICTURES = [PNG + b"one", b"\xff\xd8\xff\xe0jpeg", b"GIF87a...", b"GIF89a...", b"RIFF\x10\x00\x00\x00WEBPVP8 "]


def multipart(params: dict[str, str], files: dict[str, bytes]) -> bytes:
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in params.items()
    ]
    for name, content in files.items():
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; filename="a.png"\r\n\r\n'
        parts.append(head.encode() + content + b"\r\n")
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


def upload(client: Client, picture: bytes, **more: str) -> Any:
    """Text parts are signed, the file is not."""
    sent = client.params(V1, **{"simplify": "true", **more})
    body = multipart(sent, {"image_file_bytes": picture})
    return fetch(client.told["sync_url"], body, {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}).json


def by_file(client: Client, picture: bytes = PNG, **more: str) -> Any:
    answer = upload(client, picture, **more)["aliexpress_ds_image_search_response"]
    assert answer["rsp_code"] == "200"
    return answer["data"]


def send_v2(client: Client, picture: bytes = PNG, simplify: str = "true", **changes: Any) -> Any:
    asked = {"image_base64": b64encode(picture).decode(), **changes}
    return client.sync(V2, param0=json.dumps(asked), simplify=simplify)


def by_base64(client: Client, picture: bytes = PNG, simplify: str = "true", **changes: Any) -> Any:
    result = send_v2(client, picture, simplify, **changes)["aliexpress_ds_image_searchV2_response"]["result"]
    assert result["ret"] is True
    return result


def found(client: Client, picture: bytes = PNG, **more: str) -> list[str]:
    return [str(one["product_id"]) for one in by_file(client, picture, **more)["products"]]


def found_v2(client: Client, picture: bytes = PNG, **changes: Any) -> list[str]:
    return [one["product_id"] for one in by_base64(client, picture, **changes)["data"]]


@pytest.mark.parametrize("picture", PICTURES)
def test_the_same_picture_finds_the_same_goods(client: Client, picture: bytes) -> None:
    assert found(client, picture) == found(client, picture)
    assert found_v2(client, picture) == found(client, picture)[:10]


def test_other_pictures_find_other_goods(client: Client) -> None:
    assert len({tuple(found_v2(client, picture)) for picture in PICTURES}) == len(PICTURES)


def test_goods_of_one_category_come_together() -> None:
    ranked = rank(PNG, SHOP.products.values())
    categories = [one.facts["category_id"] for one in ranked]
    changes = sum(first != second for first, second in pairwise(categories))
    assert changes == len(Counter(categories)) - 1
    assert sorted(one.product_id for one in ranked) == sorted(SHOP.products)


def test_pictures_look_like_every_category_in_turn() -> None:
    nearest = {rank(PNG + bytes([number]), SHOP.products.values())[0].facts["category_id"] for number in range(200)}
    assert nearest == {one.facts["category_id"] for one in SHOP.products.values()}


def test_what_is_found_can_be_looked_at(client: Client) -> None:
    for item in found(client, shpt_to="DE", product_cnt="150"):
        answer = client.sync("aliexpress.ds.product.get", product_id=item, ship_to_country="DE")
        assert answer["aliexpress_ds_product_get_response"]["rsp_code"] == 200


def test_how_many_and_for_whom(client: Client) -> None:
    assert len(found(client)) == 20
    assert found(client, product_cnt="3") == found(client)[:3]
    assert len(found(client, product_cnt="150")) == len(SHOP.products)
    assert set(found(client, product_cnt="150", shpt_to="BR")) == {
        one.product_id for one in SHOP.products.values() if "BR" in one.ship_to
    }
    assert by_file(client, shpt_to="ZZ") == {"products": [], "total_record_count": 0}


@pytest.mark.parametrize(
    ("sort", "field"), [("SALE_PRICE_ASC", "target_sale_price"), ("LAST_VOLUME_DESC", "lastest_volume")]
)
def test_the_most_alike_are_sorted(client: Client, sort: str, field: str) -> None:
    products = by_file(client, product_cnt="7", sort=sort, target_currency="EUR")["products"]
    values = [Decimal(one[field]) for one in products]
    assert values == sorted(values, reverse=sort.endswith("DESC"))
    assert {str(one["product_id"]) for one in products} == set(found(client, product_cnt="7"))
    assert {one["target_sale_price_currency"] for one in products} == {"EUR"}


def test_wrappers(client: Client) -> None:
    plain = by_file(client, product_cnt="2")["products"]
    wrapped = by_file(client, product_cnt="2", simplify="false")["products"]["traffic_image_product_d_t_o"]
    assert [one["product_id"] for one in wrapped] == [one["product_id"] for one in plain]
    assert wrapped[0]["product_small_image_urls"] == {"string": plain[0]["product_small_image_urls"]}
    assert by_base64(client, simplify="false")["data"] == {"data": by_base64(client)["data"]}


@pytest.mark.parametrize(
    ("picture", "code"),
    [
        (PNG.ljust(MOST_BYTES, b"x"), ""),
        (PNG.ljust(MOST_BYTES + 1, b"x"), "InvalidParameter"),
        (b"", "InvalidParameter"),
        (b"\x89PNG", "InvalidParameter"),
        (b"RIFF\x10\x00\x00\x00AVI ", "InvalidParameter"),
        (b"<svg/>", "InvalidParameter"),
        (b"GIF88a", "InvalidParameter"),
    ],
)
def test_only_pictures_of_100_kb_at_most(client: Client, picture: bytes, code: str) -> None:
    assert error_of(upload(client, picture)) == code
    if picture:
        assert error_of(send_v2(client, picture)) == code


def test_the_picture_must_be_a_file_part(client: Client) -> None:
    assert error_of(client.sync(V1, image_file_bytes="iVBORw0KGgo=")) == "InvalidParameter"
    assert error_of(client.sync(V1)) == "MissingParameter"


def test_the_file_is_not_signed(client: Client) -> None:
    """A signature over the file as well is the classic mistake."""
    sent = client.params(V1)
    sent["sign"] = sign({**sent, "image_file_bytes": PNG.decode("latin-1")}, client.app_secret)
    kind = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    answer = fetch(client.told["sync_url"], multipart(sent, {"image_file_bytes": PNG}), kind).json
    assert error_of(answer) == "IncompleteSignature"


@pytest.mark.parametrize(
    "more",
    [
        {"product_cnt": "0"},
        {"product_cnt": "151"},
        {"product_cnt": "x"},
        {"sort": "price"},
        {"target_currency": "XXX"},
    ],
)
def test_asked_for_wrongly(client: Client, more: dict[str, str]) -> None:
    assert error_of(upload(client, PNG, **more)) == "InvalidParameter"


def test_version_2_sorts_and_scores(client: Client) -> None:
    scores = [one["similarity_score"] for one in by_base64(client)["data"]]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] == "0.967"
    cheap = by_base64(client, sort_type="price", currency="EUR")["data"]
    prices = [Decimal(one["target_sale_price"]) for one in cheap]
    assert prices == sorted(prices)
    assert {one["target_sale_price_currency"] for one in cheap} == {"EUR"}
    assert {one["product_id"] for one in cheap} == set(found_v2(client))
    dear = by_base64(client, sort_type="price", sort_order="desc")["data"]
    assert [one["target_sale_price_currency"] for one in dear] == ["USD"] * len(cheap)
    assert dear[0]["product_id"] == cheap[-1]["product_id"]
    sold = [SHOP.products[item].facts["sales"] for item in found_v2(client, sort_type="orders")]
    assert sold == sorted(sold, reverse=True)


def test_version_2_finds_the_same_or_the_similar(client: Client) -> None:
    assert found_v2(client, search_type="same") == found_v2(client, search_type="similar")[:3]
    nothing = by_base64(client, ship_to="ZZ")
    assert (nothing["empty"], nothing["data"]) == (True, [])
    assert by_base64(client)["empty"] is False


def test_scores_never_leave_their_range() -> None:
    assert similarity(0) == "0.967"
    assert similarity(1000) == "0.500"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"image_base64": None}, "MissingParameter"),
        ({"image_base64": ""}, "MissingParameter"),
        ({"image_base64": "*"}, "InvalidParameter"),
        ({"image_base64": "é"}, "InvalidParameter"),
        ({"image_base64": "\ud800"}, "UnsupportedParamMapping"),
        ({"image_base64": ["a"]}, "InvalidParameter"),
        ({"image_base64": 12345678}, "InvalidParameter"),
        ({"image_base64": "aGVsbG8="}, "InvalidParameter"),
        ({"currency": "XXX"}, "InvalidParameter"),
        ({"currency": {}}, "InvalidParameter"),
        ({"ship_to": []}, "InvalidParameter"),
        ({"ship_to": None}, ""),
        ({"search_type": "alike"}, "InvalidParameter"),
        ({"search_type": True}, "InvalidParameter"),
        ({"sort_type": "weight"}, "InvalidParameter"),
        ({"sort_order": "up"}, "InvalidParameter"),
        ({"sort_order": 10**30}, "InvalidParameter"),
    ],
)
def test_version_2_of_a_wrong_shape(client: Client, changes: dict[str, Any], code: str) -> None:
    assert error_of(send_v2(client, **changes)) == code


@pytest.mark.parametrize(
    ("param0", "code"), [("", "MissingParameter"), ("[]", "UnsupportedParamMapping"), ("{", "UnsupportedParamMapping")]
)
def test_version_2_without_a_request(client: Client, param0: str, code: str) -> None:
    assert error_of(client.sync(V2, param0=param0)) == code
