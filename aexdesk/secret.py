"""A secret that hides itself: whatever prints, formats or pickles it sees dots."""

from __future__ import annotations

import hmac
from typing import final

MASK = "••••"


@final
class Secret:
    """A text that must not be seen by accident. `.reveal()` is the only way in, so review is a search for it."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text itself."""
        return self._text

    def __bool__(self) -> bool:
        return bool(self._text)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        return hmac.compare_digest(_bytes(self._text), _bytes(other._text))

    def __hash__(self) -> int:
        return hash((Secret, self._text))

    def __repr__(self) -> str:
        return MASK

    __str__ = __repr__

    def __format__(self, format_spec: str) -> str:
        return MASK

    def __getstate__(self) -> str:
        return MASK  # what Python has by itself tells the text

    def __reduce__(self) -> tuple[type[Secret], tuple[str]]:
        return (Secret, (MASK,))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")  # half a character, from a paste, must not break a comparison
