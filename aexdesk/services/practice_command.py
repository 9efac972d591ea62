"""Runs a fresh practice gateway for a command, and tells the other programs of the data folder where it is."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from aexdesk.faults import AexError
from aexdesk.services.practice_launcher import LaunchedPractice, RunNotice
from aexdesk.storage.folder import DataFolder


class AnnouncedPractice:
    """The gateway, and the notice in the data folder that it runs."""

    def __init__(self, running: LaunchedPractice, notice: RunNotice | None) -> None:
        self._running = running
        self._notice = notice
        if notice is not None:
            notice.write(running.url)

    def describe(self) -> Mapping[str, Any]:
        """The practice object."""
        return self._running.describe()

    def stop(self) -> None:
        """Takes the notice back, unless another gateway has put its own in place; then stops."""
        if self._notice is not None and self._notice.read() == self._running.url:
            self._notice.erase()
        self._running.stop()


def start_announced_practice(home: Path, port: int, mismatch: str) -> AnnouncedPractice:
    """Starts a fresh gateway. A data folder that cannot be written costs only the notice. Raises AexError."""
    from aexdesk.practice import start_practice  # noqa: PLC0415 - its server is imported when it is started

    running = LaunchedPractice(start_practice(port, mismatch))
    notice: RunNotice | None = None
    with suppress(AexError):
        notice = RunNotice(DataFolder(home).practice_notice)
    return AnnouncedPractice(running, notice)
