"""Every fuzz target without atheris: its seeds, what once was found, and inputs that a seeded chance alone bends."""

from __future__ import annotations

import sys
import time
from collections import Counter
from dataclasses import replace
from itertools import islice

import pytest

from tests.fuzz.mutating import LONGEST, mutated
from tests.fuzz.registry import ROOMS, find_target
from tests.fuzz.target import REGRESSIONS, Target, regressions_of

SEED = 20261127
QUICK = {"guard": 250, "signing": 1_000, "doctor": 120, "bodies": 600, "importing": 600, "redaction": 60, "door": 400}
LONG = 100
"""So many times as many."""


def fuzz(target: Target, seed: int, count: int) -> Counter[str]:
    """What became of so many inputs. Raises AssertionError with the first that is a finding."""
    seen: Counter[str] = Counter()
    for number, data in enumerate(islice(mutated(target.seeds, target.words, seed), count)):
        try:
            seen[target.check(data)] += 1
        except Exception as error:
            raise AssertionError(f"{target.name}, seed {seed}, input {number}: {data!r}") from error
    return seen


def _got_through(target: Target, seen: Counter[str]) -> int:
    return sum(times for what, times in seen.items() if what.startswith(target.good))


@pytest.mark.parametrize("name", ROOMS)
def test_every_seed_and_every_earlier_finding(name: str) -> None:
    target = find_target(name)
    seen = Counter(target.check(data) for data in target.seeds)
    assert _got_through(target, seen) >= len(target.seeds) / 4
    for file, data in regressions_of(name).items():
        try:
            target.check(data)
        except Exception as error:
            raise AssertionError(f"found before, and here again: {file}") from error


@pytest.mark.parametrize("name", ROOMS)
def test_a_sample(name: str, request: pytest.FixtureRequest) -> None:
    target = find_target(name)
    seen = fuzz(target, request.config.getoption("--fuzz-seed") or SEED, QUICK[name])
    # It is no fuzz where all is refused at the door.
    assert _got_through(target, seen) > QUICK[name] / 25, seen


@pytest.mark.long
@pytest.mark.timeout(3_600)
@pytest.mark.parametrize("name", ROOMS)
def test_many(name: str, request: pytest.FixtureRequest) -> None:
    target, begun = find_target(name), time.monotonic()
    seen = fuzz(target, request.config.getoption("--fuzz-seed") or SEED, QUICK[name] * LONG)
    sys.stdout.write(f"{name}: {time.monotonic() - begun:.0f} s, {seen.most_common(12)}\n")


def test_every_regression_belongs_to_a_target() -> None:
    assert {path.name for path in REGRESSIONS.iterdir()} <= set(ROOMS)


def test_a_run_hangs_on_its_seed_alone() -> None:
    seeds, words = (b"a=1&b=2", b'{"c": []}', b""), (b"word",)
    once, again, other = (list(islice(mutated(seeds, words, seed), 300)) for seed in (1, 1, 2))
    assert once == again
    assert once != other
    assert all(len(data) <= LONGEST for data in once)
    assert len(set(once)) > 200


def test_a_finding_names_its_input() -> None:
    def fail(data: bytes) -> str:
        raise ZeroDivisionError

    broken = replace(find_target("signing"), check=fail)
    with pytest.raises(AssertionError, match=f"signing, seed {SEED}, input 0: b"):
        fuzz(broken, SEED, 5)
