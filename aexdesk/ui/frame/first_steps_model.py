"""What the strip of first steps knows: which are done, where one is, and whether it is to be seen. QtCore only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from aexdesk.services.first_steps import FirstStep, FirstStepsState
from aexdesk.ui.rereading import Rereading
from aexdesk.ui.state_model import StateModel
from aexdesk.workspace.environment import PRACTICE

if TYPE_CHECKING:
    from aexdesk.desk import Desk
    from aexdesk.faults import AexError
    from aexdesk.ui.tasks import Report
    from aexdesk.workspace.exchange import Exchange


@dataclass(frozen=True)
class StripState:
    """`tab`: the one in sight."""

    steps: FirstStepsState = field(default_factory=FirstStepsState)
    tab: str = ""
    is_practice: bool = True

    @property
    def is_shown(self) -> bool:
        """In Live there is nothing to practise."""
        return self.steps.is_open and self.is_practice

    @property
    def here(self) -> FirstStep | None:
        """The step that is done in the tab in sight."""
        return FirstStep(self.tab) if self.tab in set(FirstStep) else None

    @property
    def next(self) -> FirstStep | None:
        """Where to go on."""
        return self.steps.next_but(self.tab)


class FirstStepsModel(StateModel[StripState]):
    """Looks whenever something happened that may be a step; `tell` takes what keeps it from looking."""

    def __init__(self, desk: Desk, tab: str, tell: Callable[[AexError], None], report: Report) -> None:
        super().__init__(StripState(tab=tab), report)
        self._desk = desk
        self._steps = desk.first_steps
        self._looking = Rereading(self._start, "look at the first steps", self._look, bool, tell)
        self._is_watching = False
        self._steps.changed.append(self._follow)
        desk.standing.changed.append(self._follow)
        self._start(self._load(), "read the first steps")

    def show_tab(self, tab: str) -> None:
        """Another tab is in sight."""
        self._become(replace(self.state, tab=tab))
        self._look_again()

    def put_away(self) -> None:
        """Skips them, or closes them for good."""
        self._start(self._steps.put_away(), "put the first steps away")

    def bring_back(self) -> None:
        """Shows them again."""
        self._start(self._steps.bring_back(), "bring the first steps back")

    async def close(self) -> None:
        """Lets go of the services and ends its work."""
        self._watch(False)
        self._steps.changed.remove(self._follow)
        self._desk.standing.changed.remove(self._follow)
        await super().close()

    async def _load(self) -> None:
        await self._steps.load()
        self._follow()

    async def _look(self) -> None:
        await self._steps.look(self.state.tab)

    def _follow(self) -> None:
        is_practice = self._desk.standing.environment.name == PRACTICE.name
        was_shown = self.state.is_shown
        self._become(replace(self.state, steps=self._steps.state, is_practice=is_practice))
        is_left = self._steps.state.is_open and not self._steps.state.are_all_done
        self._watch(is_left)
        if self.state.is_shown and not was_shown:
            self._look_again()

    def _watch(self, is_wanted: bool) -> None:
        # Who has seen it all, or does not want to, pays nothing for it.
        if is_wanted == self._is_watching:
            return
        self._is_watching = is_wanted
        desk = self._desk
        watched = (
            (desk.profiles.changed, self._look_again),
            (desk.loan_accounts.changed, self._look_again),
            (desk.case_orders.changed, self._look_again),
            (desk.history.changed, self._look_again),
            (desk.handovers.order_for_console.changed, self._hear_order),
        )
        for changes, callback in watched:
            (changes.append if is_wanted else changes.remove)(callback)
        (desk.history.recorded.append if is_wanted else desk.history.recorded.remove)(self._hear_calls)

    def _hear_calls(self, exchanges: Sequence[Exchange]) -> None:
        if self.state.is_practice:
            self._steps.hear_calls(exchanges)  # what is heard is kept by the look that follows each record

    def _hear_order(self) -> None:
        if self.state.is_practice:
            self._steps.hear_order_built()
            self._look_again()

    def _look_again(self) -> None:
        if self._is_watching and self.state.is_shown:
            self._looking.again()
