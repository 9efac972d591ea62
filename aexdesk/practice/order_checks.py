"""Checks what an order needs beside its lines: the account, the country, coupons, currency, address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from aexdesk.practice.addresses import AddressFault, check_address
from aexdesk.practice.numbers import read_object
from aexdesk.practice.order_request import EXTENSION, OrderRequest
from aexdesk.practice.platform import Admitted, Platform
from aexdesk.practice.records import AccountState
from aexdesk.practice.refusal import unsupported_mapping
from aexdesk.practice.registers import load_countries, load_taxpayers

Fault = tuple[str, str]
"""error_code and error_msg of order.create."""

CURRENCY = "USD"  # of every price of the practice shop
_SKU_ATTR = re.compile(r"[0-9]{1,20}:[0-9]{1,20}(#[^;]*)?(;[0-9]{1,20}:[0-9]{1,20}(#[^;]*)?)*")
_COUPONS = ("promotion_code", "promotion_activity_id")
_ACCOUNT_FAULTS: Mapping[str, Fault] = MappingProxyType(
    {
        AccountState.BLOCKED: ("BLACKLIST_BUYER_IN_LIST", "The buyer account is blocked"),
        AccountState.DISABLED: ("USER_ACCOUNT_DISABLED", "The buyer account is disabled"),
        AccountState.SUSPICIOUS: ("A003_SUSPICIOUS_BUYER", "The buyer looks suspicious"),
    }
)


def find_order_fault(platform: Platform, call: Admitted, request: OrderRequest) -> Fault | None:
    """The first fault; a Refusal for a shape that does not fit. Codes by protocol, section 7; causes partly choices."""
    account = platform.state.accounts.get(call.account)
    if account is not None and account.state in _ACCOUNT_FAULTS:
        return _ACCOUNT_FAULTS[account.state]
    if request.country.strip() and request.country not in load_countries():
        return "A005_INVALID_COUNTRIES", "The country is no two-letter code of ISO 3166-1"
    extension = read_object(call.params.get(EXTENSION) or "{}")
    if any(_read(extension, "promotion", name) for name in _COUPONS):
        return "A004_CANNOT_USER_COUPON", "The practice shop has no coupons"
    if _read(extension, "payment", "pay_currency") not in ("", CURRENCY):
        return "PRICE_PAY_CURRENCY_ERROR", f"The prices of the order are in {CURRENCY}: it cannot be paid in another"
    try:
        check_address(request.address, request.trade_extra, load_taxpayers())
    except AddressFault as fault:
        return fault.code, fault.complaint
    return None


def is_sku_attr(text: str) -> bool:
    """Whether this is a property text, such as 14:193#Black;5:361386, and not for example a SKU id."""
    return _SKU_ATTR.fullmatch(text) is not None


def _read(extension: Mapping[str, Any], part: str, name: str) -> str:
    """A text of an object of the extension; empty where either is absent."""
    fields = extension.get(part)
    if fields is None:
        return ""
    if not isinstance(fields, dict):
        raise unsupported_mapping(f"{EXTENSION}.{part}", "must be an object")
    value = fields.get(name)
    if not isinstance(value, str | None):
        raise unsupported_mapping(f"{EXTENSION}.{part}.{name}", "must be a text")
    return (value or "").strip()
