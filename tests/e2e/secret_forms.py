"""Looks for a secret in whatever form a program may have written it."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from urllib.parse import quote, quote_plus


def forms_of(text: str) -> Iterator[bytes]:
    """Whatever a program may make of a text when it writes it down."""
    raw = text.encode()
    yield raw
    yield quote(text, safe="").encode()
    yield quote_plus(text).encode()
    yield json.dumps(text)[1:-1].encode()
    yield json.dumps(json.dumps(text)[1:-1])[1:-1].encode()
    yield raw.hex().encode()
    yield text.encode("utf-16-le")
    for shift in range(3):
        # The middle of it, wherever in a longer text it stood: the ends mix with their neighbours.
        encoded = base64.b64encode(b"\0" * shift + raw)
        middle = encoded[4 : len(encoded) - 4]
        yield middle
        yield middle.replace(b"+", b"-").replace(b"/", b"_")


def found_in(text: str, where: bytes) -> bool:
    """Whether any form of `text` stands there."""
    return any(form in where for form in forms_of(text))
