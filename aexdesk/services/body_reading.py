"""Opens bodies to be read: small ones on a thread, large ones in a child process; saves them as they are."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

from aexdesk.bodies.reader_child import ChildReader
from aexdesk.bodies.reader_client import BodyReader
from aexdesk.bodies.reader_thread import ThreadReader
from aexdesk.faults import StorageFault
from aexdesk.workspace.body import Body


class BodyReading:
    """Gives readers; who takes one runs its `serve`."""

    def reader(self, body: Body) -> BodyReader:
        """A reader of the body. Raises StorageFault where its file is gone."""
        if body.file is None:
            return ThreadReader(body.data)
        if not body.file.is_file():
            raise StorageFault("body_gone", path=body.file.name)
        return ChildReader(body.file)

    async def save(self, body: Body, path: Path) -> None:
        """Writes the body's own bytes to `path`. Raises StorageFault."""
        try:
            await asyncio.to_thread(_write, body, path)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise StorageFault("body_not_written", reason=reason) from error


def _write(body: Body, path: Path) -> None:
    if body.file is None:
        path.write_bytes(body.data)
    else:
        shutil.copyfile(body.file, path)
