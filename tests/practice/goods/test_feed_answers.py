"""Feeds: their names, their goods page by page, their ids behind a token that lives a minute."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from decimal import Decimal
from typing import Any

import pytest

from aexdesk.practice.goods.feeds import find_feed, list_feeds
from aexdesk.practice.goods.shop import Shop
from tests.practice.world import Client, error_of

FEED = "DS_Global_topsellers"
SHOP = Shop()


def names(client: Client, simplify: str = "true") -> Any:
    answer = client.sync("aliexpress.ds.feedname.get", "", simplify=simplify)
    return answer["aliexpress_ds_feedname_get_response"]["resp_result"]["result"]


def send_feed(client: Client, **more: str) -> Any:
    return client.sync("aliexpress.ds.recommend.feed.get", "", **{"feed_name": FEED, "simplify": "true", **more})


def feed(client: Client, **more: str) -> Any:
    return send_feed(client, **more)["aliexpress_ds_recommend_feed_get_response"]


def feed_ids(client: Client, **more: str) -> list[str]:
    return [str(one["product_id"]) for one in feed(client, page_size="50", **more)["result"]["products"]]


def send_ids(client: Client, **more: str) -> Any:
    return client.sync("aliexpress.ds.feed.itemids.get", **{"feed_name": FEED, "simplify": "true", **more})


def ids(client: Client, **more: str) -> Any:
    answer = send_ids(client, **more)["aliexpress_ds_feed_itemids_get_response"]
    assert (answer["ret"], answer["rsp_code"]) == (True, 200)
    return answer["result"]


def walk(client: Client, **more: str) -> list[list[int]]:
    """Page by page until nothing comes any more."""
    pages = [ids(client, **more)]
    while pages[-1]["search_id"]:
        pages.append(ids(client, search_id=pages[-1]["search_id"], **more))
    return [page["products"] for page in pages]


def test_every_feed_that_is_named_has_goods(client: Client) -> None:
    told = names(client)
    assert told["current_record_count"] == len(told["promos"]) == len(list_feeds(SHOP)) > 3
    for promo in told["promos"]:
        assert ids(client, feed_name=promo["promo_name"])["total"] == promo["product_num"] > 0
        found = feed(client, feed_name=promo["promo_name"])["result"]
        assert found["total_record_count"] == promo["product_num"]
    assert names(client, "false")["promos"] == {"promo": told["promos"]}


def test_what_was_never_there_is_in_no_feed() -> None:
    assert "1005990000027352" in SHOP.products
    assert "1005990000027352" not in [one.product_id for each in list_feeds(SHOP) for one in each.products]


def test_the_goods_of_a_feed(client: Client) -> None:
    whole = feed(client, page_size="50")
    assert whole["rsp_code"] == 200
    goods = whole["result"]["products"]
    assert (whole["result"]["total_record_count"], whole["result"]["is_finished"]) == (len(goods), True)
    volumes = [one["lastest_volume"] for one in goods]
    assert volumes == sorted(volumes, reverse=True)
    for one in goods:
        answer = client.sync("aliexpress.ds.product.get", product_id=str(one["product_id"]), ship_to_country="DE")
        base = answer["aliexpress_ds_product_get_response"]["result"]["ae_item_base_info_dto"]
        assert (one["product_title"], one["second_level_category_id"]) == (base["subject"], base["category_id"])
        assert one["first_level_category_id"] in {509901, 509902, 509903, 509904, 509905}


@pytest.mark.parametrize("size", [1, 4, 26, 50])
def test_pages_of_goods_lose_and_repeat_nothing(client: Client, size: int) -> None:
    seen: list[int] = []
    finished = False
    number = 0
    while not finished:
        number += 1
        result = feed(client, page_size=str(size), page_no=str(number))["result"]
        seen += [one["product_id"] for one in result["products"]]
        finished = result["is_finished"]
    assert len(seen) == len(set(seen)) == result["total_record_count"] == 27
    beyond = feed(client, page_size=str(size), page_no=str(number + 1))
    assert (beyond["rsp_code"], "result" in beyond) == (405, False)


def test_filters_and_sorts_of_a_feed(client: Client) -> None:
    assert "1005990000017222" in feed_ids(client, country="DE")
    assert "1005990000017222" not in feed_ids(client, country="US")
    assert set(feed_ids(client, category_id="509903")) == {
        one for one in feed_ids(client) if SHOP.products[one].facts["category_id"] in (509931, 509932)
    }
    euros = feed(client, sort="priceAsc", target_currency="EUR", page_size="50")["result"]["products"]
    prices = [Decimal(one["target_sale_price"]) for one in euros]
    assert prices == sorted(prices)
    assert {one["target_sale_price_currency"] for one in euros} == {"EUR"}
    assert feed_ids(client, sort="volumeDesc") == feed_ids(client, sort="volumeAsc")[::-1] == feed_ids(client)
    assert feed_ids(client, sort="commissionDesc") == feed_ids(client)


def test_wrappers_of_a_feed(client: Client) -> None:
    plain = feed(client, page_size="2")["result"]["products"]
    wrapped = feed(client, page_size="2", simplify="false")["result"]["products"]["traffic_product_d_t_o"]
    assert [one["product_id"] for one in wrapped] == [one["product_id"] for one in plain]
    assert wrapped[0]["product_small_image_urls"] == {"string": plain[0]["product_small_image_urls"]}


@pytest.mark.parametrize("more", [{"feed_name": "nobody's"}, {"country": "ZZ"}, {"category_id": "x"}])
def test_an_empty_feed_is_no_result(client: Client, more: dict[str, str]) -> None:
    assert feed(client, **more)["rsp_code"] == 405
    assert client.admin("/log").json[-1]["error_code"] == "405"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"feed_name": ""}, "MissingParameter"),
        ({"page_size": "51"}, "InvalidParameter"),
        ({"page_no": "x"}, "InvalidParameter"),
        ({"target_currency": "XXX"}, "InvalidParameter"),
        ({"sort": "price"}, "InvalidParameter"),
        ({"sort": "Asc"}, "InvalidParameter"),
        ({"sort": "weightDesc"}, "InvalidParameter"),
    ],
)
def test_a_feed_asked_for_wrongly(client: Client, more: dict[str, str], code: str) -> None:
    assert error_of(send_feed(client, **more)) == code


@pytest.mark.parametrize("size", [1, 9, 26, 27, 200])
def test_pages_of_ids_lose_and_repeat_nothing(client: Client, size: int) -> None:
    pages = walk(client, page_size=str(size))
    expected = find_feed(SHOP, FEED)
    assert expected is not None
    assert [number for page in pages for number in page] == [int(one.product_id) for one in expected.products]
    assert all(len(page) == size for page in pages[:-2])
    assert pages[-1] == []


def test_the_total_counts_what_is_left(client: Client) -> None:
    first = ids(client, page_size="10")
    second = ids(client, page_size="10", search_id=first["search_id"])
    assert (first["total"], second["total"]) == (27, 17)
    assert ids(client, page_size="5", search_id=first["search_id"])["products"] == second["products"][:5]


def test_ids_of_a_category(client: Client) -> None:
    pages = walk(client, page_size="2", category_id="509903")
    found = {str(number) for page in pages for number in page}
    assert found == {one.product_id for one in SHOP.products.values() if one.facts["category_id"] in (509931, 509932)}


def test_ids_have_a_wrapper_unless_simplified(client: Client) -> None:
    plain = ids(client, page_size="3")["products"]
    assert ids(client, page_size="3", simplify="false")["products"] == {"number": plain}


def test_an_unknown_feed_is_an_empty_one(client: Client) -> None:
    assert ids(client, feed_name="nobody's") == {"products": [], "search_id": "", "total": 0}


@pytest.mark.parametrize("size", ["0", "201", "-1", "1.5", "9" * 20])
def test_a_page_size_out_of_range_counts_as_200(client: Client, size: str) -> None:
    assert len(ids(client, page_size=size)["products"]) == 27


def test_a_search_id_lives_one_minute(client: Client) -> None:
    page = ids(client, page_size="10")
    client.clock.now += 60
    assert ids(client, page_size="10", search_id=page["search_id"])["total"] == 17
    client.clock.now += 1
    assert error_of(send_ids(client, page_size="10", search_id=page["search_id"])) == "InvalidParameter"


def test_a_search_id_belongs_to_its_question(client: Client) -> None:
    page = ids(client, page_size="10")
    for more in ({"feed_name": "DS_Global_toprated"}, {"category_id": "509903"}):
        assert error_of(send_ids(client, search_id=page["search_id"], **more)) == "InvalidParameter"


def forged(text: str) -> str:
    return urlsafe_b64encode(text.encode()).decode()


@pytest.mark.parametrize(
    "search_id",
    [
        "x",
        "é",
        "=" * 9,
        "A" * 9999,
        forged("[]"),
        forged("{}"),
        forged("[" * 5000),
        forged(f'["{FEED}", "", -5, 9999999999]'),
        forged(f'["{FEED}", "", {"9" * 30}, 9999999999]'),
        forged(f'["{FEED}", "", 1.5, 9999999999]'),
        forged(f'["{FEED}", "", 0, 1e999]'),
        forged(f'["{FEED}", "", 0, "soon"]'),
        forged(f'["{FEED}", null, 0, 9999999999]'),
        forged(f'[["{FEED}"], "", 0, 9999999999]'),
        "/////w==",
    ],
)
def test_a_search_id_that_was_never_given_out(client: Client, search_id: str) -> None:
    assert error_of(send_ids(client, search_id=search_id)) == "InvalidParameter"
