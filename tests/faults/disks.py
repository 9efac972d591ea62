"""A disk of the test's own: so small that it fills, and one that can be sealed. Root on Linux may mount one."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


class Disk:
    """A file system in memory."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ballast = folder / "ballast"

    def fill(self, room: int = 0) -> None:
        """Leaves so many bytes free, in whole pages of 4 KiB."""
        self._ballast.unlink(missing_ok=True)
        with self._ballast.open("wb", buffering=0) as stream:
            try:
                while True:
                    stream.write(bytes(4096))
            except OSError:
                stream.truncate(max(0, stream.tell() - room) // 4096 * 4096)

    def make_room(self) -> None:
        """Empties what `fill` wrote."""
        self._ballast.unlink()

    def seal(self) -> None:
        """From here on nothing can be written; no file may be open for writing."""
        _mount("-o", "remount,ro", str(self.folder))


@contextmanager
def small_disk(folder: Path, size_kib: int) -> Iterator[Disk]:
    """Mounted at `folder`; where that is not allowed, the test is skipped and says so."""
    folder.mkdir()
    if not sys.platform.startswith("linux"):
        pytest.skip("mounting a disk in memory is Linux's way")
    try:
        _mount("-t", "tmpfs", "-o", f"size={size_kib}k", "tmpfs", str(folder))
    except (OSError, subprocess.CalledProcessError) as refused:
        pytest.skip(f"mounting is not allowed here: {refused}")
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True, timeout=30)


def _mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True, capture_output=True, timeout=30)
