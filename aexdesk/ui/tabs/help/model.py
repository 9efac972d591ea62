"""What the Help tab does: looks up errors, and does at once what one click can do about them. QtCore only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from aexdesk.faults import AexError, BadInput
from aexdesk.ui.state_model import StateModel
from aexdesk.ui.tabs.help.state import HelpPage, HelpState, UpdateState
from aexdesk.ui.tabs.help.update_check import UpdateCheck
from aexdesk.ui.taking import Taker
from aexdesk.workspace.history_query import HistoryQuery

if TYPE_CHECKING:
    from aexdesk.desk import Desk
    from aexdesk.ui.ports import Ports

_TABS = {
    "app_keys": "app_keys",
    "log_in": "login",
    "check_clock": "meters",
    "meters": "meters",
    "support": "support",
    "order_tests": "order_tests",
    "loan_accounts": "loan_accounts",
    "console": "console",
    "ledger": "ledger",
    "doctor": "doctor",
}
"""The tab in which an act of the book is done."""


class HelpModel(StateModel[HelpState]):
    """Takes the code that an error card or the palette hands over; an empty one opens the book as it was."""

    def __init__(self, desk: Desk, ports: Ports, navigate: Callable[[str], None]) -> None:
        book = desk.error_book
        super().__init__(HelpState(found=book.search(""), chosen=book.entries[0]), ports.report)
        self._desk = desk
        self._navigate = navigate
        desk.standing.changed.append(self._follow)
        self._follow()
        self.updating = UpdateCheck(lambda: desk.updates, ports.links, self._start, self._show_update)
        self._takers = (
            Taker(desk.handovers.code_for_error_book, self.look_up),
            Taker(desk.handovers.step_for_help, self.show_step),
            Taker(desk.handovers.check_for_updates, lambda _asked: self._check_for_updates()),
        )

    def turn_to(self, page: HelpPage) -> None:
        """Shows the steps, or the book."""
        self._become(replace(self.state, page=page))

    def show_step(self, tab: str) -> None:
        """Shows the steps, and marks the one that is done in that tab."""
        self._become(replace(self.state, page=HelpPage.STEPS, step=tab))

    def _check_for_updates(self) -> None:
        self.turn_to(HelpPage.UPDATES)
        self.updating.check()

    def _show_update(self, update: UpdateState) -> None:
        self._become(replace(self.state, update=update))

    def search(self, text: str) -> None:
        """Lists the pages in which every word stands; opens the first of them, unless the open one is among them."""
        found = self._desk.error_book.search(text)
        chosen = self.state.chosen if self.state.chosen in found else found[0] if found else None
        self._become(replace(self.state, text=text, found=found, unknown=""))
        self._open(chosen)

    def look_up(self, code: str) -> None:
        """Opens the page of that code, whatever is looked for."""
        book = self._desk.error_book
        self._become(replace(self.state, page=HelpPage.BOOK))
        if code:
            entry = book.page(code)
            found = self.state.found if entry in self.state.found else book.search("")
            text = self.state.text if found is self.state.found else ""
            self._become(replace(self.state, text=text, found=found, unknown="" if entry else code))
            self._open(entry)

    def choose(self, code: str) -> None:
        """Opens a page of the list."""
        self._open(self._desk.error_book.page(code))

    def act(self, act: str) -> None:
        """Does what one click can do."""
        if act == "refresh_token":
            self._refresh()
            return
        if act.startswith("api:"):
            self._desk.handovers.api_for_console.give(act.removeprefix("api:"))
            self._navigate("console")
            return
        if act == "doctor":
            self._start(self._diagnose_last(), "find the last call with that code")
            return
        if act == "check_clock":
            self._desk.clock.look()
        self._navigate(_TABS[act])

    async def _diagnose_last(self) -> None:
        """The newest call that ended with the code that is read, if there is one; else what is pasted there."""
        codes = (self.state.chosen.code,) if self.state.chosen is not None else ()
        query = HistoryQuery(codes=codes, environment=self._desk.standing.environment.name)
        found = await self._desk.finding.find(query, 1)
        if found.lines:
            self._desk.handovers.exchange_for_doctor.give(found.lines[0].id)
        self._navigate(_TABS["doctor"])

    def find_calls(self) -> None:
        """Lists the calls that ended so."""
        if self.state.chosen is not None:
            self._desk.handovers.query_for_history.give(f"code:{self.state.chosen.code}")
            self._navigate("history")

    def go_to(self, tab: str) -> None:
        """A step of the guide."""
        self._navigate(tab)

    def show_first_steps(self) -> None:
        """Brings the strip of first steps back, over all tabs."""
        self._start(self._desk.first_steps.bring_back(), "bring the first steps back")

    def _open(self, entry: object) -> None:
        if entry is not self.state.chosen:
            chosen = next((one for one in self._desk.error_book.entries if one is entry), None)
            self._become(replace(self.state, chosen=chosen, is_refreshed=False, fault=None))

    def _refresh(self) -> None:
        if not self.state.is_refreshing:
            self._become(replace(self.state, is_refreshing=True, is_refreshed=False, fault=None))
            self._start(self._refresh_token(), "refresh the token")

    async def _refresh_token(self) -> None:
        fault: AexError | None = None
        try:
            profile = self._desk.standing.profile
            token = await self._desk.tokens.newest_of(profile.id) if profile is not None else None
            if token is None:
                raise BadInput("token_gone")
            await self._desk.token_refreshing.refresh(token)
        except AexError as error:
            fault = error
        finally:
            self._become(replace(self.state, is_refreshing=False, is_refreshed=fault is None, fault=fault))

    def _follow(self) -> None:
        self._become(replace(self.state, has_token=self._desk.standing.token is not None))

    async def close(self) -> None:
        """Lets go of the services and ends its work."""
        for taker in self._takers:
            taker.close()
        self._desk.standing.changed.remove(self._follow)
        await super().close()
