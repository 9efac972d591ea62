"""Checks what an order needs beside its lines: the account, the country, coupons, currency, address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from aexdesk.practice.ordering.addresses import AddressFault, check_address
from aexdesk.practice.ordering.order_request import OrderRequest
from aexdesk.practice.ordering.registers import load_countries, load_taxpayers
from aexdesk.practice.platform import Admitted, Platform
from aexdesk.practice.records import AccountState

Fault = tuple[str, str]
"""error_code and error_msg of order.create."""

CURRENCY = "USD"  # of every price of the practice shop
_SKU_ATTR = re.compile(r"[0-9]{1,20}:[0-9]{1,20}(#[^;]*)?(;[0-9]{1,20}:[0-9]{1,20}(#[^;]*)?)*")
_ACCOUNT_FAULTS: Mapping[str, Fault] = MappingProxyType(
    {
        AccountState.BLOCKED: ("BLACKLIST_BUYER_IN_LIST", "The buyer account is blocked"),
        AccountState.DISABLED: ("USER_ACCOUNT_DISABLED", "The buyer account is disabled"),
        AccountState.SUSPICIOUS: ("A003_SUSPICIOUS_BUYER", "The buyer looks suspicious"),
    }
)


def find_order_fault(platform: Platform, call: Admitted, request: OrderRequest) -> Fault | None:
    """The first fault. Codes by protocol, section 7; causes partly choices."""
    account = platform.state.accounts.get(call.account)
    if account is not None and account.state in _ACCOUNT_FAULTS:
        return _ACCOUNT_FAULTS[account.state]
    if request.country.strip() and request.country not in load_countries():
        return "A005_INVALID_COUNTRIES", "The country is no two-letter code of ISO 3166-1"
    if request.extension.coupon:
        return "A004_CANNOT_USER_COUPON", "The practice shop has no coupons"
    if request.extension.pay_currency not in ("", CURRENCY):
        return "PRICE_PAY_CURRENCY_ERROR", f"The prices of the order are in {CURRENCY}: it cannot be paid in another"
    try:
        check_address(request.address, request.extension.trade_extra, load_taxpayers())
    except AddressFault as fault:
        return fault.code, fault.complaint
    return None


def is_sku_attr(text: str) -> bool:
    """Whether this is a property text, such as 14:193#Black;5:361386, and not for example a SKU id."""
    return _SKU_ATTR.fullmatch(text) is not None
