"""Is everything there for an order to be placed and to be free? The checks of an order test case, one by one. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from aexdesk.faults import AexError, PlatformError
from aexdesk.ordertest.offers import DeliveryOption, Offer, Sku
from aexdesk.workspace.loan_account import LoanAccount
from aexdesk.workspace.order_test_case import OrderTestCase
from aexdesk.workspace.token import Binding, Token, fold_account

SOON = timedelta(minutes=30)
"""A session that ends within this is worth a warning: looking up, building and sending takes its time."""

_NO_SUCH_ITEM = frozenset({"605", "item_id_not_found", "product_not_exist"})
_NOT_TO_COUNTRY = frozenset({"602", "item is not allowed to this country"})
_NO_DELIVERY = frozenset({"505", "delivery_not_available_to_your_address", "delivery_info_empty"})


class CheckStatus(StrEnum):
    """`unknown`: nobody has asked yet, or the answer did not tell."""

    GOOD = "good"
    BAD = "bad"
    WARN = "warn"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Check:
    """One check. `reason` is a code for `wording`, which `values` fill."""

    code: str
    status: CheckStatus
    reason: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReadinessFacts:
    """What is known. `offer` and `delivery` are None until asked, or where the question ended in an error.

    `tokens` are those of the profile that will send; `loans` those of the case's environment. Without a chosen
    `sku`, any that has enough stock will do.
    """

    case: OrderTestCase
    now: datetime
    offer: Offer | None = None
    offer_error: AexError | None = None
    delivery: tuple[DeliveryOption, ...] | None = None
    delivery_error: AexError | None = None
    sku: Sku | None = None
    option: DeliveryOption | None = None
    tokens: tuple[Token, ...] = ()
    loans: tuple[LoanAccount, ...] = ()


def check_readiness(facts: ReadinessFacts) -> tuple[Check, ...]:
    """The checks, in the order in which they are shown; that of the purchase limit only where the answer told one."""
    return (
        _item_for_sale(facts),
        _ships_to_country(facts),
        _in_stock(facts),
        *_within_limit(facts),
        _price_and_freight(facts),
        _account_logged_in(facts),
        _account_active(facts),
    )


def _item_for_sale(facts: ReadinessFacts) -> Check:
    values = {"item_id": facts.case.item_id, "country": facts.case.country}
    name = "item_for_sale"
    if facts.offer is not None:
        named = values | {"title": facts.offer.title, "found": facts.offer.status}
        if facts.offer.is_on_sale:
            return Check(name, CheckStatus.GOOD, "on_sale", named)
        return Check(name, CheckStatus.BAD, "off_sale" if facts.offer.skus else "no_sku", named)
    if _says(facts.offer_error, _NO_SUCH_ITEM):
        return Check(name, CheckStatus.BAD, "no_such_item", values)
    return _not_told(name, facts.offer_error, values)


def _ships_to_country(facts: ReadinessFacts) -> Check:
    name, values = "ships_to_country", {"country": facts.case.country}
    is_refused = _says(facts.offer_error, _NOT_TO_COUNTRY) or _says(facts.delivery_error, _NO_DELIVERY)
    if is_refused or facts.delivery == ():
        return Check(name, CheckStatus.BAD, "does_not_ship", values)
    if facts.delivery:
        return Check(name, CheckStatus.GOOD, "ships", values | {"count": str(len(facts.delivery))})
    return _not_told(name, facts.delivery_error or facts.offer_error, values)


def _in_stock(facts: ReadinessFacts) -> Check:
    name, wanted = "in_stock", facts.case.quantity
    values = {"wanted": str(wanted)}
    if facts.offer is None:
        return _not_told(name, facts.offer_error, values)
    skus = facts.offer.skus if facts.sku is None else (facts.sku,)
    known = [sku.stock for sku in skus if sku.stock is not None]
    if known and max(known) >= wanted:
        return Check(name, CheckStatus.GOOD, "enough_stock", values | {"found": str(max(known))})
    if len(known) < len(skus):
        return Check(name, CheckStatus.UNKNOWN, "stock_untold", values)
    return Check(name, CheckStatus.BAD, "too_little_stock", values | {"found": str(max(known, default=0))})


def _within_limit(facts: ReadinessFacts) -> tuple[Check, ...]:
    """Without a chosen SKU, any that may be ordered so often will do."""
    skus = () if facts.offer is None else facts.offer.skus if facts.sku is None else (facts.sku,)
    limited = [sku for sku in skus if sku.limit]  # 0 is how an empty limit is written
    if not limited:
        return ()
    wanted = facts.case.quantity
    free = next((sku for sku in skus if not sku.limit or sku.limit >= wanted), None)
    most = max(limited, key=lambda sku: sku.limit or 0)
    values = {"wanted": str(wanted), "limit": str(most.limit)}
    if free is not None:
        return (Check("within_limit", CheckStatus.GOOD, "within_limit", values),)
    if all(sku.is_limit_firm for sku in limited):
        return (Check("within_limit", CheckStatus.BAD, "over_firm_limit", values),)
    return (Check("within_limit", CheckStatus.WARN, "over_limit", values),)


def _price_and_freight(facts: ReadinessFacts) -> Check:
    name = "price_and_freight"
    if facts.offer is None or not facts.delivery:
        return _not_told(name, facts.offer_error or facts.delivery_error, {})
    sku = facts.sku or _cheapest(facts.offer.skus)
    option = facts.option or facts.delivery[0]
    if sku is None or not sku.price or not option.fee:
        return Check(name, CheckStatus.UNKNOWN, "price_untold")
    values = {"price": _money(sku.price, sku.currency), "fee": _money(option.fee, option.currency or sku.currency)}
    total = _total(sku, option, facts.case.quantity)
    if total is None:
        return Check(name, CheckStatus.GOOD, "price_told", values)
    return Check(name, CheckStatus.GOOD, "total_told", values | {"total": _money(total, sku.currency)})


def _account_logged_in(facts: ReadinessFacts) -> Check:
    name, email = "account_logged_in", facts.case.loan_account_email
    token = next((one for one in facts.tokens if fold_account(one.account) == fold_account(email)), None)
    values = {"account": email}
    if token is None:
        others = sorted({one.account for one in facts.tokens if one.is_bound})
        is_unbound = any(not one.is_bound for one in facts.tokens)
        reason = "unbound_session" if is_unbound else "another_account" if others else "not_logged_in"
        return Check(name, CheckStatus.BAD, reason, values | {"found": ", ".join(others)})
    if token.is_real:
        return Check(name, CheckStatus.BAD, "real_account", values)
    ends = token.access_expires_at
    logged_in = "logged_in_by_hand" if token.binding is Binding.BY_HAND else "logged_in"
    if ends is None:
        return Check(name, CheckStatus.GOOD, logged_in, values)
    if ends <= facts.now:
        return Check(name, CheckStatus.BAD, "session_ended", values)
    is_short = ends - facts.now < SOON
    minutes = str(int((ends - facts.now) / timedelta(minutes=1)))
    return Check(
        name,
        CheckStatus.WARN if is_short else CheckStatus.GOOD,
        "session_ends_soon" if is_short else logged_in,
        values | {"minutes": minutes},
    )


def _account_active(facts: ReadinessFacts) -> Check:
    name, email = "account_active", facts.case.loan_account_email
    values = {"account": email}
    loans = [
        one
        for one in facts.loans
        if fold_account(one.email) == fold_account(email) and one.environment == facts.case.environment
    ]
    if not loans:
        return Check(name, CheckStatus.BAD, "no_loan", values)
    today = facts.now.date()
    usable = next((one for one in loans if one.is_usable_on(today)), None)
    if usable is None:
        return Check(name, CheckStatus.BAD, "loan_ended", values | _until(loans[0]))
    if usable.until is not None and usable.ends_soon(today):
        reason = "loan_ends_today" if usable.until == today else "loan_ends_soon"
        return Check(name, CheckStatus.WARN, reason, values | _until(usable))
    return Check(name, CheckStatus.GOOD, "loan_stands", values | _until(usable))


def _until(loan: LoanAccount) -> dict[str, str]:
    return {"until": loan.until.isoformat()} if loan.until else {}


def _not_told(code: str, error: AexError | None, values: Mapping[str, str]) -> Check:
    """Nobody asked, or the answer was an error that is about something else."""
    if error is None:
        return Check(code, CheckStatus.UNKNOWN, "not_asked", values)
    return Check(code, CheckStatus.UNKNOWN, "asking_failed", {**values, "error": error.code})


def _says(error: AexError | None, codes: frozenset[str]) -> bool:
    """The platform puts some of these into the code and some into the words."""
    if not isinstance(error, PlatformError):
        return False
    said = (error.code, error.values.get("message"), error.values.get("sub_code"))
    return any(str(one).casefold() in codes for one in said if one)


def _cheapest(skus: Iterable[Sku]) -> Sku | None:
    priced = [(price, number, sku) for number, sku in enumerate(skus) if (price := _amount(sku.price)) is not None]
    return min(priced)[2] if priced else None


def _total(sku: Sku, option: DeliveryOption, quantity: int) -> str | None:
    price, fee = _amount(sku.price), _amount(option.fee)
    if price is None or fee is None or (fee and option.currency and option.currency != sku.currency):
        return None
    return str(price * quantity + fee)


def _amount(text: str) -> Decimal | None:
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None


def _money(amount: str, currency: str) -> str:
    return f"{currency} {amount}".strip()
