"""What the tests of the whole program share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.e2e.processes import Practice


@pytest.fixture
def practice() -> Iterator[Practice]:
    """A practice gateway of this test alone, announced in its data folder."""
    running = Practice()
    yield running
    running.stop()
