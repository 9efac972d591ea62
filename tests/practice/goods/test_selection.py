"""Choosing, sorting and paging goods: what fits, in a fixed order, nothing lost between pages."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from aexdesk.practice.goods.prices import cheapest, discount_percent, read_amount, read_money
from aexdesk.practice.goods.selection import Order, family, page_of, read_count, select, sort_by
from aexdesk.practice.goods.shop import Shop
from aexdesk.practice.refusal import Refusal

SHOP = Shop()
ALL = list(SHOP.products.values())


def subjects(**asked: Any) -> list[str]:
    return [product.subject for product in select(SHOP, **asked)]


def test_asking_for_nothing_gives_all() -> None:
    assert select(SHOP) == ALL


def test_words_match_in_any_case_and_order() -> None:
    assert subjects(words="MUG") == subjects(words="lid mug") == ["Stoneware mug with lid, 350 ml"]
    assert subjects(words="mug spaceship") == []


@pytest.mark.parametrize("number", ["509901", 509901])
def test_a_category_holds_those_below_it(number: str | int) -> None:
    assert family(SHOP, [number]) == {509901, 509911, 509912, 509913}
    found = {product.facts["category_id"] for product in select(SHOP, category_ids=[number])}
    assert found == {509901, 509911, 509912, 509913}
    assert set(subjects(category_ids=["509911"])) < set(subjects(category_ids=[number]))


def test_several_categories_are_either() -> None:
    both = subjects(category_ids=["509911", "509951"])
    assert both == [*subjects(category_ids=["509911"]), *subjects(category_ids=["509951"])]


@pytest.mark.parametrize("number", ["1", "None", "x", "-509901", "1e3", 2**80])
def test_a_category_that_is_not_there_holds_nothing(number: str | int) -> None:
    assert subjects(category_ids=[number]) == []


def test_only_what_ships_to_the_country() -> None:
    found = select(SHOP, country="DE")
    assert found
    assert found == [product for product in ALL if "DE" in product.ship_to]
    assert len(select(SHOP, country="BR")) < len(found)
    assert select(SHOP, country="ZZ") == []


def test_price_bounds_are_of_the_price_as_shown() -> None:
    pounds = SHOP.rates["GBP"]
    shown = Decimal("6.64")  # 8.40 USD at 0.79 is 6.636
    assert "Stoneware mug with lid, 350 ml" in subjects(low=shown, high=shown, rate=pounds)
    assert "Stoneware mug with lid, 350 ml" not in subjects(low=Decimal("6.65"), rate=pounds)
    assert all(Decimal(5) <= cheapest(one).sale_price <= 9 for one in select(SHOP, low=Decimal(5), high=Decimal(9)))


@pytest.mark.parametrize("order", list(Order))
def test_sorting_is_fixed_whatever_came_in(order: Order) -> None:
    rising = sort_by(ALL, order)
    assert rising == sort_by(reversed(ALL), order)
    assert sorted(one.product_id for one in rising) == sorted(SHOP.products)
    falling = sort_by(ALL, order, descending=True)
    assert falling == sort_by(reversed(ALL), order, descending=True)
    assert falling[0] != rising[0] or order is Order.DISCOUNT


@pytest.mark.parametrize("size", [1, 3, 7, 28, 200])
def test_pages_lose_and_repeat_nothing(size: int) -> None:
    pages = [page_of(ALL, number, size) for number in range(1, page_of(ALL, 1, size).count + 1)]
    assert [item for page in pages for item in page.items] == ALL
    assert [page.is_last for page in pages] == [False] * (len(pages) - 1) + [True]
    assert page_of(ALL, len(pages) + 1, size).items == []


def test_a_page_of_nothing() -> None:
    nothing: list[str] = []
    page = page_of(nothing, 1, 10)
    assert (page.items, page.count, page.is_last, page.total) == ([], 0, True, 0)


def test_counts() -> None:
    assert read_count({}, "n", 20, 50) == 20
    assert read_count({"n": "50"}, "n", 20, 50) == 50
    for sent in ("0", "51", "-1", "1.5", "9" * 20, "x", " 1"):
        with pytest.raises(Refusal) as refused:
            read_count({"n": sent}, "n", 20, 50)
        assert refused.value.code == "InvalidParameter"


def test_amounts() -> None:
    assert (read_amount(None, "p"), read_amount("", "p")) == (None, None)
    assert (read_amount("2.50", "p"), read_amount(3, "p")) == (Decimal("2.50"), Decimal(3))
    wrong: tuple[object, ...] = ("NaN", "Infinity", "-1", "1e9", "9" * 13, 10**30, True, [], {}, 1.5, "1,5", "٣")
    for sent in wrong:
        with pytest.raises(Refusal):
            read_amount(sent, "p")


def test_money() -> None:
    euros = read_money(SHOP, "EUR", "currency")
    assert euros.label(Decimal("8.40")) == "EUR 7.73"
    assert read_money(SHOP, "", "currency").text(Decimal("8.40")) == "8.40"
    with pytest.raises(Refusal):
        read_money(SHOP, "XXX", "currency")


def test_the_discount_is_that_of_the_prices() -> None:
    for product in ALL:
        sku = cheapest(product)
        assert abs(sku.price * (100 - discount_percent(product)) / 100 - sku.sale_price) <= sku.price / 100
