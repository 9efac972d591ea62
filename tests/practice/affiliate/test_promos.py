"""Featured promotions and their products."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from aexdesk.practice.affiliate.programme import load_programme
from aexdesk.practice.goods.shop import Shop
from tests.practice.affiliate.calls import is_empty, product_ids, refusal_of, result_of, walk
from tests.practice.world import Client

SHOP = Shop()
PROMOTIONS = load_programme().promotions
PRODUCTS = "featuredpromo.products.get"


def test_the_programme_is_coherent_with_the_shop() -> None:
    programme = load_programme()
    tops = {one["category_id"] for one in SHOP.categories if "parent_category_id" not in one}
    assert set(programme.rates) == tops
    assert set(programme.hot_rates) | set(programme.codes) <= set(SHOP.products)
    assert programme.tmall_stores < {one.facts["store_id"] for one in SHOP.products.values()}
    assert all(one.products and one.products <= set(SHOP.products) for one in PROMOTIONS.values())
    assert PROMOTIONS["Hot Product"].products == set(programme.hot_rates)


def test_every_promotion_holds_as_many_products_as_it_says(client: Client) -> None:
    result = result_of(client, "featuredpromo.get")
    assert set(result) == {"current_record_count", "promos"}
    assert result["current_record_count"] == len(result["promos"]) == len(PROMOTIONS)
    for promo in result["promos"]:
        assert set(promo) == {"promo_name", "promo_desc", "product_num"}
        found = product_ids({"products": walk(client, PRODUCTS, "products", promotion_name=promo["promo_name"])})
        assert len(found) == promo["product_num"]
        assert set(found) == PROMOTIONS[promo["promo_name"]].products
    wrapped = result_of(client, "featuredpromo.get", simplify="false")
    assert wrapped["promos"] == {"promo": result["promos"]}


def test_only_the_last_page_is_finished(client: Client) -> None:
    pages = [result_of(client, PRODUCTS, page_no=str(number), page_size="10") for number in (1, 2, 3)]
    assert [page["is_finished"] for page in pages] == [False, False, True]
    assert sum(page["current_record_count"] for page in pages) == len(SHOP.products)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("price", lambda one: Decimal(one["sale_price"])),
        ("volume", lambda one: one["lastest_volume"]),
        ("discount", lambda one: int(one["discount"][:-1])),
        ("rating", lambda one: Decimal(one["evaluate_rate"][:-1])),
        ("commission", lambda one: Decimal(one["commission_rate"][:-1])),
    ],
)
def test_sorting(client: Client, key: str, value: Any) -> None:
    rising = [value(one) for one in walk(client, PRODUCTS, "products", sort=f"{key}Asc", page_size="15")]
    falling = [value(one) for one in walk(client, PRODUCTS, "products", sort=f"{key}Desc", page_size="15")]
    assert rising == sorted(rising)
    assert falling == sorted(rising, reverse=True)


def test_sorting_by_the_time_of_promotion_turns_the_list_round(client: Client) -> None:
    rising = product_ids(result_of(client, PRODUCTS, sort="promotionTimeAsc", page_size="50"))
    falling = product_ids(result_of(client, PRODUCTS, sort="promotionTimeDesc", page_size="50"))
    assert rising == falling[::-1] == list(SHOP.products)


def test_filters(client: Client) -> None:
    pots = product_ids(result_of(client, PRODUCTS, category_id="509932", fields="product_id"))
    assert pots == ["1005990000016209", "1005990000017222"]
    assert product_ids(result_of(client, PRODUCTS, category_id="509932", country="US")) == pots[:1]
    for params in ({"category_id": "1"}, {"country": "ZZ"}, {"promotion_name": "Nobody's"}, {"page_no": "99"}):
        assert is_empty(client, PRODUCTS, **params)


def test_a_window_finds_what_runs_within_it(client: Client) -> None:
    """Today is 2026-01-01: Practice Week began two days ago and ends in five."""
    week = {"promotion_name": "Practice Week"}
    for start, end, runs in (
        ("2025-12-01 00:00:00", "2025-12-29 23:59:59", False),
        ("2025-12-01 00:00:00", "2025-12-30 00:00:00", True),
        ("2026-01-06 00:00:00", "2026-02-01 00:00:00", True),
        ("2026-01-06 00:00:01", "2026-02-01 00:00:00", False),
        ("2026-01-01 00:00:00", "", True),
        ("", "2025-12-01 00:00:00", False),
    ):
        sent = {**week, "promotion_start_time": start, "promotion_end_time": end}
        assert is_empty(client, PRODUCTS, **sent) is not runs, sent
    for start, end in (("soon", ""), ("", "2026-01-32 00:00:00"), ("2026-01-02 00:00:00", "2026-01-01 00:00:00")):
        code = refusal_of(client, PRODUCTS, promotion_start_time=start, promotion_end_time=end)
        assert code == "InvalidParameter"
