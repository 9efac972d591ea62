"""Writes a file beside the one that it replaces, under a name that nobody has, until it is whole. Blocks."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

_TOLD = 40
"""Letters of the file's name in that of its half: a name has an end (255 bytes), and a letter may have four."""
_PRIVATE = 0o600


def half_of(path: Path) -> Path:
    """Where `path` is written until it is whole: another name each time, so no file of the user's stands there.

    Where a link leads, the half lies beside the file there.
    """
    place = path.resolve()
    return place.with_name(f"{_beginning(place)}{os.urandom(8).hex()}.part")


@contextmanager
def written_whole(path: Path, half: Path | None = None) -> Iterator[BinaryIO]:
    """What is written replaces `path` when all is; where the block raises, what stood there stays. Raises OSError.

    A device or a pipe is written to as it is; where a link leads, the file there is replaced, and the link stays. The
    file keeps its rights, a new one gets those of any new file; until then its half is its owner's alone. `half` is
    what `half_of` gave, for who must delete it where this process is ended.
    """
    place = path.resolve()
    if place.exists() and not place.is_file():
        with path.open("wb") as stream:
            yield stream
        return
    _sweep(place)
    half = half or half_of(path)
    before = stat.S_IMODE(place.stat().st_mode) if place.exists() else None
    # Of a new file only the system knows the rights: it gives them while nothing stands in it.
    stream = open(half, "xb", opener=None if before is None else _open_private)  # noqa: SIM115 - closed below
    try:
        with stream:
            _lock(stream)
            mode = stat.S_IMODE(half.stat().st_mode) if before is None else before
            half.chmod(_PRIVATE)
            yield stream
        half.chmod(mode)
        half.replace(place)
    finally:
        with suppress(OSError):
            half.unlink(missing_ok=True)


def _beginning(place: Path) -> str:
    return f".{place.name[:_TOLD]}."


def _sweep(place: Path) -> None:
    """Deletes what writers of this file left that were killed; one that still writes holds its half."""
    ours = re.compile(re.escape(_beginning(place)) + r"[0-9a-f]{16}\.part")
    with suppress(OSError):
        for name in filter(ours.fullmatch, os.listdir(place.parent)):
            _delete_abandoned(place.with_name(name))


def _delete_abandoned(half: Path) -> None:
    with suppress(OSError):
        if sys.platform == "win32":  # what is open cannot be deleted there
            half.unlink()
            return
        with half.open("rb+") as stream:
            if _lock(stream):
                half.unlink()


def _lock(stream: BinaryIO) -> bool:
    """Whether nobody else holds the file; where the file's system knows no locks, nobody can tell."""
    if sys.platform == "win32":
        return False
    import fcntl  # noqa: PLC0415 - POSIX's

    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _open_private(path: str, flags: int) -> int:
    return os.open(path, flags, _PRIVATE)
