"""Finds the file parts of a multipart body: parameter, file name, content type, and where the bytes lie. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from aexdesk.workspace.exchange import SentRequest

_BOUNDARY: Final = re.compile(r'boundary=(?:"([^"]{1,200})"|([^\s;"]{1,200}))', re.IGNORECASE)
_OPTION: Final = r'[;\s]%s=(?:"((?:[^"\\]|\\.)*)"|([^\s;"]+))'
_NAME: Final = re.compile(_OPTION % "name", re.IGNORECASE)
_FILE_NAME: Final = re.compile(_OPTION % "filename", re.IGNORECASE)
_TYPE: Final = re.compile(r"^content-type:[ \t]*([^\r\n]+)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a multipart body; `file_name` is None for a text."""

    name: str
    content: bytes
    file_name: str | None = None
    content_type: str = ""


def content_type_of(request: SentRequest) -> str:
    """The request's Content-Type, "" where it has none."""
    return next((value for name, value in request.headers if name.casefold() == "content-type"), "")


def is_multipart(request: SentRequest) -> bool:
    """Whether the parameters travelled as parts, files among them perhaps."""
    return content_type_of(request).casefold().startswith("multipart/form-data")


def parts_of(request: SentRequest) -> tuple[Part, ...]:
    """The parts as they were sent; none where the body is no multipart, or was not kept."""
    return parts_in(content_type_of(request), request.body) if is_multipart(request) else ()


def parts_in(content_type: str, body: bytes) -> tuple[Part, ...]:
    """The parts of a body; none where its type names no boundary."""
    boundary = _BOUNDARY.search(content_type)
    if boundary is None:
        return ()
    mark = b"--" + (boundary[1] or boundary[2]).encode("utf-8", "replace")
    return tuple(_read_parts((b"\r\n" + body).split(b"\r\n" + mark)[1:]))


def _read_parts(pieces: list[bytes]) -> Iterator[Part]:
    for piece in pieces:
        if piece.startswith(b"--"):
            return
        head, found, content = piece.partition(b"\r\n\r\n")
        text = head.decode("utf-8", "replace")
        name = _NAME.search(text)
        if not found or name is None:
            continue
        file_name, kind = _FILE_NAME.search(text), _TYPE.search(text)
        yield Part(
            name=_unquoted(name),
            content=content,
            file_name=None if file_name is None else _unquoted(file_name),
            content_type="" if kind is None else kind[1].strip(),
        )


def _unquoted(option: re.Match[str]) -> str:
    """Browsers write a quotation mark as %22, other programs as backslash and mark."""
    quoted: str | None = option[1]
    if quoted is None:
        return option[2] or ""
    return re.sub(r"\\([\"\\])", r"\1", quoted).replace("%22", '"')
