"""What a fuzz target is: a check of any bytes, inputs to begin with, and the words that its readers look for.

No target needs atheris: an ordinary test replays seeds, regressions and mutated inputs; `python -m tests.fuzz` goes by
coverage.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

REGRESSIONS = Path(__file__).parent / "regressions"


@dataclass(frozen=True, slots=True)
class Target:
    """One reader under fuzz. `check` raises whatever is a finding; its result says what became of the input.

    `good` begins what `check` says of inputs that got through: without any, all is refused at the door, and nothing is
    tested.
    """

    name: str
    check: Callable[[bytes], str]
    seeds: tuple[bytes, ...]
    words: tuple[bytes, ...]
    good: tuple[str, ...]


def regressions_of(name: str) -> dict[str, bytes]:
    """Inputs that once were a finding, by the names of their files."""
    folder = REGRESSIONS / name
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())} if folder.is_dir() else {}
