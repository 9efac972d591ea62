"""`python -m tests.faults.killed_at NUMBER FOLDER COMMAND…`: a command that kills itself at one of its steps.

Steps are what leaves something behind when it is not followed by the next: opening a file for writing, each write into
one, renaming and deleting, below FOLDER; beginning and ending a transaction, and each statement of a migration. It
stores secrets in files below FOLDER, as a keyring would. NUMBER 0 kills nothing; the number of steps stands last on
stderr: `steps N`.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

from aexdesk.cli.main import run
from aexdesk.cli.terminal import Terminal
from aexdesk.desk import Desk
from aexdesk.storage import database, schema
from tests.e2e.vault_in_files import VaultInFiles

_WRITES = os.O_WRONLY | os.O_RDWR
_FILE_EVENTS = {"os.rename", "os.remove", "os.mkdir"}
_FILE_CALLS = {"write", "flush", "close"}


class Steps:
    """Counts, and kills at the one asked for."""

    def __init__(self, number: int, folder: str) -> None:
        self.count = 0
        self._number = number
        self._folder = folder

    def step(self) -> None:
        self.count += 1
        if self.count == self._number:
            os.kill(os.getpid(), signal.SIGKILL)

    def audit(self, event: str, given: tuple[Any, ...]) -> None:
        if event in _FILE_EVENTS or (event == "open" and isinstance(given[2], int) and given[2] & _WRITES):
            self._step_inside(given[0])

    def profile(self, _frame: FrameType, event: str, called: object) -> None:
        if event == "c_call" and getattr(called, "__name__", "") in _FILE_CALLS:
            written = getattr(getattr(called, "__self__", None), "name", None)
            if getattr(getattr(called, "__self__", None), "mode", "") in ("w", "wb"):
                self._step_inside(written)

    def _step_inside(self, path: object) -> None:
        if isinstance(path, str | os.PathLike) and os.fspath(path).startswith(self._folder):
            self.step()

    def watch_database(self) -> None:
        transact, statements = database._transact, schema.statements

        def stepwise(connection: sqlite3.Connection, work: Any, read_only: bool) -> Any:
            def working(sql: sqlite3.Connection) -> Any:
                result = work(sql)
                self.step()
                return result

            result = transact(connection, work if read_only else working, read_only)
            if not read_only:
                self.step()
            return result

        def one_by_one(script: str) -> Iterator[str]:
            for statement in statements(script):
                self.step()
                yield statement

        database._transact, schema.statements = stepwise, one_by_one


def main() -> int:
    number, folder, *command = sys.argv[1:]
    steps = Steps(int(number), folder)
    steps.watch_database()
    sys.addaudithook(steps.audit)
    threading.setprofile(steps.profile)
    sys.setprofile(steps.profile)
    terminal = Terminal.of_this_process()
    vault = VaultInFiles(Path(folder) / "vault")
    terminal.make_desk = lambda home: Desk(home, for_window=False, vault=vault)
    code = run(command, terminal)
    sys.setprofile(None)
    sys.stderr.write(f"steps {steps.count}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
