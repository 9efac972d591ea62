"""The order of the parameters, and what stands between them. Pure. Protocol, section 3, steps 2 and 3."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import permutations
from typing import Final

from aexdesk.doctor.changes.change import Change, Stage
from aexdesk.doctor.draft import Draft, Joiner, Sorter
from aexdesk.doctor.finding import Mistake
from aexdesk.doctor.received import SIGN, Pairs, Received

_PUNCTUATION: Final = "_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$"
"""In the order of the Unicode Collation Algorithm (CLDR root): before digits, which come before letters."""

_MOST_PERMUTED: Final = 5
_MOST_PLACES: Final = 30
_SYSTEM_FIRST: Final = ("app_key", "method", "timestamp", "sign_method", "format", "v", "simplify", "session",
                        "access_token", "partner_id", "debug")  # fmt: skip


def changes(received: Received) -> list[Change]:
    """Other orders, then other joinings."""
    orders: list[tuple[str, str, Sorter]] = [
        ("unsorted", "received", list),
        (
            "unsorted",
            "last-first",
            lambda pairs: [*pairs[-1:], *pairs[:-1]],
        ),  # what was signed and not sent, before all
        ("unsorted", "reversed", lambda pairs: list(reversed(pairs))),
        ("sorted-locale", "collation", _by(_collation)),
        ("sorted-locale", "letters-first", _by(_letters_alone)),
        ("sorted-case-insensitive", "", _by(str.lower)),
        ("sorted-case-insensitive", "upper", _by(str.upper)),
        ("sorted-descending", "", lambda pairs: sorted(pairs, key=_name, reverse=True)),
        ("sorted-by-pair", "joined", lambda pairs: sorted(pairs, key=lambda pair: pair[0] + pair[1])),
        ("sorted-by-pair", "equals", lambda pairs: sorted(pairs, key=lambda pair: f"{pair[0]}={pair[1]}")),
        ("sorted-by-value", "", lambda pairs: sorted(pairs, key=lambda pair: (pair[1], pair[0]))),
        ("sorted-by-length", "", lambda pairs: sorted(pairs, key=lambda pair: (len(pair[0]), pair[0]))),
    ]
    joinings: list[tuple[str, str, Joiner]] = [
        ("separators-kept", "query", lambda pairs: "&".join([f"{name}={value}" for name, value in pairs])),
        ("separators-kept", "query-ended", lambda pairs: "".join([f"{name}={value}&" for name, value in pairs])),
        ("separators-kept", "equals", lambda pairs: "".join([f"{name}={value}" for name, value in pairs])),
        ("separators-kept", "ampersands", lambda pairs: "&".join([name + value for name, value in pairs])),
        ("separators-kept", "question", lambda pairs: "?" + "&".join([f"{name}={value}" for name, value in pairs])),
        ("separators-kept", "lines", lambda pairs: "\n".join([f"{name}={value}" for name, value in pairs])),
        ("separators-kept", "commas", lambda pairs: ",".join([f"{name}={value}" for name, value in pairs])),
        ("keys-only", "", lambda pairs: "".join([name for name, _value in pairs])),
        ("values-only", "", lambda pairs: "".join([value for _name, value in pairs])),
    ]
    return [
        *_other_insertions(received),
        *_other_places(received),
        *(Change(Mistake(kind, how), Stage.ORDER, "order", _sorted(sort)) for kind, how, sort in orders),
        *(Change(Mistake(kind, how), Stage.JOINING, "joining", _joined(join)) for kind, how, join in joinings),
    ]


def _other_insertions(received: Received) -> list[Change]:
    """Unsorted, where the request was laid out in another order than the program had: common parameters in a block."""
    common = tuple(name for name in _SYSTEM_FIRST if received.has(name))[:_MOST_PERMUTED]
    return [
        Change(Mistake("unsorted", "common-block"), Stage.ORDER, "order", _sorted(_in_block(block, are_last)), most=1)
        for block in permutations(common)
        for are_last in (False, True)
    ]


def _other_places(received: Received) -> list[Change]:
    """Unsorted, where something was signed and not sent that the program did not have at the end."""
    count = sum(name != SIGN for name, _value in received.once)
    return [
        Change(Mistake("unsorted", "last-between"), Stage.ORDER, "order", _moved(place, count))
        for place in range(1, min(count, _MOST_PLACES))
    ]


def _moved(place: int, count: int) -> Callable[[Draft], Draft]:
    def sort(pairs: Pairs) -> list[tuple[str, str]]:
        return [*pairs[:place], pairs[-1], *pairs[place:-1]]

    return lambda draft: replace(draft, sort=sort) if len(draft.pairs) == count + 1 else draft


def _in_block(block: tuple[str, ...], are_last: bool) -> Sorter:
    place = {name: at for at, name in enumerate(block, start=-len(block) if not are_last else 1)}
    return lambda pairs: sorted(pairs, key=lambda pair: place.get(pair[0], 0))


def _sorted(sort: Sorter) -> Callable[[Draft], Draft]:
    return lambda draft: replace(draft, sort=sort)


def _joined(join: Joiner) -> Callable[[Draft], Draft]:
    return lambda draft: replace(draft, join=join)


def _name(pair: tuple[str, str]) -> str:
    return pair[0]


def _by(key: Callable[[str], object]) -> Sorter:
    return lambda pairs: sorted(pairs, key=lambda pair: key(pair[0]))  # type: ignore[arg-type, return-value]


def _collation(name: str) -> tuple[object, ...]:
    """As `localeCompare` and ICU sort: letters without regard to case, and only then the small ones first."""
    return (tuple(_primary(letter) for letter in name), tuple(letter.isupper() for letter in name), name)


def _primary(letter: str) -> tuple[int, str]:
    if letter in _PUNCTUATION:
        return 0, f"{_PUNCTUATION.index(letter):03d}"
    return 1, letter.lower()


def _letters_alone(name: str) -> tuple[object, ...]:
    """As older C libraries and Java's Collator sort: punctuation counts last."""
    letters = "".join(letter for letter in name if letter not in _PUNCTUATION)
    return (letters.lower(), letters.swapcase(), name)
