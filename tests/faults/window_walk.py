"""`python -m tests.faults.window_walk HOME [hanging|locked]`: the real window, in which somebody opens each tab
in turn; with a keyring that is so, or without one.

It says on stdout, a line each: `failed CODE` (the workspace did not open), `tab NAME`, `trouble CODE` (what the window
then tells of the storage), `vault CODE` (what is wrong with the keyring),
`crash TEXT` (something went wrong that nobody foresaw), and `done`.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from pathlib import Path
from unittest.mock import patch

from keyring.errors import KeyringLocked

from aexdesk import desktop
from aexdesk.desk import Desk
from aexdesk.services.practising import Practising
from aexdesk.storage.keyring_backends import ChosenStore
from aexdesk.storage.system_vault import SystemVault
from aexdesk.ui.frame.model import FrameModel
from aexdesk.ui.tabs import registry
from aexdesk.ui.window import Window
from tests.desktop_scenes import on_any_port, say
from tests.ui.waiting import arrival

_A_MOMENT_S = 0.1
_PATIENCE_S = 0.3


class Keyring:
    """A store that is locked, or that lets nobody go before the walk is over."""

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self.walk_is_over = threading.Event()

    def choose(self) -> ChosenStore:
        return ChosenStore("Test", self)

    def get_password(self, service: str, username: str) -> str | None:
        self._fail()
        return None

    def set_password(self, service: str, username: str, password: str) -> None:
        self._fail()

    def delete_password(self, service: str, username: str) -> None:
        self._fail()

    def _fail(self) -> None:
        if self._kind == "locked":
            raise KeyringLocked
        self.walk_is_over.wait()


class Walker:
    """The guest of the window."""

    def __init__(self, kind: str = "") -> None:
        self._keyring = Keyring(kind) if kind else None

    def make_desk(self, home: Path) -> Desk:
        return Desk(home, vault=SystemVault(self._keyring.choose, limit_s=_PATIENCE_S) if self._keyring else None)

    async def visit(self, window: Window, model: FrameModel, desk: Desk) -> int:
        if model.state.failure is not None:
            say(f"failed {model.state.failure.code}")
        else:
            for entry in registry.entries():
                window.navigate(entry.id)
                await arrival(window)
                await asyncio.sleep(_A_MOMENT_S)  # it reads what it shows
                say(f"tab {entry.id}")
        if self._keyring is not None:
            self._keyring.walk_is_over.set()
        if model.state.vault_trouble is not None:
            say(f"vault {model.state.vault_trouble.code}")
        if model.state.trouble is not None:
            say(f"trouble {model.state.trouble.code}")
        if model.state.crash:
            say("crash " + model.state.crash.replace("\n", " "))
        say("done")
        return 0


if __name__ == "__main__":
    with patch.object(Practising, "start", on_any_port):
        sys.exit(desktop.run(Path(sys.argv[1]), guest=Walker(*sys.argv[2:])))
