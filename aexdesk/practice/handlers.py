"""Which function answers which API. An API that the catalogue knows and that stands in no line is not simulated."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from aexdesk.practice import (
    affiliate_links,
    affiliate_orders,
    affiliate_promos,
    affiliate_search,
    affiliate_skus,
    freight,
    order_details,
    orders,
    products,
    tokens,
)
from aexdesk.practice.platform import Admitted, Platform

Json = dict[str, Any]
Handler = Callable[[Platform, Admitted], Json]

HANDLERS: Mapping[str, Handler] = MappingProxyType(
    {
        "aliexpress.ds.category.get": products.get_categories,
        "aliexpress.ds.product.get": products.get_product,
        "aliexpress.ds.freight.query": freight.query_freight,
        "aliexpress.ds.order.create": orders.create_order,
        "aliexpress.trade.ds.order.get": order_details.get_order,
        "aliexpress.affiliate.category.get": affiliate_search.get_categories,
        "aliexpress.affiliate.featuredpromo.get": affiliate_promos.get_promotions,
        "aliexpress.affiliate.featuredpromo.products.get": affiliate_promos.get_promoted_products,
        "aliexpress.affiliate.hotproduct.download": affiliate_search.download_hot_products,
        "aliexpress.affiliate.hotproduct.query": affiliate_search.query_hot_products,
        "aliexpress.affiliate.link.generate": affiliate_links.generate_links,
        "aliexpress.affiliate.order.get": affiliate_orders.get_orders,
        "aliexpress.affiliate.order.list": affiliate_orders.list_orders,
        "aliexpress.affiliate.order.listbyindex": affiliate_orders.list_orders_by_index,
        "aliexpress.affiliate.product.query": affiliate_search.query_products,
        "aliexpress.affiliate.product.shipping.get": affiliate_skus.get_shipping,
        "aliexpress.affiliate.product.sku.detail.get": affiliate_skus.get_skus,
        "aliexpress.affiliate.product.smartmatch": affiliate_search.match_products,
        "aliexpress.affiliate.productdetail.get": affiliate_search.get_products,
        "/auth/token/create": tokens.create_token,
        "/auth/token/security/create": tokens.create_token,
        "/auth/token/refresh": tokens.refresh_token,
        "/auth/token/security/refresh": tokens.refresh_token,
    }
)
SIMULATED = frozenset(HANDLERS)
