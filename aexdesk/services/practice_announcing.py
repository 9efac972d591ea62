"""A practice gateway that runs, and the notice in the data folder that tells other processes where."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aexdesk.faults import AexError
from aexdesk.storage.folder import write_atomically

if TYPE_CHECKING:
    from aexdesk.practice import RunningPractice


class LaunchedPractice:
    """The running gateway, as `Practising` needs it."""

    def __init__(self, running: RunningPractice) -> None:
        self._running = running

    @property
    def url(self) -> str:
        """Where it answers."""
        return self._running.url

    def describe(self) -> Mapping[str, Any]:
        """The practice object."""
        described: Mapping[str, Any] = self._running.object.to_json()
        return described

    def stop(self) -> None:
        """Stops it; blocks until its thread has ended."""
        self._running.stop()


class RunNotice:
    """A file in the data folder that tells other processes where this folder's gateway runs."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> str:
        """The URL, or "" where nothing is said."""
        try:
            said = json.loads(self._path.read_bytes())
        except (OSError, ValueError):
            return ""
        return said if isinstance(said, str) else ""

    def write(self, url: str) -> None:
        """Says where. A folder that cannot be written costs only the convenience."""
        with suppress(AexError):
            write_atomically(self._path, json.dumps(url))

    def erase(self) -> None:
        """Takes the word back."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)
