"""Finds APIs by a few letters of name or title, and says which letters fitted. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from aexdesk.openplatform.catalogue import ApiDefinition

_BREAKS = frozenset("._/- ")
_FAR = 1_000
"""What letters cost that lie apart: more than any whole word costs."""


@dataclass(frozen=True, slots=True)
class FoundApi:
    """An API that fits, and the places of the letters that did."""

    definition: ApiDefinition
    in_name: tuple[int, ...] = ()
    in_title: tuple[int, ...] = ()


def find_apis(definitions: Iterable[ApiDefinition], text: str) -> tuple[FoundApi, ...]:
    """Every word of `text` must fit, in name or title, as a whole or letter by letter; the closest come first.

    Without a word, all of them in their order.
    """
    words = text.casefold().split()
    if not words:
        return tuple(FoundApi(one) for one in definitions)
    found = [fit for one in definitions if (fit := _fit(one, words)) is not None]
    found.sort(key=lambda fit: fit[0])
    return tuple(api for _cost, api in found)


def _fit(definition: ApiDefinition, words: list[str]) -> tuple[tuple[int, int], FoundApi] | None:
    # casefold would turn one letter into two, and every mark behind it would stand one too far.
    name, title = definition.name.lower(), definition.title.lower()
    cost, in_name, in_title = 0, set[int](), set[int]()
    for word in words:
        by_name, by_title = _match(word, name), _match(word, title)
        if by_name is None and by_title is None:
            return None
        # A title says the same in more words: at equal fit, the name counts.
        if by_title is None or (by_name is not None and by_name[0] <= by_title[0] + 20):
            assert by_name is not None
            cost += by_name[0]
            in_name.update(by_name[1])
        else:
            cost += by_title[0] + 20
            in_title.update(by_title[1])
    return (cost, len(name)), FoundApi(definition, tuple(sorted(in_name)), tuple(sorted(in_title)))


def _match(word: str, text: str) -> tuple[int, range | tuple[int, ...]] | None:
    """The cost of the best fit, and its letters."""
    starts = [place for place in range(len(text)) if text.startswith(word, place)]
    if starts:
        at = next((place for place in starts if _begins_word(text, place)), starts[0])
        ends_word = at + len(word) == len(text) or text[at + len(word)] in _BREAKS
        return (0 if _begins_word(text, at) else 40) + (0 if ends_word else 5), range(at, at + len(word))
    return _match_apart(word, text)


def _match_apart(word: str, text: str) -> tuple[int, tuple[int, ...]] | None:
    """The letters of `word` in their order, where they can at the beginnings of words: "dpg" in ds.product.get."""
    if len(word) < 2:
        return None
    best: tuple[int, tuple[int, ...]] | None = None
    for first in (place for place, letter in enumerate(text) if letter == word[0] and _begins_word(text, place)):
        places = _walk(word, text, first)
        if places is None:
            continue
        jumps = [place for before, place in pairwise(places) if place != before + 1]
        inside = sum(1 for place in jumps if not _begins_word(text, place))
        cost = _FAR + 50 * inside + 10 * len(jumps)
        if inside <= len(word) // 3 and (best is None or cost < best[0]):
            best = cost, places
    return best


def _walk(word: str, text: str, first: int) -> tuple[int, ...] | None:
    places = [first]
    for letter in word[1:]:
        after = places[-1] + 1
        if text.startswith(letter, after):
            places.append(after)
            continue
        nexts = [place for place in range(after, len(text)) if text[place] == letter]
        if not nexts:
            return None
        places.append(next((place for place in nexts if _begins_word(text, place)), nexts[0]))
    return tuple(places)


def _begins_word(text: str, place: int) -> bool:
    return place == 0 or text[place - 1] in _BREAKS
