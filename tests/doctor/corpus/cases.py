"""The cases of the corpus: each mistake singly on each request where it changes the signature, and each pair."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from tests.doctor.corpus.bases import BASES, Base
from tests.doctor.corpus.program import Program
from tests.doctor.corpus.slips import Slip, slips_for

MISMATCH = "sign-method-mismatch"


@dataclass(frozen=True)
class Case:
    """`request` ends with the signature that the program with these slips made."""

    base: Base
    slips: tuple[Slip, ...]
    request: tuple[tuple[str, str], ...]

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(slip.id for slip in self.slips)

    @property
    def label(self) -> str:
        return " + ".join([self.base.name, *(f"{slip.id} {slip.variant}".strip() for slip in self.slips)])

    @property
    def sign(self) -> str:
        return self.request[-1][1]


def made(base: Base, *slips: Slip) -> Case:
    """The request of a program with these slips."""
    program = Program(base)
    for slip in slips:
        slip.spoil(program)
    return Case(base, slips, tuple(program.request()))


def _sent_with(base: Base, *slips: Slip) -> Base:
    """What the program with these slips sends, as a request of its own."""
    return replace(base, params=made(base, *slips).request[:-1])


def singles(bases: Iterable[Base] = BASES) -> Iterator[Case]:
    """Every way of every mistake that spoils the request: a mistake counts only if it changes the signature."""
    for base in bases:
        yield from effective(base)


def effective(base: Base) -> list[Case]:
    """Those of one request."""
    cases = [made(base, slip) for slip in slips_for(base)]
    return [case for case in cases if case.ids == {MISMATCH} or case.sign != _right_for(case)]


def _right_for(case: Case) -> str:
    """What a program without mistakes would have signed, had it sent the same."""
    return made(_sent_with(case.base, *case.slips)).sign


def pairs(one_in: int = 1, first: int = 0) -> Iterator[Case]:
    """Every meaningful pair of ids on every request, in one way of each: which one changes with the request.

    `one_in` takes that share of them, evenly, from `first` on.
    """
    combinations = ((base, *two) for number, base in enumerate(BASES) for two in _combined(base, number))
    for base, one, other in itertools.islice(combinations, first, None, one_in):
        if are_meaningful(base, one, other):
            yield made(base, one, other)


def _combined(base: Base, number: int) -> Iterator[tuple[Slip, Slip]]:
    """One of both changes the signature by itself; the other may need it to have an effect."""
    alone = {case.slips[0] for case in effective(base)}
    by_id: dict[str, list[Slip]] = {}
    for slip in slips_for(base):
        by_id.setdefault(slip.id, []).append(slip)
    chosen = []
    for ways in by_id.values():
        that_work = [slip for slip in ways if slip in alone] or ways
        chosen.append(that_work[number % len(that_work)])
    for one, other in itertools.combinations(chosen, 2):
        if one in alone or other in alone:
            yield one, other


def are_meaningful(base: Base, one: Slip, other: Slip) -> bool:
    """Whether both can be in one program, and each has an effect beside the other.

    Not meaningful, since no program has both (`takes`, the step of the program that a slip spoils):
    - two orders, two joinings, two encodings, two charsets, two paths, two secrets, two timestamps, two ways of JSON;
    - two digests, but for what can be done to one HMAC: another hash, wrapped, swapped;
    - a digest and a sign method that fits no digest: what was digested otherwise is wrong under any name;
    - a parameter that is left out and not sent, or left out as `method` is by signing as a system interface;
    - an empty value that is left out and written as null;
    - a wrong secret where none is used.
    Not meaningful, since one hides the other (the signature tells): a value formatted otherwise and then left out, the
    order of what is wrapped in nothing, names alone after values were encoded, escapes that leave nothing to encode.
    """
    if one.takes & other.takes:
        return False
    both = made(base, one, other).sign
    # Had the same been sent, and one of them been right.
    reached = {made(_sent_with(base, one, other)).sign} if MISMATCH not in (one.id, other.id) else set()
    for wrong, right in ((one, other), (other, one)):
        if right.id != MISMATCH:
            reached.add(made(_sent_with(base, right), wrong).sign)
    return both not in reached
