"""`python -m tests.faults.window_on_disk FOLDER`: the real window on a small disk that is full for a while. Somebody
types and sends before, meanwhile and after.

It says on stdout, a line each: `shown WHEN ID` (the answer of a call is on the screen), `told CODE` (a trouble that the
window tells), `crash TEXT`, `done`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import cast
from unittest.mock import patch

from aexdesk import desktop
from aexdesk.desk import Desk
from aexdesk.services.practising import Practising
from aexdesk.ui.frame.model import FrameModel
from aexdesk.ui.tabs.console.drafts import FIRST_API
from aexdesk.ui.tabs.console.model import ConsoleModel
from aexdesk.ui.tabs.console.tab import ConsoleTab
from aexdesk.ui.window import Window
from tests.desktop_scenes import on_any_port, say
from tests.faults.disks import Disk
from tests.faults.window_at_work import TYPED_IN
from tests.ui.waiting import arrival, until

STEPS = {"before": 1, "meanwhile": 2, "after": 3}
"""What is typed then."""


class Guest:
    """Sits at the window."""

    def __init__(self, disk: Disk) -> None:
        self._disk = disk
        self._told: list[str] = []

    def make_desk(self, home: Path) -> Desk:
        return Desk(home)

    async def visit(self, window: Window, model: FrameModel, desk: Desk) -> int:
        model.changed.connect(lambda: self._note(model))
        window.navigate("console")
        await arrival(window)
        console = cast("ConsoleTab", window.host.tabs["console"]).model
        console.choose_api(FIRST_API)
        await self._type_and_send(console, "before")
        await console.tabs.keep_all()
        self._disk.fill()
        await self._type_and_send(console, "meanwhile")
        await until(model.changed, lambda: self._told)
        self._disk.make_room()
        await self._type_and_send(console, "after")
        say("crash " + model.state.crash.replace("\n", " ") if model.state.crash else "done")
        return 0

    def _note(self, model: FrameModel) -> None:
        if model.state.trouble is not None and model.state.trouble.code not in self._told:
            self._told.append(model.state.trouble.code)
            say(f"told {model.state.trouble.code}")

    async def _type_and_send(self, console: ConsoleModel, when: str) -> None:
        before = console.state.answer
        console.set_value(TYPED_IN, f"{STEPS[when]:06}")
        await until(console.changed, lambda: console.state.can_send)
        console.send()
        await until(console.changed, lambda: console.state.answer not in (None, before))
        answer = console.state.answer
        assert answer is not None
        say(f"shown {when} {answer.exchange.id}")


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    with patch.object(Practising, "start", on_any_port):
        sys.exit(desktop.run(folder / "data", guest=Guest(Disk(folder))))
