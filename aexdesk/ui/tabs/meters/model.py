"""What the Meters tab does: counts as calls come, at most once a second; asks the platform's time. QtCore only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from aexdesk.faults import AexError
from aexdesk.ui.rereading import Rereading
from aexdesk.ui.state_model import StateModel
from aexdesk.ui.tabs.meters.state import MetersState

if TYPE_CHECKING:
    from aexdesk.desk import Desk
    from aexdesk.services.meters import Metering
    from aexdesk.ui.later import Timer
    from aexdesk.ui.ports import Ports
    from aexdesk.workspace.profile import Profile

EVERY_S = 1.0


class MetersModel(StateModel[MetersState]):
    """Counts only while somebody looks: see `watch`."""

    def __init__(self, desk: Desk, ports: Ports) -> None:
        super().__init__(MetersState(), ports.report)
        self._desk = desk
        self._later = ports.later
        self._is_watched = False
        self._waiting: Timer | None = None
        self._reading = Rereading(
            self._start,
            "count the calls of today",
            lambda: desk.meters.look(self.state.environment.name),
            self._show,
            self._note_fault,
        )
        for changes, callback in self._watched():
            changes.append(callback)
        self._follow()

    def watch(self, is_watched: bool) -> None:
        """Somebody looks, or nobody does any more."""
        self._is_watched = is_watched
        if is_watched:
            self._desk.clock.look()
            self._reading.again()

    def choose(self, app_key: str) -> None:
        """Shows the APIs of that app."""
        self._become(replace(self.state, chosen=app_key))

    def ask_time(self) -> None:
        """Makes one call that only reads, whose answer tells the time."""
        profile = self.state.profile
        if profile is not None and not self.state.is_asking:
            self._become(replace(self.state, is_asking=True, fault=None))
            self._start(self._ask(profile), "ask the platform for its time")

    async def _ask(self, profile: Profile) -> None:
        try:
            await self._desk.clock_checking.check(profile)
        except AexError as fault:
            self._note_fault(fault)
        finally:
            self._become(replace(self.state, is_asking=False))

    def put_away_fault(self) -> None:
        """The person has read it."""
        self._become(replace(self.state, fault=None))

    def _note_fault(self, fault: AexError) -> None:
        self._become(replace(self.state, fault=fault))

    def _show(self, metering: Metering) -> None:
        keys = [one.app_key for one in metering.apps]
        mine = self.state.profile.app_key if self.state.profile else ""
        chosen = self.state.chosen if self.state.chosen in keys else mine if mine in keys else "".join(keys[:1])
        self._become(replace(self.state, metering=metering, chosen=chosen))

    def _watched(self) -> tuple[tuple[list[Callable[[], None]], Callable[[], None]], ...]:
        desk = self._desk
        return (
            (desk.standing.changed, self._follow),
            (desk.clock.changed, self._follow_clock),
            (desk.history.changed, self._follow_calls),
        )

    def _follow(self) -> None:
        standing = self._desk.standing
        place = standing.environment
        is_elsewhere = place.name != self.state.environment.name
        state = replace(self.state, metering=None, chosen="", fault=None) if is_elsewhere else self.state
        self._become(
            replace(
                state,
                environment=place,
                profiles=standing.profiles,
                profile=standing.profile,
                skew=self._desk.clock.skew(place.name),
            )
        )
        if is_elsewhere and self._is_watched:
            self._reading.again()

    def _follow_clock(self) -> None:
        self._become(replace(self.state, skew=self._desk.clock.skew(self.state.environment.name)))

    def _follow_calls(self) -> None:
        if self._is_watched and self._waiting is None:
            self._waiting = self._later(EVERY_S, self._count_on)

    def _count_on(self) -> None:
        self._waiting = None
        self._follow_clock()
        if self._is_watched:
            self._reading.again()

    async def close(self) -> None:
        """Lets go of the services and ends its work."""
        for changes, callback in self._watched():
            changes.remove(callback)
        if self._waiting is not None:
            self._waiting.cancel()
        await super().close()
