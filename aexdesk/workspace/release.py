"""A release of AExDesk as its publisher lists it, and versions that compare as PEP 440 says. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import total_ordering

_VERSION = re.compile(
    r"""v?(?:(?P<epoch>\d{1,9})!)?(?P<numbers>\d{1,9}(?:\.\d{1,9}){0,9})
    (?:[-_.]?(?P<early>alpha|beta|preview|pre|a|b|c|rc)[-_.]?(?P<early_number>\d{1,9})?)?
    (?:-(?P<post_dash>\d{1,9})|[-_.]?(?P<post>post|rev|r)[-_.]?(?P<post_number>\d{1,9})?)?
    (?:[-_.]?(?P<dev>dev)[-_.]?(?P<dev_number>\d{1,9})?)?
    (?:\+[a-z0-9]+(?:[-_.][a-z0-9]+)*)?""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_EARLY = {"a": 0, "alpha": 0, "b": 1, "beta": 1, "c": 2, "rc": 2, "pre": 2, "preview": 2}
_BEFORE_EARLY, _FINAL = -1, 3
_NEVER = 10**9
"""Above every number that a version may have."""

_LONGEST = 200


@total_ordering
@dataclass(frozen=True, slots=True, eq=False)
class Version:
    """`text` as it was written; `order` is what comparing goes by. A local part (`+debian1`) does not count."""

    text: str
    order: tuple[int, tuple[int, ...], tuple[int, int], int, int]
    is_early: bool

    @classmethod
    def read(cls, text: str) -> Version | None:
        """A version such as 0.2.0, v0.2.0 or 1.0rc1; None for what is none."""
        found = _VERSION.fullmatch(text.strip()) if len(text) <= _LONGEST else None
        if found is None:
            return None
        numbers = [int(number) for number in found["numbers"].split(".")]
        while len(numbers) > 1 and not numbers[-1]:  # 1.0 and 1.0.0 are one version
            numbers.pop()
        early, is_post, is_dev = found["early"], found["post"] or found["post_dash"], found["dev"]
        if early:
            stage = (_EARLY[early.lower()], int(found["early_number"] or 0))
        else:
            stage = (_BEFORE_EARLY, 0) if is_dev and not is_post else (_FINAL, 0)
        post = int(found["post_dash"] or found["post_number"] or 0) if is_post else -1
        dev = int(found["dev_number"] or 0) if is_dev else _NEVER
        order = (int(found["epoch"] or 0), tuple(numbers), stage, post, dev)
        return cls(text.strip().removeprefix("v").removeprefix("V"), order, bool(early or is_dev))

    def __eq__(self, other: object) -> bool:
        return self.order == other.order if isinstance(other, Version) else NotImplemented

    def __lt__(self, other: Version) -> bool:
        return self.order < other.order

    def __hash__(self) -> int:
        return hash(self.order)


@dataclass(frozen=True, slots=True)
class Release:
    """`notes` are the lines of its changelog, as plain text; `url` is its page, empty where none can be opened."""

    version: Version
    day: date | None
    notes: tuple[str, ...]
    url: str


@dataclass(frozen=True, slots=True)
class UpdateNews:
    """What a look at the list told: the releases above the one that runs, the newest first."""

    current: Version
    newer: tuple[Release, ...]
