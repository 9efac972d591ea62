"""What the Faults page does: switches on and off, and takes away what waits. QtCore only."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from aexdesk.services.practice_contents import ANY_API, PracticeContents, PracticeFault
from aexdesk.ui.state_model import StateModel
from aexdesk.ui.tabs.practice.faults_state import (
    DEFAULTS,
    Draft,
    FaultKind,
    FaultsState,
    FaultSwitch,
    Slip,
    find_slip,
)

if TYPE_CHECKING:
    from aexdesk.desk import Desk
    from aexdesk.ui.ports import Ports
    from aexdesk.ui.tabs.practice.model import PracticeModel

_LOOKS = 2
"""After so many looks at the gateway its word counts: the first may have been under way when the switch was pressed."""


class FaultsModel(StateModel[FaultsState]):
    """A switch is on while a fault of its kind waits that lasts; which one, the gateway says."""

    def __init__(self, desk: Desk, ports: Ports, practice: PracticeModel) -> None:
        super().__init__(FaultsState(), ports.report)
        self._desk = desk
        self._ports = ports
        self._practice = practice
        self._apis = frozenset(one.name for one in desk.catalogue.definitions)
        self._typed: dict[FaultKind, Draft] = {}
        self._pressed: dict[FaultKind, bool] = {}
        self._looks: dict[FaultKind, int] = {}
        self._contents: PracticeContents | None = None
        practice.changed.connect(self._look)
        self._show()

    # ---------------------------------------------------------------- switches

    def enter_api(self, kind: FaultKind, api: str) -> None:
        """For which API; empty for any."""
        self._enter(kind, replace(self._draft(kind), api=api.strip() or ANY_API))

    def enter_value(self, kind: FaultKind, value: str) -> None:
        """With what value."""
        self._enter(kind, replace(self._draft(kind), value=value.strip()))

    def switch(self, kind: FaultKind, is_on: bool) -> None:
        """Plays it on every call, or no more."""
        if is_on and self._slip(kind) is not Slip.NONE:
            self._show()  # the switch stays off, and the row says why
            self.changed.emit()
            return
        self._pressed[kind] = is_on
        self._looks.pop(kind, None)
        self._show()
        self._start(self._switch(kind, is_on), f"switch {kind}")

    def _enter(self, kind: FaultKind, draft: Draft) -> None:
        if draft == self._draft(kind):
            return
        self._typed[kind] = draft
        self._show()
        if self._is_on(kind) and self._slip(kind) is Slip.NONE:
            self.switch(kind, True)

    async def _switch(self, kind: FaultKind, is_on: bool) -> None:
        draft, faults = self._draft(kind), self._desk.practice_faults
        self._typed[kind] = draft  # what it was set to stays in the row
        work = faults.switch_on(kind.value, draft.api, draft.value) if is_on else faults.switch_off(kind.value)
        is_done = await self._practice.try_act(work)
        if self._pressed.get(kind) == is_on:
            self._looks[kind] = 0
            if not is_done:
                del self._pressed[kind]
        self._show()

    # ---------------------------------------------------------------- what waits

    def choose(self, fault_id: str) -> None:
        """Chooses one of those that wait."""
        self._become(replace(self.state, chosen=fault_id))

    def remove(self, say: Callable[[], str]) -> None:
        """Takes the chosen one away; a toast says so, and can undo it."""
        fault = self.state.fault
        if fault is not None:
            self._start(self._remove(self._desk.practice_faults.remove(fault.id), (fault,), say), "remove a fault")

    def remove_all(self, say: Callable[[], str]) -> None:
        """Takes all away; a toast says so, and can undo it."""
        faults = self.state.waiting
        if faults:
            self._start(self._remove(self._desk.practice_faults.remove_all(), faults, say), "remove all faults")

    async def _remove(self, work: Awaitable[object], faults: tuple[PracticeFault, ...], say: Callable[[], str]) -> None:
        self._pressed.clear()
        if await self._practice.try_act(work):
            self._ports.toasts.show(say, lambda: self._put_back(faults))

    def _put_back(self, faults: tuple[PracticeFault, ...]) -> None:
        self._practice.attempt(self._desk.practice_faults.put_back(faults), "put faults back")

    # ---------------------------------------------------------------- how

    async def close(self) -> None:
        """Ends its work and lets go of the other model."""
        self._practice.changed.disconnect(self._look)
        await super().close()

    def _look(self) -> None:
        """The gateway has told what it holds."""
        contents = self._practice.state.contents
        if contents is self._contents:
            return
        self._contents = contents
        for kind, is_on in tuple(self._pressed.items()):
            if kind not in self._looks:
                continue  # still under way
            self._looks[kind] += 1
            if (self._playing(kind) is not None) == is_on or self._looks[kind] > _LOOKS:
                del self._pressed[kind], self._looks[kind]
        for kind in FaultKind:
            if kind not in self._pressed and self._playing(kind) is not None and self._slip(kind) is Slip.NONE:
                self._typed.pop(kind, None)  # the row shows what is played, whoever set it
        self._show()

    def _show(self) -> None:
        contents = self._contents or PracticeContents()
        waiting = contents.faults
        chosen = self.state.chosen
        if chosen not in {fault.id for fault in waiting or ()}:
            chosen = waiting[0].id if waiting else ""
        self._become(FaultsState(tuple(self._row(kind) for kind in FaultKind), waiting, chosen))

    def _row(self, kind: FaultKind) -> FaultSwitch:
        draft = self._draft(kind)
        return FaultSwitch(kind, draft, self._is_on(kind), self._slip(kind))

    def _slip(self, kind: FaultKind) -> Slip:
        return find_slip(kind, self._draft(kind), self._apis)

    def _draft(self, kind: FaultKind) -> Draft:
        typed, playing = self._typed.get(kind), self._playing(kind)
        if typed is not None:
            return typed
        if playing is not None:
            return Draft(playing.api, playing.value)
        return Draft(value=DEFAULTS.get(kind, ""))

    def _is_on(self, kind: FaultKind) -> bool:
        return self._pressed.get(kind, self._playing(kind) is not None)

    def _playing(self, kind: FaultKind) -> PracticeFault | None:
        faults = (self._contents.faults if self._contents is not None else None) or ()
        return next((one for one in faults if one.kind == kind.value and one.is_lasting), None)
