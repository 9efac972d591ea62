"""How much a search has done, and whether it may go on. Pure: work is counted, since a pure search knows no clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

KeepGoing = Callable[[int], bool]
"""Told how many digests were tried; False ends the search."""

# Work is counted in about the nanoseconds that it takes.
_MOST_WORK: Final = 5_000_000_000
_ASKED_EVERY: Final = 250_000
_DRAFT, _PARAMETER, _BYTE, _DIGEST = 4_000, 500, 4, 2_500
_VALUE, _LETTER = 500, 50


class Stopped(Exception):
    """The search was told to end, or has done as much as it may. What was found until then stands."""


@dataclass(slots=True)
class Effort:
    """Asks `keep_going` some thousand times a second. Each method raises Stopped."""

    keep_going: KeepGoing
    tried: int = 0
    _work: int = 0
    _next_question: int = _ASKED_EVERY

    def draft(self, parameters: int) -> None:
        """A draft of so many parameters was made."""
        self._work += _DRAFT + _PARAMETER * parameters

    def value(self, letters: int) -> None:
        """What a change does to a value of that length was looked at."""
        self._work += _VALUE + _LETTER * letters
        if self._work >= self._next_question:
            self._ask()

    def digests(self, messages: int, digests: int, length: int) -> None:
        """So many messages of a length were made, and digested so many times in all."""
        self.tried += digests
        self._work += messages * _BYTE * length + digests * (_DIGEST + _BYTE * length)
        if self._work >= self._next_question:
            self._ask()

    def _ask(self) -> None:
        self._next_question = self._work + _ASKED_EVERY
        if self._work > _MOST_WORK or not self.keep_going(self.tried):
            raise Stopped
