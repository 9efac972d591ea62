"""The real window with a guest that has no mouse: `python -m tests.e2e.keyboard.window HOME`; a line per finding."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from unittest.mock import patch

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from aexdesk import desktop
from aexdesk.desk import Desk
from aexdesk.services.practising import Practising
from aexdesk.tour import stage
from aexdesk.tour.outcome import Unmet
from aexdesk.tour.visit import Visit
from aexdesk.tour.watching import moment
from aexdesk.ui.frame.model import FrameModel
from aexdesk.ui.tabs.registry import entries
from aexdesk.ui.window import Window
from tests.desktop_scenes import on_any_port
from tests.e2e.keyboard.job import Job
from tests.e2e.keyboard.keys import CONTROL, Keys, told
from tests.e2e.keyboard.told import complaints, out_of_order, sheet, stops
from tests.ui.waiting import arrival

_SETTLE_MS = 300
"""For a tab to read what it is to show."""


class Guest:
    """Does the main job, then looks at every tab as the job has left it, and at the sheets over them."""

    def make_desk(self, home: Path) -> Desk:
        return stage.make_desk(home)

    async def visit(self, window: Window, model: FrameModel, desk: Desk) -> int:
        window.resize(1280, 800)
        window.activateWindow()
        visit = Visit.of(window, model, desk)
        job = Job(visit)
        for step in job.steps():
            begun = time.monotonic()
            try:
                await step()
            except Unmet as unmet:
                say("job", f"{getattr(step, '__name__', '')}: expected {unmet.expected}; seen {unmet.seen}")
                return 1
            say("took", f"{getattr(step, '__name__', '')} {time.monotonic() - begun:.1f}")
        say("pressed", str(job.keys.pressed))
        await look_at_tabs(visit, job.keys)
        await look_at_sheets(visit, job.keys)
        return 0


async def look_at_tabs(visit: Visit, keys: Keys) -> None:
    """Each tab: what is told of it, its order, and where the focus lands."""
    window = visit.window
    for place in (window.rail, window.top_bar, window.status_line):
        report("frame", place)
    for entry in entries():
        window.go_by_key(entry.id)
        await arrival(window)
        await moment(_SETTLE_MS)
        view = window.host.currentWidget()
        assert view is not None
        report(entry.id, view)
        focus = window.focusWidget()
        if focus not in stops(view):
            say("focus", f"{entry.id}: on {type(focus).__name__} {keys.here!r}")
        say("lands", f"{entry.id}: {keys.here}")
        wanted, visited = stops(view), await keys.walk_through(view)
        for one in wanted:
            if one not in visited and one.isVisible():
                say("unreached", f"{entry.id}: {type(one).__name__} {told(one)!r}")


async def look_at_sheets(visit: Visit, keys: Keys) -> None:
    """Each sheet opens by its key, is told well, keeps the Tab key, and gives the focus back."""
    window = visit.window
    window.go_by_key("doctor")
    window.go_by_key("app_keys")
    await moment(_SETTLE_MS)
    for name, key, modifier in (
        ("palette", Qt.Key.Key_K, CONTROL),
        ("settings", Qt.Key.Key_Comma, CONTROL),
        ("shortcuts", Qt.Key.Key_Slash, CONTROL),
    ):
        await keys.go_to("Delete app key")
        await keys.press(key, modifier)
        over = sheet()
        if over is None:
            say("sheet", f"{name}: its key opens nothing")
            continue
        report(name, over)
        await keys.press(Qt.Key.Key_Escape)
        if sheet() is not None or keys.here != "Delete app key":
            say("sheet", f"{name}: after Esc the focus is on {keys.here!r}")


def report(where: str, place: QWidget) -> None:
    """Says all that is wrong there."""
    for one in complaints(place):
        say("told", f"{where}: {one}")
    for one in out_of_order(place):
        say("order", f"{where}: {one}")


def say(kind: str, text: str) -> None:
    """A line: of what kind, and what."""
    sys.stdout.write(f"{kind}\t{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    home = Path(sys.argv[1])
    stage.prepare(home)
    with patch.object(Practising, "start", on_any_port):
        sys.exit(desktop.run(home, guest=Guest()))
