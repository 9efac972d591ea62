"""Finds what a person means by a few letters: words, beginnings of words, or letters in their order. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

_WHOLE, _START, _WORD, _INSIDE, _INITIALS, _SPREAD = 120, 100, 80, 60, 50, 20
_MOST_SPREAD = 3
"""Letters in their order count only where they lie as near as this many times their number."""


@dataclass(frozen=True, slots=True)
class Match:
    """The higher the `score`, the likelier it is meant; `places` are the letters that fit."""

    score: int
    places: frozenset[int]


def match_all(words: tuple[str, ...], text: str) -> Match | None:
    """How `text` fits all of `words` (in small letters), None where one does not fit."""
    score, places = 0, set[int]()
    for word in words:
        found = match(word, text)
        if found is None:
            return None
        score += found.score
        places |= found.places
    # Of two that fit alike the shorter one is meant: less of it is left over.
    return Match(score * 100 - min(len(text), 99), frozenset(places))


def match(word: str, text: str) -> Match | None:
    """How `text` fits one word."""
    lowered = text.casefold()
    if len(lowered) != len(text):  # a letter that grows when it is made small: places would be wrong
        lowered = text.lower() if len(text.lower()) == len(text) else text
    place = lowered.find(word)
    if place < 0:
        return _in_order(word, text, lowered)
    beginnings = _beginnings(text)
    while place not in beginnings and (later := lowered.find(word, place + 1)) >= 0:
        place = later
    if place not in beginnings:
        place = lowered.find(word)
        kind = _INSIDE
    elif len(word) == len(lowered):
        kind = _WHOLE
    else:
        kind = _START if place == 0 else _WORD
    return Match(kind, frozenset(range(place, place + len(word))))


def _in_order(word: str, text: str, lowered: str) -> Match | None:
    if len(word) < 2:
        return None
    beginnings = _beginnings(text)
    initials = _walk(word, [(at, lowered[at]) for at in sorted(beginnings)])
    if initials is not None:
        return Match(_INITIALS, initials)
    best: frozenset[int] | None = None
    for start in (at for at in beginnings if lowered[at] == word[0]):
        found = _walk(word, list(enumerate(lowered))[start:])
        if found is not None and (best is None or _width(found) < _width(best)):
            best = found
    if best is None or _width(best) > _MOST_SPREAD * len(word):
        return None
    return Match(_SPREAD, best)


def _walk(word: str, letters: list[tuple[int, str]]) -> frozenset[int] | None:
    wanted, places = list(word), set[int]()
    for at, letter in letters:
        if wanted and letter == wanted[0]:
            wanted.pop(0)
            places.add(at)
    return None if wanted else frozenset(places)


def _beginnings(text: str) -> set[int]:
    """Where words begin: after a sign or a blank, and at a capital in the middle."""
    found = set()
    for at, letter in enumerate(text):
        before = text[at - 1] if at else " "
        if letter.isalnum() and (not before.isalnum() or (letter.isupper() and before.islower())):
            found.add(at)
    return found


def _width(places: frozenset[int]) -> int:
    return max(places) - min(places) + 1
