"""Writes a multipart/form-data body: text parts first, then files. Pure; the boundary is given.

Protocol, section 1: a file travels as a part, text parameters as parts beside it, and only those are signed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from aexdesk.faults import BadInput

OCTETS: Final = "application/octet-stream"
_IN_NAMES: Final = str.maketrans({'"': "%22", "\r": "%0D", "\n": "%0A"})  # as browsers and the HTML standard do


@dataclass(frozen=True, slots=True)
class FilePart:
    """A file that goes along as the parameter `name`; it is not signed."""

    name: str
    file_name: str
    content: bytes
    media_type: str = OCTETS


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
