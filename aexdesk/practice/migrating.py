"""Brings a saved state of an earlier version to the present one. Pure."""

from __future__ import annotations

from typing import Any

from aexdesk.faults import StorageFault
from aexdesk.practice.ordering.order_states import CANCELED, OrderState

Json = dict[str, Any]
VERSION = 2


def migrate(kept: Json) -> Json:
    """The state as VERSION has it. Raises StorageFault for a version of a later program; changes `kept` in place."""
    if kept["version"] == 1:
        _from_1(kept)
    if kept["version"] != VERSION:
        raise StorageFault("practice_state_version", version=str(kept["version"]))
    return kept


def _from_1(kept: Json) -> None:
    """Orders got times. In version 1 every order was paid at once, and no change of its state was dated."""
    shipped = (OrderState.SELLER_PART_SEND_GOODS, OrderState.WAIT_BUYER_ACCEPT_GOODS, OrderState.FINISH)
    unpaid = (OrderState.PLACE_ORDER_SUCCESS, OrderState.PAYMENT_PROCESSING)
    for order in kept["orders"]:
        placed = order["created_at"]
        order["moved_at"] = placed
        order["paid_at"] = None if order["state"] in unpaid else placed
        order["shipped_at"] = placed if order["state"] in shipped else None
        order["end_reason"] = CANCELED if order["state"] == OrderState.IN_CANCEL else ""
    kept |= {"version": 2, "auto_payers": [], "webhook": None}
