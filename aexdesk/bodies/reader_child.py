"""A reader in a child process of its own: starts it, sorts its answers, ends it."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from aexdesk.bodies.framing import LENGTH, LONGEST, pack, unpack
from aexdesk.bodies.halves import half_of
from aexdesk.bodies.reader_client import BodyReader, check
from aexdesk.faults import StorageFault

COMMAND = "body-reader"

NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)
"""On Windows: no console."""

_FLAGS = NO_WINDOW | getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
"""And the window first."""


def child_command(path: Path) -> list[str]:
    """The command of a child that reads this file."""
    return program_command(COMMAND, str(path))


def program_command(*words: str) -> list[str]:
    """This program with these words: this Python with the package, or the frozen program itself."""
    return [sys.executable, *(() if getattr(sys, "frozen", False) else ("-m", "aexdesk")), *words]


def child_environment() -> dict[str, str]:
    """Ours, and the place of the package first: the program may have been started from a source tree."""
    place = str(Path(__file__).parents[2])
    before = os.environ.get("PYTHONPATH", "")
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (place, before)))}


class ChildReader(BodyReader):
    """A body in a file, held by a child. It ends with `serve`, and by itself where this process ends."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._started = asyncio.Event()
        self._process: asyncio.subprocess.Process | None = None
        self._waiting: dict[int, asyncio.Queue[dict[str, Any] | None]] = {}
        self._has_ended = False
        self._halves: set[Path] = set()

    @property
    def pid(self) -> int | None:
        """The child's, for who measures it."""
        return self._process.pid if self._process is not None else None

    async def serve(self) -> None:
        """Starts the child and sorts what it says, until the task is cancelled; then the child is no more.

        Raises StorageFault where the child ends by itself.
        """
        try:
            self._process = await asyncio.create_subprocess_exec(
                *child_command(self._path),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                env=child_environment(),
                creationflags=_FLAGS,
            )
            self._started.set()
            await self._sort(self._process)
            raise StorageFault("body_reader_ended")
        except OSError as error:
            raise StorageFault("body_reader_no_start", reason=error.strerror or type(error).__name__) from error
        finally:
            self._has_ended = True
            self._started.set()
            for waiting in self._waiting.values():
                waiting.put_nowait(None)
            await self._end()

    async def _sort(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                (length,) = LENGTH.unpack(await process.stdout.readexactly(LENGTH.size))
                if length > LONGEST:
                    return
                message = unpack(await process.stdout.readexactly(length))
                waiting = self._waiting.get(message["id"])
                if waiting is not None:
                    waiting.put_nowait(message)

    async def _end(self) -> None:
        process = self._process
        if process is None:
            return
        with suppress(ProcessLookupError):
            process.kill()
        try:
            await process.wait()
        finally:  # another body may be shown while this one's child is still ending
            for half in self._halves:  # it was ended in the middle of a file
                half.unlink(missing_ok=True)
            # The pipes close on the loop; left to the collector they complain.
            transport = getattr(process, "_transport", None)
            if transport is not None:
                transport.close()

    async def stream(self, do: str, **given: Any) -> AsyncIterator[dict[str, Any]]:
        """Messages as they come; leaving it early gives the work up."""
        await self._started.wait()
        half: Path | None = None
        if do == "csv":  # a child that is ended in the middle of it deletes nothing
            half = await asyncio.to_thread(half_of, Path(given["path"]))
            given["half"] = str(half)
            self._halves.add(half)
        number = next(self._numbers)
        waiting = self._waiting[number] = asyncio.Queue()
        is_done = False
        try:
            self._send({"id": number, "do": do, **given})
            while not is_done:
                message = await waiting.get()
                if message is None:
                    raise StorageFault("body_reader_ended")
                is_done = not message.get("more")
                yield check(message)
        finally:
            del self._waiting[number]
            if is_done and half is not None:
                self._halves.discard(half)
            if not is_done and not self._has_ended:
                self._send({"cancel": number})

    def _send(self, message: dict[str, Any]) -> None:
        if self._has_ended or self._process is None or self._process.stdin is None:
            raise StorageFault("body_reader_ended")
        # A request is far shorter than a pipe: no need to wait until it has gone.
        self._process.stdin.write(pack(message))
