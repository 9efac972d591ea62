"""What a step of the tour came to: what was seen, or what should have been."""

from __future__ import annotations


class Unmet(Exception):
    """A step did not do what it claims. Its words are for people."""

    def __init__(self, expected: str, seen: str) -> None:
        super().__init__(f"{expected}; {seen}")
        self.expected = expected
        self.seen = seen


def check_equal(what: str, found: object, expected: object) -> None:
    """Raises Unmet where `found` is another than `expected`."""
    if found != expected:
        raise Unmet(f"{what}: {expected}", f"{found}")
