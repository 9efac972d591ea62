"""Keeps the last run of the window in the data folder, so that it can be taken up again, and writes results to files.

Only a run that has come to its end stands there: before one begins, what the last one left is taken away. After a
crash, then, nothing is offered that could send a write a second time.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from aexdesk.bodies.csv_cells import guard_cell
from aexdesk.collection.result_files import read_run, to_csv, to_json, to_junit
from aexdesk.collection.results import RunResult
from aexdesk.faults import BadInput, StorageFault
from aexdesk.services.chosen_files import read_whole_text
from aexdesk.services.whole_files import write_whole
from aexdesk.storage.folder import write_atomically

LARGEST: Final = 256 * 1024 * 1024  # bytes
_SETUP: Final = "setup"
_WRITERS: Final[Mapping[str, Callable[[RunResult], str]]] = {
    "junit": to_junit,
    "json": lambda run: json.dumps(to_json(run), ensure_ascii=False, indent=2) + "\n",
    "csv": lambda run: to_csv(run, guard_cell),
}


class RunKeeping:
    """`hide` takes the secrets that this process knows out of a text: a capture may have caught one."""

    def __init__(self, file: Path, hide: Callable[[str], str]) -> None:
        self._file = file
        self._hide = hide

    async def begin(self) -> None:
        """A run begins: what stood here is of the past. Raises StorageFault."""
        await asyncio.to_thread(self._forget)

    async def keep(self, run: RunResult, setup: Mapping[str, Any]) -> None:
        """A run has ended; `setup` is what it was started with, as JSON. Raises StorageFault."""
        await asyncio.to_thread(self._keep, run, dict(setup))

    async def last(self) -> tuple[RunResult, Mapping[str, Any]] | None:
        """The last run and its setup; None where there is none that can be read."""
        return await asyncio.to_thread(self._last)

    async def read_file(self, path: Path) -> RunResult:
        """The run that a file tells of, as `aexdesk run --json` or the window wrote it. Raises BadInput."""
        return await asyncio.to_thread(lambda: _read(path)[0])

    async def export(self, run: RunResult, kind: str, path: Path) -> None:
        """Writes the results as junit, json or csv. Raises StorageFault."""
        await asyncio.to_thread(self._export, run, kind, path)

    def _forget(self) -> None:
        try:
            self._file.unlink(missing_ok=True)
        except OSError as error:
            raise StorageFault("folder_unwritable", path=str(self._file), reason=error.strerror) from error

    def _keep(self, run: RunResult, setup: dict[str, Any]) -> None:
        document = to_json(run) | {_SETUP: setup}
        write_atomically(self._file, self._hide(json.dumps(document, ensure_ascii=False)))

    def _last(self) -> tuple[RunResult, Mapping[str, Any]] | None:
        try:
            run, document = _read(self._file)
        except BadInput:  # none, or of another version of this program
            return None
        setup = document.get(_SETUP)
        return run, setup if isinstance(setup, dict) else {}

    def _export(self, run: RunResult, kind: str, path: Path) -> None:
        try:
            write_whole(path, self._hide(_WRITERS[kind](run)).encode())
        except OSError as error:
            raise StorageFault("output_unwritable", path=str(path), reason=error.strerror) from error


def _read(path: Path) -> tuple[RunResult, Mapping[str, Any]]:
    text = read_whole_text(path, LARGEST)
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        raise BadInput("resume_unreadable", reason="no_json_object") from None
    return read_run(document), document
