"""Looks for the fewest mistakes that reproduce a signature bit for bit. That is a proof, not a guess. Pure.

Levels: with one mistake, with two, with three of the common ones. A level is finished where it found something, so
that every explanation with as many mistakes is given; no level is begun after that. Within the first level the changes
that are seen most often come first: of a long request there may be time for those alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final

from aexdesk.doctor.changes import Change
from aexdesk.doctor.changes.change import of_each, touching, with_pairs
from aexdesk.doctor.changes.times import NAME as TIMESTAMP
from aexdesk.doctor.changes.times import candidates
from aexdesk.doctor.digests import Digest
from aexdesk.doctor.draft import MARKED_TIME, Draft, as_bytes, as_it_is, with_value
from aexdesk.doctor.effort import Effort
from aexdesk.doctor.finding import Explanation, Mistake
from aexdesk.doctor.frequent import is_frequent
from aexdesk.doctor.ways import Way, Ways


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
_BESIDE: Final = Reach(500, 20)
_PAIRED: Final = Reach(3_000, 120)
_FAR: Final = Reach(30_000, 7_200)
_FEW_WAYS: Final = 2
_SCANNED_AT_ONCE: Final = 200
_BYTES_AT_ONCE: Final = 256 * 1024  # digested before somebody is asked whether to go on
_MOST_SCANNED: Final = 100_000  # digests of one scan


@dataclass(frozen=True, slots=True)
class _Step:
    """A change, the draft that it makes of the right one, and whether that is another message.

    `place` is where it stands among the others, those that work first in front.
    """

    place: tuple[int, int]
    change: Change
    draft: Draft
    message: bytes
    is_effective: bool


@dataclass(slots=True)
class Search:
    """One search. `draft` is the right one, from which every change starts; `changes` are in the order in which they
    work. `many` are more of the first stage, made one by one after them."""

    draft: Draft
    changes: tuple[Change, ...]
    many: Iterable[Change]
    ways: Ways
    effort: Effort
    timestamp: str
    hits: list[Hit] = field(default_factory=list)
    _right: bytes = b""
    _steps: list[_Step] = field(default_factory=list)
    _times: dict[Reach, tuple[tuple[Mistake, str], ...]] = field(default_factory=dict)

    def run(self) -> None:
        """Fills `hits`. Raises Stopped, where what was found stands too."""
        self._right = self.draft.message()
        for level in (self._with_none, self._with_one, self._moments, self._with_two, self._moments_with_one,
                      self._with_three, self._far_moments):  # fmt: skip
            level()
            if self.hits:
                return

    # ---------------------------------------------------------------- levels

    def _with_none(self) -> None:
        self._try(self._right, self.ways.beyond(0), (), self.draft)

    def _with_one(self) -> None:
        self._try(self._right, self.ways.beyond(1), (), self.draft)
        several: list[tuple[tuple[int, int], Change, list[str]]] = []
        for number, change in sorted(enumerate(self.changes), key=_turn):
            place, names = (int(change.stage), number), self._names_touched(change)
            self._look_at(place, change, names)
            if len(names) > 1:
                several.append((place, change, names))
        for place, change, names in several:
            for one in of_each(change, names):
                self._look_at(place, one, [*one.mistake.where])
        for change in self.many:
            self._look_at((change.stage, len(self.changes)), change, [])
        self._put_in_order()

    def _names_touched(self, change: Change) -> list[str]:
        """The parameters whose value a change alters; none for a change of another kind."""
        text = change.text
        if text is None:
            return []
        names = []
        for name, value in self.draft.pairs:
            if name not in change.spared and text(value) != value:
                names.append(name)
            self.effort.value(len(value))
        return names

    def _look_at(self, place: tuple[int, int], change: Change, names: Sequence[str]) -> None:
        if change.text is not None:
            if not names:
                self._steps.append(_Step(place, change, self.draft, self._right, is_effective=False))
                return
            change = touching(change, names)
        draft = change.apply(self.draft)
        message = draft.message()
        is_effective = message != self._right
        self._steps.append(_Step(place, change, draft, message, is_effective))
        if is_effective or draft.charset != self.draft.charset:  # in which the secret may be another
            self._try(message, self.ways.beyond(0), (change.mistake,), draft)
        else:
            self.effort.draft(len(draft.pairs))
            self.effort.digests(1, 0, len(message))

    def _put_in_order(self) -> None:
        """As the changes work, in whatever order they were looked at."""
        self._steps.sort(key=lambda step: step.place)
        if self.hits:
            places = {step.change.mistake: number for number, step in enumerate(self._steps)}
            self.hits.sort(key=lambda hit: places.get(hit.mistakes[0], -1))

    def _moments(self) -> None:
        self._scan(self.draft, (), self.ways.beyond(0), _NEAR)

    def _with_two(self) -> None:
        self._steps = _without_twins(self._steps)
        self._try(self._right, self.ways.beyond(2), (), self.draft)
        for number, step in enumerate(self._steps):
            if step.change.most < 2:
                continue
            mistake = step.change.mistake
            if step.is_effective:
                self._try(step.message, self.ways.beyond(1), (mistake,), step.draft)
            for other in self._later(number, step):
                twice = other.apply(step.draft)
                if twice is not step.draft:
                    self._try(twice.message(), self.ways.beyond(0), (mistake, other.mistake), twice)

    def _moments_with_one(self) -> None:
        """Another moment beside one mistake. Two mistakes without one never come to the same: they are tried first."""
        right = self.ways.beyond(0)
        for step in self._steps:
            is_alone = step.change.group == "time" or not step.is_effective or step.change.most < 2
            if not is_alone and (len(right) <= _FEW_WAYS or is_frequent(step.change.mistake)):
                self._scan(step.draft, (step.change.mistake,), right, _NEARER)
        self._scan(self.draft, (), self.ways.beyond(1), _NEARER)

    def _far_moments(self) -> None:
        """Moments farther off: alone, with one of the frequent changes, with another digest or key."""
        right = self.ways.beyond(0)
        self._scan(self.draft, (), right, _FAR)
        if self.hits:
            return
        for step in self._frequent():
            if step.change.group != "time":
                self._scan(step.draft, (step.change.mistake,), right, _PAIRED)
        self._scan(self.draft, (), self.ways.beyond(1), _PAIRED)
        if len(right) > _FEW_WAYS or self.hits:
            return
        for step in self._steps:
            is_alone = step.change.group == "time" or not step.is_effective or step.change.most < 2
            if not is_alone and not is_frequent(step.change.mistake):
                self._scan(step.draft, (step.change.mistake,), right, _BESIDE)

    def _with_three(self) -> None:
        self._try(self._right, self.ways.beyond(3), (), self.draft)
        common = self._frequent()
        for step in common:
            self._try(step.message, self.ways.beyond(2), (step.change.mistake,), step.draft)
        for one, other in combinations(common, 2):
            if one.change.group != other.change.group:
                twice = other.change.apply(one.draft)
                mistakes = (one.change.mistake, other.change.mistake)
                self._try(twice.message(), self.ways.beyond(1), mistakes, twice)
        for three in combinations([step.change for step in common], 3):
            if len({change.group for change in three}) == 3:
                self._try_three(three)

    def _frequent(self) -> list[_Step]:
        return [step for step in self._steps if step.is_effective and is_frequent(step.change.mistake)]

    def _try_three(self, three: Iterable[Change]) -> None:
        draft = self.draft
        for change in three:
            draft = change.apply(draft)
        self._try(draft.message(), self.ways.beyond(0), tuple(change.mistake for change in three), draft)

    def _later(self, number: int, step: _Step) -> Iterator[Change]:
        """What can follow: of another group, and at least one of both changes something by itself."""
        known = set(self.draft.pairs)
        fresh = [value for name, value in step.draft.pairs if (name, value) not in known]
        is_same = step.draft == self.draft
        for at in range(number + 1, len(self._steps)):
            other = self._steps[at]
            change = other.change
            if change.most < 2 or change.group == step.change.group:
                continue
            if other.is_effective:
                if not is_same:
                    yield change
            elif step.is_effective:
                # What does nothing to the values sent may do something to those that the step made.
                text = change.text
                if text is None or any(text(value) != value for value in fresh):
                    yield change

    # ---------------------------------------------------------------- trying

    def _try(self, message: bytes, ways: Sequence[Way], mistakes: Explanation, draft: Draft) -> None:
        at_once = max(1, _BYTES_AT_ONCE // (len(message) + 1))
        self.effort.draft(len(draft.pairs))
        for start in range(0, len(ways), at_once):
            part = ways if len(ways) <= at_once else ways[start : start + at_once]
            for way in part:
                fits = way.fits(message)
                # A charset spoils the secret as it does the text; for one that is ASCII only UTF-16 shows.
                if fits or (draft.charset.startswith("utf-16") and way.fits_in(draft.charset, message)):
                    self.hits.append(Hit((*mistakes, *way.mistakes), draft, way.digest))
            self.effort.digests(1, len(part), len(message))

    def _scan(self, draft: Draft, mistakes: Explanation, ways: Iterable[Way], reach: Reach) -> None:
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
        in_utf16 = draft.charset.startswith("utf-16")
        head, tail = (as_bytes(text, draft.charset, draft.errors) for text in (before, after))
        tried = self._candidates(_within(reach, len(ways)))
        at_once = max(1, min(_SCANNED_AT_ONCE, _BYTES_AT_ONCE // (len(head) + len(tail) + 1)))
        for start in range(0, len(tried), at_once):
            part = tried[start : start + at_once]
            for mistake, value in part:
                message = head + as_bytes(draft.encode(value), draft.charset, draft.errors) + tail
                for way in ways:
                    # Written out: this is the innermost loop of all.
                    if way.writing.is_it(way.make(message)) or (in_utf16 and way.fits_in(draft.charset, message)):
                        explained = _in_order(mistakes, mistake, way.mistakes)
                        self.hits.append(Hit(explained, _timed(draft, value), way.digest))
            self.effort.digests(len(part), len(part) * len(ways), len(head) + len(tail))

    def _candidates(self, reach: Reach) -> tuple[tuple[Mistake, str], ...]:
        """Those of a reach, made once: a second level tries them in every draft."""
        if reach not in self._times:
            self._times[reach] = tuple(candidates(self.timestamp, reach.ms, reach.s))
        return self._times[reach]


def _turn(numbered: tuple[int, Change]) -> int:
    """What is seen often first, and of that what is quickly made; then what may have been forgotten, then all else."""
    change = numbered[1]
    if change.mistake.kind == "param-left-out":
        return 2
    return (0 if change.text is None else 1) if is_frequent(change.mistake) else 3


def _without_twins(steps: list[_Step]) -> list[_Step]:
    """Of the ways of one mistake that come to the same here, the first: two mistakes are tried far less often."""
    kept: dict[tuple[str, int, int, bytes], _Step] = {}
    idle = []
    for step in steps:
        if step.is_effective:
            change = step.change
            kept.setdefault((change.mistake.id, change.stage, change.most, step.message), step)
        else:
            idle.append(step)
    keep = {id(step) for step in (*kept.values(), *idle)}
    return [step for step in steps if id(step) in keep]


def _within(reach: Reach, ways: int) -> Reach:
    """As far as so many ways allow."""
    share = min(1.0, _MOST_SCANNED / (2 * (reach.ms + reach.s) * ways))
    return Reach(int(reach.ms * share), int(reach.s * share))


def _in_order(mistakes: Explanation, moment: Mistake, way: Explanation) -> Explanation:
    """The timestamp is set after parameters are gathered and before all else."""
    first = tuple(one for one in mistakes if one.kind in _GATHERED)
    return (*first, moment, *mistakes[len(first) :], *way)


_GATHERED: Final = frozenset({"param-left-out", "param-not-sent", "sign-included", "value-not-encoded",
                              "file-bytes-included", "file-name-included",
                              "system-signed-as-business", "business-signed-as-system"})  # fmt: skip


def _timed(draft: Draft, value: str) -> Draft:
    return with_pairs(draft, with_value(draft.pairs, TIMESTAMP, value))
