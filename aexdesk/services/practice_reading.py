"""Reads what a practice gateway tells of itself. Whatever it tells ends in our own values or in BadInput. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from aexdesk.faults import BadInput
from aexdesk.services.practice_contents import (
    PracticeBuyer,
    PracticeCall,
    PracticeCase,
    PracticeContents,
    PracticeFault,
    PracticeOrder,
    PracticeProduct,
    PracticeSku,
)

VIEWS = ("orders", "faults", "buyers", "products", "test-cases", "log")
"""What is to be asked for."""

MOST_CALLS = 1000
_MOST_DIGITS = 15
T = TypeVar("T")
Found = Mapping[str, Any]


def read_contents(found: Mapping[str, Any]) -> PracticeContents:
    """From the answers by the names of VIEWS. Raises BadInput for one that is no practice gateway's of this version."""
    try:
        return PracticeContents(
            orders=_each(found["orders"], _order),
            faults=read_faults(found["faults"]),
            buyers=_each(found["buyers"], _buyer),
            products=_each(found["products"], _product),
            cases=_each(found["test-cases"], _case),
            calls=_calls(found["log"]),
        )
    except (KeyError, TypeError, ValueError, InvalidOperation, OverflowError) as error:
        raise BadInput("practice_object_incomplete") from error


def read_orders(found: Any) -> tuple[PracticeOrder, ...]:
    """The orders alone. Raises BadInput where what answers is no practice gateway."""
    try:
        return _each(found, _order)
    except (KeyError, TypeError, ValueError, InvalidOperation, OverflowError) as error:
        raise BadInput("practice_object_incomplete") from error


def read_faults(found: Any) -> tuple[PracticeFault, ...] | None:
    """The faults that wait; None where the gateway does not tell them. Raises BadInput."""
    try:
        return None if found is None else _each(found, _fault)
    except (KeyError, TypeError, ValueError) as error:
        raise BadInput("practice_object_incomplete") from error


def _each(found: Any, read: Callable[[Found], T]) -> tuple[T, ...]:
    if not isinstance(found, list):
        raise TypeError("not a list")
    return tuple(read(one) for one in found)


def _order(one: Found) -> PracticeOrder:
    return PracticeOrder(
        id=_id(one["order_id"]),
        item_id=_id(one["item_id"]),
        quantity=_whole(one["quantity"]),
        country=_text(one["country"]),
        account=_text(one["account"]),
        state=_text(one["state"]),
        test_case=_text(one["test_case"]),
        is_free=_flag(one["free"]),
        amount=_amount(one["amount"]),
        currency=_text(one["currency"]),
        sku_id=_id(one.get("sku_id", "")),
        service=_text(one.get("service", "")),
        out_order_id=_text(one.get("out_order_id", "")),
        created_at=_moment(one["created_at"]) if one.get("created_at") else None,
    )


def _fault(one: Found) -> PracticeFault:
    value = one["value"]
    return PracticeFault(
        id=_id(one["id"]),
        api=_text(one["api"]),
        kind=_text(one["kind"]),
        value="" if value is None else _id(value),
        times=_whole(one["times"]),
    )


def _buyer(one: Found) -> PracticeBuyer:
    return PracticeBuyer(_text(one["email"]), _id(one["user_id"]), _flag(one["is_loan"]), _text(one["until"]))


def _product(one: Found) -> PracticeProduct:
    return PracticeProduct(
        id=_id(one["product_id"]),
        title=_text(one["subject"]),
        category=_text(one["category_name"]),
        category_id=_id(one["category_id"]),
        ship_to=_each(one["ship_to"], _text),
        skus=_each(one["skus"], _sku),
    )


def _sku(one: Found) -> PracticeSku:
    return PracticeSku(_id(one["sku_id"]), _text(one["sku_attr"]), _amount(one["price"]), _whole(one["stock"]))


def _case(one: Found) -> PracticeCase:
    return PracticeCase(
        name=_text(one["name"]),
        account=_text(one["loan_account_email"]),
        item_id=_id(one["item_id"]),
        quantity=_whole(one["quantity"]),
        country=_text(one["country"]),
        reason=_text(one["reason"]),
        state=_text(one["state"]),
        orders=_whole(one["orders"]),
    )


def _calls(found: Any) -> tuple[PracticeCall, ...]:
    """The newest. Calls have no id: what tells them apart is what they are, and the how many-th of its kind each is."""
    seen: Counter[tuple[str, ...]] = Counter()
    calls = []
    for fields in _each(found, lambda one: tuple(_text(one[n]) for n in ("time", "api", "verdict", "error_code")))[
        -MOST_CALLS:
    ]:
        seen[fields] += 1
        time, api, verdict, error_code = fields
        identity = " ".join((*fields, str(seen[fields])))
        calls.append(PracticeCall(identity, _moment(time), api, verdict, error_code))
    return tuple(calls)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _id(value: Any) -> str:
    """Ids are texts, whole and exact, however they were written."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise TypeError("not an id")
    return str(value)


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError("not a whole number")
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError("neither true nor false")
    return value


def _amount(value: Any) -> Decimal:
    amount = Decimal(_text(value))
    if not amount.is_finite() or abs(amount.adjusted()) > _MOST_DIGITS:  # 1E+999999 would be written out in full
        raise ValueError("not an amount")
    return amount


def _moment(value: Any) -> datetime:
    at = datetime.fromisoformat(_text(value))
    return at if at.tzinfo else at.replace(tzinfo=UTC)
