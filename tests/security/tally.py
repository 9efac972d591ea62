"""Counts what was fired and what became of it, by way and layout, and by mutation."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import pytest

from tests.security.strategies import Attack


@dataclass
class Tally:
    """Counts for one file of tests."""

    title: str
    ways: Counter[tuple[str, str]] = field(default_factory=Counter)  # (way or layout, what became of it)
    mutations: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, attack: Attack, *, allowed: bool, way: str = "the guard") -> None:
        """One more generated request."""
        word = "allowed" if allowed else "refused"
        kind = "hostile" if attack.hostile else "only disguised"
        self.count(f"generated, {kind}, by {way}", word)
        self.ways[f"  {attack.layout}", word] += 1
        for name in attack.mutations:
            self.mutations[name, word] += 1

    def count(self, way: str, word: str, number: int = 1) -> None:
        """Requests that were not generated."""
        self.ways[way, word] += number

    def lines(self) -> list[str]:
        """A table for people: what was fired in which way, and how many mutations took part."""
        rows = [f"{number:7} {word:9} {way}" for (way, word), number in sorted(self.ways.items())]
        names = {name for name, _word in self.mutations}
        return [*rows, f"{len(names):7} mutations took part, {sum(self.mutations.values())} times"]


TALLIES = pytest.StashKey[list[Tally]]()
