"""Calls leave nothing behind in the window; what is left on purpose is found. Only the long one judges memory."""

from __future__ import annotations

import pytest

from tests.benchmarks import soak as benchmark
from tests.soak.leaks import LEAKS, Left
from tests.soak.report import MIB, PER, as_table, flags, grown_types, rows, slope
from tests.soak.running import soak
from tests.soak.sample import Plan, Sample

_CALLS, _WARM = 20, 20
_LEFT = f"{Left.__module__}.{Left.__qualname__}"


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_window_at_work_holds_what_it_held_and_a_leak_of_each_kind_is_found() -> None:
    plan = Plan(120.0, 10_000, _CALLS, _WARM, quiet_s=0.5, stretches=2, leaks=tuple(sorted(LEAKS)), leak_after=2)
    samples = soak(plan, 20.0)
    assert samples[0].calls == 0
    assert len(samples) == 3
    assert flags(samples[:2]) == [], as_table(samples[:2])
    found = "\n".join(flags(samples[1:]))
    for told in ("tasks: grows: never ended", "timers: grows: Window", "open files: grows: file", "widgets: grows"):
        assert told in found
    assert samples[1].objects.get(_LEFT, 0) == 0
    assert samples[2].objects[_LEFT] >= _CALLS


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.timeout(1_800)
def test_ten_thousand_calls_leave_nothing_behind() -> None:
    samples = soak(Plan(1_200.0, 10_000, 1_000), 60.0)
    assert flags(samples) == [], as_table(samples)


def test_the_types_that_grew_most_come_first() -> None:
    before = Sample(objects={"a": 5, "b": 5, "c": 5})
    assert grown_types([before, Sample(objects={"a": 6, "b": 9, "c": 4, "d": 2})]) == [
        ("b", 5, 9),
        ("d", 0, 2),
        ("a", 5, 6),
    ]


def test_growth_is_told_by_the_ten_thousand_calls() -> None:
    samples = [Sample(calls=calls, rss=(100 + calls // 1000) * MIB) for calls in (0, 10_000, 20_000, 40_000)]
    assert slope(samples, lambda one: one.rss / MIB) == pytest.approx(10.0)
    assert slope(samples[:2], lambda one: one.rss / MIB) is None
    memory = next(iter(rows(samples)))
    assert (memory.start, memory.end, memory.flag) == (100, 140, "grows")
    assert PER == 10_000


def test_what_is_back_to_what_it_was_is_not_flagged_and_neither_is_what_comes_and_goes() -> None:
    before = Sample(tasks={"a": 1}, files={"socket": 4, "file": 9}, threads={"x": 3}, widgets=20, children=1)
    after = Sample(calls=100, tasks={"a": 2}, files={"socket": 40, "file": 8}, threads={"x": 5}, widgets=30)
    assert flags([before, after]) == []
    many = Sample(calls=100, tasks={"a": 9}, files={"socket": 200}, threads={"x": 10}, widgets=90, children=9)
    assert flags([before, many]) == [
        "children: grows",
        "widgets: grows",
        "tasks: grows: a +8",
        "threads: grows: x +7",
        "open files: grows: socket +196",
    ]


def test_the_row_of_the_benchmarks_says_what_grew(monkeypatch: pytest.MonkeyPatch) -> None:
    before = Sample(rss=200 * MIB, tasks={"a": 1})
    after = Sample(calls=400, at_s=60.0, rss=220 * MIB, tasks={"a": 20})
    monkeypatch.setattr(benchmark, "soak", lambda *_asked: [before, after])
    found = benchmark.measure(1)
    assert [(one.ours, one.baseline, one.met) for one in found.figures] == [(220, 200, False)]
    assert [one.detail for one in found.facts if not one.holds] == ["grows: a +19"]
