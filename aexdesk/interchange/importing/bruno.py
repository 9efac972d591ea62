"""Reads a request of Bruno (.bru): blocks of `name: value` lines, or of plain text. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from aexdesk.faults import BadInput
from aexdesk.interchange.importing.imported import Dropped, Imported, Pairs, Skipped
from aexdesk.interchange.importing.recognising import MOST_FIELDS, ForeignCall, recognise

_OPENING = re.compile(r"([a-z][a-z0-9:_-]{0,60})[ \t]*([{\[])[ \t]*")
_METHODS: Final = ("get", "post", "put", "delete", "patch", "options", "head")
_FILE = re.compile(r"@file\((.*)\)")
_QUOTES: Final = "'''"

Blocks = dict[str, list[str]]


def import_bruno(text: str) -> Imported:
    """The request of one file; a file without any holds none. Raises BadInput("import_not_bruno") with the line."""
    blocks = _read_blocks(text)
    method = next((name for name in _METHODS if name in blocks), "")
    if not method:
        return Imported()
    found = recognise(_call_of(blocks, method))
    if isinstance(found, Skipped):
        return Imported(skipped=(found,))
    return Imported(requests=(found,))


def _call_of(blocks: Blocks, method: str) -> ForeignCall:
    head = dict(_pairs(blocks[method]))
    form = _pairs(blocks.get("body:multipart-form", []))
    files = tuple((name, _file_of(value)) for name, value in form if _FILE.fullmatch(value))
    body = head.get("body", "")
    dropped = [Dropped("auth", "secret") for name in blocks if name.startswith("auth:")][:1]
    if body not in ("", "none", "form-urlencoded", "multipart-form", "formUrlEncoded", "multipartForm"):
        dropped.append(Dropped("body", "body_not_read"))
    url = head.get("url", "")
    query = _pairs(blocks.get("params:query", blocks.get("query", [])))
    return ForeignCall(
        name=dict(_pairs(blocks.get("meta", []))).get("name", ""),
        url=_address(url, has_query_apart=bool(query)),
        query=query,
        http_method=method,
        headers=_pairs(blocks.get("headers", [])),
        pairs=(
            *_pairs(blocks.get("body:form-urlencoded", [])),
            *(pair for pair in form if not _FILE.fullmatch(pair[1])),
        ),
        files=files,
        notes="\n".join(line.removeprefix("  ") for line in blocks.get("docs", [])),
        dropped=tuple(dropped),
        has_variables=True,
    )


def _address(url: str, *, has_query_apart: bool) -> str:
    """Bruno writes the query both into the URL and into a block, there without percent-encoding."""
    plain = url.partition("?")[0] if has_query_apart else url
    rest = plain.partition("}}")[2] if plain.startswith("{{") else ""
    return f"https://host{rest}" if rest.startswith("/") else plain


def _file_of(value: str) -> str:
    found = _FILE.fullmatch(value)
    return found.group(1).partition("|")[0] if found else ""


def _read_blocks(text: str) -> Blocks:
    """The lines of each block. A block ends with a closing bracket at the beginning of a line."""
    blocks: Blocks = {}
    lines: list[str] | None = None
    closing = ""
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        if lines is None:
            if not line.strip():
                continue
            opening = _OPENING.fullmatch(line.strip("\ufeff"))
            if opening is None:
                raise BadInput("import_not_bruno", line=number)
            lines = blocks.setdefault(opening.group(1), [])
            closing = "}" if opening.group(2) == "{" else "]"
        elif line.rstrip() == closing:
            lines = None
        else:
            lines.append(line)
    if lines is not None:
        raise BadInput("import_not_bruno", line=text.count("\n") + 1)
    return blocks


def _pairs(lines: list[str]) -> Pairs:
    """`name: value` lines; one with ~ in front is switched off. A value in three quotes goes over several lines."""
    found: list[tuple[str, str]] = []
    rest = iter(lines)
    for line in rest:
        name, colon, value = line.strip().partition(":")
        value = value.strip()
        if value.startswith(_QUOTES):
            value = _long_text(value[3:], rest)
        if colon and not name.startswith("~") and len(found) < MOST_FIELDS:
            found.append((name.strip().strip('"'), value))
    return tuple(found)


def _long_text(first: str, rest: Iterator[str]) -> str:
    parts = [first] if first else []
    if first.endswith(_QUOTES):
        return first[:-3]
    for line in rest:
        if line.rstrip().endswith(_QUOTES):
            inside = line.rstrip()[:-3]
            parts += [inside] if inside.strip() else []
            break
        parts.append(line)
    indent = min((len(part) - len(part.lstrip()) for part in parts if part.strip()), default=0)
    return "\n".join(part[indent:] if part[:indent].isspace() else part for part in parts)
