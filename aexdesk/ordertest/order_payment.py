"""Finds out whether an order asks the platform to take the money by itself: try_to_pay and its like. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from aexdesk.ordertest.order_json import Path, as_object, show
from aexdesk.ordertest.spelling import fold
from aexdesk.ordertest.unclear import UnclearRequestError

EXTENSION_PARAMETER = "ds_extend_request"
_PAYMENT = (EXTENSION_PARAMETER, "payment")
_WORDS = ("pay", "charge", "debit", "deduct")
"""What a key speaks of that asks for the money, folded."""
_SAYS_NO = (None, False, "", "false")
_SAYS_YES = (True, "true")


def find_payment(parameters: Mapping[str, str], keys: Iterable[tuple[Path, str, Any]]) -> str:
    """The key by which an order asks for automatic payment; empty where none does. Raises UnclearRequestError.

    `keys` are those of the order and of its extension, whose path begins with `ds_extend_request` wherever it stood.
    A key that nobody knows and that speaks of paying counts too, unless it says no.
    """
    asking = [key for path, key, value in keys if _speaks_of_it(key) and _asks((*path, key), value)]
    asking += [name for name, text in parameters.items() if _speaks_of_it(name) and text not in _SAYS_NO]
    return asking[0] if asking else ""


def _speaks_of_it(name: str) -> bool:
    return any(word in fold(name) for word in _WORDS)


def _asks(where: Path, value: Any) -> bool:
    if where == _PAYMENT:
        if value is not None:
            as_object(value, "payment")
        return False
    if where == (*_PAYMENT, "try_to_pay") and value not in (*_SAYS_NO, *_SAYS_YES):
        raise UnclearRequestError("try_to_pay", "not_true_or_false", show(value))
    return where != (*_PAYMENT, "pay_currency") and value not in _SAYS_NO
