"""Steps in order: a line and a picture each; what fails, hangs or breaks ends the tour and says why."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import cast

from aexdesk.faults import NetworkFault
from aexdesk.tour.outcome import Unmet
from aexdesk.tour.walk import Step, Walk

Do = Callable[[object], Awaitable[str]]


class FakeCamera:
    def __init__(self) -> None:
        self.taken: list[str] = []

    async def take(self, name: str) -> list[Path]:
        self.taken.append(name)
        return [Path(f"{name}.png")]


def calm() -> None:
    """The window is well."""


class Walked:
    """A walk that has been gone: what it said, and its pictures."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.camera = FakeCamera()

    async def go(
        self, *doings: Do, check: Callable[[], None] = calm, limit_s: float = 30, titles: Sequence[str] = ()
    ) -> bool:
        named = zip_longest(doings, titles, fillvalue="A step")
        steps = [
            Step(f"step-{number}", partial(str, title), cast(Do, do))
            for number, (do, title) in enumerate(named, start=1)
        ]
        return await Walk(self.camera, self.said.append, check, limit_s).go(steps, None)

    @property
    def text(self) -> str:
        return "\n".join(self.said)


async def well(_visit: object) -> str:
    return "all is well"


async def unmet(_visit: object) -> str:
    raise Unmet("a green light", "a red one")


async def test_the_step_in_which_the_loop_stood_still_is_named() -> None:
    async def block(_visit: object) -> str:
        time.sleep(0.12)  # noqa: ASYNC251 - what it is about
        return "done at last"

    walked = Walked()
    assert await walked.go(well, block, titles=("Quick", "Slow"))
    told = re.search(r"at worst after (\d+) ms \(in: (\w+)\)", walked.said[-1])
    assert told is not None
    assert int(told[1]) >= 110
    assert told[2] == "Slow"


async def test_each_step_has_a_line_and_a_picture() -> None:
    walked = Walked()
    assert await walked.go(well, well)
    *lines, pauses = walked.said
    assert [line.split(" (")[0] for line in lines] == [
        " 1/2 A step: done: all is well",
        " 2/2 A step: done: all is well",
    ]
    assert pauses.startswith("The window answered within ")
    assert walked.camera.taken == ["01-step-1", "02-step-2"]


async def test_a_step_that_fails_ends_the_tour() -> None:
    walked = Walked()
    assert not await walked.go(well, unmet, well)
    assert "2/3 A step: FAILED" in walked.text
    assert "expected: a green light" in walked.text
    assert "seen: a red one" in walked.text
    assert "3/3" not in walked.text
    assert walked.camera.taken == ["01-step-1", "02-failed-step-2"]


async def test_a_step_that_hangs_ends_by_its_limit() -> None:
    ended = asyncio.Event()

    async def hang(_visit: object) -> str:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()
        return ""

    walked = Walked()
    assert not await walked.go(hang, limit_s=0.05)
    assert ended.is_set()
    assert "it was still under way" in walked.text
    assert walked.camera.taken == ["01-failed-step-1"]


async def test_an_expected_error_is_told_in_its_words() -> None:
    async def refuse(_visit: object) -> str:
        raise NetworkFault("practice_off")

    walked = Walked()
    assert not await walked.go(refuse)
    assert "practice_off" not in walked.text
    assert "seen: " in walked.text


async def test_an_unexpected_error_is_told_with_its_place_and_without_its_text() -> None:
    async def stumble(_visit: object) -> str:
        raise KeyError("what nobody may read")

    walked = Walked()
    assert not await walked.go(stumble)
    assert "KeyError (test_walk.py:" in walked.text
    assert "nobody" not in walked.text


async def test_a_window_that_is_not_well_fails_the_step() -> None:
    def check() -> None:
        raise Unmet("no unexpected error", "ValueError")

    walked = Walked()
    assert not await walked.go(well, check=check)
    assert "expected: no unexpected error" in walked.text


async def test_a_failure_tells_what_else_is_wrong() -> None:
    def check() -> None:
        raise Unmet("no unexpected error", "ValueError")

    walked = Walked()
    assert not await walked.go(unmet, check=check)
    assert "seen: a red one" in walked.text
    assert "and also: ValueError" in walked.text


async def test_a_picture_that_cannot_be_taken_fails_the_step() -> None:
    walked = Walked()

    async def refuse(name: str) -> list[Path]:
        raise Unmet("a picture", "none")

    walked.camera.take = refuse  # type: ignore[method-assign] # the disk is full
    assert not await walked.go(well)
    assert "FAILED" in walked.text
