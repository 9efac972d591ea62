"""Takes a person's address out of what is shown: of a receiving address only the country stays. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

HIDDEN: Final = "(hidden)"
"""Stands in place of each line of an address."""

_ADDRESS: Final = "logistics_address"
_KEPT: Final = frozenset({"country"})


def holds_address(value: str) -> bool:
    """Whether a parameter's value holds a receiving address."""
    return _ADDRESS in value or any(_addresses(_parse(value)))


def hide_address(value: str) -> str:
    """The same value without the address. What cannot be read apart is hidden as a whole."""
    if not holds_address(value):
        return value
    document = _parse(value)
    found = list(_addresses(document))
    for holder, key in found:
        holder[key] = _without_lines(holder[key])
    return json.dumps(document, ensure_ascii=False) if found else HIDDEN


def _without_lines(address: Any) -> Any:
    if not isinstance(address, dict):
        return HIDDEN
    return {name: line if name in _KEPT else HIDDEN for name, line in address.items()}


def _parse(value: str) -> Any:
    """The JSON in `value`, or None."""
    if not value.lstrip().startswith(("{", "[")):
        return None
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return None


def _addresses(document: Any) -> Iterator[tuple[Any, Any]]:
    """Each place that holds an address: what it is in, and its key there. JSON in a text is not read any further."""
    waiting = [document]
    while waiting:
        holder = waiting.pop()
        pairs = holder.items() if isinstance(holder, dict) else enumerate(holder) if isinstance(holder, list) else ()
        for key, inner in pairs:
            if key == _ADDRESS or (isinstance(inner, str) and _ADDRESS in inner):
                yield holder, key
            else:
                waiting.append(inner)
