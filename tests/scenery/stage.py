"""A real window on a real desk with a real practice gateway: goes to tabs, waits until they are calm, delays calls."""

from __future__ import annotations

import asyncio
import json
import urllib.request
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

from PySide6.QtWidgets import QTabBar, QWidget

from aexdesk.desk import Desk
from aexdesk.openplatform.request import Call
from aexdesk.tour.watching import outside_of_tasks, until
from aexdesk.ui.widgets.toast import Toast
from aexdesk.ui.window import Window
from aexdesk.workspace.exchange import Exchange
from tests.desktop_scenes import until_arrived
from tests.practice.world import fetch
from tests.ui.waiting import arrival

_LASTING = frozenset({"follow practice", "follow the clock"})
_FOREVER_MS = 600_000


@dataclass
class Stage:
    """`place`: a folder for files that a person would have. `kept`: what one scene finds out for a later one."""

    window: Window
    desk: Desk
    place: Path
    kept: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Where practice answers."""
        url = self.desk.practising.state.url
        assert url is not None
        return url

    async def go(self, name: str) -> Any:
        """Shows that tab, and waits until it has read what it shows: the tab."""
        for toast in self.window.findChildren(Toast):
            toast.hide()  # what one scene has done is not to be read in the next
        # From Qt's own loop: a tab that is built in a coroutine has no turn in which to lay itself out.
        await outside_of_tasks(lambda: self.window.navigate(name))
        await arrival(self.window)
        tab = self.window.host.tabs[name]
        await self.calm(name)
        return tab

    async def calm(self, name: str) -> None:
        """Until that tab does nothing any more."""
        model = self.window.host.tabs[name].model  # type: ignore[attr-defined] # every tab of the registry has one

        def is_calm() -> bool:
            return not set(model._tasks.names) - _LASTING and not model._turn.isActive()

        await asyncio.sleep(0)
        await self.until(is_calm, f"{name} calm", lambda: str(model._tasks.names))

    async def until(self, holds: Callable[[], object], what: str, seen: Callable[[], str] = str) -> None:
        """Waits for it, as long as a person would. Raises Unmet."""
        await until(lambda: bool(holds()), what, seen)

    def turn(self, bar: QTabBar | Any, number: int) -> None:
        """To a page of a row of pages."""
        bar.setCurrentIndex(number)

    def see(self, name: str) -> QWidget | None:
        """The widget of that name that is shown."""
        return next((one for one in self.window.findChildren(QWidget, name) if one.isVisible()), None)

    # ---------------------------------------------------------------- calls

    async def call(self, api: str, **given: str) -> Exchange:
        """Makes a call as the app that is in use, as the console would; it may fail."""
        profile = self.desk.standing.profile
        assert profile is not None
        caller = await self.desk.callers.of_profile(profile, api)
        return await self.desk.calling.send(Call(api, tuple(given.items())), caller, self.desk.standing.environment)

    async def tell(self, what: str, **fields: Any) -> None:
        """Tells the gateway's admin address."""
        data = json.dumps(fields).encode()
        headers = {"Content-Type": "application/json"}
        answer = await asyncio.to_thread(fetch, f"{self.url}/_practice/{what}", data, headers)
        assert answer.status < 400, answer.body

    @asynccontextmanager
    async def delayed(self, api: str, act: Callable[[], object], end: Callable[[], object]) -> AsyncIterator[None]:
        """`act` makes a call of `api` that has arrived and is not answered while the block runs; `end` gives it up."""
        await self.tell("faults", api=api, kind="latency", value=_FOREVER_MS, times=1)
        arrived = asyncio.get_running_loop().run_in_executor(None, until_arrived, self.url)
        await outside_of_tasks(lambda: _run(act))
        await arrived
        yield
        await outside_of_tasks(lambda: _run(end))

    @asynccontextmanager
    async def failing(self, api: str, kind: str = "status", value: str | int = 503) -> AsyncIterator[None]:
        """Each call of `api` fails."""
        await self.tell("faults", api=api, kind=kind, value=value, times=1000)
        try:
            yield
        finally:
            await asyncio.to_thread(_forget_faults, self.url)


def _run(act: Callable[[], object]) -> None:
    act()


def _forget_faults(url: str) -> None:
    request = urllib.request.Request(f"{url}/_practice/faults", method="DELETE")
    urllib.request.urlopen(request, timeout=5).close()


@asynccontextmanager
async def held(service: Any, name: str, answer: Callable[[], Awaitable[Any]] | None = None) -> AsyncIterator[None]:
    """For what asks nobody that could be slow: the service's `name` waits until the block ends, then does its work (or
    gives `answer` in place of it)."""
    gate, real = asyncio.Event(), getattr(service, name)

    async def wait(*given: Any, **named: Any) -> Any:
        await gate.wait()
        return await (answer() if answer is not None else real(*given, **named))

    with patch.object(service, name, wait):
        try:
            yield
        finally:
            gate.set()
            await asyncio.sleep(0)
