"""A place of its own for the tour: a fresh data folder, a free port for practice, secrets in memory only."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aexdesk.desk import Desk
from aexdesk.faults import BadInput
from aexdesk.storage.vault import MemoryVault
from aexdesk.workspace.environment import PRACTICE


@contextmanager
def folder(wanted: Path | None) -> Iterator[Path]:
    """A fresh data folder: a temporary one that goes with the tour, or `wanted`, which stays and must be new or empty.

    Raises BadInput("tour_folder_used"): a tour never works among somebody's own things.
    """
    if wanted is not None:
        if wanted.exists() and (not wanted.is_dir() or any(wanted.iterdir())):
            raise BadInput("tour_folder_used", path=str(wanted))
        yield wanted
        return
    made = tempfile.mkdtemp(prefix="aexdesk-tour-")
    try:
        yield Path(made)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def prepare(home: Path) -> None:
    """Gives practice a port that nobody holds: on the usual one the user's own gateway may be running."""
    asyncio.run(_prepare(home, _free_port()))


async def _prepare(home: Path, port: int) -> None:
    desk = Desk(home, for_window=False, vault=MemoryVault())
    try:
        await desk.open()
        await desk.environments.set_base_url(PRACTICE.name, f"http://127.0.0.1:{port}")
    finally:
        await desk.close()


def make_desk(home: Path) -> Desk:
    """The window's desk, but that its secrets end with it."""
    return Desk(home, vault=MemoryVault())


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def needs_no_sandbox() -> bool:
    """Chromium refuses to start its sandbox as root."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def do_without_sandbox() -> None:
    """For this process. The tour loads nothing but the pages of its own practice gateway."""
    os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"


def hush_browser() -> None:
    """Chromium remarks on every bus and driver that it misses; what keeps it from starting it still says."""
    os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--log-level=3")
