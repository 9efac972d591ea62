"""Which function answers which API. An API that the catalogue knows and that stands in no line is not simulated."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from aexdesk.practice.affiliate import links, promos, search, skus
from aexdesk.practice.affiliate import orders as affiliate_orders
from aexdesk.practice.goods import (
    benefits,
    certificates,
    feed_answers,
    freight,
    freight_calculate,
    image_search,
    products,
    regions,
    text_search,
    wholesale,
)
from aexdesk.practice.login import tokens
from aexdesk.practice.ordering import order_details, orders, placeorder, tracking
from aexdesk.practice.platform import Admitted, Platform

Json = dict[str, Any]
Handler = Callable[[Platform, Admitted], Json]

HANDLERS: Mapping[str, Handler] = MappingProxyType(
    {
        "aliexpress.ds.category.get": products.get_categories,
        "aliexpress.ds.product.get": products.get_product,
        "aliexpress.ds.freight.query": freight.query_freight,
        "aliexpress.ds.product.wholesale.get": wholesale.get_wholesale,
        "aliexpress.ds.product.specialinfo.get": certificates.get_certificates,
        "aliexpress.ds.text.search": text_search.search_text,
        "aliexpress.ds.image.search": image_search.search_picture,
        "aliexpress.ds.image.searchV2": image_search.search_picture_v2,
        "aliexpress.ds.search.event.report": benefits.report_search_event,
        "aliexpress.ds.feedname.get": feed_answers.get_feed_names,
        "aliexpress.ds.recommend.feed.get": feed_answers.get_feed,
        "aliexpress.ds.feed.itemids.get": feed_answers.get_feed_ids,
        "aliexpress.ds.address.get": regions.get_regions,
        "aliexpress.ds.member.benefit.get": benefits.get_benefits,
        "aliexpress.logistics.buyer.freight.calculate": freight_calculate.calculate_freight,
        "aliexpress.ds.order.create": orders.create_order,
        "aliexpress.ds.order.tracking.get": tracking.track_order,
        "aliexpress.ds.member.order.get": order_details.get_member_order,
        "aliexpress.trade.ds.order.get": order_details.get_order,
        "aliexpress.trade.buy.placeorder": placeorder.place_order,
        "aliexpress.affiliate.category.get": search.get_categories,
        "aliexpress.affiliate.featuredpromo.get": promos.get_promotions,
        "aliexpress.affiliate.featuredpromo.products.get": promos.get_promoted_products,
        "aliexpress.affiliate.hotproduct.download": search.download_hot_products,
        "aliexpress.affiliate.hotproduct.query": search.query_hot_products,
        "aliexpress.affiliate.link.generate": links.generate_links,
        "aliexpress.affiliate.order.get": affiliate_orders.get_orders,
        "aliexpress.affiliate.order.list": affiliate_orders.list_orders,
        "aliexpress.affiliate.order.listbyindex": affiliate_orders.list_orders_by_index,
        "aliexpress.affiliate.product.query": search.query_products,
        "aliexpress.affiliate.product.shipping.get": skus.get_shipping,
        "aliexpress.affiliate.product.sku.detail.get": skus.get_skus,
        "aliexpress.affiliate.product.smartmatch": search.match_products,
        "aliexpress.affiliate.productdetail.get": search.get_products,
        "/auth/token/create": tokens.create_token,
        "/auth/token/security/create": tokens.create_token,
        "/auth/token/refresh": tokens.refresh_token,
        "/auth/token/security/refresh": tokens.refresh_token,
    }
)
SIMULATED = frozenset(HANDLERS)
