"""Decides whether a new order is paid at once. Protocol, section 7 and section 10, "Automatic payment"."""

from __future__ import annotations

from aexdesk.practice.ordering.order_extension import Extension
from aexdesk.practice.platform import Admitted, Platform

PAY_FAILED = "OrderCreated, autoPay fail:APIPayFail"


def is_paid_at_once(platform: Platform, call: Admitted, extension: Extension) -> bool:
    """Whether the orders of this call are paid.

    Asked to pay, the gateway pays where the account is on the allow list. Not asked, an order counts as paid all the
    same. That is a choice: on the platform a person would now pay it in the browser, and a tester without one would
    never get past the first state.
    """
    return not extension.try_to_pay or call.account in platform.state.auto_payers
