"""Reads a file that a person named, whole, and no more of it than is allowed."""

from __future__ import annotations

from pathlib import Path

from aexdesk.faults import BadInput


def read_whole(path: Path, most: int) -> bytes:
    """What is in it, at most `most` bytes. Blocks. Raises BadInput: file_unreadable, file_too_large."""
    try:
        with path.open("rb") as stream:
            content = stream.read(most + 1)
    except OSError as error:
        raise BadInput("file_unreadable", path=str(path), reason=error.strerror or type(error).__name__) from error
    if len(content) > most:
        raise BadInput("file_too_large", path=str(path), most=most // (1024 * 1024))
    return content


def read_whole_text(path: Path, most: int) -> str:
    """The same of a text in UTF-8, with a byte order mark or without. Raises BadInput("file_not_text"), too."""
    try:
        return read_whole(path, most).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput("file_not_text", path=str(path)) from None


def refuse_what_is_no_file(path: Path) -> None:
    """A pipe would be waited for, a device never ends. Raises BadInput("file_unreadable")."""
    try:
        is_file = path.is_file()
    except OSError as error:
        raise BadInput("file_unreadable", path=str(path), reason=error.strerror or type(error).__name__) from error
    if not is_file:
        raise BadInput("file_unreadable", path=str(path), reason="not_a_file")
