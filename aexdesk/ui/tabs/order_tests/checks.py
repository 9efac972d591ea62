"""The checks of a test case: readiness judges what is known, this adds what is under way. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from aexdesk.ordertest.readiness import Check, CheckStatus, ReadinessFacts, check_readiness
from aexdesk.ui.tabs.order_tests.state import CheckLine, Inquiry, Phase
from aexdesk.workspace.loan_account import LoanAccount
from aexdesk.workspace.order_test_case import OrderTestCase
from aexdesk.workspace.token import Token

ACCOUNT_CHECKS = ("account_logged_in", "account_active")
_NOT_ASKED = "not_asked"
_STILL_OPEN = frozenset({_NOT_ASKED, "asking_failed"})


def make_checks(
    case: OrderTestCase, inquiry: Inquiry, loans: Sequence[LoanAccount], token: Token | None, now: datetime
) -> tuple[CheckLine, ...]:
    """One line for each check. `token`: the one that the app's calls carry, whosever it is."""
    has_freight = inquiry.freight.phase is Phase.ANSWERED
    facts = ReadinessFacts(
        case=case,
        now=now,
        offer=inquiry.offer,
        offer_error=inquiry.product.fault,
        delivery=inquiry.deliveries if has_freight else None,
        delivery_error=inquiry.freight.fault,
        sku=inquiry.sku,
        tokens=() if token is None else (token,),
        loans=tuple(loans),
    )
    return tuple(_as_line(check, inquiry, case) for check in check_readiness(facts))


def _as_line(check: Check, inquiry: Inquiry, case: OrderTestCase) -> CheckLine:
    if check.code in ACCOUNT_CHECKS:
        is_open = not case.loan_account_email
        return CheckLine(Check(check.code, CheckStatus.UNKNOWN, _NOT_ASKED) if is_open else check)
    if check.reason not in _STILL_OPEN:
        return CheckLine(check)
    steps = (inquiry.product, inquiry.freight)
    return CheckLine(
        check,
        is_running=inquiry.is_running,
        is_cancelled=any(step.phase is Phase.CANCELLED for step in steps),
        fault=next((step.fault for step in steps if step.fault is not None), None),
    )
