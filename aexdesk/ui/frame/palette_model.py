"""What the palette must ask for: test cases, loan accounts, and the calls that fit what is typed. QtCore only."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aexdesk.faults import AexError
from aexdesk.ui.state_model import StateModel

if TYPE_CHECKING:
    from aexdesk.desk import Desk
    from aexdesk.ui.tasks import Report
    from aexdesk.workspace.exchange import ExchangeSummary
    from aexdesk.workspace.loan_account import LoanAccount
    from aexdesk.workspace.order_test_case import OrderTestCase

_CALLS = 6


@dataclass(frozen=True)
class PaletteState:
    """`calls` are those that fit `text`, the newest first."""

    text: str = ""
    calls: tuple[ExchangeSummary, ...] = ()
    cases: tuple[OrderTestCase, ...] = ()
    accounts: tuple[LoanAccount, ...] = ()


class PaletteModel(StateModel[PaletteState]):
    """Reads while the palette is open; what cannot be read is missing in it, and said where it belongs."""

    def __init__(self, desk: Desk, report: Report) -> None:
        super().__init__(PaletteState(), report)
        self._desk = desk
        self._looking: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """It opens: everything is read anew."""
        self._become(PaletteState())
        self._start(self._read_things(), "list what the palette offers")
        self._look("")

    def look(self, text: str) -> None:
        """Something else was typed."""
        if text.strip() != self.state.text:
            self._look(text.strip())

    def _look(self, text: str) -> None:
        if self._looking is not None:
            self._looking.cancel()
        self._become(replace(self.state, text=text, calls=()))
        self._looking = self._start(self._find(text), "look for calls")

    async def _read_things(self) -> None:
        place = self._desk.standing.environment.name
        try:
            cases = await self._desk.test_cases.list(place)
            accounts = await self._desk.loan_accounts.list(place)
        except AexError:
            return
        self._become(replace(self.state, cases=tuple(cases), accounts=tuple(accounts)))

    async def _find(self, text: str) -> None:
        place = self._desk.standing.environment.name
        try:
            page = await self._desk.finding.find(self._desk.finding.read(text, place), _CALLS)
        except AexError:  # half a query, too: the person types on
            return
        if text == self.state.text:
            self._become(replace(self.state, calls=page.lines))
