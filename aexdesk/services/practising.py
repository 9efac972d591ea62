"""Practising: the embedded practice gateway, or the one that already runs on this machine."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol
from urllib.parse import urlsplit

from aexdesk.faults import AexError, BadInput
from aexdesk.services.changes import Changes
from aexdesk.services.practice_seeds import PracticeSeeds, read_seeds
from aexdesk.workspace.environment import PRACTICE, Environment


class Running(Protocol):
    """A practice gateway that this process runs."""

    @property
    def url(self) -> str: ...
    def describe(self) -> Mapping[str, Any]: ...
    def stop(self) -> None: ...


class Launcher(Protocol):
    """Starts a practice gateway on a port (0: any free one). Raises AexError. Blocks while it starts."""

    async def launch(self, port: int) -> Running: ...
    async def stop(self, running: Running) -> None: ...


class Notice(Protocol):
    """Tells other processes of this data folder where the gateway runs."""

    def read(self) -> str: ...
    def write(self, url: str) -> None: ...
    def erase(self) -> None: ...


@dataclass(frozen=True, slots=True)
class PracticeState:
    """Where the practice gateway answers, or why it does not. `is_own`: this process runs it."""

    url: str | None = None
    trouble: AexError | None = None
    is_starting: bool = False
    is_own: bool = False


class Practising:
    """Starts, finds and stops the practice gateway; knows its seeds."""

    def __init__(
        self,
        launcher: Launcher,
        notice: Notice,
        fetch: Callable[[str], Awaitable[Mapping[str, Any] | None]],
    ) -> None:
        self._launcher = launcher
        self._notice = notice
        self._fetch = fetch
        self._running: Running | None = None
        self._turn = asyncio.Lock()  # a stop that comes while it starts waits, else nobody would stop what then runs
        self.state = PracticeState()
        self.seeds: PracticeSeeds | None = None
        self.changed = Changes()

    def resolve(self, environment: Environment) -> Environment:
        """The environment as calls must take it: practice is wherever the gateway really runs."""
        if environment.is_live or self.state.url is None:
            return environment
        return replace(environment, base_url=self.state.url)

    async def start(
        self, environment: Environment = PRACTICE, port: int | None = None, *, is_announced: bool = True
    ) -> None:
        """Starts the gateway on the environment's port, or joins the one that answers there already.

        `is_announced`: others of this data folder may use it; not one that ends with the call it was started for.
        What goes wrong stands in `state.trouble`; it is not raised, since everything else works without practice.
        """
        if self._running is not None or self.state.is_starting:
            return
        async with self._turn:
            if self._running is None:
                await self._start(environment, port, is_announced)

    async def _start(self, environment: Environment, port: int | None, is_announced: bool) -> None:
        self.seeds = None
        self._show(PracticeState(is_starting=True))
        wanted = urlsplit(environment.base_url).port or 80 if port is None else port
        try:
            self._running = await self._launcher.launch(wanted)
        except AexError as trouble:
            if port is None and await self.join(environment.base_url):
                return
            self._show(PracticeState(trouble=trouble))
            return
        except BaseException:
            self._show(PracticeState())
            raise
        self.seeds = read_seeds(self._running.describe())
        if is_announced:
            self._notice.write(self._running.url)
        self._show(PracticeState(url=self._running.url, is_own=True))

    async def join(self, url: str) -> bool:
        """Uses the practice gateway that answers at `url`, if one of ours does."""
        found = await self._fetch(url)
        if found is None:
            return False
        try:
            self.seeds = read_seeds(found)
        except BadInput as trouble:
            self._show(PracticeState(trouble=trouble))
            return False
        self._show(PracticeState(url=url))
        return True

    async def find_running(self, environment: Environment) -> bool:
        """Joins the gateway that runs: at the environment's address, or where this data folder's notice says."""
        noticed = self._notice.read()
        is_moved = environment.base_url != PRACTICE.base_url
        places = [environment.base_url] if is_moved or not noticed else [noticed, environment.base_url]
        for url in places:
            if await self.join(url):
                return True
        return False

    async def stop(self) -> None:
        """Stops the gateway, if this process runs it. What it could not save any more stands in `state.trouble`."""
        trouble: AexError | None = None
        async with self._turn:
            running, self._running = self._running, None
            if running is not None:
                try:
                    await self._launcher.stop(running)
                except AexError as error:
                    trouble = error
                if self._notice.read() == running.url:
                    self._notice.erase()
            self.seeds = None
            self._show(PracticeState(trouble=trouble))

    def _show(self, state: PracticeState) -> None:
        self.state = state
        self.changed.announce()
