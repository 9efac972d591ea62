"""Looks for the fewest mistakes that reproduce a signature bit for bit. That is a proof, not a guess. Pure.

Levels: with one mistake, with two, with three of the common ones. A level is finished where it found something, so
that every explanation with as many mistakes is given; no level is begun after that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final

from aexdesk.doctor.changes import Change
from aexdesk.doctor.changes.change import with_pairs
from aexdesk.doctor.changes.times import NAME as TIMESTAMP
from aexdesk.doctor.changes.times import candidates
from aexdesk.doctor.digests import Digest
from aexdesk.doctor.draft import MARKED_TIME, Draft, as_bytes, as_it_is, with_value
from aexdesk.doctor.finding import Explanation, Mistake
from aexdesk.doctor.keys import Key
from aexdesk.doctor.signature_text import Writing

KeepGoing = Callable[[int], bool]
"""Told how many digests were tried; False ends the search."""

_ASKED_EVERY: Final = 256


class Stopped(Exception):
    """The search was told to end. What was found until then stands."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An explanation, and the draft that it makes."""

    mistakes: Explanation
    draft: Draft
    digest: Digest


@dataclass(frozen=True, slots=True)
class Reach:
    """How far timestamps are tried around the one sent, in milliseconds and in whole seconds."""

    ms: int
    s: int


_NEAR: Final = Reach(3_000, 3_600)
_NEARER: Final = Reach(60, 20)
_PAIRED: Final = Reach(3_000, 120)
_FAR: Final = Reach(30_000, 7_200)
_FEW_WAYS: Final = 2
_MOST_SCANNED: Final = 100_000  # digests of one scan


@dataclass(slots=True)
class _Way:
    """How a message is digested, with which key and how the result is written: `cost` mistakes in all."""

    digest: Digest
    key: bytes
    writing: Writing
    mistakes: Explanation
    cost: int


