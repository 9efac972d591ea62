"""Writes the files that people asked for: whole, or not at all, whatever ends the program meanwhile."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

_HALF = ".part"


def write_whole(path: Path, data: bytes) -> None:
    """Replaces `path`; until all is written, what stood there stays. Blocks. Raises OSError.

    A device or a pipe is written to as it is; where a link leads, the file there is replaced, and the link stays.
    """
    place = path.resolve()
    if place.exists() and not place.is_file():
        path.write_bytes(data)
        return
    half = place.with_name(place.name + _HALF)
    try:
        half.write_bytes(data)
        if place.exists():
            half.chmod(place.stat().st_mode)
        half.replace(place)
    finally:
        with suppress(OSError):
            half.unlink(missing_ok=True)
