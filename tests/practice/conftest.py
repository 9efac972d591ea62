"""Fixtures of the practice gateway's tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from aexdesk import resources
from aexdesk.practice import Rules, RunningPractice, start_practice
from tests.practice.faults.error_table import ROWS, render
from tests.practice.world import NOON, Client, FakeClock

UNTHROTTLED = Rules(throttle=False)
"""On a clock that stands still all calls of a test are in one second."""


def pytest_configure(config: pytest.Config) -> None:
    config.stash.setdefault(ROWS, {})


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """The table of the error book, where its tests ran; with -q too."""
    rows = config.stash.get(ROWS, {})
    if rows:
        entries = resources.read_json("error_book.json")["entries"]
        known = [code for entry in entries for code in (entry["code"], *entry.get("aliases", ()))]
        terminalreporter.section("the error book in the practice gateway")
        for line in render(rows.values(), known):
            terminalreporter.write_line(line)


@pytest.fixture(scope="module")
def _running() -> Iterator[tuple[RunningPractice, FakeClock]]:
    """One gateway for a file of tests: starting and stopping takes longer than most of them."""
    clock = FakeClock()
    with start_practice(0, rules=UNTHROTTLED, clock=clock) as practice:
        yield practice, clock


@pytest.fixture
def client(_running: tuple[RunningPractice, FakeClock]) -> Client:
    """A client of a practice gateway in its first state, at noon."""
    practice, clock = _running
    clock.now = NOON
    client = Client(practice, clock)
    assert client.admin("/reset", {}).status == 200
    return client


@pytest.fixture
def clock() -> FakeClock:
    """For a gateway that a test starts itself."""
    return FakeClock()


@pytest.fixture
def charging(clock: FakeClock) -> Iterator[Client]:
    """A client of a gateway that charges what matches no test case."""
    with start_practice(0, "charge", rules=UNTHROTTLED, clock=clock) as practice:
        yield Client(practice, clock)
