"""What a practice gateway holds, in our own words: orders, faults, buyers, products, test cases, calls. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType

from aexdesk.workspace.order_test_case import OrderTestCaseState

NEXT_STATES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "PLACE_ORDER_SUCCESS": ("WAIT_SELLER_SEND_GOODS", "IN_CANCEL"),
        "WAIT_SELLER_SEND_GOODS": ("WAIT_BUYER_ACCEPT_GOODS", "IN_CANCEL"),
        "WAIT_BUYER_ACCEPT_GOODS": ("FINISH",),
        "IN_CANCEL": ("FINISH",),
        "FINISH": (),
    }
)
"""Where an order goes from where it is. Choices of ours: the gateway itself takes any state."""

ANY_API = "*"
LASTING = 0
"""The `times` of a fault that is played until somebody removes it."""


@dataclass(frozen=True, slots=True)
class PracticeOrder:
    """An order. `amount` is what it costs, or would have cost where it is not free."""

    id: str
    item_id: str
    quantity: int
    country: str
    account: str
    state: str
    test_case: str
    is_free: bool
    amount: Decimal
    currency: str
    sku_id: str = ""
    service: str = ""
    out_order_id: str = ""
    created_at: datetime | None = None

    @property
    def next_states(self) -> tuple[str, ...]:
        """From a state that we do not know, any that we know."""
        return NEXT_STATES.get(self.state, tuple(NEXT_STATES))


@dataclass(frozen=True, slots=True)
class PracticeFault:
    """A fault that waits to be played. `times` left; LASTING until it is removed."""

    id: str
    api: str
    kind: str
    value: str
    times: int

    @property
    def is_lasting(self) -> bool:
        """Whether it is played until somebody removes it."""
        return self.times == LASTING


@dataclass(frozen=True, slots=True)
class PracticeBuyer:
    """An account of a buyer. `until`: the last day of a loan as a date, empty for no end."""

    email: str
    user_id: str
    is_loan: bool
    until: str


@dataclass(frozen=True, slots=True)
class PracticeSku:
    """One form of a product; the price in USD, and what is left."""

    id: str
    attr: str
    price: Decimal
    stock: int


@dataclass(frozen=True, slots=True)
class PracticeProduct:
    """A product that can be ordered."""

    id: str
    title: str
    category: str
    category_id: str
    ship_to: tuple[str, ...]
    skus: tuple[PracticeSku, ...]

    @property
    def stock(self) -> int:
        """Of all its forms."""
        return sum(sku.stock for sku in self.skus)


@dataclass(frozen=True, slots=True)
class PracticeCase:
    """An order test case as the gateway knows it. `orders`: how many it has made free so far."""

    name: str
    account: str
    item_id: str
    quantity: int
    country: str
    reason: str
    state: str
    orders: int

    @property
    def is_active(self) -> bool:
        """Whether an order that matches it is free."""
        return self.state == OrderTestCaseState.ACTIVE.value


@dataclass(frozen=True, slots=True)
class PracticeCall:
    """A call that the gateway received. `id` is ours, and stays while the call is listed."""

    id: str
    at: datetime
    api: str
    verdict: str
    error_code: str


@dataclass(frozen=True, slots=True)
class PracticeContents:
    """All of it, oldest first. `faults` is None where the gateway does not tell them (one of an older version).

    `charges`: whether an order that matches no test case is placed and charged; None where that is not told.
    """

    orders: tuple[PracticeOrder, ...] = ()
    faults: tuple[PracticeFault, ...] | None = ()
    buyers: tuple[PracticeBuyer, ...] = ()
    products: tuple[PracticeProduct, ...] = ()
    cases: tuple[PracticeCase, ...] = ()
    calls: tuple[PracticeCall, ...] = ()
    charges: bool | None = None

    @property
    def charged(self) -> tuple[tuple[str, Decimal], ...]:
        """What the orders that are not free would have cost, for each currency."""
        sums: dict[str, Decimal] = {}
        for order in self.orders:
            if not order.is_free:
                sums[order.currency] = sums.get(order.currency, Decimal(0)) + order.amount
        return tuple(sorted(sums.items()))