@dataclass(slots=True)
class Search:
    """One search. `draft` is the right one, from which every change starts."""

    draft: Draft
    changes: tuple[Change, ...]
    digests: tuple[Digest, ...]
    keys: tuple[Key, ...]
    writings: tuple[Writing, ...]
    keep_going: KeepGoing
    timestamp: str
    tried: int = 0
    hits: list[Hit] = field(default_factory=list)
    _ways: dict[int, list[_Way]] = field(default_factory=dict)
    _effective: set[int] = field(default_factory=set)
    _next_question: int = _ASKED_EVERY
    _times: dict[Reach, tuple[tuple[Mistake, str], ...]] = field(default_factory=dict)

    def run(self) -> None:
        """Fills `hits`. Raises Stopped, where what was found stands too."""
        self._sort_ways()
        for step in (self._with_none, self._with_one, self._moments, self._with_two, self._with_three,
                     self._far_moments):  # fmt: skip
            step()
            if self.hits:
                return

    # ---------------------------------------------------------------- levels

    def _with_none(self) -> None:
        self._try(self.draft.message(), self._ways.get(0, ()), (), self.draft)

    def _with_one(self) -> None:
        self._try(self.draft.message(), self._ways.get(1, ()), (), self.draft)
        for number, change in enumerate(self.changes):
            draft = change.apply(self.draft)
            message = draft.message()
            if message != self.draft.message():
                self._effective.add(number)
            self._try(message, self._ways.get(0, ()), (change.mistake,), draft)

    def _moments(self) -> None:
        self._scan(self.draft, (), self._ways.get(0, ()), _NEAR)

    def _with_two(self) -> None:
        few_ways = len(self._ways.get(0, ())) <= _FEW_WAYS
        self._try(self.draft.message(), self._ways.get(2, ()), (), self.draft)
        for number, change in enumerate(self.changes):
            if change.most < 2:
                continue
            once = change.apply(self.draft)
            if number in self._effective:
                self._try(once.message(), self._ways.get(1, ()), (change.mistake,), once)
                if change.group != "time" and (few_ways or _is_frequent(change.mistake)):
                    self._scan(once, (change.mistake,), self._ways.get(0, ()), _NEARER)
            for other in self._later(number, change):
                twice = other.apply(once)
                self._try(twice.message(), self._ways.get(0, ()), (change.mistake, other.mistake), twice)
        self._scan(self.draft, (), self._ways.get(1, ()), _NEARER)

    def _far_moments(self) -> None:
        """Moments farther off: alone, with one of the frequent changes, with another digest or key."""
        right = self._ways.get(0, ())
        self._scan(self.draft, (), right, _FAR)
        if self.hits:
            return
        for change in self._frequent():
            if change.group != "time":
                self._scan(change.apply(self.draft), (change.mistake,), right, _PAIRED)
        self._scan(self.draft, (), self._ways.get(1, ()), _PAIRED)

    def _with_three(self) -> None:
        self._try(self.draft.message(), self._ways.get(3, ()), (), self.draft)
        common = self._frequent()
        for change in common:
            once = change.apply(self.draft)
            self._try(once.message(), self._ways.get(2, ()), (change.mistake,), once)
        for one, other in combinations(common, 2):
            if one.group != other.group:
                twice = other.apply(one.apply(self.draft))
                self._try(twice.message(), self._ways.get(1, ()), (one.mistake, other.mistake), twice)
        for three in combinations(common, 3):
            if len({change.group for change in three}) == 3:
                self._try_three(three)

    def _frequent(self) -> list[Change]:
        return [
            change
            for number, change in enumerate(self.changes)
            if number in self._effective and _is_frequent(change.mistake)
        ]

    def _try_three(self, three: Iterable[Change]) -> None:
        draft = self.draft
        for change in three:
            draft = change.apply(draft)
        self._try(draft.message(), self._ways.get(0, ()), tuple(change.mistake for change in three), draft)

    def _later(self, number: int, change: Change) -> Iterator[Change]:
        """What can follow: of another group, and at least one of both changes something by itself."""
        is_effective = number in self._effective
        for at in range(number + 1, len(self.changes)):
            other = self.changes[at]
            if other.most > 1 and other.group != change.group and (is_effective or at in self._effective):
                yield other

    # ---------------------------------------------------------------- trying

    def _sort_ways(self) -> None:
        """Every digest with every key in every writing that can be, by the number of mistakes in it.

        Base mistakes of the writing are in every explanation: they are counted from the one that has fewest.
        """
        ways = list(self._each_way())
        least = min((way.cost for way in ways), default=0)
        for way in ways:
            self._ways.setdefault(way.cost - least, []).append(way)

    def _each_way(self) -> Iterator[_Way]:
        for writing in self.writings:
            for digest in self.digests:
                if digest.size != writing.size:
                    continue
                for key in self.keys if digest.needs_secret else (Key((), b""),):
                    mistakes = (*digest.mistakes, *key.mistakes, *writing.mistakes)
                    yield _Way(digest, key.data, writing, mistakes, len(mistakes))

    def _try(self, message: bytes, ways: Iterable[_Way], mistakes: Explanation, draft: Draft) -> None:
        for way in ways:
            self.tried += 1
            # A charset spoils the secret as it does the text; for one that is ASCII only UTF-16 shows.
            fits = way.writing.is_it(way.digest.make(way.key, message))
            if not fits and draft.charset.startswith("utf-16"):
                fits = way.writing.is_it(way.digest.make(_in_utf16(way.key, draft.charset), message))
            if fits:
                self.hits.append(Hit((*mistakes, *way.mistakes), draft, way.digest))
        if self.tried >= self._next_question:
            self._next_question = self.tried + _ASKED_EVERY
            if not self.keep_going(self.tried):
                raise Stopped

    def _scan(self, draft: Draft, mistakes: Explanation, ways: Iterable[_Way], reach: Reach) -> None:
        """Many timestamps in one draft: the text is made once, and cut where the timestamp stands."""
        ways = list(ways)
        if not ways or draft.value(TIMESTAMP) != self.timestamp:
            return
        if draft.whole is not as_it_is:
            return
        marked = with_pairs(draft, with_value(draft.pairs, TIMESTAMP, MARKED_TIME))
        before, mark, after = marked.text.partition(MARKED_TIME)
        if not mark or MARKED_TIME in after:
            return
        head, tail = (as_bytes(text, draft.charset, draft.errors) for text in (before, after))
        for mistake, value in self._candidates(_within(reach, len(ways))):
            message = head + as_bytes(draft.encode(value), draft.charset, draft.errors) + tail
            found = len(self.hits)
            self._try(message, ways, (), draft)
            self.hits[found:] = [
                Hit(_in_order(mistakes, mistake, hit), _timed(draft, value), hit.digest) for hit in self.hits[found:]
            ]

    def _candidates(self, reach: Reach) -> tuple[tuple[Mistake, str], ...]:
        """Those of a reach, made once: a second level tries them in every draft."""
        if reach not in self._times:
            self._times[reach] = tuple(candidates(self.timestamp, reach.ms, reach.s))
        return self._times[reach]


