"""Scenes for test_running: the real tour in a process of its own, with steps of our own.

`python -m tests.tour.scenes SCENE OUT HOME`.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from pathlib import Path

from aexdesk import desktop
from aexdesk.tour import running, stage
from aexdesk.tour.outcome import Unmet
from aexdesk.tour.visit import Visit
from aexdesk.tour.walk import Step

LIMIT_S = 3.0


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


async def well(visit: Visit) -> str:
    return "well"


async def fail(visit: Visit) -> str:
    raise Unmet("a green light", "a red one")


async def hang(visit: Visit) -> str:
    say("hanging")
    await asyncio.Event().wait()
    return ""


async def break_down(visit: Visit) -> str:
    """What goes wrong unexpectedly in the window, away from the tour's own hands."""

    async def work() -> None:
        raise ValueError("nobody expected it")

    visit.model._start(work(), "break down")
    await asyncio.sleep(0.1)
    return "not so well"


async def close(visit: Visit) -> str:
    """A person closes the window."""
    visit.window.close()
    await asyncio.Event().wait()
    return ""


async def freeze(visit: Visit) -> str:
    """Blocks the loop itself."""
    threading.Event().wait()
    return ""


SCENES = {one.__name__: one for one in (well, fail, hang, break_down, close, freeze)}

if __name__ == "__main__":
    scene, out, home = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    steps = (Step("well", lambda: "First", well), Step(scene, lambda: "Second", SCENES[scene]))
    limit_s = 3600.0 if "--long" in sys.argv else LIMIT_S
    running.FROZEN_S = 1.0
    stage.prepare(home)
    sys.exit(desktop.run(home, guest=running.Tour(out, ("light", "dark"), say, steps, limit_s)))
