"""What the Support tab does: follows the history, opens a call, writes its form, watches the clock. QtCore only."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING, TypeVar

from aexdesk.faults import AexError, StorageFault
from aexdesk.services.support_desk import SupportCase
from aexdesk.support.channels import Channel, Topic
from aexdesk.ui.rereading import Rereading
from aexdesk.ui.state_model import StateModel
from aexdesk.ui.tabs.support.notes import Notes
from aexdesk.ui.tabs.support.state import SupportState

if TYPE_CHECKING:
    from aexdesk.desk import Desk
    from aexdesk.ui.later import Timer
    from aexdesk.ui.ports import Ports
    from aexdesk.workspace.exchange import ExchangeSummary

SHOWN = 200
"""Calls in the list; the search reaches all of them."""

KEEP_AFTER_S = 0.5
E = TypeVar("E", bound=Enum)
_CHANNEL, _TOPIC, _NOTES = "support.channel", "support.topic", "support.descriptions"


class SupportModel(StateModel[SupportState]):
    """The support desk of one window. Until a person chooses a call, the newest that failed is chosen."""

    def __init__(self, desk: Desk, ports: Ports) -> None:
        remembered = desk.preferences.value
        start = SupportState(
            environment=desk.standing.environment,
            channel=_read(Channel, remembered(_CHANNEL), Channel.DINGTALK),
            topic=_read(Topic, remembered(_TOPIC), Topic.TECHNICAL),
        )
        super().__init__(start, ports.report)
        self._desk = desk
        self._ports = ports
        self._notes = Notes(remembered(_NOTES), desk.redact)
        self._is_pinned = False
        self._reading = Rereading(self._start, "read the history", self._read_rows, self._show_rows)
        self._opening: asyncio.Task[None] | None = None
        self._minute: Timer | None = None
        self._keeping: Timer | None = None
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

    def choose(self, exchange_id: str) -> None:
        """Writes the form of that call."""
        self._is_pinned = True
        self._open(exchange_id)

    def _take_handover(self) -> None:
        exchange_id = self._desk.handovers.exchange_for_support.take()
        if exchange_id is not None:
            self._become(replace(self.state, search=""))
            self.choose(exchange_id)
            self._reading.again()

    def _open(self, exchange_id: str) -> None:
        if exchange_id == self.state.chosen and self.state.fault is None:
            return
        self._become(replace(self.state, chosen=exchange_id))
        if self._opening is not None:
            self._opening.cancel()
        self._opening = self._start(self._open_case(exchange_id), "open a call for support")

    async def _open_case(self, exchange_id: str) -> None:
        try:
            case = await self._desk.support_desk.open_case(exchange_id)
        except AexError as fault:
            self._become(replace(self.state, case=None, form=None, fault=fault, description=""))
            return
        if case.exchange.environment != self.state.environment.name:
            self._let_go()  # of a call that was handed over before the person went elsewhere
            return
        self._show_case(case)

    def _show_case(self, case: SupportCase) -> None:
        written = self._notes.of(case.exchange.id)
        description = case.suggested if written is None else written
        self._become(replace(self.state, case=case, fault=None, description=description, has_mail=True))
        self._write()
        if self.state.failed_only and not _is_failed(case):
            self.show_failed_only(False)

    def _let_go(self) -> None:
        self._is_pinned = False
        self._become(replace(self.state, chosen="", case=None, form=None, fault=None, description=""))
        self._reading.again()

    # ---------------------------------------------------------------- the form

    def choose_channel(self, channel: str) -> None:
        """How the form travels; remembered."""
        self._become(replace(self.state, channel=Channel(channel), has_mail=True))
        self._write()
        self._start(self._desk.preferences.set(_CHANNEL, channel), "remember the channel")

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

    def hide_address(self, is_wanted: bool) -> None:
        """Takes the receiving address out of the request, or puts it back."""
        self._become(replace(self.state, hides_address=is_wanted))
        self._write()

    def _note(self, text: str | None) -> None:
        case = self.state.case
        assert case is not None
        self._notes.put(case.exchange.id, text)
        self._become(replace(self.state, description=case.suggested if text is None else text))
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
            form = self._desk.support_desk.fill_in(
                state.case, state.channel, state.topic, state.description, hides_address=state.hides_address
            )
            self._become(replace(state, form=form))

    # ---------------------------------------------------------------- where it goes

    def copy(self) -> bool:
        """Puts the form on the clipboard; whether there was one."""
        if self.state.form is None:
            return False
        self._ports.clipboard.copy(self.state.form.body)
        return True

    def open_mail(self, short_body: str, say_cut: Callable[[], str]) -> None:
        """Hands the form to the mail program. Where it is too long for that, the clipboard has it: `short_body` stands
        in the mail in its place, and a toast says `say_cut`."""
        from aexdesk.support.mail import MAILTO_LIMIT, to_mailto  # noqa: PLC0415 - after the first paint

        form = self.state.form
        if form is None or not form.to:
            return
        url = to_mailto(form)
        is_long = len(url) > MAILTO_LIMIT
        if is_long:
            self._ports.clipboard.copy(form.body)
            url = to_mailto(replace(form, body=short_body))
        has_mail = self._ports.links.open(url)
        self._become(replace(self.state, has_mail=has_mail))
        if is_long and has_mail:
            self._ports.toasts.show(say_cut)

    def save_mail(self, title: str, patterns: str, say_saved: Callable[[str], str]) -> None:
        """Saves the form as a mail, in a file that the person names."""
        self._start(self._save_mail(title, patterns, say_saved), "save a mail")

    async def _save_mail(self, title: str, patterns: str, say_saved: Callable[[str], str]) -> None:
        from aexdesk.support.mail import to_eml  # noqa: PLC0415

        form, case = self.state.form, self.state.case
        if form is None or case is None or not form.to:
            return
        name = f"support-{case.exchange.api.strip('/').replace('/', '-')}-{case.exchange.at:%Y%m%d-%H%M%S}.eml"
        path = await self._ports.files.choose_to_save(title, name, patterns)
        if path is None:
            return
        try:
            await asyncio.to_thread(path.write_bytes, to_eml(form))
        except OSError as error:
            self._ports.report(StorageFault("output_unwritable", reason=error.strerror or type(error).__name__))
            return
        self._ports.toasts.show(lambda: say_saved(path.name))

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
            self._let_go()

    async def _read_rows(self) -> tuple[ExchangeSummary, ...]:
        asked = self.state
        return await self._desk.support_desk.find_calls(
            asked.environment.name, SHOWN, asked.search, failed_only=asked.failed_only
        )

    def _show_rows(self, rows: tuple[ExchangeSummary, ...]) -> None:
        self._become(replace(self.state, rows=rows, is_loaded=True))
        if not self._is_pinned and rows:
            self._open(rows[0].id)

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
