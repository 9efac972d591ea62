"""One practice gateway for all clients: starting a program takes longer than what most of them do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.e2e.processes import Practice


@pytest.fixture(scope="package")
def _running() -> Iterator[Practice]:
    running = Practice("--no-throttle")
    yield running
    running.stop()


@pytest.fixture
def practice(_running: Practice) -> Practice:
    """In its first state."""
    _running.ask("/reset", {})
    return _running
