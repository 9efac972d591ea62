"""`python -m tests.faults.window_walk HOME`: the real window, in which somebody opens each tab in turn.

It says on stdout, a line each: `failed CODE` (the workspace did not open), `tab NAME`, `trouble CODE` (what the window
then tells of the storage), `crash TEXT` (something went wrong that nobody foresaw), and `done`.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from unittest.mock import patch

from aexdesk import desktop
from aexdesk.desk import Desk
from aexdesk.services.practising import Practising
from aexdesk.ui.frame.model import FrameModel
from aexdesk.ui.tabs import registry
from aexdesk.ui.window import Window
from tests.desktop_scenes import on_any_port, say
from tests.ui.waiting import arrival

_A_MOMENT_S = 0.1


class Walker:
    """The guest of the window."""

    def make_desk(self, home: Path) -> Desk:
        return Desk(home)

    async def visit(self, window: Window, model: FrameModel, desk: Desk) -> int:
        if model.state.failure is not None:
            say(f"failed {model.state.failure.code}")
        else:
            for entry in registry.entries():
                window.navigate(entry.id)
                await arrival(window)
                await asyncio.sleep(_A_MOMENT_S)  # it reads what it shows
                say(f"tab {entry.id}")
        if model.state.trouble is not None:
            say(f"trouble {model.state.trouble.code}")
        if model.state.crash:
            say("crash " + model.state.crash.replace("\n", " "))
        say("done")
        return 0


if __name__ == "__main__":
    with patch.object(Practising, "start", on_any_port):
        sys.exit(desktop.run(Path(sys.argv[1]), guest=Walker()))
