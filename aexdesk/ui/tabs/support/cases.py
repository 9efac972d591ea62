"""The cases of the Support tab: what was sent, found again, answered, closed, deleted. QtCore only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from aexdesk.faults import AexError
from aexdesk.services.evidence import without_signatures
from aexdesk.ui import theme
from aexdesk.ui.deleting import Deleting, Removal, Start
from aexdesk.ui.rereading import Rereading
from aexdesk.ui.tabs.support.state import CasesState, SupportState
from aexdesk.workspace.filed_case import FiledCase, FiledState

if TYPE_CHECKING:
    from aexdesk.desk import Desk
    from aexdesk.ui.later import Timer
    from aexdesk.ui.ports import Ports

KEEP_AFTER_S = 0.8


class Cases:
    """`get` and `put` reach the state of the tab; `start` runs its work; `filed` hears that a form was sent."""

    def __init__(
        self,
        desk: Desk,
        ports: Ports,
        start: Start,
        get: Callable[[], SupportState],
        put: Callable[[CasesState], None],
        filed: Callable[[], None],
    ) -> None:
        self._desk = desk
        self._ports = ports
        self._start = start
        self._get = get
        self._put = put
        self._filed = filed
        self._keeping: Timer | None = None
        self._wanted = ""
        self._say_deleted: Callable[[], str] = str
        book = desk.support_cases
        self._deleting: Deleting[FiledCase] = Deleting(
            Removal(
                hide=lambda case: book.remove(case.id),
                restore=lambda case: book.restore(case.id),
                purge=book.purge_removed,
                say=lambda _case: self._say_deleted(),
            ),
            ports,
            theme.time("toast_s"),
            start,
            ports.report,
            self._came_back,
        )
        self._reading = Rereading(start, "read the support cases", self._read, self._show, ports.report)
        book.changed.append(self._reading.again)
        self._reading.again()

    @property
    def _state(self) -> CasesState:
        return self._get().cases

    def read_again(self) -> None:
        """Another environment is shown."""
        self.keep_notes()
        self._put(CasesState(search=self._state.search, only=self._state.only))
        self._reading.again()

    def search(self, text: str) -> None:
        """Lists the cases in which these words stand."""
        self._put(replace(self._state, search=text))
        self._reading.again()

    def show_only(self, state: str) -> None:
        """Lists those that are so far; "" for all."""
        self._put(replace(self._state, only=FiledState(state) if state else None))
        self._reading.again()

    def choose(self, case_id: str) -> None:
        """Opens a case; where the cases have not been read yet, as soon as they are."""
        self._wanted = "" if self._state.is_loaded else case_id
        chosen = next((one for one in self._every() if one.id == case_id), None)
        if chosen is not None and (self._state.chosen is None or chosen.id != self._state.chosen.id):
            self.keep_notes()
            self._put(replace(self._state, chosen=chosen, notes=chosen.notes))

    def file(self, say: Callable[[], str]) -> None:
        """Keeps the form that is shown as sent now."""
        self._start(self._file(say), "keep a support case")

    def note(self, text: str) -> None:
        """What support answered was typed in."""
        if self._state.chosen is None or text == self._state.notes:
            return
        self._put(replace(self._state, notes=text))
        if self._keeping is None:
            self._keeping = self._ports.later(KEEP_AFTER_S, self.keep_notes)

    def keep_notes(self) -> None:
        """What was typed is kept now."""
        if self._keeping is not None:
            self._keeping.cancel()
            self._keeping = None
        chosen, notes = self._state.chosen, self._state.notes
        if chosen is not None and notes != chosen.notes:
            self._start(self._note(chosen.id, notes), "keep what support answered")

    def move(self, state: str) -> None:
        """The case is so far now."""
        chosen = self._state.chosen
        if chosen is not None:
            self._start(self._move(chosen.id, FiledState(state)), "move a support case")

    def delete(self, case_id: str, say: Callable[[], str]) -> None:
        """Deletes a case; it can be undone for a while."""
        self._say_deleted = say
        case = next((one for one in self._every() if one.id == case_id), None)
        if case is not None:
            self._start(self._delete(case), "delete a support case")

    async def close(self) -> None:
        """Keeps what was typed; what was deleted goes."""
        self._desk.support_cases.changed.remove(self._reading.again)
        if self._keeping is not None:
            self._keeping.cancel()
        chosen, notes = self._state.chosen, self._state.notes
        if chosen is not None and notes != chosen.notes:
            await self._note(chosen.id, notes)
        await self._deleting.close()

    def _every(self) -> tuple[FiledCase, ...]:
        return tuple({one.id: one for cases in self._state.linked.values() for one in cases}.values())

    async def _file(self, say: Callable[[], str]) -> None:
        state = self._get()
        if state.case is None:
            return
        form = self._desk.support_desk.fill_in(state.case, without_signatures(state.wish))
        try:
            await self._desk.support_cases.file(state.case, form, state.channel, state.topic)
        except AexError as trouble:
            self._ports.report(trouble)
            return
        self._filed()
        self._ports.toasts.show(say)

    async def _note(self, case_id: str, notes: str) -> None:
        try:
            await self._desk.support_cases.note(case_id, notes)
        except AexError as trouble:
            self._ports.report(trouble)

    async def _move(self, case_id: str, state: FiledState) -> None:
        try:
            await self._desk.support_cases.set_state(case_id, state)
        except AexError as trouble:
            self._ports.report(trouble)

    async def _delete(self, case: FiledCase) -> None:
        if await self._deleting.remove(case) and self._state.chosen is not None and self._state.chosen.id == case.id:
            self._put(replace(self._state, chosen=None, notes=""))

    async def _came_back(self, case: FiledCase) -> None:
        self._put(replace(self._state, chosen=case, notes=case.notes))

    async def _read(self) -> CasesState:
        state, environment = self._state, self._get().environment.name
        book = self._desk.support_cases
        linked = await book.of_exchanges(environment)
        every = {one.id for cases in linked.values() for one in cases}
        rows = await book.find(environment, state.search, state.only)
        return replace(state, rows=rows, linked=linked, count=len(every), is_loaded=True)

    def _show(self, read: CasesState) -> None:
        now = self._state
        chosen = now.chosen
        if chosen is not None:
            chosen = next((one for cases in read.linked.values() for one in cases if one.id == chosen.id), None)
        # What is being typed stays; what was kept meanwhile may have lost a secret.
        is_typing = self._keeping is not None
        notes = now.notes if is_typing else chosen.notes if chosen is not None else ""
        self._put(
            replace(
                now, rows=read.rows, linked=read.linked, count=read.count, is_loaded=True, chosen=chosen, notes=notes
            )
        )
        if self._wanted:
            self.choose(self._wanted)
