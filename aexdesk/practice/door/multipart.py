"""Takes multipart bodies apart: the text parts are parameters, file parts are only named. Pure."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field

from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header


@dataclass(slots=True)
class _Part:
    headers: dict[str, str] = field(default_factory=dict)
    content: bytearray = field(default_factory=bytearray)


class _Collector:
    """Gathers parts from the parser's callbacks."""

    def __init__(self, limit: int) -> None:
        self.parts: list[_Part] = []
        self.is_whole = False
        self._limit = limit
        self._name = b""
        self._value = b""

    def begin(self) -> None:
        if len(self.parts) >= self._limit:
            raise ValueError("too many parts")
        self.parts.append(_Part())

    def header_name(self, data: bytes, start: int, end: int) -> None:
        self._name += data[start:end]

    def header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def header_end(self) -> None:
        self.parts[-1].headers[self._name.decode("latin-1").lower()] = self._value.decode("utf-8")
        self._name = self._value = b""

    def content(self, data: bytes, start: int, end: int) -> None:
        self.parts[-1].content += data[start:end]

    def end(self) -> None:
        self.is_whole = True


def read_multipart(content_type: str, body: bytes, limit: int) -> tuple[list[tuple[str, str]], dict[str, bytes]]:
    """Text parts as (name, value), and the file parts by name. ValueError for whatever does not fit."""
    _, options = parse_options_header(content_type.encode("latin-1", "replace"))
    boundary = options.get(b"boundary", b"")
    if not boundary:
        raise ValueError("multipart without a boundary")
    found = _Collector(limit)
    parser = MultipartParser(
        boundary,
        {
            "on_part_begin": found.begin,
            "on_part_data": found.content,
            "on_header_field": found.header_name,
            "on_header_value": found.header_value,
            "on_header_end": found.header_end,
            "on_end": found.end,
        },
    )
    # Its own would write a line of the caller's making to stderr for each broken body.
    parser.logger = logging.Logger("multipart", logging.CRITICAL + 1)
    try:
        parser.write(body)
        parser.finalize()
    except MultipartParseError as error:
        raise ValueError("broken multipart") from error
    if body and not found.is_whole:
        raise ValueError("multipart without an end")
    texts: list[tuple[str, str]] = []
    files: dict[str, bytes] = {}
    for part in found.parts:
        _, disposition = parse_options_header(part.headers.get("content-disposition", "").encode())
        if b"name" not in disposition:
            raise ValueError("a part without a name")
        name = disposition[b"name"].decode("utf-8")
        if b"filename" in disposition:
            files[name] = bytes(part.content)
        else:
            texts.append((name, part.content.decode("utf-8")))
    return texts, files
