"""Stand-ins for the services that the tab asks, written by hand: they keep what they are told, and fail when told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from aexdesk import resources
from aexdesk.desk import Desk
from aexdesk.faults import AexError, BadInput
from aexdesk.openplatform.errorbook import ErrorBook
from aexdesk.openplatform.request import Call
from aexdesk.ordertest.address_rules import check_address
from aexdesk.ordertest.offers import DeliveryOption, Offer, Sku
from aexdesk.ordertest.order_payload import Address, OrderChoice
from aexdesk.services.app_console import AppConsole
from aexdesk.services.case_import import CaseImport
from aexdesk.services.changes import Changes
from aexdesk.services.handover import Handovers
from aexdesk.services.order_inquiries import OrderAnswer, OrderDetails, OrderQuestion
from aexdesk.services.test_cases import OrderTestCaseDraft, check_test_case_draft
from aexdesk.ui.ports import FieldToFill, PageState, Visit
from aexdesk.workspace.case_order import CaseOrder
from aexdesk.workspace.loan_account import LoanAccount
from aexdesk.workspace.order_test_case import OrderTestCase, OrderTestCaseState
from aexdesk.workspace.profile import Profile
from aexdesk.workspace.token import Token
from tests.ui.fakes import NOW, FakePreferences, FakeStanding, a_token

BUYER = "buyer01@example.test"
ITEM = "1005990000000001"
BLACK = Sku("12000990000000001", "14:193#Black", "Color: Black", "8.40", "USD", 50)
WHITE = Sku("12000990000000002", "14:29#White", "Color: White", "9.10", "USD", 3)
MUG = Offer(ITEM, "Stoneware mug", (BLACK, WHITE), "onSelling")
FREE = DeliveryOption("CAINIAO_STANDARD", "Standard", "0", "USD", 9, 16)
FAST = DeliveryOption("PREMIUM", "Premium", "4.99", "USD", 3, 3)
DETAILS = OrderDetails("WAIT_BUYER_PAY", "NO_LOGISTICS", "USD 10.39", "2026-05-04 04:00:00", pays_within="1296000")
HOME = Address(
    contact_person="Test Person",
    full_name="Test Person",
    address="1 Test Street",
    city="Vineland",
    province="New Jersey",
    zip="08360",
    country="US",
    phone_country="+1",
    mobile_no="2015550100",
)


def a_case(name: str = "Mug", **changes: Any) -> OrderTestCase:
    state = changes.pop("state", OrderTestCaseState.DRAFT)
    at = NOW if state is OrderTestCaseState.ACTIVE else None
    environment = changes.pop("environment", "practice")
    case = OrderTestCase(f"{environment}-{name}", environment, name, BUYER, ITEM, 1, "US", "", state, at)
    return replace(case, **changes)


class FakeCases:
    """The book of test cases. `fault` is raised by whatever changes something."""

    def __init__(self) -> None:
        self.all: dict[str, OrderTestCase] = {}
        self.hidden: dict[str, OrderTestCase] = {}
        self.purges = 0
        self.fault: AexError | None = None
        self.gate: asyncio.Event | None = None
        self.changed = Changes()

    def put(self, case: OrderTestCase) -> OrderTestCase:
        self.all[case.id] = case
        self.changed.announce()
        return case

    async def list(self, environment: str | None = None) -> tuple[OrderTestCase, ...]:
        return tuple(case for case in self.all.values() if environment in (None, case.environment))

    async def add(self, draft: OrderTestCaseDraft) -> OrderTestCase:
        await self._pass()
        check_test_case_draft(draft)
        return self.put(_case_of(draft, f"{draft.environment}-{draft.name}"))

    async def add_all(self, drafts: Sequence[OrderTestCaseDraft]) -> tuple[OrderTestCase, ...]:
        await self._pass()
        cases = tuple(_case_of(draft, f"{draft.environment}-{draft.name}") for draft in drafts)
        self.all |= {case.id: case for case in cases}
        self.changed.announce()
        return cases

    async def edit(self, case_id: str, draft: OrderTestCaseDraft) -> OrderTestCase:
        await self._pass()
        check_test_case_draft(draft)
        before, after = self.all[case_id], _case_of(draft, case_id)
        if _facts(before) != _facts(after):
            after = replace(after, state=OrderTestCaseState.DRAFT)
        return self.put(replace(after, activated_at=before.activated_at))

    async def move(self, case_id: str, state: OrderTestCaseState) -> OrderTestCase:
        await self._pass()
        return self.put(replace(self.all[case_id], state=state, activated_at=NOW))

    async def hide(self, case: OrderTestCase) -> None:
        await self._pass()
        self.hidden[case.id] = self.all.pop(case.id)
        self.changed.announce()

    async def restore(self, case: OrderTestCase) -> None:
        await self._pass()
        if any(one.name == case.name for one in self.all.values()):
            raise BadInput("name_taken", name=case.name)
        self.put(self.hidden.pop(case.id))

    async def purge_removed(self) -> None:
        self.purges += 1
        self.hidden.clear()

    async def _pass(self) -> None:
        if self.gate is not None:
            await self.gate.wait()
        if self.fault is not None:
            raise self.fault


def _case_of(draft: OrderTestCaseDraft, case_id: str) -> OrderTestCase:
    return OrderTestCase(
        case_id,
        draft.environment,
        draft.name,
        draft.loan_account_email,
        draft.item_id,
        draft.quantity,
        draft.country,
        draft.reason,
        draft.state,
        allows_payment=draft.allows_payment,
    )


def _facts(case: OrderTestCase) -> tuple[object, ...]:
    return case.loan_account_email, case.item_id, case.quantity, case.country


class FakeAccounts:
    def __init__(self) -> None:
        self.all: list[LoanAccount] = []
        self.changed = Changes()

    def put(self, email: str = BUYER, environment: str = "practice", **more: Any) -> None:
        self.all.append(LoanAccount(f"{environment}-{email}", environment, email, **more))
        self.changed.announce()

    async def list(self, environment: str | None = None) -> tuple[LoanAccount, ...]:
        return tuple(one for one in self.all if environment in (None, one.environment))


class FakeTokens:
    def __init__(self) -> None:
        self.newest: Token | None = a_token(BUYER)
        self.token_changed = Changes()

    async def newest_of(self, _profile_id: str) -> Token | None:
        return self.newest


class FakeCaseOrders:
    def __init__(self) -> None:
        self.all: list[CaseOrder] = []
        self.changed = Changes()

    def put(self, order: CaseOrder) -> None:
        self.all.insert(0, order)
        self.changed.announce()

    async def list(self, case_id: str) -> tuple[CaseOrder, ...]:
        return tuple(order for order in self.all if order.case_id == case_id)


class FakeOrdering:
    """`gate`, where set, holds the answers back; faults are raised by one question or the other."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.offer = MUG
        self.deliveries: tuple[DeliveryOption, ...] = (FREE, FAST)
        self.product_fault: AexError | None = None
        self.freight_fault: AexError | None = None
        self.build_fault: BadInput | None = None
        self.gate: asyncio.Event | None = None
        self.choices: list[OrderChoice] = []

    async def look_up(self, case: OrderTestCase, profile: Profile) -> Offer:
        self.asked.append(f"{case.item_id} to {case.country} as {profile.name}")
        await self._pass()
        if self.product_fault is not None:
            raise self.product_fault
        return self.offer

    async def find_delivery(self, case: OrderTestCase, _profile: Profile, sku: Sku) -> tuple[DeliveryOption, ...]:
        self.asked.append(f"{case.quantity} of {sku.label}")
        await self._pass()
        if self.freight_fault is not None:
            raise self.freight_fault
        return self.deliveries

    def build(self, case: OrderTestCase, choice: OrderChoice) -> Call:
        for broken in check_address(choice.address):
            raise broken
        if self.build_fault is not None:
            raise self.build_fault
        self.choices.append(choice)
        return Call("aliexpress.ds.order.create", (("item", case.item_id), ("sku", choice.sku_attr)))

    async def _pass(self) -> None:
        if self.gate is not None:
            await self.gate.wait()


