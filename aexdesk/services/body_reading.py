"""Opens bodies to be read: small ones on a thread, large ones in a child process; saves them as they are."""

from __future__ import annotations

import asyncio
import io
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from aexdesk.bodies.filtering import Cancelled
from aexdesk.bodies.halves import written_whole
from aexdesk.bodies.reader_child import ChildReader
from aexdesk.bodies.reader_client import BodyReader
from aexdesk.bodies.reader_thread import ThreadReader
from aexdesk.faults import StorageFault
from aexdesk.workspace.body import Body

_PIECE = 4 * 1024 * 1024


class BodyReading:
    """Gives readers; who takes one runs its `serve`."""

    def reader(self, body: Body) -> BodyReader:
        """A reader of the body. Raises StorageFault where its file is gone."""
        if body.file is None:
            return ThreadReader(body.data)
        if not body.file.is_file():
            raise StorageFault("body_gone", path=body.file.name)
        return ChildReader(body.file)

    async def save(self, body: Body, path: Path, note: Callable[[int], None] = lambda _done: None) -> None:
        """Writes the body's own bytes to `path`; `note` hears how much of a hundred is done. Raises StorageFault.

        Given up, it ends only once no half of a file is left.
        """
        loop, given_up = asyncio.get_running_loop(), threading.Event()
        work = loop.run_in_executor(
            None, _write, body, path, given_up, lambda done: loop.call_soon_threadsafe(note, done)
        )
        try:
            await asyncio.shield(work)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise StorageFault("body_not_written", reason=reason) from error
        except asyncio.CancelledError:
            given_up.set()
            await asyncio.wait({work})
            raise


def _write(body: Body, path: Path, given_up: threading.Event, note: Callable[[int], object]) -> None:
    with suppress(Cancelled), _opened(body) as source, written_whole(path) as target:
        written = 0
        while piece := source.read(_PIECE):
            if given_up.is_set():
                raise Cancelled
            target.write(piece)
            written += len(piece)
            note(written * 100 // max(1, body.size))
        if given_up.is_set():
            raise Cancelled


def _opened(body: Body) -> BinaryIO:
    return io.BytesIO(body.data) if body.file is None else body.file.open("rb")
