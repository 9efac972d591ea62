"""Counts what was fired and what became of it, by layout and by mutation."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from tests.security.strategies import Attack


@dataclass
class Tally:
    """Counts, and what went wrong."""

    fired: Counter[tuple[str, str]] = field(default_factory=Counter)  # (layout or mutation, allowed or refused)
    leaks: list[str] = field(default_factory=list)
    total: int = 0

    def add(self, attack: Attack, *, allowed: bool) -> None:
        """One more."""
        self.total += 1
        word = "allowed" if allowed else "refused"
        for name in (f"layout {attack.layout}", *attack.mutations, "hostile" if attack.hostile else "disguised only"):
            self.fired[name, word] += 1

    def lines(self) -> list[str]:
        """A table for people."""
        names = sorted({name for name, _word in self.fired}, key=lambda name: (not name.startswith("layout"), name))
        head = f"{self.total} generated order requests"
        rows = [
            f"{self.fired[name, 'refused']:6} refused {self.fired[name, 'allowed']:6} allowed  {name}" for name in names
        ]
        return [head, *rows]
