"""Where two strings to sign differ, letter by letter, with long runs that are alike left out. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

_LONGEST_ALIKE: Final = 96
"""Letters of a run that is shown whole; of a longer one both ends stand."""
_KEPT: Final = 32
_SHORTEST_ALIKE: Final = 4
"""A shorter run between two differences is chance."""
_MOST_COMPARED: Final = 2_000
"""Letters; the time grows with their square, and somebody waits for it."""


class Kind(StrEnum):
    """What a piece is."""

    ALIKE = "alike"
    DIFFERENT = "different"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Piece:
    """`text` as it is shown; of `LEFT_OUT` the letters that are not."""

    kind: Kind
    text: str


Pieces = tuple[Piece, ...]


def compare(one: str, other: str) -> tuple[Pieces, Pieces]:
    """The pieces of both, in order; the same runs are left out of both, and none where both are one text."""
    if one == other:
        whole = (Piece(Kind.ALIKE, one),) if one else ()
        return whole, whole
    start = _alike(one, other)
    end = _alike(one[start:][::-1], other[start:][::-1])
    middle = _middle(one[start : len(one) - end], other[start : len(other) - end])
    runs = _joined([(True, one[:start], one[:start]), *middle, (True, one[len(one) - end :], one[len(one) - end :])])
    return (
        tuple(piece for is_alike, mine, _theirs in runs for piece in _pieces(is_alike, mine)),
        tuple(piece for is_alike, _mine, theirs in runs for piece in _pieces(is_alike, theirs)),
    )


_Run = tuple[bool, str, str]
"""Whether it is alike, and its letters in both."""


def _alike(one: str, other: str) -> int:
    """How many letters both begin with."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _middle(one: str, other: str) -> list[_Run]:
    if max(len(one), len(other)) > _MOST_COMPARED:
        return [(False, one, other)]
    return [
        (tag == "equal" and b - a >= _SHORTEST_ALIKE, one[a:b], other[c:d])
        for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    ]


def _joined(runs: list[_Run]) -> list[_Run]:
    joined: list[_Run] = []
    for is_alike, mine, theirs in runs:
        if joined and joined[-1][0] is is_alike:
            joined[-1] = (is_alike, joined[-1][1] + mine, joined[-1][2] + theirs)
        elif mine or theirs:
            joined.append((is_alike, mine, theirs))
    return joined


def _pieces(is_alike: bool, text: str) -> Iterator[Piece]:
    if is_alike and len(text) > _LONGEST_ALIKE:
        yield Piece(Kind.ALIKE, text[:_KEPT])
        yield Piece(Kind.LEFT_OUT, text[_KEPT:-_KEPT])
        yield Piece(Kind.ALIKE, text[-_KEPT:])
    elif text:
        yield Piece(Kind.ALIKE if is_alike else Kind.DIFFERENT, text)
