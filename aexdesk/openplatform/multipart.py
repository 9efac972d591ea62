"""Writes a multipart/form-data body: text parts first, then files. Pure; the boundary is given.

Protocol, section 1: a file travels as a part, text parameters as parts beside it, and only those are signed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from aexdesk.faults import BadInput

OCTETS: Final = "application/octet-stream"
_FILE = re.compile(
    rb'\r\nContent-Disposition: form-data; name="([^"\r\n]*)"; filename="([^"\r\n]*)"\r\n(?:[^\r\n]+\r\n)*\r\n'
)
_IN_NAMES: Final = str.maketrans({'"': "%22", "\r": "%0D", "\n": "%0A"})  # as browsers and the HTML standard do


@dataclass(frozen=True, slots=True)
class FilePart:
    """A file that goes along as the parameter `name`; it is not signed."""

    name: str
    file_name: str
    content: bytes
    media_type: str = OCTETS


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as a body names it; `size` in bytes."""

    name: str
    file_name: str
    size: int

    def in_short(self) -> bytes:
        """What stands for the content where nobody wants to read it."""
        return f"({self.size} bytes)".encode()


def content_type(boundary: str) -> str:
    """The Content-Type header of such a body."""
    return f"multipart/form-data; boundary={boundary}"


def write_multipart(texts: Iterable[tuple[str, str]], files: Iterable[FilePart], boundary: str) -> bytes:
    """The body. Raises BadInput("boundary_inside") where the boundary stands in what it must part from the rest."""
    mark = boundary.encode()
    pieces: list[bytes] = []
    for name, value in texts:
        pieces.append(_part(f'name="{name.translate(_IN_NAMES)}"', "", value.encode()))
    for one in files:
        head = f'name="{one.name.translate(_IN_NAMES)}"; filename="{one.file_name.translate(_IN_NAMES)}"'
        pieces.append(_part(head, one.media_type, one.content))
    if any(mark in piece for piece in pieces):
        raise BadInput("boundary_inside")
    return b"".join(b"--" + mark + b"\r\n" + piece + b"\r\n" for piece in pieces) + b"--" + mark + b"--\r\n"


def _part(disposition: str, media_type: str, content: bytes) -> bytes:
    head = f"Content-Disposition: form-data; {disposition}\r\n"
    if media_type:
        head += f"Content-Type: {media_type}\r\n"
    return head.encode() + b"\r\n" + content


def shorten(body: bytes) -> tuple[bytes, tuple[SentFile, ...]]:
    """A body that `write_multipart` wrote, with a word in place of each file's content; and the files."""
    boundary = body[: body.find(b"\r\n")]
    pieces: list[bytes] = []
    files: list[SentFile] = []
    done = 0
    while boundary.startswith(b"--") and (found := _FILE.search(body, done)) is not None:
        end = body.find(b"\r\n" + boundary, found.end())
        end = len(body) if end < 0 else end
        name, file_name = (text.decode("utf-8", "replace") for text in found.groups())
        files.append(SentFile(name, file_name, end - found.end()))
        pieces += (body[done : found.end()], files[-1].in_short())
        done = end
    return b"".join((*pieces, body[done:])), tuple(files)
