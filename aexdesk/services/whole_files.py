"""Writes the files that people asked for: whole, or not at all, whatever ends the program meanwhile."""

from __future__ import annotations

from pathlib import Path

from aexdesk.bodies.halves import written_whole


def write_whole(path: Path, data: bytes) -> None:
    """Replaces `path`; until all is written, what stood there stays. Blocks. Raises OSError.

    A device or a pipe is written to as it is; where a link leads, the file there is replaced, and the link stays.
    """
    with written_whole(path) as stream:
        stream.write(data)
