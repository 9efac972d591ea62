"""Reads form-encoded pairs, of a query or a body, where every server would read the same ones. Pure."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

from aexdesk.ordertest.unclear import UnclearRequestError

# Some servers end a pair at a semicolon, decode %u0041, or cut at a control character: then they read another call.
_FORM_BYTES = re.compile(rb"(?:[^\x00-\x20\x7f-\xff;#%]|%[0-9A-Fa-f]{2})*")
_CONTENT_TYPE = re.compile(
    r'application/x-www-form-urlencoded[ \t]*(?:;[ \t]*charset[ \t]*=[ \t]*(?:utf-?8|"utf-?8"))?[ \t]*;?',
    re.ASCII | re.IGNORECASE,
)

Pairs = list[tuple[str, str]]


def is_form(content_type: str) -> bool:
    """Whether it says that the body is a form in UTF-8, and nothing else."""
    return _CONTENT_TYPE.fullmatch(content_type) is not None


def read_pairs(encoded: bytes, field: str) -> Pairs:
    """Names and values, in order. Raises UnclearRequestError naming `field`."""
    if not _FORM_BYTES.fullmatch(encoded):
        raise UnclearRequestError(field, "not_a_form")
    pieces = "&".join(piece for piece in encoded.decode("ascii").split("&") if piece)
    try:
        return parse_qsl(pieces, keep_blank_values=True, strict_parsing=bool(pieces), errors="strict")
    except ValueError:  # UnicodeError is one too
        raise UnclearRequestError(field, "not_a_form") from None
