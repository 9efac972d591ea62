"""Answers aliexpress.ds.order.create: free only where an active order test case matches, field for field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from aexdesk.practice.goods.products import in_stock
from aexdesk.practice.goods.shop import CENT, Service, Sku, Zone
from aexdesk.practice.ordering.auto_pay import PAY_FAILED, is_paid_at_once
from aexdesk.practice.ordering.matching import Match, Wanted, find_match
from aexdesk.practice.ordering.order_checks import find_order_fault, is_sku_attr
from aexdesk.practice.ordering.order_life import place
from aexdesk.practice.ordering.order_request import Line, OrderRequest, read_order_request
from aexdesk.practice.ordering.order_states import OrderState
from aexdesk.practice.platform import Admitted, Platform
from aexdesk.practice.records import Order
from aexdesk.practice.rules import Mismatch

Json = dict[str, Any]
MOST_PIECES = 100_000


class OrderFault(Exception):
    """A business error of order.create: `result.error_code` and `error_msg`."""

    def __init__(self, code: str, msg: str) -> None:
        super().__init__(code)
        self.code = code
        self.msg = msg


@dataclass(frozen=True, slots=True)
class _Planned:
    line: Line
    sku: Sku
    service: Service
    zone: Zone


def create_order(platform: Platform, call: Admitted) -> Json:
    """One order for each line, or none at all. Success is result.is_success true. Protocol, section 6."""
    request = read_order_request(call.params)
    is_paid = is_paid_at_once(platform, call, request.extension)
    match = _match(platform, call, request)
    try:
        _check(platform, call, request, match)
        planned = list(_plan(platform, request))
    except OrderFault as fault:
        return {"result": {"is_success": False, "error_code": fault.code, "error_msg": fault.msg}}
    made = [_make(platform, call, request, match, one) for one in planned]
    for order in made:
        place(platform, order, is_paid=is_paid)
    told = {} if is_paid else {"error_msg": PAY_FAILED}
    return {"result": {"is_success": True, "order_list": [order.order_id for order in made], **told}}


def _match(platform: Platform, call: Admitted, request: OrderRequest) -> Match:
    one = len(request.lines) == 1
    wanted = Wanted(
        account=call.account,
        item_id=request.lines[0].product_id if one else "several",
        quantity=sum(line.count for line in request.lines),
        country=request.country,
    )
    state = platform.state
    return find_match(wanted, state.cases.values(), state.accounts, platform.now())


def _check(platform: Platform, call: Admitted, request: OrderRequest, match: Match) -> None:
    """The mismatch comes first: an order that would cost money is told so whatever else is wrong with it."""
    if not match.is_free and platform.mismatch is Mismatch.REFUSE:
        raise OrderFault("TEST_CASE_MISMATCH", match.describe())
    if request.out_order_id and _is_repeated(platform, call, request.out_order_id):
        raise OrderFault("REPEATED_ORDER_ERROR", "The same order was placed within the last 24 hours")
    fault = find_order_fault(platform, call, request)
    if fault:
        raise OrderFault(*fault)


def _is_repeated(platform: Platform, call: Admitted, out_order_id: str) -> bool:
    since = platform.now() - platform.rules.repeat_seconds
    who = (call.account, call.app.app_key, out_order_id)
    orders = platform.state.orders.values()
    return any((one.account, one.app_key, one.out_order_id) == who and one.created_at > since for one in orders)


def _plan(platform: Platform, request: OrderRequest) -> Iterator[_Planned]:
    taken: dict[str, int] = {}
    for line in request.lines:
        sku = _find_sku(platform, line)
        taken[sku.sku_id] = taken.get(sku.sku_id, 0) + line.count
        if not 1 <= line.count <= MOST_PIECES:
            raise OrderFault("PARM_ILLEGL", f"product_count must be from 1 to {MOST_PIECES}")
        if taken[sku.sku_id] > in_stock(sku, platform):
            raise OrderFault("INVENTORY_HOLD_ERROR", "The SKU has not enough stock")
        yield _Planned(line, sku, *_find_delivery(platform, line, request.country))


def _find_sku(platform: Platform, line: Line) -> Sku:
    product = platform.shop.products.get(line.product_id)
    if product is None:
        raise OrderFault("PRODUCT_NOT_EXIST", "The product does not exist")
    if not line.sku_attr and len(product.skus) == 1:  # catalogue: sku_attr is empty when there is only one SKU
        return product.skus[0]
    for sku in product.skus:
        if sku.sku_attr == line.sku_attr:
            return sku
    if line.sku_attr and not is_sku_attr(line.sku_attr):  # protocol, section 7: "often bad sku_attr"
        raise OrderFault("ERROR_WHEN_BUILD_FOR_PLACE_ORDER", "sku_attr is no property text")
    raise OrderFault("SKU_NOT_EXIST", "The product has no SKU with this sku_attr")


def _find_delivery(platform: Platform, line: Line, country: str) -> tuple[Service, Zone]:
    ways = platform.shop.deliveries(platform.shop.products[line.product_id], country)
    for service, zone in ways:
        if line.service in ("", service.code):
            return service, zone
    raise OrderFault("DELIVERY_METHOD_NOT_EXIST", "The product is not shipped to this country by this service")


def _make(platform: Platform, call: Admitted, request: OrderRequest, match: Match, planned: _Planned) -> Order:
    line, sku = planned.line, planned.sku
    fee = planned.zone.fee(line.count)
    now = platform.now()
    platform.state.sold[sku.sku_id] = platform.state.sold.get(sku.sku_id, 0) + line.count
    return Order(
        order_id=platform.state.take_order_id(),
        account=call.account,
        app_key=call.app.app_key,
        free=match.is_free,
        state=OrderState.PLACE_ORDER_SUCCESS.value,
        test_case=match.case.name if match.case and match.is_free else "",
        item_id=line.product_id,
        sku_id=sku.sku_id,
        quantity=line.count,
        country=request.country,
        service=planned.service.code,
        amount=str((sku.sale_price * line.count + fee).quantize(CENT)),
        shipping=str(fee.quantize(CENT)),
        out_order_id=request.out_order_id,
        created_at=now,
        moved_at=now,
    )
