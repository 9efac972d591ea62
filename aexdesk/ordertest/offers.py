"""Reads what the platform offers for an item: its SKUs, and how it can be sent. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from aexdesk.faults import BadInput
from aexdesk.ordertest.answers import flag_in, object_in, objects_in, open_answer, text_in, whole_in

PRODUCT_API = "aliexpress.ds.product.get"
FREIGHT_API = "aliexpress.ds.freight.query"
_ON_SALE = "onselling"
_ORDER_FAILS = "create_order_fail"  # what limit_strategy holds in the reference's sample answer


@dataclass(frozen=True, slots=True)
class Sku:
    """One variant. `sku_attr` is the property text that an order wants, `sku_id` what freight wants; both text.

    `stock` is None where nobody says; `price` is text, exact, with its currency. `limit`: how many one buyer may
    order, None where nobody says; `is_limit_firm`: an order for more fails, else it only loses the promotion's price.
    """

    sku_id: str
    sku_attr: str
    label: str
    price: str
    currency: str
    stock: int | None
    limit: int | None = None
    is_limit_firm: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """A product as it is sold to the receiving country. `status` is the platform's word ("" where none is told)."""

    item_id: str
    title: str
    skus: tuple[Sku, ...]
    status: str = ""

    @property
    def is_on_sale(self) -> bool:
        """Whether it can be ordered now, by the platform's word; where it says nothing, having SKUs says it."""
        return bool(self.skus) and self.status.casefold() in ("", _ON_SALE)


@dataclass(frozen=True, slots=True)
class DeliveryOption:
    """A shipping service. `code` is the order's logistics_service_name; `fee` is text, exact ("0" is free)."""

    code: str
    company: str
    fee: str
    currency: str
    min_days: int | None = None
    max_days: int | None = None
    is_tracked: bool | None = None


def read_offer(body: bytes, item_id: str) -> Offer:
    """Reads aliexpress.ds.product.get, simplified or not. Raises BadInput("answer_unreadable")."""
    result = _result_of(body, PRODUCT_API)
    base = object_in(result, "ae_item_base_info_dto")
    if "ae_item_sku_info_dtos" not in result and not base:
        raise BadInput("answer_unreadable", api=PRODUCT_API)
    currency = text_in(base, "currency_code")
    skus = objects_in(result, "ae_item_sku_info_dtos", "ae_item_sku_info_d_t_o")
    return Offer(
        item_id=item_id,
        title=text_in(base, "subject"),
        skus=tuple(_read_sku(one, currency) for one in skus),
        status=text_in(base, "product_status_type"),
    )


def read_delivery_options(body: bytes) -> tuple[DeliveryOption, ...]:
    """Reads aliexpress.ds.freight.query, simplified or not, cheapest first. Raises BadInput("answer_unreadable")."""
    result = _result_of(body, FREIGHT_API)
    if "delivery_options" not in result and flag_in(result, "success") is not True:
        raise BadInput("answer_unreadable", api=FREIGHT_API)
    options = objects_in(result, "delivery_options", "delivery_option_d_t_o")
    readable = (_read_option(one) for one in options if text_in(one, "code"))
    return tuple(sorted(readable, key=_by_fee))


def _result_of(body: bytes, api: str) -> Mapping[str, Any]:
    inner = open_answer(body)
    result = inner.get("result") if inner is not None else None
    if not isinstance(result, dict):
        raise BadInput("answer_unreadable", api=api)
    return result


def _read_sku(fields: Mapping[str, Any], currency: str) -> Sku:
    sku_attr = fields.get("sku_attr", fields.get("id"))  # `id` is the older name of the same text
    sku_id, exact = text_in(fields, "sku_id"), sku_attr if isinstance(sku_attr, str) else ""
    return Sku(
        sku_id=sku_id,
        sku_attr=exact,
        label=_label_of(fields) or exact or sku_id,
        price=text_in(fields, "offer_sale_price", "sku_price"),
        currency=text_in(fields, "currency_code") or currency,
        # The first is the documented one; the others stand in older answers.
        stock=whole_in(fields, "sku_available_stock", "s_k_u_available_stock", "ipm_sku_stock"),
        limit=whole_in(fields, "buy_amount_limit_set_by_promotion"),
        is_limit_firm=text_in(fields, "limit_strategy").casefold() == _ORDER_FAILS,
    )


def _label_of(fields: Mapping[str, Any]) -> str:
    pairs = (
        (text_in(one, "sku_property_name"), text_in(one, "property_value_definition_name", "sku_property_value"))
        for one in objects_in(fields, "ae_sku_property_dtos", "ae_sku_property_d_t_o")
    )
    return " · ".join(f"{name}: {value}" if name else value for name, value in pairs if value)


def _read_option(fields: Mapping[str, Any]) -> DeliveryOption:
    is_free = flag_in(fields, "free_shipping") is True
    return DeliveryOption(
        code=text_in(fields, "code"),
        company=text_in(fields, "company"),
        # Its name speaks of cents; what live answers hold in it is the amount ("0.99").
        fee="0" if is_free else text_in(fields, "shipping_fee_cent"),
        currency=text_in(fields, "shipping_fee_currency"),
        min_days=whole_in(fields, "min_delivery_days"),
        max_days=whole_in(fields, "max_delivery_days", "guaranteed_delivery_days"),
        is_tracked=flag_in(fields, "tracking"),
    )


def _by_fee(option: DeliveryOption) -> tuple[bool, Decimal]:
    """Cheapest first; what nobody tells the fee of comes last."""
    try:
        fee = Decimal(option.fee)
    except InvalidOperation:
        fee = Decimal("NaN")
    return (False, fee) if fee.is_finite() else (True, Decimal(0))
