"""The forms in which base64 and hex carry a text, wherever in what was encoded it stood. Pure."""

from __future__ import annotations

import base64


def encoded_forms(text: str) -> tuple[str, ...]:
    """What base64 (plain and for URLs) and hex make of `text`, alone or amid other text.

    Base64 takes three bytes at a time: a text stands at one of three offsets. Of its first and last letter a neighbour
    may decide; those are left out.
    """
    data = text.encode("utf-8", "surrogatepass")
    found = [data.hex(), data.hex().upper(), base64.b64encode(data).decode()]
    for offset, first in enumerate((0, 2, 3)):
        whole = base64.b64encode(bytes(offset) + data).decode()
        found.append(whole[first : (offset + len(data)) * 8 // 6])
    found += [form.translate(_FOR_URLS) for form in found[2:]]
    return tuple(dict.fromkeys(found))


_FOR_URLS = str.maketrans("+/", "-_")
