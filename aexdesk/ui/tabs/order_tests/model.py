"""What the Order tests tab knows and does: the list, the form, its states, checks and orders. QtCore only."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from aexdesk.faults import AexError, BadInput
from aexdesk.ui.deleting import Deleting
from aexdesk.ui.state_model import StateModel
from aexdesk.ui.tabs.order_tests.building import Builder
from aexdesk.ui.tabs.order_tests.checklist import ChecklistWork
from aexdesk.ui.tabs.order_tests.checks import make_checks
from aexdesk.ui.tabs.order_tests.deleting import removal_of
from aexdesk.ui.tabs.order_tests.entries import Entries
from aexdesk.ui.tabs.order_tests.entry import ASKED, Entry, entry_of, find_item_id
from aexdesk.ui.tabs.order_tests.importing import Importer
from aexdesk.ui.tabs.order_tests.inquiries import Inquiries
from aexdesk.ui.tabs.order_tests.questions import OrderQuestions
from aexdesk.ui.tabs.order_tests.reading import Reading
from aexdesk.ui.tabs.order_tests.showing import (
    case_as_typed,
    find_cases,
    free_name,
    make_form,
    make_rows,
    new_id_of,
)
from aexdesk.ui.tabs.order_tests.state import CasesState
from aexdesk.ui.tabs.order_tests.work import Work
from aexdesk.workspace.order_test_case import OrderTestCase, OrderTestCaseState

if TYPE_CHECKING:
    from aexdesk.desk import Desk
    from aexdesk.ui.ports import FormBrowser, Ports

KEPT_ENTRIES = "order_tests.entries"
"""The preference that holds what was typed and not saved."""


class CasesModel(StateModel[CasesState]):
    """`undo_s`: how long a deletion can be undone. `new_id` makes the id by which the platform knows a repeat."""

    def __init__(
        self,
        desk: Desk,
        ports: Ports,
        undo_s: float,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
        page: FormBrowser | None = None,
    ) -> None:
        super().__init__(CasesState(), ports.report)
        self._desk = desk
        self._now = now
        self._search = ""
        self._chosen: dict[str, str] = {}
        self._asking_approval = ""
        self._entries = Entries(desk.preferences.value(KEPT_ENTRIES))
        self._work = Work(self._start, lambda: self._environment, self._entries.refuse, self._show)
        self._reading = Reading(desk, self._start, self._settle, self._work.tell)
        self._inquiries = Inquiries(desk.ordering, ports.later, self._start, self._show)
        self.builder = Builder(desk, self._start, self._show, self._work.tell, new_id)
        self.importer = Importer(desk, ports.files, self._start, self._show, self.choose)
        self.console = ChecklistWork(desk, page, lambda: self._case(self._chosen_id), self._start, self._show)
        self.questions = OrderQuestions(desk, self._start, self._show)
        self._deleting = Deleting(
            removal_of(desk.test_cases), ports, undo_s, self._start, self._work.tell, self._come_back
        )
        for changes, callback in self._watched():
            changes.append(callback)
        self._reading.load()
        self._take_account()

    # ---------------------------------------------------------------- what a person does

    def search(self, text: str) -> None:
        """Shows the test cases in which every word stands."""
        self._search = text
        self._show()

    def choose(self, row_id: str) -> None:
        """Shows that one in the form."""
        if row_id != self._chosen_id:
            self._asking_approval = ""
            self._chosen[self._environment] = row_id
        self._reading.look_at(row_id)
        self._show()

    def begin_new(self, account: str = "") -> None:
        """Begins a test case, for that loan account or the only one, or goes back to the one that was begun."""
        usable = [one.email for one in self._reading.accounts if one.is_usable_on(self._now().date())]
        only = usable[0] if len(usable) == 1 else ""
        self._entries.begin(self._new_id, Entry(loan_account_email=account or only))
        self.choose(self._new_id)
        if account:
            self.enter(loan_account_email=account)

    def enter(self, **fields: Any) -> None:
        """Something was typed into the form."""
        row_id, case = self._chosen_id, self._case(self._chosen_id)
        entry = self._entries.of(row_id, case)
        if entry is not None:
            self._entries.put(row_id, replace(entry, **fields), case)
            self._show()

    def settle_item(self) -> None:
        """The item ID was pasted or left: a product URL becomes the ID in it."""
        entry = self._entries.of(self._chosen_id, self._case(self._chosen_id))
        found = find_item_id(entry.item_id) if entry is not None else ""
        if entry is not None and found and found != entry.item_id:
            if found != entry.item_id.strip():
                self._entries.note_from_url(self._chosen_id, found)
            self.enter(item_id=found)

    def save(self) -> None:
        """Saves the form."""
        row_id = self._chosen_id
        if self._is_unsaved(row_id) and not self._problems(row_id):
            self._work.begin(row_id, lambda: self._store(row_id), "save a test case")

    def discard(self) -> None:
        """Back to what is saved."""
        self._entries.drop(self._chosen_id)
        self._settle()

    def duplicate(self) -> None:
        """Adds a copy of what is saved, as a draft, and shows it."""
        case = self._case(self._chosen_id)
        if case is not None:
            self._work.begin(case.id, lambda: self._duplicate(case), "duplicate a test case")

    def remove(self) -> None:
        """Deletes the chosen one; it can be undone for a while."""
        case = self._case(self._chosen_id)
        if case is None:
            self.discard()
        else:
            self._start(self._remove(case), "delete a test case")

    def submit(self) -> None:
        """Practice: tells the gateway of the case. Live: notes that the App Console has been told."""
        self._move_on(OrderTestCaseState.SUBMITTED, self._desk.practice_acts.submit)

    def approve(self) -> None:
        """Practice: the gateway approves it. Live: asks whether the App Console shows that it did."""
        if self._desk.standing.environment.is_live:
            self._asking_approval = self._chosen_id
            self._show()
        else:
            self._move_on(OrderTestCaseState.ACTIVE, self._desk.practice_acts.approve)

    def answer_approval(self, is_approved: bool) -> None:
        """What the person sees in the App Console."""
        if is_approved and self._asking_approval == self._chosen_id:
            self._move_on(OrderTestCaseState.ACTIVE)
        self._asking_approval = ""
        self._show()

    def end(self) -> None:
        """Rejected, expired or withdrawn."""
        self._move_on(OrderTestCaseState.ENDED)

    def begin_again(self) -> None:
        """What ended is a draft once more."""
        self._move_on(OrderTestCaseState.DRAFT)

    def check(self) -> None:
        """Asks the platform about what stands in the form."""
        profile = self._desk.standing.profile
        if profile is not None and self._can_ask():
            self._inquiries.run(self._typed_case(), profile)

    def cancel_check(self) -> None:
        """Stops asking."""
        self._inquiries.cancel(self._typed_case())

    def build(self) -> None:
        """Looks up what can be ordered, and opens the order."""
        case, profile = self._case(self._chosen_id), self._desk.standing.profile
        is_active = case is not None and case.state is OrderTestCaseState.ACTIVE
        if case is not None and profile is not None and is_active and not self._is_unsaved(case.id):
            self._inquiries.run(case, profile)
            self.builder.open(case)

    def choose_sku(self, sku_id: str) -> None:
        """Asks for the freight of that SKU."""
        case, profile = self._case(self._chosen_id), self._desk.standing.profile
        if case is not None and profile is not None:
            self._inquiries.choose_sku(case, profile, sku_id)

    def choose_preset(self, name: str) -> None:
        """The address of that preset."""
        case = self._case(self._chosen_id)
        if case is not None:
            self.builder.choose_preset(case, name)

    def open_in_console(self) -> bool:
        """Builds the request and hands it over. False where something is in the way; the state says what."""
        case, profile, building = self._case(self._chosen_id), self._desk.standing.profile, self.state.building
        if case is None or profile is None or building is None:
            return False
        return self.builder.hand_over(case, profile, building)

    def open_exchange(self, exchange_id: str) -> None:
        """Hands a recorded order to the console."""
        self._desk.handovers.exchange_for_console.give(exchange_id)

    def put_away_trouble(self) -> None:
        """The person has read it."""
        self._work.put_away()

    def try_again(self) -> None:
        """Does once more what failed; where that was reading, reads everything."""
        if not self._work.try_again():
            self._reading.load()

    async def close(self) -> None:
        """Ends its work, lets go of the services, keeps what was typed, and deletes for good what was deleted."""
        self.console.close_page()
        await super().close()
        for changes, callback in self._watched():
            changes.remove(callback)
        await self._deleting.close()
        # A folder that cannot be written has been told already; there is nobody left to tell.
        with suppress(AexError):
            self._entries.keep_only({case.id for case in await self._desk.test_cases.list()})
            await self._desk.preferences.set(KEPT_ENTRIES, self._entries.to_json() or None)

    # ---------------------------------------------------------------- following

    def _watched(self) -> tuple[tuple[list[Callable[[], None]], Callable[[], None]], ...]:
        desk = self._desk
        return (
            (desk.standing.changed, self._reading.load),
            (desk.test_cases.changed, self._reading.load),
            (desk.loan_accounts.changed, self._reading.load),
            (desk.tokens.token_changed, self._reading.load),
            (desk.case_orders.changed, self._reading.look_again),
            (desk.handovers.account_for_test_case.changed, self._take_account),
        )

    def _take_account(self) -> None:
        account = self._desk.handovers.account_for_test_case.take()
        if account is not None:
            self.begin_new(account)

    def _settle(self) -> None:
        """What was chosen may be gone: then the first there is."""
        begun = [self._new_id] if self._entries.typed(self._new_id) is not None else []
        there = [*begun, *(case.id for case in self._reading.cases)]
        if self._reading.is_loaded and self._chosen_id not in there:
            self._chosen[self._environment] = there[0] if there else ""
        self._reading.look_at(self._chosen_id)
        self._show()

    # ---------------------------------------------------------------- changing

    async def _store(self, row_id: str) -> None:
        entry, case = self._entries.typed(row_id), self._case(row_id)
        if entry is None:
            return
        cases, environment = self._desk.test_cases, self._environment
        if case is None:
            saved = await cases.add(entry.draft(environment, OrderTestCaseState.DRAFT))
        else:
            saved = await cases.edit(case.id, entry.draft(environment, case.state))
        was_chosen = self._chosen.get(environment) == row_id
        self._entries.take_over(row_id, saved.id, entry)
        if was_chosen:
            self._chosen[environment] = saved.id
        await self._reading.read()

    async def _duplicate(self, case: OrderTestCase) -> None:
        name = free_name(case.name, {one.name for one in self._reading.cases})
        draft = replace(entry_of(case), name=name).draft(case.environment, OrderTestCaseState.DRAFT)
        copy = await self._desk.test_cases.add(draft)
        self._chosen[case.environment] = copy.id
        await self._reading.read()

    def _move_on(
        self, state: OrderTestCaseState, in_practice: Callable[[OrderTestCase], Awaitable[object]] | None = None
    ) -> None:
        case = self._case(self._chosen_id)
        if case is None or self._is_unsaved(case.id):
            return

        async def move() -> None:
            if in_practice is None or self._desk.standing.environment.is_live:
                await self._desk.test_cases.move(case.id, state)
            else:
                await in_practice(case)
            await self._reading.read()

        self._work.begin(case.id, move, f"move a test case to {state.value}")

    async def _remove(self, case: OrderTestCase) -> None:
        neighbour = self._neighbour(case.id)
        self._inquiries.cancel(case)
        if await self._deleting.remove(case):
            self._chosen[case.environment] = neighbour
            await self._reading.read()

    def _neighbour(self, row_id: str) -> str:
        shown = [row.id for row in self.state.rows]
        place = shown.index(row_id) if row_id in shown else 0
        rest = [other for other in shown if other != row_id]
        return rest[min(place, len(rest) - 1)] if rest else ""

    async def _come_back(self, case: OrderTestCase) -> None:
        await self._reading.read()
        self.choose(case.id)

    # ---------------------------------------------------------------- showing

    @property
    def _environment(self) -> str:
        return self._desk.standing.environment.name

    @property
    def _new_id(self) -> str:
        return new_id_of(self._environment)

    @property
    def _chosen_id(self) -> str:
        return self._chosen.get(self._environment, "")

    def _case(self, row_id: str) -> OrderTestCase | None:
        return next((case for case in self._reading.cases if case.id == row_id), None)

    def _is_unsaved(self, row_id: str) -> bool:
        return self._entries.is_unsaved(row_id, self._case(row_id))

    def _problems(self, row_id: str) -> tuple[BadInput, ...]:
        others = {case.name for case in self._reading.cases if case.id != row_id}
        return self._entries.problems(row_id, self._case(row_id), others)

    def _typed_case(self) -> OrderTestCase:
        row_id = self._chosen_id
        case = self._case(row_id)
        return case_as_typed(row_id, self._environment, self._entries.of(row_id, case) or Entry(), case)

    def _can_ask(self) -> bool:
        found = {problem.values.get("field") for problem in self._problems(self._chosen_id)}
        return self._desk.standing.profile is not None and found.isdisjoint(ASKED)

    def _show(self) -> None:
        desk, reading, row_id = self._desk, self._reading, self._chosen_id
        case, profile = self._case(row_id), desk.standing.profile
        form = make_form(row_id, case, self._entries, self._problems(row_id), self._work.is_on(row_id))
        typed = self._typed_case()
        inquiry = self._inquiries.of(typed)
        self._become(
            CasesState(
                is_loaded=reading.is_loaded,
                environment=desk.standing.environment,
                accounts=reading.accounts,
                rows=make_rows(find_cases(reading.cases, self._search), self._entries, self._new_id),
                total=len(reading.cases),
                search=self._search,
                chosen=row_id,
                form=form,
                checks=make_checks(typed, inquiry, reading.accounts, reading.token, self._now()),
                inquiry=inquiry,
                can_ask=form is not None and self._can_ask(),
                orders=reading.orders,
                order_total=reading.order_total,
                building=self.builder.of(case, inquiry),
                importing=self.importer.of(desk.standing.environment.name),
                checklist=self.console.of(case),
                answers=self.questions.of(reading.orders),
                has_profile=profile is not None,
                profile_name=profile.name if profile is not None else "",
                is_asking_approval=bool(row_id) and self._asking_approval == row_id,
                trouble=self._work.trouble,
            )
        )