def _within(reach: Reach, ways: int) -> Reach:
    """As far as so many ways allow."""
    share = min(1.0, _MOST_SCANNED / (2 * (reach.ms + reach.s) * ways))
    return Reach(int(reach.ms * share), int(reach.s * share))


def _is_frequent(mistake: Mistake) -> bool:
    """Whether it is worth trying with two others."""
    return mistake.kind in _FREQUENT and mistake.how in _FREQUENT[mistake.kind]


_FREQUENT: Final[Mapping[str, tuple[str, ...]]] = {
    "path-missing": ("",), "path-added": ("name", "sync"), "path-with-rest": ("rest", "host"),
    "system-signed-as-business": ("", "method-sent"), "business-signed-as-system": ("",), "unsorted": ("received",),
    "param-left-out": ("",), "sign-included": ("empty",), "session-renamed": ("session", "access_token"),
    "empty-values-left-out": ("",), "null-as-text": ("null", "None", "undefined"), "separators-kept": ("query",),
    "values-percent-encoded": ("strict", "javascript"), "values-form-encoded": ("python", "java"),
    "json-respaced": ("compact", "python"), "json-ascii-escaped": ("escaped",), "bool-case": ("capital",),
    "timestamp-seconds": ("seconds",), "whitespace-trimmed": ("both",), "charset-latin1": ("latin-1",),
    "charset-gbk": ("gbk",), "charset-utf16": ("utf-16-le",), "sorted-case-insensitive": ("",),
    "sorted-locale": ("collation",), "sorted-descending": ("",), "number-reformatted": ("float", "shortest"),
    "unicode-normalised": ("NFC", "NFD"), "newline-changed": ("lf", "crlf"),
}  # fmt: skip


def _in_order(mistakes: Explanation, moment: Mistake, hit: Hit) -> Explanation:
    """The timestamp is set after parameters are gathered and before all else."""
    first = tuple(one for one in mistakes if one.kind in _GATHERED)
    return (*first, moment, *mistakes[len(first) :], *hit.mistakes)


_GATHERED: Final = frozenset({"param-left-out", "param-not-sent", "sign-included", "value-not-encoded",
                              "session-renamed", "file-bytes-included", "file-name-included",
                              "system-signed-as-business", "business-signed-as-system"})  # fmt: skip


def _timed(draft: Draft, value: str) -> Draft:
    return with_pairs(draft, with_value(draft.pairs, TIMESTAMP, value))


def _in_utf16(key: bytes, charset: str) -> bytes:
    return key.decode("utf-8", "replace").encode(charset, "surrogatepass")
