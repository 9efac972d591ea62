"""What is chosen in a text that is shown in pieces: two places, each a line and a letter in it. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

Spot = tuple[int, int]
"""A line, and before which of its letters."""

END = 2**31 - 1
"""A letter behind every line's end."""

_WORD = re.compile(r"[\w.+-]+")


@dataclass(frozen=True, slots=True)
class TextSelection:
    """From where the person began (`anchor`) to where they are (`head`), whichever comes first."""

    anchor: Spot = (0, 0)
    head: Spot = (0, 0)

    @property
    def first(self) -> Spot:
        """Where it begins."""
        return min(self.anchor, self.head)

    @property
    def last(self) -> Spot:
        """Before which letter it ends."""
        return max(self.anchor, self.head)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is chosen."""
        return self.anchor == self.head

    def to(self, head: Spot) -> TextSelection:
        """The same from its beginning to another place."""
        return replace(self, head=head)

    def within(self, line: int, letters: int) -> tuple[int, int]:
        """Which letters of a line of that many are chosen: from, and before which."""
        (first, begin), (last, end) = self.first, self.last
        if not first <= line <= last:
            return 0, 0
        return min(begin, letters) if line == first else 0, min(end, letters) if line == last else letters


def word_at(line: int, text: str, letter: int) -> TextSelection:
    """The word around a letter, else that letter."""
    for found in _WORD.finditer(text):
        if found.start() <= letter < found.end():
            return TextSelection((line, found.start()), (line, found.end()))
    return TextSelection((line, letter), (line, min(letter + 1, len(text))))
