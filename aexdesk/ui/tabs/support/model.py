"""What the Support tab does: follows the history, opens a call, writes its form, watches the clock. QtCore only."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING, TypeVar

from aexdesk.faults import AexError
from aexdesk.services.support_desk import SupportCase
from aexdesk.support.channels import Channel, FormLanguage, Topic
from aexdesk.support.hiding import Hiding, Showing
from aexdesk.support.topics import hint_on
from aexdesk.ui.rereading import Rereading
from aexdesk.ui.state_model import StateModel
from aexdesk.ui.tabs.support.cases import Cases
from aexdesk.ui.tabs.support.going_out import GoingOut
from aexdesk.ui.tabs.support.known_ways import KEY, read_known, write_known
from aexdesk.ui.tabs.support.notes import Notes
from aexdesk.ui.tabs.support.state import CasesState, SupportPage, SupportState

if TYPE_CHECKING:
    from aexdesk.desk import Desk
    from aexdesk.ui.later import Timer
    from aexdesk.ui.ports import Ports, Question
    from aexdesk.workspace.exchange import ExchangeSummary

SHOWN = 200
"""Calls in the list; the search reaches all of them."""

KEEP_AFTER_S = 0.5
E = TypeVar("E", bound=Enum)
_CHANNEL, _TOPIC, _NOTES = "support.channel", "support.topic", "support.descriptions"
_LANGUAGE = "support.language"


class SupportModel(StateModel[SupportState]):
    """The support desk of one window. Until a person chooses a call, the newest that failed is chosen."""

    def __init__(self, desk: Desk, ports: Ports) -> None:
        remembered = desk.preferences.value
        start = SupportState(
            environment=desk.standing.environment,
            channel=_read(Channel, remembered(_CHANNEL), Channel.DINGTALK),
            topic=_read(Topic, remembered(_TOPIC), Topic.TECHNICAL),
            language=_read(FormLanguage, remembered(_LANGUAGE), FormLanguage.ENGLISH),
            folded=read_known(remembered(KEY)),
        )
        super().__init__(start, ports.report)
        self._desk = desk
        self._ports = ports
        self._notes = Notes(remembered(_NOTES), desk.support_desk.hide_prose)
        self._is_pinned = False
        self._reading = Rereading(self._start, "read the history", self._read_rows, self._show_rows)
        self._opening: asyncio.Task[None] | None = None
        self._minute: Timer | None = None
        self._keeping: Timer | None = None
        self.cases = Cases(
            desk, ports, self._start, lambda: self.state, self._put_cases, lambda: self.show_guide(False)
        )
        self.going_out = GoingOut(desk, ports, self._start, lambda: self.state, self._note_mail)
        for changes, callback in self._watched():
            changes.append(callback)
        self._start(self._watch_clock(), "look at the clock")
        self._reading.again()
        self._take_handover()

    # ---------------------------------------------------------------- which call

    def search(self, text: str) -> None:
        """Lists the calls in which that text stands."""
        self._become(replace(self.state, search=text))
        self._reading.again()

    def show_failed_only(self, is_wanted: bool) -> None:
        """Lists failed calls alone, or all."""
        self._become(replace(self.state, failed_only=is_wanted))
        self._reading.again()

    def choose(self, *exchange_ids: str) -> None:
        """Writes the form of these calls; the first leads."""
        self._is_pinned = True
        self._open(exchange_ids)

    def turn_to(self, page: SupportPage) -> None:
        """Lists calls, or cases."""
        self._become(replace(self.state, page=page))

    def open_filed(self, case_id: str) -> None:
        """Goes to a case that was kept."""
        self.turn_to(SupportPage.CASES)
        self.cases.choose(case_id)

    def show_calls_of_case(self) -> None:
        """Goes back from a case to its calls; those that were deleted since are said to be gone."""
        filed = self.state.cases.chosen
        if filed is not None:
            self.turn_to(SupportPage.CALLS)
            self._become(replace(self.state, search=""))
            self.choose(*filed.exchange_ids)
            self._reading.again()

    def find_in_history(self) -> None:
        """Lays the search for the calls of the chosen case down for the history."""
        filed = self.state.cases.chosen
        if filed is not None:
            self._desk.handovers.query_for_history.give(f"case:{filed.id}")

    def _put_cases(self, cases: CasesState) -> None:
        self._become(replace(self.state, cases=cases))

    def _take_handover(self) -> None:
        exchange_id = self._desk.handovers.exchange_for_support.take()
        if exchange_id is not None:
            self._become(replace(self.state, search="", page=SupportPage.CALLS))
            self.choose(exchange_id)
            self._reading.again()

    def _open(self, exchange_ids: tuple[str, ...]) -> None:
        if exchange_ids == self.state.picked and self.state.fault is None:
            return
        # What was shown was shown of another form.
        self._become(replace(self.state, picked=exchange_ids, shown=frozenset()))
        if self._opening is not None:
            self._opening.cancel()
        self._opening = self._start(self._open_case(exchange_ids), "open a call for support")

    async def _open_case(self, exchange_ids: tuple[str, ...]) -> None:
        try:
            case = await self._desk.support_desk.open_case(*exchange_ids)
        except AexError as fault:
            self._become(replace(self.state, case=None, form=None, hint=None, fault=fault, description=""))
            return
        if case.exchange.environment != self.state.environment.name:
            self._let_go()  # of a call that was handed over before the person went elsewhere
            return
        self._show_case(case)

    def _show_case(self, case: SupportCase) -> None:
        written = self._notes.of(case.exchange.id)
        description = case.suggested(self.state.language) if written is None else written
        self._become(replace(self.state, case=case, fault=None, description=description, has_mail=True))
        self._write()
        if self.state.failed_only and not _is_failed(case):
            self.show_failed_only(False)

    def _let_go(self) -> None:
        self._is_pinned = False
        self._become(replace(self.state, picked=(), case=None, hint=None, form=None, fault=None, description=""))
        self._reading.again()

    # ---------------------------------------------------------------- the form

    def choose_channel(self, channel: str) -> None:
        """How the form travels; remembered."""
        self._become(replace(self.state, channel=Channel(channel), has_mail=True))
        self._write()
        self._start(self._desk.preferences.set(_CHANNEL, channel), "remember the channel")

    def show_guide(self, is_wanted: bool) -> None:
        """Opens the way to the channel, or puts it away; remembered."""
        folded = self.state.folded - {self.state.channel} if is_wanted else self.state.folded | {self.state.channel}
        if folded != self.state.folded:
            self._become(replace(self.state, folded=folded))
            self._start(self._desk.preferences.set(KEY, write_known(folded)), "remember which ways are known")

    def choose_topic(self, topic: str) -> None:
        """What the question is about; remembered."""
        self._become(replace(self.state, topic=Topic(topic)))
        self._write()
        self._start(self._desk.preferences.set(_TOPIC, topic), "remember the topic")

    def describe(self, text: str) -> None:
        """The description was typed in."""
        if self.state.case is None or text == self.state.description:
            return
        self._is_pinned = True
        self._note(text)

    def suggest_again(self) -> None:
        """Goes back to the description that the call itself suggests."""
        if self.state.case is not None:
            self._note(None)

    def take_hint(self) -> None:
        """The person agrees: the question is of the other topic, or goes by email."""
        hint = self.state.hint
        if hint is not None and hint.words:
            self.choose_topic(hint.topic.value)
        elif hint is not None:
            self.choose_channel(Channel.EMAIL.value)

    def choose_language(self, language: str) -> None:
        """In which the description is written; remembered. What a person wrote stays as it is."""
        is_own = self.state.is_own_description
        self._become(replace(self.state, language=FormLanguage(language)))
        if not is_own:
            self._become(replace(self.state, description=self.state.suggested))
        self._write()
        self._start(self._desk.preferences.set(_LANGUAGE, language), "remember the language of forms")

    def show_hidden(self, hiding: Hiding, is_wanted: bool, question: Question) -> None:
        """Shows what was hidden in one place of this form, or hides it again; a signature once `question` is answered
        with yes."""
        if not is_wanted:
            self._show_only(self.state.shown - {hiding.id})
        elif hiding.showing is Showing.FREE:
            self._show_only(self.state.shown | {hiding.id})
        elif hiding.showing is Showing.CONFIRMED:
            self._start(self._confirm(hiding, question), "ask before a signature is shown")

    async def _confirm(self, hiding: Hiding, question: Question) -> None:
        picked = self.state.picked
        if await self._ports.asking.ask(question) and picked == self.state.picked:
            self._show_only(self.state.shown | {hiding.id})
        else:
            self._show_only(self.state.shown)

    def _show_only(self, shown: frozenset[str]) -> None:
        self._become(replace(self.state, shown=shown))
        self._write()

    def _note(self, text: str | None) -> None:
        case = self.state.case
        assert case is not None
        self._notes.put(case.exchange.id, text)
        self._become(replace(self.state, description=self.state.suggested if text is None else text))
        self._write()
        if self._keeping is None:
            self._keeping = self._ports.later(KEEP_AFTER_S, self._keep_now)

    def _keep_now(self) -> None:
        self._keeping = None
        self._start(self._keep(), "keep the descriptions")

    async def _keep(self) -> None:
        await self._desk.preferences.set(_NOTES, self._notes.to_keep())

    def _write(self) -> None:
        state = self.state
        if state.case is not None:
            form = self._desk.support_desk.fill_in(state.case, state.wish)
            hint = hint_on(state.description, state.topic, state.channel)
            self._become(replace(state, form=form, hint=hint))

    def _note_mail(self, has_mail: bool) -> None:
        self._become(replace(self.state, has_mail=has_mail))

    # ---------------------------------------------------------------- what changes around it

    def _watched(self) -> tuple[tuple[list[Callable[[], None]], Callable[[], None]], ...]:
        desk = self._desk
        return (
            (desk.standing.changed, self._follow),
            (desk.history.changed, self._reading.again),
            (desk.handovers.exchange_for_support.changed, self._take_handover),
        )

    def _follow(self) -> None:
        environment = self._desk.standing.environment
        is_elsewhere = environment.name != self.state.environment.name
        self._become(replace(self.state, environment=environment))
        if is_elsewhere:
            self._become(replace(self.state, rows=(), is_loaded=False))
            self.cases.read_again()
            self._let_go()

    async def _read_rows(self) -> tuple[ExchangeSummary, ...]:
        asked = self.state
        return await self._desk.support_desk.find_calls(
            asked.environment.name, SHOWN, asked.search, failed_only=asked.failed_only
        )

    def _show_rows(self, rows: tuple[ExchangeSummary, ...]) -> None:
        self._become(replace(self.state, rows=rows, is_loaded=True))
        if not self._is_pinned and rows:
            self._open((rows[0].id,))

    async def _watch_clock(self) -> None:
        # The first look reads a calendar; those after it cost nothing.
        await asyncio.to_thread(self._desk.support_desk.hours)
        self._look_at_clock()

    def _look_at_clock(self) -> None:
        hours = self._desk.support_desk.hours()
        self._become(replace(self.state, hours=hours))
        if not self._is_closed:
            past_minute = hours.at.second + hours.at.microsecond / 1_000_000
            self._minute = self._ports.later(60 - past_minute, self._look_at_clock)

    async def close(self) -> None:
        """Lets go of the services, keeps what was written, ends what runs."""
        for changes, callback in self._watched():
            changes.remove(callback)
        if self._minute is not None:
            self._minute.cancel()
        if self._keeping is not None:
            self._keeping.cancel()
            await self._keep_at_last()
        await self.cases.close()
        await super().close()

    async def _keep_at_last(self) -> None:
        try:
            await self._keep()
        except AexError as trouble:
            self._ports.report(trouble)


def _is_failed(case: SupportCase) -> bool:
    error = case.exchange.error
    return error is not None and error.kind != "no_results"


def _read(kind: type[E], value: object, otherwise: E) -> E:
    """What was remembered, if it still means something."""
    return next((one for one in kind if one.value == value), otherwise)