class FakeInquiries:
    """Answers whatever stands in `answers`; `gate` holds it back, `fault` is raised."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.answers: dict[OrderQuestion, OrderAnswer] = {
            OrderQuestion.DETAILS: OrderAnswer(OrderQuestion.DETAILS, "get-1", details=DETAILS),
            OrderQuestion.TRACKING: OrderAnswer(OrderQuestion.TRACKING, "track-1"),
        }
        self.fault: AexError | None = None
        self.gate: asyncio.Event | None = None

    async def ask(self, question: OrderQuestion, order: CaseOrder, profile: Profile) -> OrderAnswer:
        self.asked.append(f"{question.value} of {order.order_id} as {profile.name}")
        if self.gate is not None:
            await self.gate.wait()
        if self.fault is not None:
            raise self.fault
        return self.answers[question]


class FakePage:
    """The page beside the checklist. `missing`: why there is none; `results`: how filling goes."""

    def __init__(self) -> None:
        self.state = PageState()
        self.missing = ""
        self.visits: list[Visit] = []
        self.filled: list[tuple[FieldToFill, ...]] = []
        self.results: dict[str, str] = {}
        self.is_slow = False
        self.done: Callable[[Mapping[str, str]], None] = lambda results: None
        self._notes: list[Callable[[], None]] = []

    def watch(self, note: Callable[[], None]) -> None:
        self._notes.append(note)

    def open(self, visit: Visit) -> str:
        if not self.missing:
            self.visits.append(visit)
            self.become(PageState(is_open=True, address=visit.url))
        return self.missing

    def close_visit(self) -> None:
        self.become(PageState())

    def fill_form(self, fields: Sequence[FieldToFill], done: Callable[[Mapping[str, str]], None]) -> None:
        self.filled.append(tuple(fields))
        self.done = done
        if not self.is_slow:
            done({field.key: self.results.get(field.key, "filled") for field in fields})

    def become(self, state: PageState) -> None:
        self.state = state
        for note in self._notes:
            note()


class FakeFiles:
    """Somebody who chooses `chosen`."""

    def __init__(self) -> None:
        self.chosen: Path | None = None
        self.titles: list[str] = []

    async def choose_to_open(self, title: str, patterns: str = "") -> Path | None:
        self.titles.append(title)
        return self.chosen

    async def choose_folder(self, title: str) -> Path | None:
        raise AssertionError(title)

    async def choose_to_save(self, title: str, suggested: str, patterns: str = "") -> Path | None:
        return None


class FakeLinks:
    def __init__(self) -> None:
        self.opened: list[str] = []

    def open(self, url: str) -> bool:
        self.opened.append(url)
        return True


class FakePresets:
    def __init__(self) -> None:
        self.kept: dict[str, Address] = {"Vineland": HOME}
        self.fault: AexError | None = None

    def of_country(self, country: str) -> tuple[tuple[str, Address], ...]:
        return tuple((name, address) for name, address in self.kept.items() if address.country == country)

    async def save(self, name: str, address: Address) -> None:
        if self.fault is not None:
            raise self.fault
        self.kept = {name: address, **self.kept}


class FakePracticeActs:
    def __init__(self, cases: FakeCases) -> None:
        self._cases = cases
        self.acts: list[str] = []
        self.fault: AexError | None = None

    async def submit(self, case: OrderTestCase) -> OrderTestCase:
        return await self._act(case, OrderTestCaseState.SUBMITTED)

    async def approve(self, case: OrderTestCase) -> OrderTestCase:
        return await self._act(case, OrderTestCaseState.ACTIVE)

    async def _act(self, case: OrderTestCase, state: OrderTestCaseState) -> OrderTestCase:
        if self.fault is not None:
            raise self.fault
        self.acts.append(f"{case.name} {state.value}")
        return await self._cases.move(case.id, state)


class FakeDesk:
    """What the tab needs of a Desk."""

    def __init__(self) -> None:
        self.preferences = FakePreferences()
        self.standing = FakeStanding()
        self.test_cases = FakeCases()
        self.loan_accounts = FakeAccounts()
        self.tokens = FakeTokens()
        self.case_orders = FakeCaseOrders()
        self.ordering = FakeOrdering()
        self.address_presets = FakePresets()
        self.practice_acts = FakePracticeActs(self.test_cases)
        self.case_import = CaseImport(cast("Any", self.test_cases), cast("Any", self.loan_accounts))
        self.app_console = AppConsole(cast("Any", self.preferences))
        self.order_inquiries = FakeInquiries()
        self.handovers = Handovers()
        self.error_book = ErrorBook.from_json(resources.read_json("error_book.json"))

    def as_desk(self) -> Desk:
        return cast("Desk", self)
