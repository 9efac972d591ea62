"""An answer made ready to be read: pretty JSON, raw text, headers. Reads files: not for the window's thread."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from aexdesk.bodies.pretty import pretty
from aexdesk.workspace.body import Body
from aexdesk.workspace.exchange import Exchange, Headers

SHOWN_BYTES = 256 * 1024
"""Of a body that lies in a file, this much is read and shown."""


class Kind(StrEnum):
    """What a body turned out to be."""

    JSON = "json"
    TEXT = "text"
    EMPTY = "empty"
    LARGE = "large"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class ReadableAnswer:
    """The texts of one exchange's answer. For a large body `raw` is its beginning, and nothing was parsed."""

    exchange: Exchange
    kind: Kind = Kind.EMPTY
    pretty: str = ""
    raw: str = ""


def read_answer_of(exchange: Exchange) -> ReadableAnswer:
    """Makes an exchange's answer readable. A body file that is gone is told as such, not raised."""
    if exchange.response is None or exchange.response.body.size == 0:
        return ReadableAnswer(exchange)
    return _read(exchange, exchange.response.body)


def _read(exchange: Exchange, body: Body) -> ReadableAnswer:
    if body.file is None:
        raw = body.text()
        laid_out = pretty(raw)
        kind = Kind.TEXT if laid_out is None else Kind.JSON
        return ReadableAnswer(exchange, kind, raw if laid_out is None else laid_out, raw)
    try:
        raw = body.text(SHOWN_BYTES)
    except OSError:
        return ReadableAnswer(exchange, Kind.GONE)
    # The cut may stand inside a character.
    return ReadableAnswer(exchange, Kind.LARGE, raw=raw.rstrip("\ufffd"))


def write_headers(headers: Headers) -> str:
    """Headers as they travel, one a line."""
    return "\n".join(f"{name}: {value}" for name, value in headers)
