"""A body: the bytes of a response, in memory while small, in a file beyond. Pure but for reading that file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

IN_MEMORY_LIMIT = 1024 * 1024
"""Bytes; a longer body is written to a file as it arrives."""


@dataclass(frozen=True, slots=True)
class Body:
    """Either `data` or `file`, never both. `size` is in bytes, of the body as stored."""

    size: int
    data: bytes = b""
    file: Path | None = None

    @classmethod
    def of(cls, data: bytes) -> Body:
        """A body that is small enough to hold."""
        return cls(size=len(data), data=data)

    def read(self, limit: int | None = None) -> bytes:
        """The first `limit` bytes (all without). Raises OSError where the file has gone."""
        if self.file is None:
            return self.data if limit is None else self.data[:limit]
        with self.file.open("rb") as stream:
            return stream.read() if limit is None else stream.read(limit)

    def text(self, limit: int | None = None) -> str:
        """The body as UTF-8 text; what is not UTF-8 becomes the replacement character."""
        return self.read(limit).decode("utf-8", errors="replace")
