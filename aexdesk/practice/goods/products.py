"""Answers aliexpress.ds.product.get and aliexpress.ds.category.get."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from aexdesk.practice.goods.prices import Money, cheapest, read_money
from aexdesk.practice.goods.shop import Product, Sku
from aexdesk.practice.platform import Admitted, Platform

Json = dict[str, Any]
_WHOLESALE_BELOW = Decimal(10)  # USD


def get_product(platform: Platform, call: Admitted) -> Json:
    """Success is rsp_code 200; failures 602 and 605 come without a result. Protocol, sections 6 and 7."""
    money = read_money(platform.shop, call.params.get("target_currency", ""), "target_currency")
    product, failure = find_product(platform, call)
    if product is None:
        return failure
    result = describe_product(platform, product, money, call.params["ship_to_country"])
    return {"result": result, "rsp_code": 200, "rsp_msg": "Call succeeds"}


def find_product(platform: Platform, call: Admitted) -> tuple[Product | None, Json]:
    """The product asked for, if it ships to the country asked for; else None and the answer that says why."""
    product = platform.shop.products.get(call.params["product_id"])
    if product is None:
        return None, {"rsp_code": 605, "rsp_msg": "ITEM_ID_NOT_FOUND"}
    if call.params["ship_to_country"] not in product.ship_to:
        return None, {"rsp_code": 602, "rsp_msg": "Item is not allowed to this country"}
    return product, {}


def describe_product(platform: Platform, product: Product, money: Money, country: str) -> Json:
    """Everything that is told about a product to who wants it shipped to a country."""
    facts = product.facts
    return {
        "ae_item_base_info_dto": _base(product, money.currency),
        "ae_item_sku_info_dtos": [_sku(sku, platform, money) for sku in product.skus],
        "ae_item_properties": [
            {"attr_name_id": number, "attr_name": name, "attr_value": value}
            for number, (name, value) in enumerate(facts["properties"], start=1)
        ],
        "ae_multimedia_info_dto": {"image_urls": platform.shop.picture_url(product.product_id)},
        "package_info_dto": {"package_type": False, "product_unit": 100000015, "base_unit": 1}
        | {f"package_{name}": facts["package"][name] for name in ("length", "width", "height")}
        | {"gross_weight": facts["package"]["gross_weight"]},
        "logistics_info_dto": {"delivery_time": facts["delivery_days"], "ship_to_country": country},
        "ae_store_info": {
            "store_id": facts["store_id"],
            "store_name": facts["store_name"],
            "store_country_code": "CN",
            "item_as_described_rating": facts["rating"],
            "communication_rating": facts["rating"],
            "shipping_speed_rating": facts["rating"],
        },
        "product_id_converter_result": {"main_product_id": int(product.product_id), "sub_product_id": "{}"},
        "has_whole_sale": has_wholesale(product),
    }


def has_wholesale(product: Product) -> bool:
    """Whether many pieces cost less each: a choice, small things under ten dollars."""
    return cheapest(product).sale_price < _WHOLESALE_BELOW


def get_categories(platform: Platform, call: Admitted) -> Json:
    """All categories, or one. Success is resp_code 200; 405 means no results. Protocol, sections 6 and 7."""
    wanted = call.params.get("categoryId")
    found = [dict(one) for one in platform.shop.categories if not wanted or str(one["category_id"]) == wanted]
    if not found:
        return {"resp_result": {"resp_code": 405, "resp_msg": "The result is empty"}}
    result = {"categories": found, "total_result_count": len(found)}
    return {"resp_result": {"resp_code": 200, "resp_msg": "Call succeeds", "result": result}}


def in_stock(sku: Sku, platform: Platform) -> int:
    """Pieces left."""
    return sku.stock - platform.state.sold.get(sku.sku_id, 0)


def _base(product: Product, currency: str) -> Json:
    return {
        "product_id": int(product.product_id),
        "category_id": product.facts["category_id"],
        "subject": product.subject,
        "currency_code": currency,
        "product_status_type": "onSelling",
        "avg_evaluation_rating": product.facts["rating"],
        "evaluation_count": str(product.facts["evaluations"]),
        "sales_count": str(product.facts["sales"]),
        "detail": f"<p>{product.subject}. Invented: from the practice gateway.</p>",
        "mobile_detail": "{}",
    }


def _sku(sku: Sku, platform: Platform, money: Money) -> Json:
    return {
        "sku_id": sku.sku_id,
        "id": sku.sku_attr,
        "sku_attr": sku.sku_attr,
        "sku_price": money.text(sku.price),
        "offer_sale_price": money.text(sku.sale_price),
        "offer_bulk_sale_price": money.text(sku.sale_price),
        "currency_code": money.currency,
        "price_include_tax": False,
        "sku_available_stock": in_stock(sku, platform),
        "ae_sku_property_dtos": [
            {
                "sku_property_id": one.id,
                "sku_property_name": one.name,
                "property_value_id": one.value_id,
                "property_value_definition_name": one.value,
                "sku_property_value": one.value,
            }
            for one in sku.properties
        ],
    }
