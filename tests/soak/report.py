"""What the samples of a soak come to: growth per ten thousand calls, what there was at start and end, what grew."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tests.soak.sample import Sample

Read = Callable[[Sample], float]

MIB = 1024 * 1024
PER = 10_000
GROWTH_AIM_MIB = 8.0
"""Of memory by the ten thousand calls. A choice of ours: half a gigabyte would need 640,000 calls."""
_LEAST_FOR_SLOPE = 3
_MOST_GROWN = 10
_FEW = 5
_FEW_OF = {"socket": 60, "widgets": 40}
"""More than these, and it grows: something is always just coming or going, a kept connection, a line of a list."""


@dataclass(frozen=True)
class Row:
    """One line: `start` and `end` in `unit`, `growth` by the ten thousand calls where that can be told."""

    what: str
    unit: str
    start: float
    end: float
    growth: float | None = None
    flag: str = ""


def slope(samples: Sequence[Sample], read: Read) -> float | None:
    """By least squares, for PER calls; None where there is too little to tell from."""
    if len(samples) < _LEAST_FOR_SLOPE:
        return None
    middle_x = sum(one.calls for one in samples) / len(samples)
    middle_y = sum(read(one) for one in samples) / len(samples)
    spread = sum((one.calls - middle_x) ** 2 for one in samples)
    if not spread:
        return None
    return PER * sum((one.calls - middle_x) * (read(one) - middle_y) for one in samples) / spread


def rows(samples: Sequence[Sample]) -> Iterator[Row]:
    """Memory first, then what must be as it was."""
    first, last = samples[0], samples[-1]
    growth = slope(samples, lambda one: one.rss / MIB)
    flag = "grows" if growth is not None and growth > GROWTH_AIM_MIB else ""
    yield Row("memory of the window", "MiB", first.rss / MIB, last.rss / MIB, growth, flag)
    # Not judged: the share of a shared page changes with every other program that begins or ends.
    looked_at: tuple[tuple[str, Read], ...] = (
        ("the same, shared pages by their share", lambda one: one.pss / MIB),
        ("memory of its children", lambda one: one.children_rss / MIB),
        ("data folder", lambda one: one.data / MIB),
        ("of it, what waits to be written into the database", lambda one: one.wal / MIB),
    )
    for what, read in looked_at:
        yield Row(what, "MiB", read(first), read(last), slope(samples, read))
    yield Row("usual pause of the loop", "ms", first.beat_median_s * 1000, last.beat_median_s * 1000)
    worst = max(one.beat_worst_s for one in samples[1:]) if samples[1:] else 0.0
    yield Row("worst pause of the loop", "ms", first.beat_worst_s * 1000, worst * 1000)
    work = max(one.beat_work_s for one in samples[1:]) if samples[1:] else 0.0
    yield Row("of it, at most, work of this program", "ms", first.beat_work_s * 1000, work * 1000)
    yield from _counts(first, last)


def _counts(first: Sample, last: Sample) -> Iterator[Row]:
    yield _same("children", first.children, last.children)
    yield _same("widgets", first.widgets, last.widgets)
    for kind, before, after in (
        ("tasks", first.tasks, last.tasks),
        ("timers", first.timers, last.timers),
        ("threads", first.threads, last.threads),
        ("open files", first.files, last.files),
    ):
        yield _same(kind, sum(before.values()), sum(after.values()), _grown(before, after))
    yield Row("what the loop has put off", "", first.put_off, last.put_off)


def _same(what: str, before: int, after: int, names: str | None = None) -> Row:
    """`names` says what grew, None where only the number is known."""
    grows = after - before > _FEW_OF.get(what, _FEW) if names is None else bool(names)
    return Row(what, "", before, after, None, f"grows: {names}" if grows and names else "grows" if grows else "")


def _grown(before: Mapping[str, int], after: Mapping[str, int]) -> str:
    more = {name: after[name] - before.get(name, 0) for name in after}
    return ", ".join(f"{name} +{by}" for name, by in sorted(more.items()) if by > _FEW_OF.get(name, _FEW))


def grown_types(samples: Sequence[Sample]) -> list[tuple[str, int, int]]:
    """The types of which there are most more at the end: name, how many at the start, how many then."""
    first, last = samples[0].objects, samples[-1].objects
    more = sorted(last, key=lambda name: first.get(name, 0) - last[name])[:_MOST_GROWN]
    return [(name, first.get(name, 0), last[name]) for name in more if last[name] > first.get(name, 0)]


def calls_a_second(samples: Sequence[Sample]) -> float:
    """From the first sample to the last."""
    last = samples[-1]
    return last.calls / last.at_s if last.at_s else 0.0


def as_table(samples: Sequence[Sample]) -> str:
    """For people."""
    last = samples[-1]
    lines = [
        f"{last.calls:,} calls in {last.at_s / 60:.1f} minutes, {calls_a_second(samples):.1f} a second, "
        f"{len(samples)} samples",
        "",
        f"{'what':52}{'start':>12}{'end':>12}{f'per {PER:,}':>14}",
    ]
    for row in rows(samples):
        digits = 0 if not row.unit else 1
        growth = "" if row.growth is None else f"{row.growth:+.2f}"
        what = f"{row.what}, {row.unit}" if row.unit else row.what
        line = f"{what:52}{row.start:12,.{digits}f}{row.end:12,.{digits}f}{growth:>14}  {row.flag}"
        lines.append(line.rstrip())
    lines += ["", "Python's objects that grew most"]
    for name, before, after in grown_types(samples):
        lines.append(f"{name:52}{before:12,}{after:12,}{(after - before) * PER / max(1, last.calls):+14,.0f}")
    return "\n".join(lines)


def flags(samples: Sequence[Sample]) -> list[str]:
    """What grew that must not."""
    return [f"{row.what}: {row.flag}" for row in rows(samples) if row.flag]
