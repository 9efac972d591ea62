"""The App Console's checklist: its steps, its page beside it, and filling in the form there. QtCore only."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from typing import TYPE_CHECKING, Any

from aexdesk.faults import AexError
from aexdesk.services.app_console import FIELDS, STEPS, value_of
from aexdesk.services.countries import name_country
from aexdesk.ui.ports import FieldToFill, Visit
from aexdesk.ui.tabs.order_tests.inquiries import Start
from aexdesk.ui.tabs.order_tests.more_state import Checklist, ChecklistStep
from aexdesk.workspace.order_test_case import OrderTestCase, OrderTestCaseState

if TYPE_CHECKING:
    from aexdesk.desk import Desk
    from aexdesk.ui.ports import FormBrowser

LABELS: Mapping[str, tuple[str, ...]] = {
    "name": ("Test Case Name",),
    "loan_account_email": ("Loan Account Email", "Loan Account"),
    "item_id": ("Item ID", "Product ID"),
    "quantity": ("Quantity",),
    "country": ("Receiving countries/Region", "Receiving country/Region", "Receiving countries", "Receiving country"),
    "reason": ("Reason for Application", "Reason"),
}
"""The App Console's own words, whatever language the window speaks; the shorter ones in case it changes them."""


class ChecklistWork:
    """For the case that is `chosen`. `page` is None where no page can be shown beside the list; `note` is called when
    something changed."""

    def __init__(
        self,
        desk: Desk,
        page: FormBrowser | None,
        chosen: Callable[[], OrderTestCase | None],
        start: Start,
        note: Callable[[], None],
    ) -> None:
        self._desk = desk
        self._page = page
        self._start = start
        self._note = note
        self._chosen = chosen
        self._fault: AexError | None = None
        self._open_case = ""
        self._missing = ""
        self._filled: dict[str, Mapping[str, str]] = {}
        self._filling = ""
        if page is not None:
            page.watch(note)

    def of(self, case: OrderTestCase | None) -> Checklist | None:
        """The list for `case`, where it is open and the case a draft: what was submitted has been typed there."""
        if case is None or case.id != self._open_case or case.state is not OrderTestCaseState.DRAFT:
            return None
        ticked, filled = self._desk.app_console.ticked(case), self._filled.get(case.id, {})
        page = self._page.state if self._page is not None else None
        return Checklist(
            case_id=case.id,
            steps=tuple(ChecklistStep(key, value_of(case, key), key in ticked, filled.get(key, "")) for key in STEPS),
            url=self._desk.app_console.url,
            is_page_open=page is not None and page.is_open,
            is_page_ready=page is not None and page.is_open and page.progress is None,
            is_filling=self._filling == case.id,
            missing=self._missing,
            fault=self._fault,
        )

    def open(self) -> None:
        """Shows the list."""
        case = self._chosen()
        self._open_case, self._fault = case.id if case is not None else "", None
        self._note()

    def close(self) -> None:
        """Back to the form; the page stays as it is, for its login would be lost."""
        self._open_case = ""
        self._note()

    def tick(self, step: str, is_done: bool) -> None:
        """The person did it, or did not."""
        case = self._chosen()
        if case is not None:
            self._start(self._kept(self._desk.app_console.tick(case, {step: is_done})), "tick a step")

    def set_url(self, url: str) -> None:
        """The App Console is there."""
        self._start(self._kept(self._desk.app_console.set_url(url)), "set the App Console's address")

    def open_page(self) -> None:
        """Opens the App Console beside the list; nobody else's page."""
        if self._page is not None:
            console = self._desk.app_console
            visit = Visit(console.url, lambda _url: False, console.fill_origins, lambda _url: None)
            self._missing = self._page.open(visit)
            self._note()

    def close_page(self) -> None:
        """Ends it, with its login."""
        if self._page is not None:
            self._page.close_visit()
        self._filling = ""
        self._note()

    def fill(self) -> None:
        """Writes the fields into the form that the page shows; what was filled is ticked."""
        case = self._chosen()
        if case is None or self._page is None or self._filling:
            return
        self._filling = case.id
        self._note()
        self._page.fill_form(fields_of(case), lambda results: self._take(case, results))

    def _take(self, case: OrderTestCase, results: Mapping[str, str]) -> None:
        self._filling = ""
        self._filled[case.id] = dict(results)
        done = {key: True for key, result in results.items() if result == "filled"}
        if done:
            self._start(self._kept(self._desk.app_console.tick(case, done)), "tick what was filled in")
        self._note()

    async def _kept(self, work: Coroutine[Any, Any, None]) -> None:
        self._fault = None
        try:
            await work
        except AexError as fault:
            self._fault = fault
        self._note()


def fields_of(case: OrderTestCase) -> tuple[FieldToFill, ...]:
    """What is to stand in the form; an empty reason is left as it is there."""
    return tuple(FieldToFill(key, LABELS[key], _values_of(case, key)) for key in FIELDS if value_of(case, key).strip())


def _values_of(case: OrderTestCase, key: str) -> tuple[str, ...]:
    value, name = value_of(case, key), name_country(case.country)
    if key != "country" or not name:
        return (value,)
    return (value, f"{name} ({value})", f"{name}({value})", f"{value} - {name}", f"{value} {name}", name)
