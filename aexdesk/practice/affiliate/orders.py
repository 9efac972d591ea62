"""Answers aliexpress.affiliate.order.get, .list and .listbyindex. Every affiliate app sees the same invented orders."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from aexdesk.practice.affiliate.forms import (
    MOST_A_PAGE,
    USUAL_PAGE_SIZE,
    choose_fields,
    found,
    nothing,
    page_facts,
    read_choice,
    read_names,
    read_page,
)
from aexdesk.practice.affiliate.ledger import Entry, Status, TimeType, load_entries
from aexdesk.practice.affiliate.links import product_url
from aexdesk.practice.affiliate.products import commission_rate
from aexdesk.practice.affiliate.programme import load_programme
from aexdesk.practice.affiliate.times import begin_of_day, read_window, write_time
from aexdesk.practice.goods.prices import DEFAULT_CURRENCY, cheapest
from aexdesk.practice.goods.selection import read_count
from aexdesk.practice.goods.shop import Product
from aexdesk.practice.platform import Admitted, Platform
from aexdesk.practice.refusal import invalid_parameter

Json = dict[str, Any]
_TO_PAY = timedelta(minutes=2)  # from the making of an order to its payment
_NEW_BUYER_BONUS = 50  # cents


def get_orders(platform: Platform, call: Admitted) -> Json:
    """Orders by order id or sub order id. What is no order's id is left out."""
    wanted = frozenset(read_names(call.params, "order_ids"))
    entries = [one for one in load_entries() if wanted & {str(one.order_id), str(one.sub_order_id)}]
    orders = [_numbered(one, platform) | {"customer_parameters": _custom(one)} for one in entries]  # so named here
    if not orders:
        return nothing()
    return found({"current_record_count": len(orders), "orders": choose_fields(call.params, orders)})


def list_orders(platform: Platform, call: Admitted) -> Json:
    """A page of the orders in one state, within a window, oldest first."""
    page = read_page(call.params, _asked_for(platform, call))
    if not page.items:
        return nothing()
    orders = [_numbered(one, platform) | {"custom_parameters": _custom(one)} for one in page.items]
    return found({**page_facts(page), "orders": choose_fields(call.params, orders)})


def list_orders_by_index(platform: Platform, call: Admitted) -> Json:
    """The same, page after page: each page begins behind `start_query_index_id`, the max_query_index_id of the last.

    Which of the two ids an answer carries leads on is told nowhere; "max" is how those who use it read it.
    """
    start = _read_index(call.params)
    size = read_count(call.params, "page_size", USUAL_PAGE_SIZE, MOST_A_PAGE)
    entries = sorted(_asked_for(platform, call), key=lambda one: one.index)
    chosen = [one for one in entries if one.index > start][:size]
    if not chosen:
        return nothing()
    orders = [_describe(one, platform) | {"custom_parameters": _custom(one)} for one in chosen]
    result = {
        "current_record_count": len(orders),
        "min_query_index_id": chosen[0].index_id,
        "max_query_index_id": chosen[-1].index_id,
        "orders": choose_fields(call.params, orders),
    }
    return found(result)


def _asked_for(platform: Platform, call: Admitted) -> list[Entry]:
    status = read_choice(call.params, "status", tuple(Status), Status.PAID)
    kind = TimeType(read_choice(call.params, "time_type", tuple(TimeType), TimeType.PAID))
    first, last = read_window(call.params, "start_time", "end_time")
    today = begin_of_day(platform.now())
    times = [(one.time(kind, today), one) for one in load_entries() if one.status == status]
    within = [(time, one) for time, one in times if time is not None and first <= time <= last]
    return [one for _, one in sorted(within, key=lambda pair: (pair[0], pair[1].index))]


def _read_index(params: Mapping[str, str]) -> int:
    text = params.get("start_query_index_id", "")
    if not text:
        return 0
    for one in load_entries():
        if one.index_id == text:
            return one.index
    raise invalid_parameter("start_query_index_id", "was in no answer")


def _numbered(entry: Entry, platform: Platform) -> Json:
    """With two numbers that .listbyindex does not give."""
    numbers = {"order_number": entry.sub_order_id, "parent_order_number": entry.order_id}
    return _describe(entry, platform) | numbers


def _custom(entry: Entry) -> str:
    return json.dumps({"from": entry.tracking_id})


def _describe(entry: Entry, platform: Platform) -> Json:
    """Amounts are whole cents, seen so. A time that has not come is left out: what the platform does is unknown."""
    product = platform.shop.products[entry.product_id]
    return {
        "order_id": entry.order_id,
        "sub_order_id": entry.sub_order_id,
        "order_status": entry.status.value,
        "effect_detail_status": entry.effect,
        "order_type": "global",
        "order_platform": "affiliate_platform",
        "tracking_id": entry.tracking_id,
        "ship_to_country": entry.ship_to,
        "is_new_buyer": _yes(entry.is_new_buyer),
        "is_affiliate_product": _yes(True),
        "is_hot_product": _yes(load_programme().is_hot(entry.product_id)),
        "product_id": int(entry.product_id),
        "product_title": product.subject,
        "product_count": entry.count,
        "product_detail_url": product_url(entry.product_id),
        "product_main_image_url": platform.shop.picture_url(entry.product_id),
        "category_id": product.facts["category_id"],
        **_amounts(entry, product, platform),
        **_times(entry, begin_of_day(platform.now())),
    }


def _amounts(entry: Entry, product: Product, platform: Platform) -> Json:
    rate = load_programme().hot_rates.get(entry.product_id) or commission_rate(product, platform)
    paid = cheapest(product).sale_price * 100 * entry.count
    finished = paid if entry.status in (Status.CONFIRMED, Status.SETTLED) else Decimal(0)
    return {
        "settled_currency": DEFAULT_CURRENCY,
        "paid_amount": _cents(paid),
        "finished_amount": _cents(finished),
        "commission_rate": f"{rate:.2f}%",
        "estimated_paid_commission": _cents(paid * rate / 100),
        "estimated_finished_commission": _cents(finished * rate / 100),
        "new_buyer_bonus_commission": _NEW_BUYER_BONUS if entry.is_new_buyer and finished else 0,
        "incentive_commission_rate": "0.00%",
        "estimated_incentive_paid_commission": 0,
        "estimated_incentive_finished_commission": 0,
    }


def _times(entry: Entry, today: datetime) -> Json:
    paid = entry.time(TimeType.PAID, today)
    times = {
        "created_time": None if paid is None else paid - _TO_PAY,
        "paid_time": paid,
        "finished_time": entry.time(TimeType.CONFIRMED, today),
        "completed_settlement_time": entry.time(TimeType.SETTLED, today),
    }
    return {name: write_time(time) for name, time in times.items() if time is not None}


def _cents(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))


def _yes(fact: bool) -> str:
    return "Y" if fact else "N"
