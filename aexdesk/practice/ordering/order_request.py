"""Reads the order that aliexpress.ds.order.create carries as JSON text. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aexdesk.practice.numbers import read_object, read_whole
from aexdesk.practice.ordering.order_extension import EXTENSION, Extension, read_extension
from aexdesk.practice.refusal import unsupported_mapping

REQUEST = "param_place_order_request4_open_api_d_t_o"
MOST_LINES = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an order. `product_id` is text of digits."""

    product_id: str
    count: int
    sku_attr: str
    service: str


@dataclass(frozen=True, slots=True)
class OrderRequest:
    """An order as it was asked for."""

    lines: tuple[Line, ...]
    address: Mapping[str, Any]
    out_order_id: str
    extension: Extension

    @property
    def country(self) -> str:
        """The receiving country: that of the address."""
        found = self.address.get("country")
        return found if isinstance(found, str) else ""


def read_order_request(params: Mapping[str, str]) -> OrderRequest:
    """The order, or a Refusal for a shape that does not fit. Both parameters were checked to be JSON objects."""
    request = read_object(params[REQUEST])
    items = request.get("product_items")
    if not isinstance(items, list) or not 1 <= len(items) <= MOST_LINES:
        raise unsupported_mapping(f"{REQUEST}.product_items", f"must be an array of 1 to {MOST_LINES} objects")
    address = request.get("logistics_address")
    if not isinstance(address, dict):
        raise unsupported_mapping(f"{REQUEST}.logistics_address", "must be an object")
    return OrderRequest(
        lines=tuple(_read_line(item) for item in items),
        address=address,
        out_order_id=_read_text(request, "out_order_id"),
        extension=read_extension(params.get(EXTENSION, "")),
    )


def _read_line(item: object) -> Line:
    if not isinstance(item, dict):
        raise unsupported_mapping("product_items", "must hold objects")
    product_id, count = read_whole(item.get("product_id")), read_whole(item.get("product_count"))
    if product_id is None:
        raise unsupported_mapping("product_items.product_id", "must be a whole number")
    if count is None:
        raise unsupported_mapping("product_items.product_count", "must be a whole number")
    return Line(str(product_id), count, _read_text(item, "sku_attr"), _read_text(item, "logistics_service_name"))


def _read_text(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise unsupported_mapping(name, "must be a text")
    return value
