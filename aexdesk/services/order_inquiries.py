"""Asks what became of a test order: its details and its tracking, at one click."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from aexdesk.faults import BadInput, PlatformError
from aexdesk.openplatform.request import Call
from aexdesk.ordertest.order_answers import (
    ORDER_GET_API,
    TRACKING_API,
    OrderDetails,
    Parcel,
    read_order_details,
    read_tracking,
)
from aexdesk.services.callers import Callers
from aexdesk.services.calling import Calling
from aexdesk.services.environments import EnvironmentBook
from aexdesk.services.exchange_faults import fault_of
from aexdesk.services.test_cases import OrderTestCaseBook
from aexdesk.workspace.case_order import CaseOrder
from aexdesk.workspace.exchange import Exchange
from aexdesk.workspace.profile import Profile

__all__ = ["OrderAnswer", "OrderDetails", "OrderInquiries", "OrderQuestion", "Parcel"]

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
    """Asks as the app, with the session of the account that the test case names: another's orders are not shown."""

    def __init__(
        self,
        environments: EnvironmentBook,
        callers: Callers,
        calling: Calling,
        cases: OrderTestCaseBook,
    ) -> None:
        self._environments = environments
        self._callers = callers
        self._calling = calling
        self._cases = cases

    async def ask(self, question: OrderQuestion, order: CaseOrder, profile: Profile) -> OrderAnswer:
        """What the platform says of the order now.

        Raises BadInput (no_order_id, profile_elsewhere, answer_unreadable), PlatformError, NetworkFault,
        VaultUnavailable, StorageFault; an error of the exchange carries its `exchange_id`.
        """
        if not order.order_id:
            raise BadInput("no_order_id")
        exchange = await self._send(Call(_APIS[question], _parameters(question, order.order_id)), order, profile)
        if exchange.error is not None:
            fault = fault_of(exchange, exchange.error)
            if question is OrderQuestion.TRACKING and _is_too_early(fault):
                return OrderAnswer(question, exchange.id)
            raise fault
        return await asyncio.to_thread(_read, question, exchange)

    async def _send(self, call: Call, order: CaseOrder, profile: Profile) -> Exchange:
        if profile.environment != order.environment:
            raise BadInput("profile_elsewhere", name=profile.name, found=profile.environment, wanted=order.environment)
        case = await self._cases.get(order.case_id)
        # Where that account is not logged in, whoever is: the platform then says whose the order is not.
        own = await self._callers.of_account(profile, case.loan_account_email)
        caller = own or await self._callers.of_profile(profile, call.api)
        return await self._calling.send(call, caller, await self._environments.get(order.environment))


def _parameters(question: OrderQuestion, order_id: str) -> tuple[tuple[str, str], ...]:
    if question is OrderQuestion.TRACKING:
        return (("ae_order_id", order_id), ("language", _LANGUAGE))
    return (("single_order_query", f'{{"order_id":{order_id}}}'),)  # a number with all its digits, as documented


def _is_too_early(fault: Exception) -> bool:
    return isinstance(fault, PlatformError) and str(fault.values.get("message")).casefold() == _NOTHING_YET


def _read(question: OrderQuestion, exchange: Exchange) -> OrderAnswer:
    assert exchange.response is not None
    try:
        body = exchange.response.body.read(_LONGEST_ANSWER)
    except OSError:  # somebody took the file away
        raise BadInput("answer_unreadable", api=exchange.api) from None
    if question is OrderQuestion.DETAILS:
        return OrderAnswer(question, exchange.id, details=read_order_details(body))
    return OrderAnswer(question, exchange.id, parcels=read_tracking(body))
