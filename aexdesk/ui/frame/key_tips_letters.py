"""Gives each control the one or two letters that are pressed for it. Pure: names go in, letters come out; no Qt.

No letters are the beginning of others, so that the last letter acts without Enter. Who is alone with an initial has it
for himself ("S": Send); those who share one have it and a second letter each ("CO", "CU": Copy, cURL). So what one
control is called does not change the letters of those that begin otherwise. What has no Latin initial (and what is too
many of one initial) takes initials that nobody has, home row first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

HOME_ROW_FIRST = "FJDKSLAGHRUEIWOQPTYVMCNXBZ"
"""Every letter, the easiest to reach first."""

MOST = len(HOME_ROW_FIRST) ** 2
"""So many can have letters."""


def assign(names: Sequence[str]) -> tuple[str, ...]:
    """The letters of each, in capitals; "" for those beyond MOST. The same names in the same order get the same."""
    groups, left = _by_initial(names)
    _deal(left, groups)
    given = [""] * len(names)
    for initial, members in groups.items():
        seconds = _tell_apart([names[one] for one in members]) if len(members) > 1 else [""]
        for one, second in zip(members, seconds, strict=True):
            given[one] = initial + second
    return tuple(given)


def latin(letter: str) -> str:
    """A to Z for a letter of a Latin alphabet, whatever it wears; else ""."""
    plain = unicodedata.normalize("NFKD", letter)[:1].upper()
    return plain if plain in HOME_ROW_FIRST else ""


def initial_of(name: str) -> str:
    """The first letter of a name as A to Z; "" where that is of another script, or there is none."""
    first = next((sign for sign in name if sign.isalpha()), "")
    return latin(first)


def _by_initial(names: Sequence[str]) -> tuple[dict[str, list[int]], list[int]]:
    groups: dict[str, list[int]] = {}
    left: list[int] = []
    for one, name in enumerate(names):
        initial = initial_of(name)
        if initial and len(groups.get(initial, ())) < len(HOME_ROW_FIRST):
            groups.setdefault(initial, []).append(one)
        else:
            left.append(one)
    return groups, left


def _deal(left: Sequence[int], groups: dict[str, list[int]]) -> None:
    """Free initials, one each while that does; the last of them are shared by as many as must."""
    room = len(HOME_ROW_FIRST)
    free = [letter for letter in HOME_ROW_FIRST if letter not in groups]
    short = max(0, len(left) - len(free))
    shared = min(len(free), -(-short // (room - 1)))
    alone = len(free) - shared
    for letter, one in zip(free, left[:alone], strict=False):
        groups[letter] = [one]
    rest = list(left[alone:])
    for letter in (*free[alone:], *(one for one in HOME_ROW_FIRST if one not in free)):
        taken = groups.setdefault(letter, [])
        take = room - len(taken)
        taken.extend(rest[:take])
        del rest[:take]
        if not taken:
            del groups[letter]


def _tell_apart(names: Sequence[str]) -> list[str]:
    free = dict.fromkeys(HOME_ROW_FIRST)
    seconds: list[str] = []
    for name in names:
        second = next((letter for letter in _after_initial(name) if letter in free), next(iter(free)))
        del free[second]
        seconds.append(second)
    return seconds


def _after_initial(name: str) -> Iterator[str]:
    """What could stand second: the initials of its other words, then all that follows its initial."""
    words = re.findall(r"[^\W\d_]+", name)
    yield from (latin(word[0]) for word in words[1:])
    yield from (latin(sign) for sign in "".join(words)[1:])
