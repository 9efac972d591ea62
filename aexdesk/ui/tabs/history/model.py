"""What the History tab does: looks for calls as one types, loads on, pins, deletes, compares. QtCore only."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from aexdesk.faults import AexError, BadInput
from aexdesk.services.history_keeping import KeepRule
from aexdesk.ui import theme
from aexdesk.ui.deleting import Deleting, Removal
from aexdesk.ui.rereading import Rereading
from aexdesk.ui.state_model import StateModel
from aexdesk.ui.tabs.history.comparing import CallComparing
from aexdesk.ui.tabs.history.found_calls import FoundCalls
from aexdesk.ui.tabs.history.state import CompareState, HistoryState
from aexdesk.ui.tabs.history.words import say_deleted

if TYPE_CHECKING:
    import asyncio

    from aexdesk.desk import Desk
    from aexdesk.services.finding import Place
    from aexdesk.ui.later import Timer
    from aexdesk.ui.ports import Ports
    from aexdesk.workspace.filed_case import FiledCase
    from aexdesk.workspace.history_query import HistoryQuery

PAGE = 100
FOLLOWED_MOST = 5_000
"""Calls that came to the list by themselves; then it begins anew. What a person loads has no such end."""
FOLLOW_S = 0.25
"""A program that sends a hundred calls a second is followed, not accompanied."""


@dataclass(frozen=True, slots=True)
class Deletion:
    """What was deleted at one moment, and how many it were."""

    ids: tuple[str, ...]
    at: datetime
    count: int


class HistoryModel(StateModel[HistoryState]):
    """`calls` is the source of the table: `appended` and `prepended` (older ones) and `dropped` tell of it."""

    appended = Signal()
    prepended = Signal(int)
    dropped = Signal(int)

    def __init__(self, desk: Desk, ports: Ports, now: Callable[[], datetime]) -> None:
        super().__init__(
            HistoryState(environment=desk.standing.environment, rule=desk.history_keeping.rule), ports.report
        )
        self.calls = FoundCalls()
        self._desk = desk
        self._ports = ports
        self._now = now
        self._rest: Place | None = None
        self._followed = 0
        self._reading: asyncio.Task[None] | None = None
        self._following: Timer | None = None
        keeping = desk.history_keeping
        self._deleting: Deleting[Deletion] = Deleting(
            Removal(
                hide=lambda gone: keeping.hide(gone.ids, gone.at),
                restore=lambda gone: keeping.restore(gone.at),
                purge=keeping.purge,
                say=lambda gone: say_deleted(gone.count),
            ),
            ports,
            theme.time("toast_s"),
            self._start,
            self._note_trouble,
            self._came_back,
        )
        self.comparing = CallComparing(desk.comparing, self._start, lambda: self.state.compare, self._show_compare)
        self._asked = Rereading(self._start, "read the support cases", self._read_asked, self._show_asked)
        for changes, callback in self._watched():
            changes.append(callback)
        self._look()
        self._asked.again()

    # ---------------------------------------------------------------- looking

    def search(self, text: str) -> None:
        """Lists the calls that this text finds."""
        if text != self.state.text:
            self._become(replace(self.state, text=text))
            self._look()

    def toggle_part(self, part: str) -> None:
        """Adds a part to the query, or takes it away."""
        words = self.state.text.split()
        left = [word for word in words if word != part] if part in words else [*words, part]
        self.search(" ".join(left))

    def load_more(self) -> None:
        """The person has come to the end of what is loaded."""
        if self._rest is not None and (self._reading is None or self._reading.done()):
            self._read(self._load_more())

    def _look(self, *, is_anew: bool = True) -> None:
        """Reads from the newest on; what was being read is no longer wanted."""
        self._read(self._find(is_anew))

    def _read(self, work: Coroutine[Any, Any, None]) -> None:
        if self._reading is not None:
            self._reading.cancel()
        self._reading = self._start(work, "look into the history")

    def _query(self) -> HistoryQuery:
        return self._desk.finding.read(self.state.text, self.state.environment.name)

    async def _find(self, is_anew: bool) -> None:
        try:
            query = self._query()
            wanted = PAGE if is_anew else max(PAGE, min(self.calls.count(), 5 * PAGE))
            page = await self._desk.finding.find(query, wanted)
        except BadInput as fault:
            self._become(replace(self.state, fault=fault))
            return
        except AexError as trouble:
            self._note_trouble(trouble)
            return
        come = None if is_anew else self.calls.take_newest(page.lines, is_all=page.rest is None)
        if come is not None and self._followed + come <= FOLLOWED_MOST:
            self._followed += come
            if come:
                self.appended.emit()
        else:
            self._followed = 0
            if dropped := self.calls.clear():
                self.dropped.emit(dropped)
            self.prepended.emit(self.calls.add_older(page.lines))
            self._rest = page.rest
        self._show_found()

    async def _load_more(self) -> None:
        try:
            page = await self._desk.finding.find(self._query(), PAGE, self._rest)
        except AexError as trouble:
            self._note_trouble(trouble)
            return
        self._rest = page.rest
        self.prepended.emit(self.calls.add_older(page.lines))
        self._show_found()

    def _show_found(self) -> None:
        chosen = self.state.chosen and self.calls.find(self.state.chosen.id)
        self._become(
            replace(
                self.state,
                is_loaded=True,
                count=self.calls.count(),
                has_more=self._rest is not None,
                chosen=chosen,
                fault=None,
            )
        )

    # ---------------------------------------------------------------- the chosen call

    def choose(self, exchange_id: str) -> None:
        """Takes that call in hand."""
        self._become(replace(self.state, chosen=self.calls.find(exchange_id)))

    def open_in_console(self) -> None:
        """Lays the chosen call down for the console."""
        if self.state.chosen is not None:
            self._desk.handovers.exchange_for_console.give(self.state.chosen.id)

    def hand_to_support(self) -> None:
        """Lays the chosen call down for the support tab."""
        if self.state.chosen is not None:
            self._desk.handovers.exchange_for_support.give(self.state.chosen.id)

    def open_case(self) -> None:
        """Lays the newest case about the chosen call down for the support tab."""
        if self.state.cases:
            self._desk.handovers.filed_case_for_support.give(self.state.cases[0].id)

    def give_to_doctor(self) -> None:
        """Lays the chosen call down for the doctor."""
        if self.state.chosen is not None:
            self._desk.handovers.exchange_for_doctor.give(self.state.chosen.id)

    def pin(self) -> None:
        """Pins the chosen call, or unpins it."""
        chosen = self.state.chosen
        if chosen is not None:
            self._start(self._pin(chosen.id, not chosen.is_pinned), "pin a call")

    def delete(self, exchange_ids: tuple[str, ...]) -> None:
        """Deletes these calls; it can be undone for a while."""
        if exchange_ids:
            self._start(self._delete(Deletion(exchange_ids, self._now(), len(exchange_ids))), "delete calls")

    def delete_found(self) -> None:
        """Deletes all that the query finds but for what is pinned; it can be undone for a while."""
        if not self.state.is_clearing and self.state.count:
            self._become(replace(self.state, is_clearing=True))
            self._start(self._delete_found(), "delete what was found")

    async def _pin(self, exchange_id: str, is_pinned: bool) -> None:
        try:
            await self._desk.finding.pin((exchange_id,), is_pinned=is_pinned)
        except AexError as trouble:
            self._note_trouble(trouble)

    async def _delete(self, gone: Deletion) -> None:
        await self._deleting.remove(gone)

    async def _delete_found(self) -> None:
        at = self._now()
        try:
            count = await self._desk.clearing.hide_found(self._query(), at)
        except AexError as trouble:
            self._note_trouble(trouble)
        else:
            if count:
                await self._deleting.remove(Deletion((), at, count))
        finally:
            self._become(replace(self.state, is_clearing=False))

    async def _came_back(self, _gone: Deletion) -> None:
        self._look()

    # ---------------------------------------------------------------- how long calls stay

    def keep(self, rule: KeepRule) -> None:
        """Changes how long, or how much of, the history stays."""
        if rule != self.state.rule:
            self._become(replace(self.state, rule=rule))
            self._start(self._keep(rule), "remember how long calls stay")

    async def _keep(self, rule: KeepRule) -> None:
        try:
            await self._desk.history_keeping.set_rule(rule)
        except AexError as trouble:
            self._note_trouble(trouble)

    # ---------------------------------------------------------------- what changes around it

    def put_away_trouble(self) -> None:
        """The person has read it."""
        self._become(replace(self.state, trouble=None))

    def _note_trouble(self, trouble: AexError) -> None:
        self._become(replace(self.state, trouble=trouble))

    def _show_compare(self, compare: CompareState) -> None:
        self._become(replace(self.state, compare=compare))

    def _watched(self) -> tuple[tuple[list[Callable[[], None]], Callable[[], None]], ...]:
        desk = self._desk
        return (
            (desk.standing.changed, self._follow),
            (desk.finding.changed, self._follow_soon),
            (desk.support_cases.changed, self._follow_cases),
        )

    def _follow_cases(self) -> None:
        self._asked.again()
        if any(word.startswith(("case:", "is:asked")) for word in self.state.text.lower().split()):
            self._look()

    async def _read_asked(self) -> Mapping[str, tuple[FiledCase, ...]]:
        return await self._desk.support_cases.of_exchanges(self.state.environment.name)

    def _show_asked(self, asked: Mapping[str, tuple[FiledCase, ...]]) -> None:
        self._become(replace(self.state, asked=asked))

    def _follow(self) -> None:
        environment = self._desk.standing.environment
        if environment.name != self.state.environment.name:
            self.comparing.close()
            self._become(replace(self.state, chosen=None, is_loaded=False))
            self._become(replace(self.state, environment=environment))
            self._look()
            self._asked.again()

    def _follow_soon(self) -> None:
        if self._following is None:
            self._following = self._ports.later(FOLLOW_S, self._follow_now)

    def _follow_now(self) -> None:
        self._following = None
        if self._reading is not None and not self._reading.done():
            self._follow_soon()  # what the person asked for comes first
        else:
            self._look(is_anew=False)

    async def close(self) -> None:
        """Lets go of the services, and ends its work; what was deleted stays deleted."""
        for changes, callback in self._watched():
            changes.remove(callback)
        if self._following is not None:
            self._following.cancel()
        await self._deleting.close()
        await super().close()
