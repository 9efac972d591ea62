"""Which function answers which API. An API that the catalogue knows and that stands in no line is not simulated."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from aexdesk.practice import freight, order_details, orders, placeorder, products, tokens, tracking
from aexdesk.practice.platform import Admitted, Platform

Json = dict[str, Any]
Handler = Callable[[Platform, Admitted], Json]

HANDLERS: Mapping[str, Handler] = MappingProxyType(
    {
        "aliexpress.ds.category.get": products.get_categories,
        "aliexpress.ds.product.get": products.get_product,
        "aliexpress.ds.freight.query": freight.query_freight,
        "aliexpress.ds.order.create": orders.create_order,
        "aliexpress.ds.order.tracking.get": tracking.track_order,
        "aliexpress.ds.member.order.get": order_details.get_member_order,
        "aliexpress.trade.ds.order.get": order_details.get_order,
        "aliexpress.trade.buy.placeorder": placeorder.place_order,
        "/auth/token/create": tokens.create_token,
        "/auth/token/security/create": tokens.create_token,
        "/auth/token/refresh": tokens.refresh_token,
        "/auth/token/security/refresh": tokens.refresh_token,
    }
)
SIMULATED = frozenset(HANDLERS)
