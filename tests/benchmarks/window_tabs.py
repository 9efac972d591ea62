"""`python -m tests.benchmarks.window_tabs HOME`: shows each tab of the real window for the first time; the worst turn
of the loop, and all turns together that were longer than a person notices, each in seconds, as JSON.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path
from unittest.mock import patch

from aexdesk import desktop
from aexdesk.desk import Desk
from aexdesk.services.practising import Practising
from aexdesk.tour.heartbeat import Heartbeat
from aexdesk.ui.frame.model import FrameModel
from aexdesk.ui.tabs import registry
from aexdesk.ui.window import Window
from tests.desktop_scenes import on_any_port
from tests.ui.waiting import arrival

_QUIET_S = 0.5


class Visitor:
    """The guest of the window. `only`: tabs to show, in this order; all of them, in the rail's, without one."""

    def __init__(self, only: list[str]) -> None:
        self._only = only
        self.told: dict[str, dict[str, float]] = {}

    def make_desk(self, home: Path) -> Desk:
        return Desk(home)

    async def visit(self, window: Window, model: FrameModel, desk: Desk) -> int:
        settled = asyncio.Event()
        model.changed.connect(lambda: settled.set() if model.state.is_settled else None)
        if not model.state.is_settled:
            await settled.wait()
        ahead = [task for task in asyncio.all_tasks() if task.get_name() == "import ahead"]
        await asyncio.gather(*ahead)
        window.resize(1280, 800)
        await asyncio.sleep(_QUIET_S)
        for name in self._only or [one.id for one in registry.entries()]:
            if name in window.host.tabs:
                continue
            async with Heartbeat() as beats:
                start = time.perf_counter()
                window.navigate(name)
                at_once = time.perf_counter() - start
                await arrival(window)
                took = time.perf_counter() - start
                await asyncio.sleep(_QUIET_S)
            times = {"at_once": at_once, "took": took}
            self.told[name] = {"worst": beats.worst, "work": beats.work, "felt": beats.felt, **times}
        return 0


def main() -> int:
    visitor = Visitor(sys.argv[2:])
    with patch.object(Practising, "start", on_any_port):
        code = desktop.run(Path(sys.argv[1]), guest=visitor)
    sys.stdout.write(json.dumps(visitor.told) + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
