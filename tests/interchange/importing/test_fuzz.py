"""Whatever is in a file, the importers and the reader of answers say clearly what they cannot read, and come back."""

from __future__ import annotations

import sys
from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from aexdesk.interchange.importing.imported import Imported
from tests.interchange.importing import fuzz as fuzzing
from tests.interchange.importing.fuzz import READERS, SEED, Fuzz
from tests.practice.fuzzing.gateway import resident_mb

QUICK, LONG = 3_000, 200_000


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    told: int = request.config.getoption("--fuzz-seed")
    return told or SEED


def fuzz(seed: int, count: int) -> Fuzz:
    done = Fuzz(seed)
    done.run(count)
    assert not done.findings, "\n\n".join(done.findings)
    assert done.seen.total() == count
    return done


def test_a_sample(seed: int) -> None:
    done = fuzz(seed, QUICK)
    # It is no fuzz where all is refused at the door: every importer takes many, and refuses or leaves aside others.
    for name in READERS:
        good = sum(
            times
            for what, times in done.seen.items()
            if what.startswith(name) and what.endswith(("taken", "answer", "error"))
        )
        assert good > QUICK / len(READERS) / 10, name


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_two_hundred_thousand(seed: int) -> None:
    before = resident_mb()
    done = fuzz(seed, LONG)
    after = resident_mb()
    sys.stdout.write(f"seed {seed}: {before} MiB before, {after} MiB after, slowest {done.slowest}\n")
    assert after - before < 200


def test_a_run_hangs_on_its_seed_alone(seed: int) -> None:
    assert fuzz(seed, 200).seen == fuzz(seed, 200).seen


def test_an_importer_that_fails_is_found_out(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(given: Any) -> str:
        raise ZeroDivisionError

    made: Callable[[Random], Any] = READERS["curl"][0]
    monkeypatch.setattr(fuzzing, "READERS", {"curl": (made, fail)})
    broken = Fuzz(seed)
    broken.run(5)
    assert len(broken.findings) == 5
    assert "ZeroDivisionError" in broken.findings[0]
    assert f"seed {seed}, input 0, curl" in broken.findings[0]


def test_what_is_taken_is_held_against_its_file() -> None:
    assert READERS["har"][1]("{}") == "nothing taken"
    assert Imported().requests == ()
