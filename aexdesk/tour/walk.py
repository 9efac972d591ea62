"""Goes from step to step: a line for each as it ends, a picture of each, and an end for one that hangs."""

from __future__ import annotations

import asyncio
import statistics
import time
import traceback
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from aexdesk.faults import AexError
from aexdesk.i18n import _
from aexdesk.tour.heartbeat import Heartbeat
from aexdesk.tour.outcome import Unmet
from aexdesk.wording import describe

LIMIT_S = 60.0


@dataclass(frozen=True, slots=True)
class Step:
    """`name` names its picture too. `do` answers what was seen, in a sentence."""

    name: str
    title: Callable[[], str]
    do: Callable[..., Awaitable[str]]


class Photographer(Protocol):
    """Takes pictures under a name."""

    async def take(self, name: str) -> list[Path]: ...


class Walk:
    """Runs steps in order, and stops at the first that does not do what it claims.

    `check` is asked after each step, and raises Unmet if the window is not well. `begun` hears of each beginning.
    """

    def __init__(
        self,
        camera: Photographer,
        say: Callable[[str], None],
        check: Callable[[], None],
        limit_s: float = LIMIT_S,
        begun: Callable[[], None] = lambda: None,
    ) -> None:
        self._begun = begun
        self._camera = camera
        self._say = say
        self._check = check
        self._limit_s = limit_s
        self._worst, self._where = 0.0, ""
        self._worst_of_step = 0.0
        self._pauses: list[float] = []

    async def go(self, steps: Sequence[Step], visit: object) -> bool:
        """Whether each did."""
        for number, step in enumerate(steps, start=1):
            head = f"{number:>2}/{len(steps)} {step.title()}"
            begun = time.monotonic()
            self._begun()
            said = await self._try(step, f"{number:02}-{step.name}", visit)
            if isinstance(said, Unmet):
                await self._fail(head, f"{number:02}-failed-{step.name}", said)
                return False
            took = round((time.monotonic() - begun) * 1000)
            told = _("{step}: done: {seen} ({took} ms, at most {pause} ms without an answer)")
            pause = round(self._worst_of_step * 1000)
            self._say(told.format(step=head, seen=said, took=took, pause=pause))
        self._tell_pauses()
        return True

    def _tell_pauses(self) -> None:
        """How the window's loop went while a hand was on it; taking pictures does not count."""
        told = _("The window answered within {median} ms, and at worst after {worst} ms (in: {step}).")
        median = round(statistics.median(self._pauses) * 1000, 1)
        self._say(told.format(median=median, worst=round(self._worst * 1000), step=self._where))

    async def _try(self, step: Step, picture: str, visit: object) -> str | Unmet:
        try:
            async with asyncio.timeout(self._limit_s):
                async with Heartbeat() as beat:
                    seen = await step.do(visit)
                self._note_pauses(step, beat)
                self._check()
                await self._camera.take(picture)
        except Unmet as unmet:
            return unmet
        except AexError as error:
            words = describe(error)
            return Unmet(step.title(), f"{words.message} {words.hint}".strip())
        except TimeoutError:
            late = _("it was still under way after {seconds} s").format(seconds=round(self._limit_s, 1))
            return Unmet(step.title(), late)
        except Exception as error:  # noqa: BLE001 - a fault of the step itself: told with its place, as any other
            place = traceback.extract_tb(error.__traceback__)[-1]
            return Unmet(step.title(), f"{type(error).__name__} ({Path(place.filename).name}:{place.lineno})")
        return seen

    def _note_pauses(self, step: Step, beat: Heartbeat) -> None:
        self._pauses.extend(beat.pauses)
        self._worst_of_step = beat.worst
        if beat.worst > self._worst:
            self._worst, self._where = beat.worst, step.title()

    async def _fail(self, head: str, picture: str, unmet: Unmet) -> None:
        self._say(_("{step}: FAILED").format(step=head))
        self._say(_("      expected: {expected}").format(expected=unmet.expected))
        self._say(_("      seen: {seen}").format(seen=unmet.seen))
        try:
            self._check()
        except Unmet as deeper:
            if deeper.seen != unmet.seen:
                self._say(_("      and also: {seen}").format(seen=deeper.seen))
        try:
            async with asyncio.timeout(self._limit_s):
                taken = await self._camera.take(picture)
        except (Unmet, TimeoutError):
            return
        self._say(_("      picture: {names}").format(names=", ".join(path.name for path in taken)))
