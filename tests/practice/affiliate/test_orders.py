"""Affiliate orders: found by window, state and id, page by page, with amounts that follow from product and rate."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest

from aexdesk.practice.affiliate.ledger import Status, load_entries
from aexdesk.practice.affiliate.programme import load_programme
from aexdesk.practice.goods.shop import Shop
from tests.practice.affiliate.calls import is_empty, refusal_of, result_of, walk
from tests.practice.world import NOON, Client

SHOP = Shop()
ALL_TIME = {"start_time": "2025-01-01 00:00:00", "end_time": "2026-01-01 04:00:00"}  # up to now, Pacific time
SETTLED = {**ALL_TIME, "status": "Completed Settlement"}
DAY = 86_400


def by_index(client: Client, **params: str) -> list[Any]:
    """All orders, from index to index to the end."""
    found: list[Any] = []
    start = ""
    while not is_empty(client, "order.listbyindex", start_query_index_id=start, **params):
        result = result_of(client, "order.listbyindex", start_query_index_id=start, **params)
        assert result["current_record_count"] == len(result["orders"])
        found += result["orders"]
        assert len(found) <= len(load_entries()), "it begins again"
        assert result["min_query_index_id"] <= result["max_query_index_id"]
        start = result["max_query_index_id"]
    return found


def pacific(now: float) -> str:
    return f"{datetime.fromtimestamp(now - 8 * 3600, UTC):%Y-%m-%d %H:%M:%S}"


def ids(orders: list[Any]) -> list[int]:
    return [one["sub_order_id"] for one in orders]


def test_the_ledger_is_coherent() -> None:
    entries = load_entries()
    parents = Counter(one.order_id for one in entries)
    assert len({one.sub_order_id for one in entries} | set(parents)) == len(entries) + len(parents)
    assert max(parents.values()) == 2
    assert {one.status for one in entries} == set(Status)
    for one in entries:
        assert str(one.order_id)[:2] == "92"
        assert one.order_id > 2**53
        assert one.ship_to in SHOP.products[one.product_id].ship_to
        assert 0 < one.paid_minutes < 180 * 1440
        times = [one.paid_minutes, one.finished_minutes, one.settled_minutes]
        happened = [time for time in times if time is not None]
        assert happened == sorted(happened, reverse=True)
        assert min(happened) > 0
        assert len(happened) == {Status.CONFIRMED: 2, Status.SETTLED: 3}.get(one.status, 1)
        assert bool(one.effect) is (one.status is Status.INVALID)


def test_every_order_is_in_one_state(client: Client) -> None:
    found = Counter[int]()
    for status in Status:
        orders = walk(client, "order.list", "orders", status=status.value, page_size="50", **ALL_TIME)
        assert {one["order_status"] for one in orders} == {status.value}
        found.update(ids(orders))
    assert found == Counter(one.sub_order_id for one in load_entries())


def test_amounts_follow_from_price_and_rate(client: Client) -> None:
    for status in Status:
        for order in by_index(client, status=status.value, **ALL_TIME):
            (shown,) = result_of(client, "productdetail.get", product_ids=str(order["product_id"]))["products"]
            paid = Decimal(shown["sale_price"]) * 100 * order["product_count"]
            rate = Decimal(order["commission_rate"][:-1])
            assert rate == Decimal(shown["hot_product_commission_rate"][:-1])
            assert order["paid_amount"] == paid
            commission = int((paid * rate / 100).quantize(Decimal(1), ROUND_HALF_UP))
            assert order["estimated_paid_commission"] == commission
            is_finished = status in (Status.CONFIRMED, Status.SETTLED)
            assert order["finished_amount"] == (paid if is_finished else 0)
            assert order["estimated_finished_commission"] == (commission if is_finished else 0)
            assert ("finished_time" in order) is is_finished
            assert ("completed_settlement_time" in order) is (status is Status.SETTLED)
            assert order["product_title"] == shown["product_title"]
            assert order["product_detail_url"] == shown["product_detail_url"]
            assert order["is_hot_product"] == "NY"[load_programme().is_hot(str(order["product_id"]))]


def test_the_documented_fields(client: Client) -> None:
    listed = result_of(client, "order.list", page_size="1", **SETTLED)["orders"][0]
    numbers = {name for name, value in listed.items() if isinstance(value, int)}
    assert numbers == {
        "order_id", "sub_order_id", "order_number", "parent_order_number", "category_id", "product_id",
        "product_count", "paid_amount", "finished_amount", "estimated_paid_commission",
        "estimated_finished_commission", "new_buyer_bonus_commission", "estimated_incentive_paid_commission",
        "estimated_incentive_finished_commission",
    }  # fmt: skip
    assert all(isinstance(value, str) for name, value in listed.items() if name not in numbers)
    indexed = result_of(client, "order.listbyindex", page_size="1", **SETTLED)["orders"][0]
    assert set(listed) - set(indexed) == {"order_number", "parent_order_number"}
    (got,) = result_of(client, "order.get", order_ids=str(listed["sub_order_id"]))["orders"]
    assert set(got) ^ set(listed) == {"custom_parameters", "customer_parameters"}
    assert {**listed, **indexed, **got} == {**got, **indexed, **listed}


def test_lists_are_wrapped_unless_simplified(client: Client) -> None:
    for name, params in (("order.list", SETTLED), ("order.listbyindex", SETTLED)):
        plain = result_of(client, name, **params)
        wrapped = result_of(client, name, simplify="false", **params)
        assert wrapped == {**plain, "orders": {"order": plain["orders"]}}
    one = str(load_entries()[0].order_id)
    assert list(result_of(client, "order.get", order_ids=one, simplify="false")["orders"]) == ["order"]


@pytest.mark.parametrize("size", ["", "1", "9", "50"])
def test_pages_lose_and_repeat_nothing(client: Client, size: str) -> None:
    expected = [one.sub_order_id for one in load_entries() if one.status is Status.SETTLED]
    assert len(expected) > 20
    assert ids(walk(client, "order.list", "orders", page_size=size, **SETTLED)) == expected
    assert ids(by_index(client, page_size=size, **SETTLED)) == expected


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("", "paid_time"),
        ("Payment Completed Time", "paid_time"),
        ("Buyer Confirmed Receipt Time", "finished_time"),
        ("Completed Settlement Time", "completed_settlement_time"),
    ],
)
def test_a_window_is_of_one_kind_of_time(client: Client, kind: str, field: str) -> None:
    orders = walk(client, "order.list", "orders", time_type=kind, page_size="50", **SETTLED)
    times = [one[field] for one in orders]
    assert times == sorted(times)
    start, end = times[5], times[9]
    window = {"status": SETTLED["status"], "start_time": start, "end_time": end, "time_type": kind}
    expected = [one["sub_order_id"] for one in orders if start <= one[field] <= end]
    assert 5 <= len(expected) < len(orders)
    assert ids(result_of(client, "order.list", **window)["orders"]) == expected
    assert sorted(ids(by_index(client, page_size="2", **window))) == sorted(expected)


@pytest.mark.parametrize("days", [0, 1, 40, 400])
def test_the_last_days_have_orders_on_any_day(client: Client, days: int) -> None:
    client.clock.now = NOON + days * DAY
    window = {"start_time": pacific(client.clock.now - 3 * DAY), "end_time": pacific(client.clock.now)}
    orders = result_of(client, "order.list", status="Payment Completed", **window)["orders"]
    assert all(window["start_time"] <= one["paid_time"] <= window["end_time"] for one in orders)
    assert all(one["created_time"] < one["paid_time"] for one in orders)


def test_an_answer_repeats_itself_all_day(client: Client) -> None:
    morning = result_of(client, "order.list", **SETTLED)
    client.clock.now = NOON + DAY - 4 * 3600 - 1  # noon is four in the morning
    assert result_of(client, "order.list", **SETTLED) == morning
    client.clock.now += 1
    shifted = result_of(client, "order.list", **SETTLED)
    assert shifted["orders"][0]["paid_time"][:10] > morning["orders"][0]["paid_time"][:10]
    assert ids(shifted["orders"]) == ids(morning["orders"])


def test_orders_by_id(client: Client) -> None:
    pair = next(one for one, count in Counter(each.order_id for each in load_entries()).items() if count == 2)
    both = result_of(client, "order.get", order_ids=f"{pair},1,x")
    assert (both["current_record_count"], set(both)) == (2, {"current_record_count", "orders"})
    assert {one["order_id"] for one in both["orders"]} == {pair}
    first = both["orders"][0]["sub_order_id"]
    assert ids(result_of(client, "order.get", order_ids=str(first))["orders"]) == [first]
    for nobody in ("", "1", ",,", "-1", "9" * 500, "[1]"):
        assert is_empty(client, "order.get", order_ids=nobody)
    assert refusal_of(client, "order.get", order_ids="1," * 50) == "InvalidParameter"


def test_fields_are_chosen(client: Client) -> None:
    one = str(load_entries()[0].order_id)
    for name, params in (("order.list", SETTLED), ("order.listbyindex", SETTLED), ("order.get", {"order_ids": one})):
        result = result_of(client, name, fields="order_id,commission_rate", **params)
        assert all(set(order) == {"order_id", "commission_rate"} for order in result["orders"])


@pytest.mark.parametrize("name", ["order.list", "order.listbyindex"])
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"status": ""}, "MissingParameter"),
        ({"start_time": ""}, "MissingParameter"),
        ({"end_time": ""}, "MissingParameter"),
        ({"status": "payment completed"}, "InvalidParameter"),
        ({"time_type": "paid"}, "InvalidParameter"),
        ({"start_time": "2025-13-01 00:00:00"}, "InvalidParameter"),
        ({"start_time": "2025-01-01"}, "InvalidParameter"),
        ({"start_time": "1735689600000"}, "InvalidParameter"),
        ({"start_time": "0000-01-01 00:00:00"}, "InvalidParameter"),
        ({"start_time": "٢٠٢٥-01-01 00:00:00"}, "InvalidParameter"),
        ({"start_time": "2025-01-01 00:00:00\n"}, "InvalidParameter"),
        ({"end_time": "2026-02-30 00:00:00"}, "InvalidParameter"),
        ({"start_time": "2026-01-02 00:00:00"}, "InvalidParameter"),
    ],
)
def test_wrong_windows(client: Client, name: str, changes: dict[str, str], code: str) -> None:
    assert refusal_of(client, name, **{**SETTLED, **changes}) == code


def test_windows_without_orders(client: Client) -> None:
    for start, end in (("0001-01-01 00:00:00", "2020-01-01 00:00:00"), ("2026-01-02 00:00:00", "9999-12-31 23:59:59")):
        for name in ("order.list", "order.listbyindex"):
            assert is_empty(client, name, status="Payment Completed", start_time=start, end_time=end)


@pytest.mark.parametrize("start", ["x", "0", "-1", "9" * 30, "0000000000001", "null"])
def test_an_index_that_was_in_no_answer(client: Client, start: str) -> None:
    assert refusal_of(client, "order.listbyindex", start_query_index_id=start, **SETTLED) == "InvalidParameter"
