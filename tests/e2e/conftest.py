"""What the tests of the whole program share."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from aexdesk.workspace.environment import PRACTICE_PORT
from tests.e2e.processes import Practice


@pytest.fixture
def practice() -> Iterator[Practice]:
    """A practice gateway of this test alone, announced in its data folder."""
    running = Practice()
    yield running
    running.stop()


@pytest.fixture
def _nothing_at_the_default_address() -> Iterator[None]:
    """Holds the default port without listening, so that nobody's gateway answers there while the test runs."""
    with socket.socket() as holder:
        try:
            holder.bind(("127.0.0.1", PRACTICE_PORT))
        except OSError:
            pytest.skip(f"a program of this machine holds port {PRACTICE_PORT}; a call would find it")
        yield
