"""`python -m tests.soak.window HOME PLAN`: the window of a soak, in a process of its own.

PLAN is a `Plan` as JSON. It says on stdout, a line of JSON each: what the program outside must know, a sample, and that
this program is to stop or to go on. When it has stopped, the window wants a line on its stdin.
"""

from __future__ import annotations

import asyncio
import json
import math
import sys
import tempfile
import time
import traceback
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from aexdesk import desktop, practice
from aexdesk.desk import Desk
from aexdesk.practice.rules import Rules
from aexdesk.services.practising import Practising
from aexdesk.storage.body_files import BodyFiles
from aexdesk.tour import stage as tour_stage
from aexdesk.ui.frame.model import FrameModel
from aexdesk.ui.widgets.toast import Toast
from aexdesk.ui.window import Window
from aexdesk.workspace.exchange import Exchange
from tests.desktop_scenes import on_any_port
from tests.scenery.stage import Stage
from tests.soak.counts import count
from tests.soak.heart import Heart
from tests.soak.leaks import LEAKS
from tests.soak.person import Person, program_told
from tests.soak.sample import LEAST_ROUNDS, Plan
from tests.soak.strolling import Strolling

LARGE_BYTES = 16 * 1024
"""From here on a body lies in a file; elsewhere from 1 MiB on, and no answer of the practice gateway is that long."""
_STROLL_EVERY = 2


class Soak:
    """The window's guest."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._calls = 0
        self._heart = Heart()
        self._kept: list[Any] = []

    def make_desk(self, home: Path) -> Desk:
        """Secrets stay in memory."""
        return tour_stage.make_desk(home)

    async def visit(self, window: Window, model: FrameModel, desk: Desk) -> int:
        """The exit code."""
        beating = asyncio.get_running_loop().create_task(self._heart.beat(), name="heart")
        try:
            with tempfile.TemporaryDirectory() as place:
                await self._soak(Stage(window, desk, Path(place)))
        except Exception:  # noqa: BLE001 - the window would show it, and nobody looks at it
            traceback.print_exc()
            return 1
        finally:
            beating.cancel()
        if model.state.crash:
            sys.stderr.write(model.state.crash)
            return 1
        return 0

    async def _soak(self, stage: Stage) -> None:
        plan, desk = self._plan, stage.desk
        stage.window.resize(1280, 800)
        await desk.proxying.start(desk.standing.environment, 0)
        person, strolling = Person(stage), Strolling(stage)
        await person.begin()
        desk.history.recorded.append(self._hear)
        say(json.loads(program_told(stage)))
        await strolling.go_round()
        working = self._work(stage, person, strolling)
        await self._stretch(working, plan.warm_calls, math.inf)
        await self._sample(stage, person, 0.0, is_first=True)
        began = time.monotonic()
        for taken in range(1, plan.stretches + 1):
            leaked = partial(self._plant, stage) if taken >= plan.leak_after else None
            await self._stretch(working, min(self._calls + plan.every, plan.calls), began + plan.seconds, leaked)
            await self._sample(stage, person, time.monotonic() - began)
            if time.monotonic() - began >= plan.seconds or self._calls >= plan.calls:
                return

    async def _stretch(
        self, working: AsyncIterator[None], calls: int, end: float, leak: Callable[[int], None] | None = None
    ) -> None:
        rounds = 0
        while (self._calls < calls or rounds < LEAST_ROUNDS) and time.monotonic() < end:
            before = self._calls
            await anext(working)
            rounds += 1
            if leak is not None:
                leak(self._calls - before)

    async def _work(self, stage: Stage, person: Person, strolling: Strolling) -> AsyncIterator[None]:
        while True:
            for _round in range(_STROLL_EVERY):
                await person.work_round()
                yield
            await strolling.go_on()

    async def _sample(self, stage: Stage, person: Person, at_s: float, *, is_first: bool = False) -> None:
        """All that was begun is over, and the program outside has stopped."""
        median, worst, work = self._heart.take()
        say({"outside": "stop"})
        await asyncio.to_thread(sys.stdin.readline)
        await person.rest()
        await stage.go("console")
        for toast in stage.window.findChildren(Toast):
            toast.leave()
        await asyncio.sleep(self._plan.quiet_s)
        if is_first:
            self._calls = 0
        beat = {"beat_median_s": median, "beat_worst_s": worst, "beat_work_s": work}
        held = count(stage.desk.home, calls=self._calls, at_s=at_s, **beat)
        say({"sample": asdict(held), "outside": "start"})
        self._heart.take()  # to count takes its time

    def _plant(self, stage: Stage, calls: int) -> None:
        for name in self._plan.leaks:
            for _call in range(calls):
                LEAKS[name](stage.window, self._kept)

    def _hear(self, exchanges: Sequence[Exchange]) -> None:
        self._calls += len(exchanges)


def say(line: object) -> None:
    """To whoever started the window."""
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def main() -> int:
    """The exit code."""
    plan = Plan(**json.loads(sys.argv[2]))
    unhurried = partial(practice.start_practice, rules=Rules(throttle=False))
    with ExitStack() as stack:
        stack.enter_context(patch.object(Practising, "start", on_any_port))
        stack.enter_context(patch.object(practice, "start_practice", unhurried))
        stack.enter_context(patch.object(BodyFiles.__init__, "__defaults__", (LARGE_BYTES,)))
        return desktop.run(Path(sys.argv[1]), guest=Soak(plan))


if __name__ == "__main__":
    sys.exit(main())
