"""All that the Order tests tab shows, as values: the list, the form, the checks, the orders, the order being built."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from aexdesk.faults import AexError, BadInput
from aexdesk.ordertest.offers import DeliveryOption, Offer, Sku
from aexdesk.ordertest.order_payload import Address
from aexdesk.ordertest.readiness import Check
from aexdesk.ui.tabs.order_tests.entry import Entry
from aexdesk.ui.tabs.order_tests.more_state import Answered, Checklist, Importing
from aexdesk.workspace.case_order import CaseOrder
from aexdesk.workspace.environment import PRACTICE, Environment
from aexdesk.workspace.loan_account import LoanAccount
from aexdesk.workspace.order_test_case import OrderTestCaseState

NOWHERE = Address()


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A line of the list. A test case that was never saved is one too (`is_new`)."""

    id: str
    name: str
    state: OrderTestCaseState = OrderTestCaseState.DRAFT
    is_unsaved: bool = False
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class CaseForm:
    """The form. `changes_facts`: saving makes it a draft again. `is_from_url`: the item ID was cut out of a URL."""

    id: str
    entry: Entry
    state: OrderTestCaseState = OrderTestCaseState.DRAFT
    activated_at: datetime | None = None
    is_new: bool = False
    is_dirty: bool = False
    is_busy: bool = False
    changes_facts: bool = False
    is_from_url: bool = False
    problems: tuple[BadInput, ...] = ()
    refused: str = ""


class Phase(StrEnum):
    """How far a question to the platform is."""

    NONE = "none"
    RUNNING = "running"
    CANCELLED = "cancelled"
    FAILED = "failed"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Step:
    """One question: how far it is, and why it failed."""

    phase: Phase = Phase.NONE
    fault: AexError | None = None


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What the platform said of an item, a country and a quantity: the product first, then the freight of one SKU."""

    product: Step = Step()
    freight: Step = Step()
    offer: Offer | None = None
    sku_id: str = ""
    deliveries: tuple[DeliveryOption, ...] = ()
    can_cancel: bool = False

    @property
    def is_running(self) -> bool:
        """Whether an answer is still to come."""
        return Phase.RUNNING in (self.product.phase, self.freight.phase)

    @property
    def sku(self) -> Sku | None:
        """The SKU that the freight is asked for."""
        skus = self.offer.skus if self.offer is not None else ()
        return next((sku for sku in skus if sku.sku_id == self.sku_id), None)


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One check: what was found so far, whether an answer is still to come, and why none came."""

    check: Check
    is_running: bool = False
    is_cancelled: bool = False
    fault: AexError | None = None


@dataclass(frozen=True, slots=True)
class Building:
    """The order that is being built for the chosen test case. `fields`: what its country's address may hold."""

    inquiry: Inquiry = Inquiry()
    delivery: str = ""
    presets: tuple[str, ...] = ()
    preset: str = ""
    address: Address = NOWHERE
    is_address_changed: bool = False
    fields: tuple[str, ...] = ()
    problems: tuple[BadInput, ...] = ()
    advice: tuple[BadInput, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether SKU and service are chosen."""
        return self.inquiry.sku is not None and bool(self.delivery) and not self.inquiry.is_running


@dataclass(frozen=True, slots=True)
class CasesState:
    """`total` counts the saved ones, found or not. `orders`: the newest; `order_total`: how many there are."""

    is_loaded: bool = False
    environment: Environment = PRACTICE
    accounts: tuple[LoanAccount, ...] = ()
    rows: tuple[CaseRow, ...] = ()
    total: int = 0
    search: str = ""
    chosen: str = ""
    form: CaseForm | None = None
    checks: tuple[CheckLine, ...] = ()
    inquiry: Inquiry = Inquiry()
    can_ask: bool = False
    orders: tuple[CaseOrder, ...] = ()
    order_total: int = 0
    building: Building | None = None
    importing: Importing | None = None
    checklist: Checklist | None = None
    answers: tuple[Answered, ...] = ()
    has_profile: bool = False
    profile_name: str = ""
    is_asking_approval: bool = False
    trouble: AexError | None = None
