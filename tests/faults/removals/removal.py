"""A protection, how it is taken out of the code, and the tests that must notice."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[3]


class Outdated(Exception):
    """The code is not what a removal was written for: its text stands there never, or more than once."""


@dataclass(frozen=True)
class Edit:
    """`was` stands once in `file` (a path from the project's top level), and `becomes` takes its place."""

    file: str
    was: str
    becomes: str

    def made_in(self, root: Path) -> str:
        """The whole text of the file below `root`, changed. Raises Outdated."""
        text = (root / self.file).read_text(encoding="utf-8")
        if (times := text.count(self.was)) != 1:
            raise Outdated(f"{self.file} has {times} times: {self.was}")
        return text.replace(self.was, self.becomes)


@dataclass(frozen=True)
class Removal:
    """One protection against a fault of `tests/faults/index.py`; `protection` says in words what is taken away.

    `tests` are pytest's names; all stand under that fault's mark, and at least one fails without the protection.
    """

    fault: str
    protection: str
    edits: tuple[Edit, ...]
    tests: tuple[str, ...]
