"""The way to a value, written as a JMESPath expression and as a JSON pointer. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def as_jmespath(way: Sequence[str | int]) -> str:
    """As the filter takes it; the whole is `@`."""
    path = ""
    for step in way:
        if isinstance(step, int):
            path += f"[{step}]"
        else:
            name = step if _PLAIN.fullmatch(step) else json.dumps(step, ensure_ascii=False)
            path += f".{name}" if path else name
    return path or "@"


def as_pointer(way: Sequence[str | int]) -> str:
    """As RFC 6901 writes it; the whole is the empty text."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in way)
