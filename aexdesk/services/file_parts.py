"""Reads the files that a saved request sends along: relative to the collection's folder, and inside it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Final

from aexdesk.collection.saved_request import Pairs
from aexdesk.faults import BadInput
from aexdesk.openplatform.multipart import FilePart, SentFile
from aexdesk.services.chosen_files import read_whole, refuse_what_is_no_file

LARGEST: Final = 32 * 1024 * 1024


async def read_file_parts(root: Path, files: Pairs) -> tuple[FilePart, ...]:
    """The parts, in order. Raises BadInput: path_leads_out, file_unreadable, file_too_large."""
    return tuple([await asyncio.to_thread(_read, name, file_of(root, path)) for name, path in files])


async def look_at_files(root: Path, files: Pairs) -> tuple[SentFile, ...]:
    """The files without their contents, which may be long. Raises as `read_file_parts` does."""
    return await asyncio.to_thread(lambda: tuple(_look(name, file_of(root, path)) for name, path in files))


def file_of(root: Path, path: str) -> Path:
    """Where a request's file parameter lies. Raises BadInput("path_leads_out")."""
    file = (root / path).resolve()
    if not file.is_relative_to(root.resolve()):
        raise BadInput("path_leads_out", path=path)
    return file


def _look(name: str, file: Path) -> SentFile:
    refuse_what_is_no_file(file)
    try:
        return SentFile(name, file.name, file.stat().st_size)
    except OSError as error:
        raise BadInput("file_unreadable", path=str(file), reason=error.strerror) from error


def _read(name: str, file: Path) -> FilePart:
    refuse_what_is_no_file(file)
    return FilePart(name, file.name, read_whole(file, LARGEST))
