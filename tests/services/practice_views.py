"""A gateway's admin address of straw: what it holds stands in a dictionary, and a change wakes who waits for it."""

from __future__ import annotations

import asyncio
from copy import deepcopy
from typing import Any

from aexdesk.faults import AexError
from aexdesk.services.practice_opening import PracticeOpening
from aexdesk.services.practice_panel import PracticePanel
from aexdesk.services.practising import Practising

ITEM = "1005990000000001"
ORDER_ID = 9_123_456_789_012_345
"""Above 2^53, and odd: a double cannot hold it."""


def an_order(number: int = 0, **changes: Any) -> dict[str, Any]:
    return {
        "order_id": ORDER_ID + 2 * number,
        "free": True,
        "state": "WAIT_SELLER_SEND_GOODS",
        "test_case": "Practice order",
        "item_id": ITEM,
        "quantity": 1,
        "country": "US",
        "account": "loan.buyer@example.test",
        "amount": "10.39",
        "currency": "USD",
        "created_at": "2026-05-04T12:00:00Z",
        "sku_id": "12000990000000001",
        "service": "CAINIAO_STANDARD",
        "out_order_id": "",
        **changes,
    }


def a_product(number: int = 1, **changes: Any) -> dict[str, Any]:
    sku = {"sku_id": f"1200099000000{number:04}", "sku_attr": "14:193#Black", "price": "8.40", "stock": 50_000}
    return {
        "product_id": f"100599000000{number:04}",
        "subject": "Stoneware mug with lid, 350 ml",
        "category_id": 509911,
        "category_name": "Mugs & Cups",
        "ship_to": ["DE", "US"],
        "skus": [sku],
        **changes,
    }


def a_call(number: int = 0, verdict: str = "ok", error_code: str = "") -> dict[str, str]:
    return {
        "time": f"2026-05-04T12:00:{number % 60:02}.{number:03}Z",
        "api": "aliexpress.ds.product.get",
        "verdict": verdict,
        "error_code": error_code,
    }


def holdings() -> dict[str, Any]:
    """What a gateway holds when it begins, without products but one."""
    case = {"name": "Practice order", "loan_account_email": "loan.buyer@example.test", "item_id": ITEM, "quantity": 1}
    return {
        "orders": [],
        "faults": [],
        "buyers": [
            {"email": "loan.buyer@example.test", "user_id": "5099000001", "is_loan": True, "until": ""},
            {"email": "real.buyer@example.test", "user_id": "5099000002", "is_loan": False, "until": ""},
        ],
        "products": [a_product()],
        "test-cases": [{**case, "country": "US", "reason": "to try", "state": "active", "orders": 0}],
        "log": [],
        "order-mismatch": {"order_mismatch": "refuse"},
    }


class FakeViews:
    """`trouble` is raised by whatever is asked next, until it is taken away. `asked` notes acts, in order."""

    def __init__(self) -> None:
        self.held: dict[str, Any] = holdings()
        self.version = 7
        self.trouble: AexError | None = None
        self.asked: list[tuple[Any, ...]] = []
        self.reads = 0
        self.watchers = 0
        self.is_closed = False
        self._changed = asyncio.Event()
        self._next_fault = 1

    def note_change(self) -> None:
        """Something changed, or went wrong."""
        self.version += 1
        self._changed.set()

    def hold(self, what: str, *things: Any) -> None:
        """More of something."""
        self.held[what] = [*(self.held[what] or ()), *things]
        self.note_change()

    def set_fault(self, kind: str, api: str = "*", value: Any = "", times: int = 1) -> str:
        """Another program sets a fault; its id."""
        fault_id = f"f{self._next_fault}"
        self._next_fault += 1
        self.hold("faults", {"id": fault_id, "api": api, "kind": kind, "value": value, "times": times})
        return fault_id

    async def read(self, what: str) -> Any:
        await asyncio.sleep(0)
        self._fail()
        self.reads += 1
        return deepcopy(self.held[what])

    async def await_change(self, since: int) -> int:
        self.watchers += 1
        try:
            while self.version == since:
                self._fail()
                self._changed.clear()
                await self._changed.wait()
            self._fail()
            return self.version
        finally:
            self.watchers -= 1

    async def set_order(self, order_id: str, state: str) -> None:
        await self._note("set_order", order_id, state)
        for order in self.held["orders"]:
            if str(order["order_id"]) == order_id:
                order["state"] = state
        self.note_change()

    async def add_fault(self, fields: dict[str, str | int]) -> None:
        await self._note("add_fault", dict(fields))
        self.set_fault(str(fields["kind"]), str(fields["api"]), fields.get("value", ""), int(fields["times"]))

    async def remove_fault(self, fault_id: str) -> None:
        await self._note("remove_fault", fault_id)
        self.held["faults"] = [one for one in self.held["faults"] if one["id"] != fault_id]
        self.note_change()

    async def remove_all_faults(self) -> None:
        await self._note("remove_all_faults")
        self.held["faults"] = []
        self.note_change()

    async def set_charging(self, is_wanted: bool) -> None:
        await self._note("set_charging", is_wanted)
        self.held["order-mismatch"] = {"order_mismatch": "charge" if is_wanted else "refuse"}
        self.note_change()

    async def reset(self) -> None:
        await self._note("reset")
        self.held = holdings()
        self.note_change()

    async def close(self) -> None:
        self.is_closed = True

    async def _note(self, *what: Any) -> None:
        await asyncio.sleep(0)  # as over a wire: another act may come between
        self._fail()
        self.asked.append(what)

    def _fail(self) -> None:
        if self.trouble is not None:
            raise self.trouble


def a_panel(practising: Practising, opening: PracticeOpening, views: FakeViews) -> PracticePanel:
    """A panel on a gateway of straw, that takes no breath."""
    return PracticePanel(practising, opening, lambda _url: views, breath_s=0)
