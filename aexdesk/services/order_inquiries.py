"""Asks the platform what became of an order: its details, what is due and whether it was paid, its tracking."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from aexdesk.faults import BadInput, PlatformError
from aexdesk.openplatform.request import Call
from aexdesk.ordertest.order_answers import (
    ORDER_GET_API,
    ORDER_GET_PARAMETER,
    TRACKING_API,
    OrderDetails,
    Parcel,
    read_order_details,
    read_tracking,
)
from aexdesk.ordertest.payment_status import PaymentStatus, read_payment_status
from aexdesk.services.callers import Caller
from aexdesk.services.calling import Calling
from aexdesk.services.environments import EnvironmentBook
from aexdesk.services.exchange_faults import fault_of
from aexdesk.services.order_callers import OrderCallers, PlacedOrder
from aexdesk.services.practice_panel import PracticePanel
from aexdesk.services.test_cases import OrderTestCaseBook
from aexdesk.workspace.case_order import CaseOrder
from aexdesk.workspace.environment import Environment
from aexdesk.workspace.exchange import Exchange
from aexdesk.workspace.ledger import LedgerEntry, LedgerState
from aexdesk.workspace.profile import Profile

__all__ = ["OrderAnswer", "OrderDetails", "OrderInquiries", "OrderQuestion", "Parcel", "PaymentStatus"]

_LONGEST_ANSWER = 4 * 1024 * 1024
_NOTHING_YET = "tracking data not found"
_LANGUAGE = "en"


class OrderQuestion(StrEnum):
    """What can be asked of an order."""

    DETAILS = "details"
    TRACKING = "tracking"


@dataclass(frozen=True, slots=True)
class OrderAnswer:
    """What came. One of `details` and `parcels` is there; no parcels: nothing is to be seen yet."""

    question: OrderQuestion
    exchange_id: str
    details: OrderDetails | None = None
    parcels: tuple[Parcel, ...] = ()


_APIS: Mapping[OrderQuestion, str] = {
    OrderQuestion.DETAILS: ORDER_GET_API,
    OrderQuestion.TRACKING: TRACKING_API,
}


class OrderInquiries:
    """Asks through the gateway, as any other call, with the session that placed the order wherever it is still here.

    Each question raises BadInput (no_order_id, order_app_unknown, answer_unreadable), PlatformError, NetworkFault,
    GuardRefused, VaultUnavailable, StorageFault; an error of the exchange carries its `exchange_id`.
    """

    def __init__(
        self,
        environments: EnvironmentBook,
        calling: Calling,
        callers: OrderCallers,
        cases: OrderTestCaseBook,
        panel: PracticePanel,
    ) -> None:
        self._environments = environments
        self._calling = calling
        self._callers = callers
        self._cases = cases
        self._panel = panel

    async def ask(self, question: OrderQuestion, order: CaseOrder, profile: Profile) -> OrderAnswer:
        """What the platform says of a test case's order now. Raises BadInput("profile_elsewhere"), too."""
        if not order.order_id:
            raise BadInput("no_order_id")
        if profile.environment != order.environment:
            raise BadInput("profile_elsewhere", name=profile.name, found=profile.environment, wanted=order.environment)
        account = (await self._cases.get(order.case_id)).loan_account_email
        placed = PlacedOrder(order.environment, order.order_id, order.exchange_id, profile.app_key, account)
        # Where that buyer is not logged in, whoever is: the platform then says whose the order is not.
        caller = await self._callers.who_may_see(placed, _APIS[question], profile)
        environment = await self._environments.get(order.environment)
        exchange = await self._calling.send(_call(question, order.order_id), caller, environment)
        if exchange.error is not None:
            fault = fault_of(exchange, exchange.error)
            if question is OrderQuestion.TRACKING and _is_too_early(fault):
                return OrderAnswer(question, exchange.id)
            raise fault
        return await asyncio.to_thread(_read_answer, question, exchange)

    async def ask_payment(
        self, entry: LedgerEntry, caller: Caller | None = None, *, only_placer: bool = False
    ) -> PaymentStatus:
        """What is due for an order of the ledger, and whether it was paid; asked once.

        `caller`: whoever placed it, where that is known. `only_placer`: raises BadInput("order_session_gone") rather
        than ask with a session that did not place it.
        """
        if not entry.order_id:
            raise BadInput("no_order_id")
        environment = await self._environments.get(entry.environment)
        asker = caller or await self._find_asker(entry, only_placer=only_placer)
        exchange = await self._calling.send(_call(OrderQuestion.DETAILS, entry.order_id), asker, environment)
        if exchange.error is not None:
            raise fault_of(exchange, exchange.error)
        payment = await asyncio.to_thread(_read_payment, exchange)
        return await self._ask_practice(payment, entry, environment)

    async def _find_asker(self, entry: LedgerEntry, *, only_placer: bool) -> Caller:
        placed = PlacedOrder(entry.environment, entry.order_id, entry.exchange_id, entry.app_key, entry.account)
        if not only_placer:
            return await self._callers.who_may_see(placed, ORDER_GET_API)
        placer = await self._callers.who_placed(placed, ORDER_GET_API)
        if placer is None:
            raise BadInput("order_session_gone")
        return placer

    async def _ask_practice(
        self, payment: PaymentStatus, entry: LedgerEntry, environment: Environment
    ) -> PaymentStatus:
        """In practice the gateway itself says what was free; there, an order is paid without anybody doing it."""
        if environment.is_live or not await self._panel.is_free(entry.order_id):
            return payment
        return replace(payment, state=LedgerState.CONFIRMED_FREE) if payment.state is LedgerState.PAID else payment


def _call(question: OrderQuestion, order_id: str) -> Call:
    """The id stands in it as a number with all its digits, as documented: no number type holds it."""
    if question is OrderQuestion.TRACKING:
        return Call(TRACKING_API, (("ae_order_id", order_id), ("language", _LANGUAGE)))
    return Call(ORDER_GET_API, ((ORDER_GET_PARAMETER, f'{{"order_id":{order_id}}}'),))


def _is_too_early(fault: Exception) -> bool:
    return isinstance(fault, PlatformError) and str(fault.values.get("message")).casefold() == _NOTHING_YET


def _read_answer(question: OrderQuestion, exchange: Exchange) -> OrderAnswer:
    body = _read_body(exchange)
    if question is OrderQuestion.DETAILS:
        return OrderAnswer(question, exchange.id, details=read_order_details(body))
    return OrderAnswer(question, exchange.id, parcels=read_tracking(body))


def _read_payment(exchange: Exchange) -> PaymentStatus:
    return read_payment_status(_read_body(exchange))


def _read_body(exchange: Exchange) -> bytes:
    assert exchange.response is not None
    try:
        return exchange.response.body.read(_LONGEST_ANSWER)
    except OSError:  # somebody took the file away
        raise BadInput("answer_unreadable", api=exchange.api) from None
