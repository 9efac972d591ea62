"""Lays JSON out over lines without touching a number. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

_MARK = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\],:]|[^\s{}\[\],:"]+')
_INDENT = "  "


def pretty(text: str) -> str | None:
    """`text` laid out over lines, each number as it came; None for what is no JSON.

    Escapes in strings become the characters they stand for, where those can be shown.
    """
    try:
        # The decoder checks; the tokens below are then known to be good.
        json.loads(text, parse_int=str, parse_float=str)
    except (ValueError, RecursionError):
        return None
    return "".join(_lay_out(_MARK.findall(text)))


def pretty_beginning(text: str, limit: int) -> str:
    """The first `limit` letters or so of the beginning of a JSON text, laid out. The text is good, but may be cut."""
    laid_out: list[str] = []
    letters = 0
    for piece in _lay_out(found[0] for found in _MARK.finditer(text)):
        laid_out.append(piece)
        letters += len(piece)
        if letters > limit:
            break
    return "".join(laid_out)


def _lay_out(tokens: Iterable[str]) -> Iterator[str]:
    depth = 0
    before = ""
    for mark in tokens:
        if mark in ("}", "]"):
            depth -= 1
            if before not in ("{", "["):
                yield "\n" + _INDENT * depth
        elif before in ("{", "[", ","):
            yield "\n" + _INDENT * depth
        if mark in ("{", "["):
            depth += 1
        yield ": " if mark == ":" else _unescape(mark) if "\\u" in mark else mark
        before = mark


def _unescape(quoted: str) -> str:
    text: str = json.loads(quoted)
    if not text.isprintable():
        return quoted
    return json.dumps(text, ensure_ascii=False)
