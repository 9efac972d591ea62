"""The first steps of who is new: which of the six are done, whether they are still to be shown. Of practice alone.

A step is done when the real thing has happened, by whatever way: a key checked well, the borrowed buyer seen, a session
got by logging in, an order built for the console, an order placed, the form of a failed call seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from aexdesk.openplatform.oauth import TOKEN_CREATE
from aexdesk.services.changes import Changes
from aexdesk.services.first_step_facts import StandingFacts
from aexdesk.services.preferences import Preferences
from aexdesk.workspace.environment import PRACTICE
from aexdesk.workspace.exchange import Exchange

KEPT: Final = "first_steps"
_CREATED = frozenset({TOKEN_CREATE, "/auth/token/security/create"})


class FirstStep(StrEnum):
    """In the order of the main job; each has the name of the tab in which it is done."""

    APP_KEYS = "app_keys"
    LOAN_ACCOUNTS = "loan_accounts"
    LOGIN = "login"
    ORDER_TESTS = "order_tests"
    CONSOLE = "console"
    SUPPORT = "support"


@dataclass(frozen=True, slots=True)
class FirstStepsState:
    """`is_open`: whether they are to be shown. `since`: what was done before does not count (None: all does)."""

    is_open: bool = False
    done: frozenset[FirstStep] = frozenset()
    since: datetime | None = None

    @property
    def are_all_done(self) -> bool:
        """Whether nothing is left."""
        return len(self.done) == len(FirstStep)

    def next_but(self, tab: str) -> FirstStep | None:
        """The first step that is left, and is done in another tab than this one."""
        return next((step for step in FirstStep if step not in self.done and step.value != tab), None)


class FirstSteps:
    """Remembered in the preferences, so per installation. `changed`: `state` is another."""

    def __init__(self, preferences: Preferences, facts: StandingFacts, now: Callable[[], datetime]) -> None:
        self._preferences = preferences
        self._facts = facts
        self._now = now
        self._heard: set[FirstStep] = set()
        self.state = FirstStepsState()
        self.changed = Changes()

    async def load(self) -> None:
        """Decides, once for each data folder, whether its user is new; afterwards goes on where it was left."""
        kept = _read(self._preferences.value(KEPT))
        if kept is None:
            await self._become(FirstStepsState(is_open=await self._facts.is_new()))
        else:
            # The last word, that all is done, is not said again.
            self._show(replace(kept, is_open=kept.is_open and not kept.are_all_done))

    def hear_calls(self, exchanges: Iterable[Exchange]) -> bool:
        """Whether one of these gave a session for a login in practice."""
        return any(_is_login(exchange) for exchange in exchanges) and self._hear(FirstStep.LOGIN)

    def hear_order_built(self) -> bool:
        """An order was handed to the console; whether that is news."""
        return self._hear(FirstStep.ORDER_TESTS)

    async def look(self, tab: str) -> None:
        """Takes note of what has been done; `tab` is in sight. Raises StorageFault."""
        if not self.state.is_open:
            return
        found = set(self._heard)
        for step in set(FirstStep) - self.state.done - found:
            if await self._is_done(step, tab):
                found.add(step)
        self._heard -= found
        # What the person did while this was read stays.
        await self._become(replace(self.state, done=self.state.done | found))

    async def put_away(self) -> None:
        """They are not wanted, or over."""
        await self._become(replace(self.state, is_open=False))

    async def bring_back(self) -> None:
        """They are wanted again: where they were left, or, where all were done, from the beginning."""
        state = self.state
        if state.are_all_done:
            self._heard.clear()
            state = FirstStepsState(since=self._now())
        await self._become(replace(state, is_open=True))

    def _hear(self, step: FirstStep) -> bool:
        if not self.state.is_open or step in self.state.done:
            return False
        self._heard.add(step)
        return True

    async def _is_done(self, step: FirstStep, tab: str) -> bool:
        facts, since = self._facts, self.state.since
        if step is FirstStep.APP_KEYS:
            return await facts.has_checked_key(since)
        if step is FirstStep.LOAN_ACCOUNTS:
            return tab == step.value and await facts.has_loan_account()
        if step is FirstStep.CONSOLE:
            return await facts.has_placed_order(since)
        if step is FirstStep.SUPPORT:
            return tab == step.value and await facts.has_failed_call(since)
        return False

    async def _become(self, state: FirstStepsState) -> None:
        self._show(state)
        written = _write(state)
        if self._preferences.value(KEPT) != written:
            await self._preferences.set(KEPT, written)

    def _show(self, state: FirstStepsState) -> None:
        if state != self.state:
            self.state = state
            self.changed.announce()


def _is_login(exchange: Exchange) -> bool:
    is_given = exchange.response is not None and exchange.error is None
    return is_given and exchange.environment == PRACTICE.name and exchange.api in _CREATED


def _write(state: FirstStepsState) -> dict[str, Any]:
    since = state.since.isoformat() if state.since is not None else None
    return {"open": state.is_open, "done": sorted(state.done), "since": since}


def _read(kept: Any) -> FirstStepsState | None:
    """None where nothing is kept; what cannot be read was put away."""
    if kept is None:
        return None
    try:
        return FirstStepsState(bool(kept["open"]), _steps(kept["done"]), _time(kept["since"]))
    except (TypeError, KeyError, ValueError):
        return FirstStepsState()


def _steps(told: Sequence[str]) -> frozenset[FirstStep]:
    return frozenset(FirstStep(one) for one in told)


def _time(told: str | None) -> datetime | None:
    return datetime.fromisoformat(told) if told is not None else None
