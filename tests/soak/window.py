"""`python -m tests.soak.window HOME PLAN`: the window of a soak, in a process of its own.

PLAN is JSON: see `Plan`. What it says stands on stdout, each line JSON: first what the program outside must know, then
a sample each. At the end of its input, and at the end of the plan, it ends.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
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
from aexdesk.ui.window import Window
from aexdesk.workspace.exchange import Exchange
from tests.desktop_scenes import on_any_port
from tests.scenery.stage import Stage
from tests.scenery.workspace import clear, fill
from tests.soak.counts import Sample, count
from tests.soak.heart import Heart
from tests.soak.leaks import LEAKS
from tests.soak.person import Person, program_told
from tests.soak.strolling import Strolling

LARGE_BYTES = 16 * 1024
"""From here on a body lies in a file; elsewhere from 1 MiB on, and no answer of the practice gateway is that long."""
_STROLL_EVERY = 3


@dataclass(frozen=True)
class Plan:
    """The end comes with the first of `seconds` and `calls`, which are counted after `warm_calls`. A sample every
    `every` calls. `quiet_s`: how long nothing is done before the first sample and the last. `leak`: see LEAKS."""

    seconds: float
    calls: int
    every: int
    warm_calls: int = 1_500
    quiet_s: float = 3.0
    rounds_of_visits: int = 2
    leak: str = ""


class Soak:
    """The window's guest."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._calls = 0
        self._began = 0.0
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
        stage.window.resize(1280, 800)
        await clear(stage)
        await fill(stage)
        person, strolling = Person(stage), Strolling(stage)
        await person.begin()
        stage.desk.history.recorded.append(self._hear)
        say(json.loads(program_told(stage)))
        for _round in range(self._plan.rounds_of_visits):
            await strolling.go_round()
        await self._work(stage, person, strolling, self._plan.warm_calls, float("inf"))
        await self._quiet(stage, person)
        self._calls, self._began = 0, time.monotonic()
        self._tell(stage, is_first=True)
        await self._work(stage, person, strolling, self._plan.calls, self._began + self._plan.seconds)
        await self._quiet(stage, person)
        self._tell(stage)

    async def _work(self, stage: Stage, person: Person, strolling: Strolling, calls: int, end: float) -> None:
        rounds, next_sample = 0, self._plan.every
        while self._calls < calls and time.monotonic() < end:
            await person.work_round()
            rounds += 1
            if rounds % _STROLL_EVERY == 0:
                await strolling.go_on()
            if self._plan.leak:
                LEAKS[self._plan.leak](stage.window, self._kept)
            if self._began and self._calls >= next_sample:
                next_sample += self._plan.every
                self._tell(stage)

    async def _quiet(self, stage: Stage, person: Person) -> None:
        """The program outside stops too while nothing is done here: see `say`."""
        say({"outside": "stop"})
        await person.rest()
        if not self._began:
            self._heart.take()
        await asyncio.sleep(self._plan.quiet_s)
        await stage.go("console")

    def _hear(self, exchanges: Sequence[Exchange]) -> None:
        self._calls += len(exchanges)

    def _tell(self, stage: Stage, *, is_first: bool = False) -> None:
        median, worst = self._heart.take()
        sample: Sample = count(
            stage.desk.home,
            calls=self._calls,
            at_s=0.0 if is_first else time.monotonic() - self._began,
            beat_median_s=median,
            beat_worst_s=worst,
        )
        self._heart.take()  # to count takes its time
        say({"sample": asdict(sample), "outside": "start"})


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
