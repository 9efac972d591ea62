"""What the Doctor tab does: reads what was pasted, examines it beside the window's thread, writes it right. QtCore
only."""

from __future__ import annotations

from collections.abc import Coroutine
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from aexdesk.faults import AexError, BadInput
from aexdesk.services.diagnosing import SearchProgress
from aexdesk.services.doctor_desk import DoctorCase, Examination
from aexdesk.services.doctor_examples import ExampleKind
from aexdesk.ui.state_model import StateModel
from aexdesk.ui.tabs.doctor.correcting import CodeWriting
from aexdesk.ui.tabs.doctor.state import DoctorState
from aexdesk.ui.taking import Taker

if TYPE_CHECKING:
    import asyncio

    from aexdesk.desk import Desk
    from aexdesk.secret import Secret
    from aexdesk.ui.later import Timer
    from aexdesk.ui.ports import Ports

READ_AFTER_S: Final = 0.3
"""After the last key: whose app it is is told as one types."""
LOOK_EVERY_S: Final = 0.1
_EXCHANGE: Final = "doctor.exchange"
SIGN_OF_LIFE_S: Final = 0.1


class DoctorModel(StateModel[DoctorState]):
    """What is pasted, and a secret that is typed, is kept nowhere. A recorded call comes back after a restart, by its
    id; it is not examined unasked, which would open the vault."""

    def __init__(self, desk: Desk, ports: Ports) -> None:
        super().__init__(DoctorState(environment=desk.standing.environment), ports.report)
        self._desk = desk
        self._ports = ports
        self._work: asyncio.Task[None] | None = None
        self._progress: SearchProgress | None = None
        self._reading: Timer | None = None
        self._looking: Timer | None = None
        self._noticing: Timer | None = None
        self.writing = CodeWriting(desk, self._start, lambda: self.state, self._become)
        self.writing.begin()
        desk.standing.changed.append(self._follow)
        kept = desk.preferences.value(_EXCHANGE)
        if isinstance(kept, str):
            self._start(self._bring_back(kept), "bring back the call that was examined")
        self._taker = Taker(desk.handovers.exchange_for_doctor, self.take_exchange)

    # ---------------------------------------------------------------- what is examined

    def write(self, text: str) -> None:
        """The field holds this now."""
        if text == self.state.text:
            return
        self._stop()
        self._become(replace(self.state, text=text, exchange=None, fault=None, trouble=None, is_asked=False))
        self._remember(None)
        if self._reading is not None:
            self._reading.cancel()
        self._reading = self._ports.later(READ_AFTER_S, self._read_soon)

    def take_exchange(self, exchange_id: str) -> None:
        """Examines a recorded call at once."""
        self._begin(self._examine_exchange(exchange_id))

    def let_go(self) -> None:
        """Back to an empty field."""
        self._stop()
        kept = self.state
        self._become(DoctorState(environment=kept.environment, code=replace(kept.code, text="", variables=())))
        self._remember(None)

    def take_example(self, kind: ExampleKind) -> None:
        """Puts a request of the practice app into the field, and examines it."""
        self._begin(self._examine_example(kind))

    def examine(self, typed: Secret | None) -> None:
        """Looks for the mistake; `typed` is an app secret that stands in the window alone."""
        if self.state.has_request:
            exchange = self.state.exchange
            work = self._examine_text(typed) if exchange is None else self._examine_exchange(exchange.id, typed)
            self._begin(work)

    def cancel(self) -> None:
        """Ends the search; what it found until then is shown."""
        if self._progress is not None:
            self._progress.cancel()

    # ---------------------------------------------------------------- the work

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        self._stop()
        self._become(replace(self.state, is_examining=True, is_asked=True, tried=0, fault=None, trouble=None))
        self._noticing = self._ports.later(SIGN_OF_LIFE_S, lambda: self._become(replace(self.state, is_long=True)))
        self._work = self._start(work, "examine a request")

    def _stop(self) -> None:
        """What runs is no longer wanted."""
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
        if self._work is not None:
            self._work.cancel()
            self._work = None
        if self.state.is_examining:
            self._end()

    def _end(self, **became: Any) -> None:
        """It is over, and this came of it."""
        for timer in (self._looking, self._noticing):
            if timer is not None:
                timer.cancel()
        self._looking = self._noticing = None
        self._become(replace(self.state, is_examining=False, is_long=False, **became))

    async def _examine_text(self, typed: Secret | None) -> None:
        try:
            case = await self._desk.diagnosing.read_text(self.state.text, self.state.environment.name)
        except AexError as fault:
            self._end(fault=fault, app=None, result=None)
            return
        await self._search(case, typed)

    async def _examine_exchange(self, exchange_id: str, typed: Secret | None = None) -> None:
        try:
            case = await self._desk.diagnosing.open_exchange(exchange_id)
        except AexError as trouble:
            self._end(trouble=trouble)
            return
        self._become(replace(self.state, exchange=case.exchange, text=""))
        self._remember(exchange_id)
        await self._search(case, typed)

    async def _examine_example(self, kind: ExampleKind) -> None:
        try:
            text = await self._desk.diagnosing.write_example(kind)
        except AexError as trouble:
            self._end(trouble=trouble)
            return
        self._become(replace(self.state, text=text, exchange=None))
        self._remember(None)
        await self._examine_text(None)

    async def _search(self, case: DoctorCase, typed: Secret | None) -> None:
        self._become(replace(self.state, app=case.app))
        self._progress = progress = SearchProgress()
        self._look(progress)
        try:
            found = await self._desk.diagnosing.examine(case, progress, typed)
        except AexError as trouble:
            self._end(trouble=trouble, result=None)
            return
        finally:
            self._progress = None
        self._show(found)

    def _look(self, progress: SearchProgress) -> None:
        """How far it is."""
        if self._progress is progress:
            self._become(replace(self.state, tried=progress.tried))
            self._looking = self._ports.later(LOOK_EVERY_S, lambda: self._look(progress))

    def _show(self, found: Examination) -> None:
        self._end(result=found, tried=found.finding.tried)
        self.writing.write()

    # ---------------------------------------------------------------- over a restart

    def _remember(self, exchange_id: str | None) -> None:
        if exchange_id != self._desk.preferences.value(_EXCHANGE):
            self._start(self._desk.preferences.set(_EXCHANGE, exchange_id), "remember the call that is examined")

    async def _bring_back(self, exchange_id: str) -> None:
        try:
            exchange = await self._desk.history.get(exchange_id)
        except AexError:  # it has been deleted since, or the history cannot be read: nobody has asked for it now
            return
        if not self.state.has_request and not self.state.is_examining:
            self._become(replace(self.state, exchange=exchange))

    # ---------------------------------------------------------------- as one types

    def _read_soon(self) -> None:
        self._reading = None
        if self.state.text.strip() and not self.state.is_examining:
            self._work = self._start(self._read(), "read a pasted request")

    async def _read(self) -> None:
        try:
            case = await self._desk.diagnosing.read_text(self.state.text, self.state.environment.name)
        except BadInput as fault:
            self._become(replace(self.state, fault=fault, app=None))
        except AexError as trouble:
            self._become(replace(self.state, trouble=trouble, app=None))
        else:
            self._become(replace(self.state, fault=None, app=case.app))

    def _follow(self) -> None:
        self._become(replace(self.state, environment=self._desk.standing.environment))

    async def close(self) -> None:
        """Lets go of the services, and ends what runs."""
        self._taker.close()
        self._desk.standing.changed.remove(self._follow)
        self.cancel()
        self._stop()
        await super().close()
