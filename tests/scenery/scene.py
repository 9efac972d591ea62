"""A scene: one tab in one state, for as long as a block runs."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum

from tests.scenery.stage import Stage

Play = Callable[[Stage], AbstractAsyncContextManager[None]]


class State(StrEnum):
    """What stands in a tab, in the order in which they are played."""

    EMPTY = "empty"
    FILLED = "filled"
    ERROR = "error"
    BUSY = "busy"


@dataclass(frozen=True, slots=True)
class Scene:
    """`part`: which page of the tab. A filled scene may be entered as often as one likes."""

    tab: str
    state: State
    play: Play
    part: str = ""

    @property
    def name(self) -> str:
        """What its picture is called."""
        return "-".join(filter(None, (self.tab, self.part, self.state)))


def shown(tab: str, turn: Callable[[Stage], object] = lambda _stage: None) -> Play:
    """The tab as it is, turned to a page by `turn`."""

    @asynccontextmanager
    async def play(stage: Stage) -> AsyncIterator[None]:
        await stage.go(tab)
        turn(stage)
        await stage.calm(tab)
        yield

    return play
