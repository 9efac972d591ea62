"""Decides whether a new order is paid at once. Protocol, section 7 and section 10, "Automatic payment"."""

from __future__ import annotations

from aexdesk.practice.numbers import read_object
from aexdesk.practice.order_request import EXTENSION
from aexdesk.practice.platform import Admitted, Platform
from aexdesk.practice.refusal import unsupported_mapping

PAY_FAILED = "OrderCreated, autoPay fail:APIPayFail"
_PAYMENT = f"{EXTENSION}.payment"


def is_paid_at_once(platform: Platform, call: Admitted) -> bool:
    """Whether the orders of this call are paid; a Refusal for a shape that does not fit.

    Asked to pay, the gateway pays where the account is on the allow list and the currency is USD. Not asked, an
    order counts as paid all the same. That is a choice: on the platform a person would now pay it in the browser,
    and a tester without one would never get past the first state.
    """
    payment = read_object(call.params.get(EXTENSION) or "{}").get("payment")
    if payment is None:
        return True
    if not isinstance(payment, dict):
        raise unsupported_mapping(_PAYMENT, "must be an object")
    currency = payment.get("pay_currency")
    if not isinstance(currency, str | None):
        raise unsupported_mapping(f"{_PAYMENT}.pay_currency", "must be a text")
    if not _read_wish(payment.get("try_to_pay")):
        return True
    return call.account in platform.state.auto_payers and currency in (None, "", "USD")


def _read_wish(value: object) -> bool:
    match value:
        case True | "true":
            return True
        case None | False | "false" | "":
            return False
    raise unsupported_mapping(f"{_PAYMENT}.try_to_pay", "must be true or false")
