"""What is to be done in a soak, and what was held at a moment of it. No Qt: whoever measures a window stays small."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

LEAST_ROUNDS = 2
"""In so many of the Console's each kind of call has had its turn."""


@dataclass(frozen=True)
class Plan:
    """The end comes with the first of `seconds`, `calls` and `stretches`, counted after `warm_calls`. A stretch is
    `every` calls or a few more, and never less than LEAST_ROUNDS; then nothing is done for `quiet_s`, and a sample
    taken. `leaks`, as LEAKS names them, are planted once so many samples have been taken as `leak_after` says.
    """

    seconds: float
    calls: int
    every: int
    warm_calls: int = 1_500
    quiet_s: float = 1.0
    stretches: int = 1_000_000
    leaks: tuple[str, ...] = ()
    leak_after: int = 1


@dataclass(frozen=True)
class Sample:
    """What was held after so many `calls`, `at_s` seconds from the first sample. Memory and files in bytes.

    `children` are processes that the window started, `children_rss` what they hold. `timers` run in Qt, by the class of
    their owner; `put_off` is what the loop will run later. `objects` are Python's, by type, as its collector has them.
    """

    calls: int = 0
    at_s: float = 0.0
    rss: int = 0
    pss: int = 0
    children: int = 0
    children_rss: int = 0
    data: int = 0
    wal: int = 0
    widgets: int = 0
    put_off: int = 0
    beat_median_s: float = 0.0
    beat_worst_s: float = 0.0
    beat_work_s: float = 0.0
    tasks: Mapping[str, int] = field(default_factory=dict)
    timers: Mapping[str, int] = field(default_factory=dict)
    files: Mapping[str, int] = field(default_factory=dict)
    threads: Mapping[str, int] = field(default_factory=dict)
    objects: Mapping[str, int] = field(default_factory=dict)
