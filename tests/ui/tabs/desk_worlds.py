"""A tab on a real Desk: what a person does to it, waiting until it is calm, opening and closing it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from pytestqt.qtbot import QtBot

from aexdesk.desk import Desk
from tests.conftest import Run
from tests.ui.fakes import Reports

WINDOW = (852, 526)
"""What 900 by 600 leaves for a tab."""
_CALM_AFTER = 4
_MOST_TURNS = 400


@dataclass(kw_only=True)
class DeskWorld:
    """One tab, and what stands around it. Its child says what `tab` is."""

    run: Run
    desk: Desk
    tab: Any
    reports: Reports
    went_to: list[str]
    is_closed: bool = False

    def act(self, hand: Callable[[], object] = lambda: None) -> None:
        """What a person, a gateway or a clock does while the loop runs, and what follows from it."""

        async def work() -> None:
            hand()
            await self._calm()

        self.run(work())

    def do(self, work: Any) -> None:
        """A service's work, and what follows from it."""

        async def both() -> None:
            await work
            await self._calm()

        self.run(both())

    async def _calm(self) -> None:
        """Until nothing runs, and nothing is to be said any more."""
        still = 0
        for _turn in range(_MOST_TURNS):
            await asyncio.sleep(0.001)
            still = still + 1 if self._is_still() else 0
            if still == _CALM_AFTER:
                return
        raise AssertionError(f"still at work: {self._tasks()}")

    def _is_still(self) -> bool:
        return not self._tasks() and not self.tab.model._turn.isActive()

    def _tasks(self) -> set[str]:
        return set(self.tab.model._tasks.names)

    def close_tab(self) -> None:
        """The tab goes."""
        if not self.is_closed:
            self.is_closed = True
            self.run(self.tab.close())

    def close(self) -> None:
        """The tab goes, then the desk."""
        self.close_tab()
        self.run(self.desk.close())


W = TypeVar("W", bound=DeskWorld)


@contextmanager
def opening(qtbot: QtBot, run: Run, make: Callable[..., Coroutine[Any, Any, W]]) -> Iterator[Callable[..., W]]:
    """Opens as many as a test wants, one after the other; in the end all are closed, and nothing was reported."""
    opened: list[W] = []

    def open_one(*given: Any, **named: Any) -> W:
        world: W = run(make(*given, **named))
        opened.append(world)
        qtbot.addWidget(world.tab.view)
        world.tab.view.resize(*WINDOW)
        world.act(world.tab.view.show)
        return world

    yield open_one
    for world in opened:
        world.close()
        assert not world.reports, world.reports
