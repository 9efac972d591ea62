"""Answers aliexpress.trade.buy.placeorder, the older twin of order.create: the extension sits inside the order."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from aexdesk.practice.numbers import read_object
from aexdesk.practice.ordering.order_extension import EXTENSION
from aexdesk.practice.ordering.order_request import REQUEST
from aexdesk.practice.ordering.orders import create_order
from aexdesk.practice.platform import Admitted, Platform
from aexdesk.practice.refusal import unsupported_mapping

Json = dict[str, Any]


def place_order(platform: Platform, call: Admitted) -> Json:
    """As order.create: the same checks, the same orders, the same errors."""
    extension = read_object(call.params[REQUEST]).get(EXTENSION)
    if not isinstance(extension, dict | None):
        raise unsupported_mapping(f"{REQUEST}.{EXTENSION}", "must be an object")
    # Written again, and not passed on: a number too large for the platform's JSON must be refused here as there.
    try:
        text = json.dumps(extension or {}, allow_nan=False)
    except (ValueError, RecursionError):
        raise unsupported_mapping(f"{REQUEST}.{EXTENSION}", "not valid JSON") from None
    return create_order(platform, replace(call, params={**call.params, EXTENSION: text}))
