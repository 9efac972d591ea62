"""The mark of an order, its `out_order_id`: by it the platform takes two sendings within 24 hours for one order. Pure.

Protocol, section 7: the second sending is answered with REPEATED_ORDER_ERROR, and makes nothing.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

MARK = "out_order_id"
REMEMBERED = timedelta(hours=24)
"""How long the platform knows a mark."""

_LONGEST_MARK = 200
_EMPTY_MARK = re.compile(r'("out_order_id"\s*:\s*)(?:""|null)')
_OPENING = re.compile(r"[ \t\r\n]*\{([ \t\r\n]*)")


@dataclass(frozen=True, slots=True)
class OrderMark:
    """What tells one order from another: its mark, "" where it has none, and a fingerprint of all the rest."""

    out_order_id: str = ""
    digest: str = ""


def read_mark(order: str) -> OrderMark | None:
    """The mark of an order's JSON text; None for what is no JSON object."""
    document = _parse(order)
    if document is None:
        return None
    rest = {name: value for name, value in document.items() if name != MARK}
    plain = json.dumps(rest, sort_keys=True, ensure_ascii=True)
    mark = document.get(MARK)
    text = mark if isinstance(mark, str) else "" if mark is None else json.dumps(mark)
    return OrderMark(_storable(text.strip()), hashlib.sha256(plain.encode()).hexdigest())


def with_mark(order: str, out_order_id: str) -> str:
    """The JSON text with this mark in front, every other letter as it was. What has one, or is no order, stays."""
    found = read_mark(order)
    if found is None or found.out_order_id:
        return order
    document = _parse(order) or {}
    marked = _fill(order, out_order_id) if MARK in document else _insert(order, out_order_id, is_alone=not document)
    now = read_mark(marked)
    return marked if now is not None and now.out_order_id == out_order_id else order


def _fill(order: str, out_order_id: str) -> str:
    return _EMPTY_MARK.sub(lambda found: found[1] + json.dumps(out_order_id), order, count=1)


def _insert(order: str, out_order_id: str, *, is_alone: bool) -> str:
    opening = _OPENING.match(order)
    if opening is None:
        return order
    start, blank = opening.start(1), opening[1]
    comma = "" if is_alone else "," + (blank or " ")
    return f"{order[:start]}{blank}{json.dumps(MARK)}: {json.dumps(out_order_id)}{comma}{order[opening.end() :]}"


def _parse(order: str) -> Mapping[str, Any] | None:
    """Numbers stay text, so that no two of them are taken for one."""
    try:
        document = json.loads(order, parse_int=str, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) else None


def _storable(text: str) -> str:
    return text[:_LONGEST_MARK].encode("utf-8", "backslashreplace").decode()
