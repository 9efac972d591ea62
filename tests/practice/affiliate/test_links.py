"""Promotion links: one for each source, the same as products carry, and none for what is no product."""

from __future__ import annotations

import re
from itertools import product
from typing import Any

import pytest

from tests.practice.affiliate.calls import is_empty, refusal_of, result_of, walk
from tests.practice.world import Client

ITEM = "1005990000000001"
PAGE = f"https://shops.example.test/item/{ITEM}.html"


def links(client: Client, sources: str, tracking_id: str = "me", kind: str = "0", **more: str) -> Any:
    sent = {"source_values": sources, "tracking_id": tracking_id, "promotion_link_type": kind, **more}
    return result_of(client, "link.generate", **sent)


def test_one_link_for_each_source_in_their_order(client: Client) -> None:
    sources = [PAGE, "https://example.test/", f"https://www.aliexpress.com/item/{ITEM}.html?spm=1", PAGE]
    result = links(client, ",".join(sources))
    found = result["promotion_links"]
    assert (result["total_result_count"], result["tracking_id"]) == (4, "me")
    assert [one["source_value"] for one in found] == sources
    assert [sorted(one) for one in found] == [
        ["promotion_link", "source_value"],
        ["message", "source_value"],
        ["promotion_link", "source_value"],
        ["promotion_link", "source_value"],
    ]
    assert found[0] == found[3]
    assert re.fullmatch(r"https://s\.click\.example\.test/e/_[A-Za-z0-9]{7}", found[0]["promotion_link"])
    wrapped = links(client, ",".join(sources), simplify="false")
    assert wrapped["promotion_links"] == {"promotion_link": found}


def test_a_link_tells_tracking_id_url_and_type_apart(client: Client) -> None:
    pages = (PAGE, f"https://es.aliexpress.com/item/{ITEM}.html")
    found = [
        links(client, page, tracking_id, kind)["promotion_links"][0]["promotion_link"]
        for page, tracking_id, kind in product(pages, ("me", "you", "İstanbul 手机"), ("0", "2"))
    ]
    assert len(set(found)) == len(found) == 12
    assert found[0] == links(client, PAGE)["promotion_links"][0]["promotion_link"]


def test_products_carry_the_link_that_is_generated(client: Client) -> None:
    for one in walk(client, "product.query", "products", tracking_id="me", page_size="50"):
        is_hot = one["hot_product_commission_rate"] != one["commission_rate"]
        (link,) = links(client, one["product_detail_url"], kind="2" if is_hot else "0")["promotion_links"]
        assert link["promotion_link"] == one["promotion_link"]
    other = result_of(client, "product.query", tracking_id="you")["products"][0]
    assert (
        other["promotion_link"] != result_of(client, "product.query", tracking_id="me")["products"][0]["promotion_link"]
    )


@pytest.mark.parametrize(
    "source",
    [
        "x",
        ITEM,
        "https://shops.example.test/item/1.html",
        f"ftp://shops.example.test/item/{ITEM}.html",
        f"https://aliexpress.com.evil.test/item/{ITEM}.html",
        f"https://me@shops.example.test/item/{ITEM}.html",
        f"https://shops.example.test/store/{ITEM}",
        "http://[",
        "http://[::1",
        f"https://shops.example.test/item/{'9' * 5000}.html",
        "\x00",
        "https://shops.example.test/item/١٠٠٥٩٩٠٠٠٠٠٠٠٠٠١.html",
    ],
)
def test_what_is_no_product_gets_a_message(client: Client, source: str) -> None:
    (entry,) = links(client, source)["promotion_links"]
    assert set(entry) == {"source_value", "message"}
    assert entry["source_value"] == source.strip()


def test_wrong_calls(client: Client) -> None:
    sent = {"source_values": PAGE, "tracking_id": "me", "promotion_link_type": "0"}
    for name in sent:
        assert refusal_of(client, "link.generate", **{**sent, name: ""}) == "MissingParameter"
    for kind in ("1", "-1", "0.0", "x"):
        assert refusal_of(client, "link.generate", **{**sent, "promotion_link_type": kind}) == "InvalidParameter"
    assert refusal_of(client, "link.generate", **{**sent, "source_values": "," * 50}) == "InvalidParameter"
    assert is_empty(client, "link.generate", **{**sent, "source_values": "," * 49})
    assert len(links(client, ",".join([PAGE] * 50))["promotion_links"]) == 50
