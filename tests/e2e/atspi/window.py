"""The real window, open until it is told to end: `python -m tests.e2e.atspi.window HOME`."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from unittest.mock import patch

from aexdesk import desktop
from aexdesk.desk import Desk
from aexdesk.services.practising import Practising
from aexdesk.tour import stage
from aexdesk.ui.frame.model import FrameModel
from aexdesk.ui.window import Window
from tests.desktop_scenes import on_any_port


class Guest:
    """Stands in the App keys, whatever was open before."""

    def make_desk(self, home: Path) -> Desk:
        return stage.make_desk(home)

    async def visit(self, window: Window, model: FrameModel, desk: Desk) -> int:
        window.go_by_key("app_keys")
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        await asyncio.sleep(3600)
        return 0


if __name__ == "__main__":
    home = Path(sys.argv[1])
    stage.prepare(home)
    with patch.object(Practising, "start", on_any_port):
        sys.exit(desktop.run(home, guest=Guest()))
