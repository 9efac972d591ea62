"""kill -9 while much of a history is deleted: the database is whole, and the next start finishes the work."""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from aexdesk.desk import Desk
from aexdesk.services.history_keeping import KeepRule
from aexdesk.storage.database import Database
from aexdesk.storage.folder import DataFolder
from tests.benchmarks.history_building import build
from tests.faults.test_kill import look

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]

ROOT = Path(__file__).parents[2]
ROWS, KEPT = 30_000, 10_000  # two blocks of the index: one goes, and a part of the other
MOMENTS, MOMENTS_LONG = 3, 30

FIRST_ONE = b"2102%018d" % 104729
"""The request ID of the oldest."""

_TALLY = """SELECT (SELECT sum(calls) FROM call_hours), (SELECT sum(calls) FROM call_seconds),
    (SELECT count(*) FROM exchanges WHERE guard_allowed)"""


@pytest.mark.fault("kill -9")
def test_a_deletion_that_is_killed_leaves_it_whole_and_is_finished_later(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    chance = random.Random()
    seed = chance.randrange(2**32)
    chance.seed(seed)
    built = tmp_path / "built"
    build(built, ROWS)
    for number in range(MOMENTS_LONG if request.config.getoption("--long") else MOMENTS):
        home, where = tmp_path / f"data{number}", f"seed {seed}, moment {number}"
        shutil.copytree(built, home)
        kill_while_it_ages(home, chance.uniform(0, 1.5))
        ids, _typed = look(home)
        assert len(ids) >= KEPT, where
        by_hours, by_seconds, calls = tallied(home)
        assert by_hours == by_seconds == calls, where
        asyncio.run(age(home))
        ids, _typed = look(home)
        assert len(ids) == KEPT, where
        assert not any(FIRST_ONE in path.read_bytes() for path in home.glob("workspace*")), where
        shutil.rmtree(home)


def kill_while_it_ages(home: Path, after_s: float) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.test_kill_deleting", str(home)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    try:
        process.wait(after_s)
    except subprocess.TimeoutExpired:
        process.kill()
    process.communicate(timeout=60)


def tallied(home: Path) -> list[int]:
    """Calls by hours, by seconds, and in the history itself."""
    database = Database.open(DataFolder(home).database)
    try:
        return database.call(lambda sql: [int(one) for one in sql.execute(_TALLY).fetchone()])
    finally:
        database.close()


async def age(home: Path) -> None:
    """Deletes all but the newest, by their age."""
    desk = Desk(home)
    await desk.open()
    try:
        newest = await desk.history.recent(limit=KEPT + 1)
        oldest_kept = newest[KEPT - 1].at
        desk.history_keeping._now = lambda: oldest_kept + timedelta(days=1)
        await desk.history_keeping.set_rule(KeepRule(days=1, megabytes=0))
        sys.stdout.write("begun\n")
        sys.stdout.flush()
        await desk.history_keeping.tidy()
    finally:
        await desk.close()


if __name__ == "__main__":
    asyncio.run(age(Path(sys.argv[1])))
