"""The sentences of checks, orders and choices, asked late."""

from __future__ import annotations

from aexdesk.i18n import _, ngettext
from aexdesk.openplatform.errorbook import ErrorBook
from aexdesk.ordertest.offers import DeliveryOption, Sku
from aexdesk.ordertest.readiness import CheckStatus
from aexdesk.ui.tabs.order_tests.state import CheckLine
from aexdesk.ui.tabs.order_tests.words import join
from aexdesk.wording import describe
from aexdesk.wording.case_orders import describe_case_order
from aexdesk.wording.readiness import describe_check
from aexdesk.workspace.case_order import CaseOrder, CaseOrderState

_ORDER_TONES = {
    CaseOrderState.PLACED: "good",
    CaseOrderState.UNPAID: "warn",
    CaseOrderState.REFUSED: "bad",
    CaseOrderState.EXISTS: "warn",
    CaseOrderState.UNKNOWN: "warn",
}


def name_status(line: CheckLine) -> str:
    """How a check came out, for those who hear the window."""
    if line.is_running:
        return _("asking")
    return {
        CheckStatus.UNKNOWN: _("not known"),
        CheckStatus.GOOD: _("good"),
        CheckStatus.WARN: _("look at this"),
        CheckStatus.BAD: _("bad"),
    }[line.check.status]


def say_check(line: CheckLine) -> str:
    """What was found."""
    if line.is_running:
        return _("Asking…")
    if line.is_cancelled:
        return _("Cancelled before the answer came.")
    if line.fault is not None:
        return describe(line.fault).message
    return join(describe_check(line.check))


# ---------------------------------------------------------------- the orders


def tone_of_order(state: CaseOrderState) -> str:
    """Its colour."""
    return _ORDER_TONES[state]


def explain_order(order: CaseOrder, book: ErrorBook) -> str:
    """What is to be known of it beyond id and state; "" where nothing is."""
    return "" if order.state is CaseOrderState.PLACED else join(describe_case_order(order, book))


# ---------------------------------------------------------------- what can be chosen


def label_sku(sku: Sku, quantity: int) -> str:
    """A variant with its price, and how many there are."""
    stock = _("{stock} in stock").format(stock=sku.stock) if sku.stock is not None else _("stock not told")
    return " · ".join(part for part in (sku.label, price_of(sku, quantity), stock) if part)


def label_delivery(option: DeliveryOption) -> str:
    """A service with its fee and days."""
    fee = _("free") if option.fee and not option.fee.strip("0.") else f"{option.currency} {option.fee}".strip()
    return " · ".join(part for part in (option.company or option.code, fee, _days(option)) if part)


def _days(option: DeliveryOption) -> str:
    least, most = option.min_days, option.max_days
    if least is not None and most is not None and least != most:
        return ngettext("{least} to {most} day", "{least} to {most} days", most).format(least=least, most=most)
    days = most if most is not None else least
    return ngettext("{days} day", "{days} days", days).format(days=days) if days is not None else ""


def price_of(sku: Sku, quantity: int) -> str:
    """What a piece costs, and how many there are to be."""
    price = f"{sku.currency} {sku.price}".strip()
    return f"{quantity} × {price}" if price and quantity > 1 else price
