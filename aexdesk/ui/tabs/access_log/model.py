"""What the Access log tab does: starts and stops the proxy, follows what passes, opens a call. QtCore only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from aexdesk.faults import AexError
from aexdesk.services.proxying import PROXY_PORT
from aexdesk.ui.state_model import StateModel
from aexdesk.ui.tabs.access_log.log_reader import LogReader
from aexdesk.ui.tabs.access_log.passed import Passed
from aexdesk.ui.tabs.access_log.reading import Reading
from aexdesk.ui.tabs.access_log.state import AccessLogState, Filter, Verdict

if TYPE_CHECKING:
    import asyncio

    from aexdesk.desk import Desk
    from aexdesk.ui.ports import Ports
    from aexdesk.ui.tabs.access_log.log_reader import Found

_LANGUAGE, _PORT = "access_log.language", "access_log.port"


class AccessLogModel(StateModel[AccessLogState]):
    """The guard proxy of one window. `calls` is the source of the table: `dropped` and `appended` tell of it.

    The log is read while `watch(True)` holds.
    """

    appended = Signal()
    dropped = Signal(int)

    def __init__(self, desk: Desk, ports: Ports) -> None:
        remembered = desk.preferences.value
        start = AccessLogState(
            environment=desk.standing.environment,
            proxy=desk.proxying.state,
            port=str(remembered(_PORT, PROXY_PORT)),
            language=str(remembered(_LANGUAGE, "python")),
        )
        super().__init__(start, ports.report)
        self.calls = Passed()
        self._desk = desk
        self._reader = LogReader(desk.access_log, desk.call_marking)
        self._reading = Reading(self._read, self._start, ports.later)
        self._question = 0
        """Counts what was asked for. Not the filter itself: it may have been changed, and changed back."""
        self._opening: asyncio.Task[None] | None = None
        for changes, callback in self._watched():
            changes.append(callback)
        self._reading.note()

    # ---------------------------------------------------------------- the proxy

    def start(self) -> None:
        """Starts the proxy for the environment that is shown, on the port in the field; remembered."""
        port = self.state.port_number
        if port is not None:
            self._start(self._desk.preferences.set(_PORT, str(port)), "remember the port")
            self.start_on(port)

    def start_on(self, port: int) -> None:
        """The same on this port (0: any free one)."""
        if not self.state.is_on and not self.state.proxy.is_starting:
            self._start(self._desk.proxying.start(self.state.environment, port), "start the proxy")

    def stop(self) -> None:
        """Stops it."""
        self._start(self._desk.proxying.stop(), "stop the proxy")

    def set_port(self, text: str) -> None:
        """The port was typed in."""
        self._become(replace(self.state, port=text))

    def go_to_proxy(self) -> None:
        """Shows the environment that the proxy goes to."""
        self._start(self._desk.standing.choose_environment(self.state.proxy.environment), "go where the proxy goes")

    def show_examples(self, are_wanted: bool) -> None:
        """Opens the examples, or closes them."""
        self._become(replace(self.state, shows_examples=are_wanted))

    def choose_language(self, language: str) -> None:
        """Whose example is shown; remembered."""
        if language != self.state.language:
            self._become(replace(self.state, language=language))
            self._start(self._desk.preferences.set(_LANGUAGE, language), "remember the language of the example")

    # ---------------------------------------------------------------- what is listed

    def watch(self, is_watched: bool) -> None:
        """Somebody looks at the tab, or nobody does."""
        self._reading.want(is_watched)

    def search(self, text: str) -> None:
        """Lists the calls in which that text stands."""
        self._look_for(replace(self.state.filter, text=text))

    def choose_verdict(self, verdict: str) -> None:
        """Lists the calls with that verdict."""
        self._look_for(replace(self.state.filter, verdict=Verdict(verdict)))

    def choose_api(self, api: str) -> None:
        """Lists the calls of that API; "": of all."""
        self._look_for(replace(self.state.filter, api=api))

    def look_for_all(self) -> None:
        """Takes the filter away."""
        self._look_for(Filter())

    def pause(self, is_paused: bool) -> None:
        """Holds the list still, or lets it run on."""
        self._become(replace(self.state, is_paused=is_paused, waiting=0))
        self._reader.pause(is_paused)
        self._ask_again()

    def _look_for(self, wanted: Filter) -> None:
        if wanted != self.state.filter:
            self._become(replace(self.state, filter=wanted))
            self._begin_again()

    def _begin_again(self) -> None:
        self._reader.forget()
        self._become(replace(self.state, is_loaded=False, count=0, waiting=0))
        if dropped := self.calls.clear():
            self.dropped.emit(dropped)
        self._ask_again()

    def _ask_again(self) -> None:
        self._question += 1
        self._reading.note_at_once()

    async def _read(self) -> None:
        asked = self._question
        found = await self._reader.read(self.state.environment.name, self.state.filter)
        if asked == self._question:
            self._show(found)

    def _show(self, found: Found) -> None:
        self._reader.keep(found)
        dropped = self.calls.take(found.calls)
        if dropped:
            self.dropped.emit(dropped)
        if found.calls:
            self.appended.emit()
        state = self.state
        apis = tuple(sorted({*state.apis, *found.apis}))
        self._become(replace(state, is_loaded=True, count=self.calls.count(), waiting=found.waiting, apis=apis))

    # ---------------------------------------------------------------- the chosen call

    def choose(self, exchange_id: str) -> None:
        """Opens that call."""
        if exchange_id == self.state.chosen and self.state.fault is None:
            return
        self._become(replace(self.state, chosen=exchange_id, fault=None))
        if self._opening is not None:
            self._opening.cancel()
        self._opening = self._start(self._open(exchange_id), "open a call of the access log")

    def close_detail(self) -> None:
        """No call is chosen any more."""
        self._become(replace(self.state, chosen="", detail=None, fault=None))

    def give_to_console(self) -> None:
        """Lays the chosen call down for the console."""
        self._desk.handovers.exchange_for_console.give(self.state.chosen)

    def give_to_support(self) -> None:
        """Lays the chosen call down for the support form."""
        self._desk.handovers.exchange_for_support.give(self.state.chosen)

    def give_to_doctor(self) -> None:
        """Lays the chosen call down for the doctor."""
        self._desk.handovers.exchange_for_doctor.give(self.state.chosen)

    async def _open(self, exchange_id: str) -> None:
        try:
            detail = await self._desk.call_marking.open(exchange_id)
        except AexError as fault:
            if exchange_id == self.state.chosen:
                self._become(replace(self.state, detail=None, fault=fault))
            return
        if exchange_id == self.state.chosen:
            self._become(replace(self.state, detail=detail))

    # ---------------------------------------------------------------- what changes around it

    def _watched(self) -> tuple[tuple[list[Callable[[], None]], Callable[[], None]], ...]:
        desk = self._desk
        return (
            (desk.standing.changed, self._follow),
            (desk.proxying.changed, self._follow),
            (desk.access_log.changed, self._reading.note),
        )

    def _follow(self) -> None:
        environment, proxy = self._desk.standing.environment, self._desk.proxying.state
        is_elsewhere = environment.name != self.state.environment.name
        self._become(replace(self.state, environment=environment, proxy=proxy))
        if is_elsewhere:
            self.close_detail()
            self._become(replace(self.state, apis=(), is_paused=False, filter=replace(self.state.filter, api="")))
            self._reader.pause(False)
            self._begin_again()

    async def close(self) -> None:
        """Lets go of the services and ends its work. The proxy runs on: it belongs to the window."""
        for changes, callback in self._watched():
            changes.remove(callback)
        self._reading.end()
        await super().close()
