"""What the attacks came to, told at the end of a run; with -q too."""

from __future__ import annotations

import pytest

from tests.security.tally import TALLIES, Tally


def pytest_configure(config: pytest.Config) -> None:
    config.stash.setdefault(TALLIES, [])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for tally in config.stash.get(TALLIES, []):
        terminalreporter.section(tally.title)
        for line in tally.lines():
            terminalreporter.write_line(line)


@pytest.fixture(scope="module")
def tally(request: pytest.FixtureRequest) -> Tally:
    """Counts for one file of tests."""
    tally = Tally(f"attacks of {request.node.name}")
    request.config.stash[TALLIES].append(tally)
    return tally
