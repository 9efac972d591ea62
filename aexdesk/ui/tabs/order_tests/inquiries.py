"""Asks the platform what it sells, to where and for how much; one question at a time for each case. QtCore only."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from aexdesk.faults import AexError
from aexdesk.ordertest.offers import Offer, Sku
from aexdesk.ui.tabs.order_tests.state import Inquiry, Phase, Step
from aexdesk.workspace.order_test_case import OrderTestCase
from aexdesk.workspace.profile import Profile

if TYPE_CHECKING:
    from aexdesk.services.ordering import Ordering
    from aexdesk.ui.later import Later

CANCEL_AFTER_S = 1.0
"""From here on a person may want to stop it."""

Start = Callable[[Coroutine[Any, Any, None], str], "asyncio.Task[None] | None"]
Key = tuple[str, ...]

_RUNNING = Step(Phase.RUNNING)


def key_of(case: OrderTestCase) -> Key:
    """What an answer depends on: the same answer serves the same item, country and quantity."""
    return case.environment, case.item_id, str(case.quantity), case.country


class Inquiries:
    """`note` is called whenever what `of` answers may have changed."""

    def __init__(self, ordering: Ordering, later: Later, start: Start, note: Callable[[], None]) -> None:
        self._ordering = ordering
        self._later = later
        self._start = start
        self._note = note
        self._known: dict[Key, Inquiry] = {}
        self._running: dict[Key, asyncio.Task[None]] = {}

    def of(self, case: OrderTestCase | None) -> Inquiry:
        """What is known."""
        return self._known.get(key_of(case), Inquiry()) if case is not None else Inquiry()

    def run(self, case: OrderTestCase, profile: Profile) -> None:
        """Asks for the product, then for the freight of its first SKU that can be had."""
        self._begin(case, Inquiry(product=_RUNNING), lambda: self._ask(case, profile))

    def choose_sku(self, case: OrderTestCase, profile: Profile, sku_id: str) -> None:
        """Asks for the freight of that SKU."""
        known = replace(self.of(case), sku_id=sku_id)
        if known.sku is not None:
            asked = replace(known, freight=_RUNNING, deliveries=(), can_cancel=False)
            self.cancel(case)
            self._begin(case, asked, lambda: self._ask_freight(case, profile))

    def cancel(self, case: OrderTestCase | None) -> None:
        """Stops it; harmless where nothing runs."""
        task = self._running.pop(key_of(case), None) if case is not None else None
        if task is not None:
            task.cancel()

    def _begin(self, case: OrderTestCase, asked: Inquiry, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        key = key_of(case)
        if key in self._running:
            return
        task = self._start(self._guarded(key, work), f"ask about item {case.item_id}")
        if task is not None:
            self._running[key] = task
            self._know(key, asked)

    async def _guarded(self, key: Key, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        mine = asyncio.current_task()
        timer = self._later(CANCEL_AFTER_S, lambda: self._offer_cancel(key))
        try:
            await work()
        except AexError as fault:
            self._end(key, mine, Step(Phase.FAILED, fault))
        except asyncio.CancelledError:
            self._end(key, mine, Step(Phase.CANCELLED))
            raise
        finally:
            timer.cancel()
            if self._running.get(key) is mine:
                del self._running[key]
            self._note()

    async def _ask(self, case: OrderTestCase, profile: Profile) -> None:
        offer = await self._ordering.look_up(case, profile)
        first = _first_to_be_had(offer, case.quantity)
        known = Inquiry(product=Step(Phase.ANSWERED), offer=offer, can_cancel=self.of(case).can_cancel)
        if first is None:
            self._know(key_of(case), replace(known, can_cancel=False))
            return
        self._know(key_of(case), replace(known, sku_id=first.sku_id, freight=_RUNNING))
        await self._ask_freight(case, profile)

    async def _ask_freight(self, case: OrderTestCase, profile: Profile) -> None:
        sku = self.of(case).sku
        if sku is None:
            return
        found = await self._ordering.find_delivery(case, profile, sku)
        self._know(
            key_of(case),
            replace(self.of(case), freight=Step(Phase.ANSWERED), deliveries=found, can_cancel=False),
        )

    def _offer_cancel(self, key: Key) -> None:
        known = self._known.get(key)
        if known is not None and known.is_running:
            self._know(key, replace(known, can_cancel=True))

    def _end(self, key: Key, mine: object, step: Step) -> None:
        """The question that ran ended so; one that has been asked since goes on."""
        if self._running.get(key, mine) is not mine:
            return
        known = self._known[key]
        if known.product.phase is Phase.RUNNING:
            known = replace(known, product=step)
        elif known.freight.phase is Phase.RUNNING:
            known = replace(known, freight=step)
        self._know(key, replace(known, can_cancel=False))

    def _know(self, key: Key, inquiry: Inquiry) -> None:
        self._known[key] = inquiry
        self._note()


def _first_to_be_had(offer: Offer, quantity: int) -> Sku | None:
    in_stock = (sku for sku in offer.skus if sku.stock is None or sku.stock >= quantity)
    return next(in_stock, offer.skus[0] if offer.skus else None)
