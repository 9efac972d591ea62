"""What the tests of the whole program share."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
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


@pytest.fixture
def display() -> Iterator[dict[str, str]]:
    """A virtual X screen of this test alone; without Xvfb Qt draws offscreen."""
    if shutil.which("Xvfb") is None:
        yield {"QT_QPA_PLATFORM": "offscreen"}
        return
    reading, writing = os.pipe()
    screen = ("-screen", "0", "1440x900x24", "-nolisten", "tcp", "-displayfd", str(writing))
    server = subprocess.Popen(["Xvfb", *screen], pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        assert number, "Xvfb found no free display"
        yield {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
    finally:
        server.terminate()
        server.wait(30)
