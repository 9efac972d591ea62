"""The forms in which base64 and hex carry a text, wherever in what was encoded it stood. Pure."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from urllib.parse import quote


def encoded_forms(text: str) -> tuple[tuple[str, ...], ...]:
    """What base64 (plain and for URLs) and hex make of `text`, alone or amid other text: as it is, as JSON writes it,
    and percent-encoded. In groups: the letters and digits of a group's last form stand in each of its others, for hex
    in one letter case or the other.

    Base64 takes three bytes at a time: a text stands at one of three offsets. Of its first and last letter a neighbour
    may decide; those are left out. What was encoded twice over is not among them.
    """
    shapes = (text, json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1], quote(text, safe="", errors=_E))
    return tuple(group for shape in dict.fromkeys(shapes) for group in _groups(shape.encode("utf-8", _E)))


def _groups(data: bytes) -> Iterator[tuple[str, ...]]:
    yield (data.hex().upper(), data.hex())
    for offset, first in enumerate((0, 2, 3)):
        whole = base64.b64encode(bytes(offset) + data).decode()
        inner = whole[first : (offset + len(data)) * 8 // 6]
        forms = (inner,) if offset else (whole, inner)
        yield tuple(dict.fromkeys((*(form.translate(_FOR_URLS) for form in forms), *forms)))


_E = "surrogatepass"
_FOR_URLS = str.maketrans("+/", "-_")
