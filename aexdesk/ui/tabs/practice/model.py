"""What the Practice tab does: follows the gateway while it is looked at, moves orders, lends, resets. QtCore only."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from aexdesk.faults import AexError
from aexdesk.services.practice_contents import PracticeContents
from aexdesk.ui.state_model import StateModel
from aexdesk.ui.tabs.practice.state import Page, PracticeTabState

if TYPE_CHECKING:
    import asyncio

    from aexdesk.desk import Desk
    from aexdesk.ui.later import Timer
    from aexdesk.ui.ports import Ports

ARMED_S = 5.0
"""How long the reset waits for its second press."""

_PAGE = "practice.page"


class PracticeModel(StateModel[PracticeTabState]):
    """The practice gateway of one window. It follows the gateway while `watch(True)` holds."""

    def __init__(self, desk: Desk, ports: Ports) -> None:
        remembered = desk.preferences.value(_PAGE)
        page = next((one for one in Page if one.value == remembered), Page.ORDERS)
        super().__init__(PracticeTabState(page=page), ports.report)
        self._desk = desk
        self._ports = ports
        self._is_watched = False
        self._following: asyncio.Task[None] | None = None
        self._followed = ""
        self._arming: Timer | None = None
        for changes, callback in self._watched():
            changes.append(callback)
        self._look()

    # ---------------------------------------------------------------- the gateway

    def watch(self, is_watched: bool) -> None:
        """Somebody looks at the tab, or nobody does."""
        if is_watched != self._is_watched:
            self._is_watched = is_watched
            self._follow_on()

    def start(self, app_name: str, port: int | None = None) -> None:
        """Starts the gateway (on its port, 0: on any free one). `app_name`: the practice app's, where it is new."""
        self.attempt(self._desk.practice_opening.open(app_name, port), "start practice")

    def try_again(self) -> None:
        """Asks the gateway once more."""
        self._become(replace(self.state, fault=None))
        self._follow_on()

    def put_away_trouble(self) -> None:
        """The person has read it."""
        self._become(replace(self.state, trouble=None))

    # ---------------------------------------------------------------- what is shown

    def show_page(self, page: str) -> None:
        """Turns to that page; remembered."""
        if page != self.state.page:
            self._become(replace(self.state, page=Page(page)))
            self._start(self._desk.preferences.set(_PAGE, page), "remember the page")

    def choose_order(self, order_id: str) -> None:
        """Shows that order."""
        self._become(replace(self.state, chosen_order=order_id))

    def choose_product(self, product_id: str) -> None:
        """Shows that product."""
        self._become(replace(self.state, chosen_product=product_id))

    def search(self, text: str) -> None:
        """Lists the products in which every word stands."""
        self._become(replace(self.state, search=text))

    def pause_log(self, is_paused: bool) -> None:
        """Holds the log still, or lets it run on."""
        self._become(replace(self.state, held=self.state.known.calls if is_paused else None))

    # ---------------------------------------------------------------- acts

    def move_order(self, state: str) -> None:
        """Brings the chosen order into a state."""
        order = self.state.order
        if order is not None and not self.state.moving:
            self._become(replace(self.state, moving=state))
            self._start(self._move(order.id, state), "move an order")

    def charge_mismatches(self, is_wanted: bool) -> None:
        """Has orders that match no test case placed and charged, or refused."""
        self.attempt(self._desk.practice_panel.set_charging(is_wanted), "set the order mismatch")

    def lend(self) -> None:
        """Has the gateway lend a new account; it is noted under Loan accounts."""
        if not self.state.is_lending:
            self._become(replace(self.state, is_lending=True))
            self._start(self._lend(), "lend a loan account")

    def press_reset(self, app_name: str, say_done: Callable[[], str]) -> None:
        """The first press arms it for a while, the second resets the gateway. A toast then says `say_done`."""
        if not self.state.is_on or self.state.is_resetting:
            return
        if not self.state.is_armed:
            self._become(replace(self.state, is_armed=True))
            self._arming = self._ports.later(ARMED_S, self.disarm)
            return
        self.disarm()
        self._become(replace(self.state, is_resetting=True))
        self._start(self._reset(app_name, say_done), "reset practice")

    def disarm(self) -> None:
        """The reset is a first press away again."""
        if self._arming is not None:
            self._arming.cancel()
            self._arming = None
        self._become(replace(self.state, is_armed=False))

    def attempt(self, work: Awaitable[object], name: str) -> None:
        """Begins something on the gateway."""
        self._start(self._do(work), name)

    async def try_act(self, work: Awaitable[object]) -> bool:
        """Does something on the gateway; whether it went well. What went wrong stands in `state.trouble`."""
        self._become(replace(self.state, trouble=None))
        try:
            await work
        except AexError as trouble:
            self._become(replace(self.state, trouble=trouble))
            return False
        return True

    async def close(self) -> None:
        """Ends its work, closes the connection, lets go of the services."""
        for changes, callback in self._watched():
            changes.remove(callback)
        if self._arming is not None:
            self._arming.cancel()
        await super().close()
        await self._desk.practice_panel.close()

    # ---------------------------------------------------------------- how

    def _watched(self) -> tuple[tuple[list[Callable[[], None]], Callable[[], None]], ...]:
        return ((self._desk.standing.changed, self._look), (self._desk.practising.changed, self._look))

    def _look(self) -> None:
        practice, is_live = self._desk.practising.state, self._desk.standing.environment.is_live
        is_another = practice.url != self.state.practice.url
        self._become(replace(self.state, practice=practice, is_live=is_live))
        if is_another:
            self.disarm()
            self._become(replace(self.state, contents=None, fault=None, trouble=None, held=None))
        self._follow_on()

    def _follow_on(self) -> None:
        """Follows the gateway of now, if somebody looks and nothing is wrong; else lets go of it."""
        wanted = self.state.practice.url or "" if self._is_watched and self.state.fault is None else ""
        if wanted == self._followed:
            return
        self._followed = wanted
        if self._following is not None:
            self._following.cancel()
            self._following = None
        if wanted:
            self._following = self._start(self._follow(wanted), "follow practice")

    async def _follow(self, url: str) -> None:
        try:
            await self._desk.practice_panel.follow(self._show_contents)
        except AexError as fault:
            if url == self._followed:  # else it is the end of a gateway that nobody follows any more
                self._followed, self._following = "", None
                self._become(replace(self.state, fault=fault))

    def _show_contents(self, contents: PracticeContents) -> None:
        state = replace(self.state, contents=contents)
        if state.order is None:
            state = replace(state, chosen_order=state.orders[0].id if state.orders else "")
        self._become(state)

    async def _do(self, work: Awaitable[object]) -> None:
        await self.try_act(work)

    async def _move(self, order_id: str, state: str) -> None:
        await self.try_act(self._desk.practice_panel.move_order(order_id, state))
        self._become(replace(self.state, moving=""))

    async def _lend(self) -> None:
        await self.try_act(self._desk.practice_acts.lend_account())
        self._become(replace(self.state, is_lending=False))

    async def _reset(self, app_name: str, say_done: Callable[[], str]) -> None:
        if await self.try_act(self._desk.practice_panel.reset(app_name)):
            self._ports.toasts.show(say_done)
        self._become(replace(self.state, is_resetting=False))
