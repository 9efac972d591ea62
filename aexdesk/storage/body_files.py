"""Takes bodies as they arrive: small ones stay in memory, large ones go to a private file in the data folder."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from aexdesk.storage.folder import fault_of
from aexdesk.workspace.body import IN_MEMORY_LIMIT, Body

_SUFFIX = ".body"


class BodySink:
    """One body on its way in: `write` each chunk, then `finish`; or `discard`, and nothing is left of it."""

    def __init__(self, folder: Path, limit: int) -> None:
        self._folder = folder
        self._limit = limit
        self._memory = bytearray()
        self._size = 0
        self._path: Path | None = None
        self._stream: BinaryIO | None = None

    def write(self, chunk: bytes) -> None:
        """Takes the next chunk. StorageFault (`disk_full`, ...) where it cannot be kept: then `discard`."""
        self._size += len(chunk)
        if self._stream is None and self._size <= self._limit:
            self._memory += chunk
            return
        try:
            stream = self._stream or self._open()
            stream.write(chunk)
        except OSError as error:
            raise fault_of(error, self._path or self._folder) from error

    def finish(self) -> Body:
        """The body, complete."""
        if self._stream is None:
            return Body.of(bytes(self._memory))
        try:
            self._stream.close()
        except OSError as error:
            raise fault_of(error, self._path or self._folder) from error
        return Body(self._size, file=self._path)

    def discard(self) -> None:
        """Forgets all that came, the half-written file too. Safe at any time, and twice."""
        self._memory.clear()
        if self._stream is not None:
            with suppress(OSError):  # a full disk complains again on closing
                self._stream.close()
        if self._path is not None:
            with suppress(OSError):
                self._path.unlink()

    def _open(self) -> BinaryIO:
        descriptor, name = tempfile.mkstemp(dir=self._folder, suffix=_SUFFIX)  # 0600
        self._path = Path(name)
        self._stream = stream = open(descriptor, "wb")  # noqa: SIM115 - closed by finish or discard
        stream.write(self._memory)
        self._memory = bytearray()
        return stream


class BodyFiles:
    """The folder of large bodies."""

    def __init__(self, folder: Path, limit: int = IN_MEMORY_LIMIT) -> None:
        self._folder = folder
        self._limit = limit

    def open_sink(self) -> BodySink:
        """A sink for one body; what it writes stays in memory up to the limit."""
        return BodySink(self._folder, self._limit)

    def sweep(self, needed: set[str], before: datetime) -> int:
        """Removes files that no exchange needs; how many. Younger ones than `before` may still be arriving."""
        count = 0
        try:
            for path in self._folder.glob(f"*{_SUFFIX}"):
                if path.name not in needed and path.stat().st_mtime < before.timestamp():
                    path.unlink(missing_ok=True)
                    count += 1
        except OSError as error:
            raise fault_of(error, self._folder) from error
        return count
