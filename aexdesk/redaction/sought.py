"""Known secrets as they are looked for: first by one piece of each, which is cheap, then in all its forms. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from aexdesk.openplatform.wire_forms import longest_form, pattern_of
from aexdesk.redaction.encoded import encoded_forms
from aexdesk.redaction.wide import wide_forms
from aexdesk.secret import MASK

SHORTEST_BY_VALUE: Final = 6
"""Letters. A shorter text is found by its name alone: replacing "1" would ruin everything else."""
_WORTH_ENCODING: Final = 6
"""Letters. What is shorter says nothing once it is encoded, and stands in anything."""
_NO_WORD: Final = 12
"""Letters. A shorter text of letters alone, or of digits alone, may be any word or number."""
_MASK: Final = MASK.encode()
_RUNS: Final = re.compile(rb"[A-Za-z0-9]+")


@dataclass(frozen=True, slots=True)
class Sought:
    """A text to be hidden, and what stands for it."""

    text: str
    instead: bytes

    @property
    def pattern(self) -> re.Pattern[bytes]:
        """Finds it in all its forms. Made late: most are never there."""
        return pattern_of(self.text)


@dataclass(frozen=True, slots=True)
class Wide(Sought):
    """The same in UTF-16 or UTF-32: as `form`."""

    form: bytes

    @property
    def pattern(self) -> re.Pattern[bytes]:
        """Finds this form."""
        return re.compile(re.escape(self.form))


@dataclass(frozen=True, slots=True)
class Group:
    """Texts that have a piece in common. `is_folded`: in small letters, where they may be in others."""

    piece: bytes
    values: tuple[Sought, ...]
    is_folded: bool = False

    def found_in(self, data: bytes, lowered: bytes) -> Iterator[Sought]:
        """Those that stand there."""
        if self.piece in (lowered if self.is_folded else data):
            yield from (one for one in self.values if one.pattern.search(data))


def group_of(text: str, instead: str) -> Group:
    """A single text."""
    return Group(_piece_of(text), (Sought(text, instead.encode()),))


def wide_groups(text: str, instead: str) -> tuple[Group, ...]:
    """A single text, as UTF-16 and UTF-32 write it."""
    return tuple(Group(form, (Wide(text, mask, form),)) for form, mask in wide_forms(text, instead))


def longest_of(groups: Iterable[Group]) -> int:
    """No piece that tells one of them has more bytes."""
    return max((len(group.piece) for group in groups), default=0)


@dataclass(frozen=True, slots=True)
class Others:
    """Secrets that are masked wherever they stand, whose call it may be; made once, and used for many. `window`: no
    form of one of them is longer. `wide`: those that only a text with NUL bytes holds."""

    groups: tuple[Group, ...] = ()
    window: int = 0
    wide: tuple[Group, ...] = ()

    def __add__(self, more: Others) -> Others:
        return Others(self.groups + more.groups, max(self.window, more.window), self.wide + more.wide)


def encoded(texts: Iterable[str]) -> Others:
    """What base64 and hex make of these."""
    return sum(map(_encoded, texts), Others())


def of_elsewhere(text: str) -> Others:
    """A secret, whose call it may be, in every form.

    One that may be any word or number is hidden as it stands only where a name tells it: a password "aliexpress" would
    take the name out of every record, and one of six digits a piece of many an order ID.
    """
    if _may_be_anything(text):
        return Others(window=longest_form(text)) + _encoded(text)
    wide = wide_groups(text, MASK)
    return Others((group_of(text, MASK),), max(longest_form(text), longest_of(wide)), wide) + _encoded(text)


@lru_cache(maxsize=256)
def _encoded(text: str) -> Others:
    forms = encoded_forms(text) if len(text) >= _WORTH_ENCODING else ()
    groups = tuple(
        Group(_piece_of(group[-1]), tuple(Sought(form, _MASK) for form in group), group[0] == group[-1].upper())
        for group in forms
    )
    return Others(groups, max((longest_form(form) for group in forms for form in group), default=0))


def _piece_of(text: str) -> bytes:
    """The longest run of letters that stands in each of its forms as it is."""
    return max(_RUNS.findall(text.encode("utf-8", "surrogatepass")), key=len, default=b"")


def _may_be_anything(text: str) -> bool:
    return len(text) < SHORTEST_BY_VALUE or (len(text) < _NO_WORD and (text.isalpha() or text.isdecimal()))
