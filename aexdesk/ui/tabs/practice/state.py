"""All that the Practice tab shows, as values: the gateway, what it holds, what is chosen, what is armed. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from aexdesk.faults import AexError
from aexdesk.services.practice_contents import (
    PracticeCall,
    PracticeContents,
    PracticeOrder,
    PracticeProduct,
)
from aexdesk.services.practising import PracticeState


class Page(StrEnum):
    """The pages, in their order."""

    ORDERS = "orders"
    FAULTS = "faults"
    BUYERS = "buyers"
    PRODUCTS = "products"
    CASES = "cases"
    LOG = "log"


@dataclass(frozen=True, slots=True)
class PracticeTabState:
    """`contents` is None until the gateway has told. `fault`: why it tells no more. `trouble`: what an act ended in.

    `held`: the calls as they stood when the person paused the log, else None.
    """

    practice: PracticeState = field(default_factory=PracticeState)
    is_live: bool = False
    contents: PracticeContents | None = None
    fault: AexError | None = None
    trouble: AexError | None = None
    page: Page = Page.ORDERS
    chosen_order: str = ""
    chosen_product: str = ""
    search: str = ""
    held: tuple[PracticeCall, ...] | None = None
    is_armed: bool = False
    is_resetting: bool = False
    is_lending: bool = False
    moving: str = ""

    @property
    def is_on(self) -> bool:
        """Whether there is a gateway to look at."""
        return self.practice.url is not None

    @property
    def known(self) -> PracticeContents:
        """What the gateway holds, as far as it has told."""
        return self.contents or PracticeContents()

    @property
    def orders(self) -> tuple[PracticeOrder, ...]:
        """The newest first."""
        return self.known.orders[::-1]

    @property
    def order(self) -> PracticeOrder | None:
        """The one that is chosen."""
        return next((order for order in self.known.orders if order.id == self.chosen_order), None)

    @property
    def products(self) -> tuple[PracticeProduct, ...]:
        """Those in which every word of the search stands."""
        words = self.search.casefold().split()
        return tuple(one for one in self.known.products if all(word in _text_of(one) for word in words))

    @property
    def product(self) -> PracticeProduct | None:
        """The one that is chosen; the first, where the search does not find that one."""
        found = self.products
        return next((one for one in found if one.id == self.chosen_product), found[0] if found else None)

    @property
    def calls(self) -> tuple[PracticeCall, ...]:
        """The newest first; while the log is paused, as they stood then."""
        return (self.known.calls if self.held is None else self.held)[::-1]

    @property
    def waiting_calls(self) -> int:
        """How many have come since the log was paused."""
        if self.held is None:
            return 0
        seen = {call.id for call in self.held}
        return sum(call.id not in seen for call in self.known.calls)

    @property
    def charged(self) -> tuple[tuple[str, Decimal], ...]:
        """What would have been charged so far, by currency."""
        return self.known.charged


def _text_of(product: PracticeProduct) -> str:
    told = (product.id, product.title, product.category, product.category_id, *product.ship_to)
    return " ".join((*told, *(f"{sku.id} {sku.attr}" for sku in product.skus))).casefold()
