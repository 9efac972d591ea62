"""Reads ds_extend_request, the further wishes of an order: coupon, payment, trade options. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aexdesk.practice.numbers import read_object
from aexdesk.practice.refusal import unsupported_mapping

EXTENSION = "ds_extend_request"
_COUPONS = ("promotion_code", "promotion_activity_id")


@dataclass(frozen=True, slots=True)
class Extension:
    """What was wished for; empty texts, no mapping and False where nothing was."""

    coupon: str
    pay_currency: str
    try_to_pay: bool
    trade_extra: Mapping[str, Any]


def read_extension(text: str) -> Extension:
    """The wishes in the parameter's text (empty: none), or a Refusal for a shape that does not fit."""
    extension = read_object(text or "{}")
    promotion, payment = _part(extension, "promotion"), _part(extension, "payment")
    return Extension(
        coupon="".join(_text(promotion, "promotion", name) for name in _COUPONS),
        pay_currency=_text(payment, "payment", "pay_currency"),
        try_to_pay=_read_wish(payment.get("try_to_pay")),
        trade_extra=_part(extension, "trade_extra_param"),
    )


def _part(extension: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = extension.get(name)
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise unsupported_mapping(f"{EXTENSION}.{name}", "must be an object")
    return found


def _text(part: Mapping[str, Any], part_name: str, name: str) -> str:
    found = part.get(name)
    if not isinstance(found, str | None):
        raise unsupported_mapping(f"{EXTENSION}.{part_name}.{name}", "must be a text")
    return (found or "").strip()


def _read_wish(value: object) -> bool:
    match value:
        case True | "true":
            return True
        case None | False | "false" | "":
            return False
    raise unsupported_mapping(f"{EXTENSION}.payment.try_to_pay", "must be true or false")
