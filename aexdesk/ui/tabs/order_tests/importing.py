"""Takes test cases from a file: read and shown first, saved when the person says so. QtCore only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from aexdesk.faults import AexError
from aexdesk.ui.tabs.order_tests.inquiries import Start
from aexdesk.ui.tabs.order_tests.more_state import Importing

if TYPE_CHECKING:
    from aexdesk.desk import Desk
    from aexdesk.ui.ports import Files

PATTERNS = "CSV (*.csv *.tsv *.txt)"


class Importer:
    """`note` is called when something changed, `choose` with the id of the first case that came in."""

    def __init__(
        self, desk: Desk, files: Files, start: Start, note: Callable[[], None], choose: Callable[[str], None]
    ) -> None:
        self._desk = desk
        self._files = files
        self._start = start
        self._note = note
        self._choose = choose
        self._state: Importing | None = None

    def of(self, environment: str) -> Importing | None:
        """What is being imported there."""
        return self._state if self._state is not None and self._state.environment == environment else None

    def begin(self, title: str) -> None:
        """Lets the person choose a file, under that title, and reads it."""
        self._start(self._read_chosen(title, self._desk.standing.environment.name), "read a file of test cases")

    def save(self) -> None:
        """Adds all of them."""
        state = self._state
        if state is not None and state.plan is not None and state.plan.can_save and not state.is_busy:
            self._become(replace(state, is_busy=True))
            self._start(self._save(state), "import test cases")

    def close(self) -> None:
        """Leaves it; nothing was saved."""
        self._become(None)

    async def _read_chosen(self, title: str, environment: str) -> None:
        path = await self._files.choose_to_open(title, PATTERNS)
        if path is not None:
            await self._read(path, Importing(environment, path.name, is_busy=True))

    async def _read(self, path: Path, state: Importing) -> None:
        self._become(state)
        try:
            plan = await self._desk.case_import.read(path, state.environment)
        except AexError as fault:
            self._become(replace(state, fault=fault, is_busy=False))
            return
        self._become(replace(state, plan=plan, is_busy=False))

    async def _save(self, state: Importing) -> None:
        assert state.plan is not None
        try:
            saved = await self._desk.case_import.save(state.plan)
        except AexError as fault:
            self._become(replace(state, fault=fault, is_busy=False))
            return
        self._become(None)
        self._choose(saved[0].id)

    def _become(self, state: Importing | None) -> None:
        self._state = state
        self._note()
