"""The forms in which UTF-16 and UTF-32 carry a text. Pure."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Final
from urllib.parse import quote

NUL: Final = b"\0"
"""Stands in every such form of a text with two Latin letters beside each other, and in no other JSON."""

MASK: Final = "***"
"""In place of `secret.MASK`, which the two byte orders write differently."""

_E: Final = "surrogatepass"
_CHARSETS: Final = {2: ("utf-16-le", "utf-16-be"), 4: ("utf-32-le", "utf-32-be")}


@lru_cache(maxsize=256)
def wide_forms(text: str, instead: str) -> tuple[tuple[bytes, bytes], ...]:
    """What these make of `text`, as it is, as JSON writes it and percent-encoded; each with what stands for it there.

    Of Latin letters the form goes from the first one to the last: between them, both byte orders put the same, and
    which one it is need not be known.
    """
    plain = (text, json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1])
    shapes = (*plain, *(shape.replace("/", "\\/") for shape in plain), quote(text, safe="", errors=_E))
    mask = instead if instead.isascii() else MASK
    return tuple(form for shape in dict.fromkeys(shapes) for width in _CHARSETS for form in _forms(shape, mask, width))


def _forms(shape: str, mask: str, width: int) -> list[tuple[bytes, bytes]]:
    try:
        letters = shape.encode("latin-1")
    except UnicodeEncodeError:
        return [(shape.encode(one, _E), mask.encode(one)) for one in _CHARSETS[width]]
    return [(_spread(letters, width), _spread(mask.encode(), width))]


def _spread(letters: bytes, width: int) -> bytes:
    return (NUL * (width - 1)).join(bytes((letter,)) for letter in letters)
