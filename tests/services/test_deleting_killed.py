"""Killed anywhere in a deletion: the next start finishes it, to the last word in the last file."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from aexdesk.storage import history_removal
from tests.services.test_history_keeping import World, marked


class Killed(BaseException):
    """The program ends here."""


class Steps:
    """Ends the program before the step of that number: whatever reads or writes the database, or deletes a file."""

    def __init__(self, number: int) -> None:
        self._left = number

    def before(self, work: Callable[..., Any]) -> Callable[..., Any]:
        def stepwise(*given: Any, **more: Any) -> Any:
            if self._left == 0:
                raise Killed
            self._left -= 1
            return work(*given, **more)

        return stepwise


@pytest.mark.fault("kill -9")
async def test_a_deletion_that_is_killed_at_any_step_is_finished_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, kept = secrets.token_hex(12), secrets.token_hex(12)
    home = tmp_path / "before"
    await fill(home, gone, kept)
    for number in count():
        with monkeypatch.context() as patch:
            left, is_killed = await delete(home, tmp_path / f"{number}", Steps(number), patch)
        again = World(left)
        await again.keeping.tidy()
        assert again.holds(gone[6:], kept) == [kept], f"step {number}"  # of a word the index keeps the end alone
        assert await again.found() == ["e3", "e1"], f"step {number}"
        again.database.close()
        if not is_killed:
            break
    assert number > 10


async def fill(home: Path, gone: str, kept: str) -> None:
    """Four calls, of which two have a body in a file."""
    world = World(home)
    file = world.folder.bodies
    await world.history.record_all([marked(0, gone, file), marked(1, kept, file), marked(2, gone), marked(3, kept)])
    await world.keeping.tidy()
    assert world.holds(gone, kept) == [gone, kept]
    world.database.close()


async def delete(home: Path, place: Path, steps: Steps, patch: pytest.MonkeyPatch) -> tuple[Path, bool]:
    """Deletes two of them, and is killed: what is left then, log and all, and whether it came to that."""
    world, is_killed = World(shutil.copytree(home, place / "killed")), False
    await world.keeping.hide(["e0", "e2"], world.at)
    await world.keeping.purge()
    patch.setattr(world.database, "run", steps.before(world.database.run))
    patch.setattr(world.database, "fold_log", steps.before(world.database.fold_log))
    patch.setattr(history_removal, "_unlink", steps.before(history_removal._unlink))
    try:
        await world.keeping.tidy()
    except Killed:
        is_killed = True
    left = shutil.copytree(place / "killed", place / "left", ignore=shutil.ignore_patterns("*-shm"))
    world.database.close()
    return left, is_killed
