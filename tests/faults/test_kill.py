"""kill -9 at any moment: the database opens, what was acknowledged is there, of the typing a second is gone at most:
in each open request, also in what was typed into it for an API that it is not for any more."""

from __future__ import annotations

import json
import os
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer
from typing import Any

import pytest

from aexdesk.storage.database import Database
from aexdesk.storage.exchange_blocks import table_of
from aexdesk.storage.folder import DataFolder
from tests.e2e.processes import PROGRAM, Practice, aexdesk
from tests.faults.window_at_work import FIELDS

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]

ROOT = Path(__file__).parents[2]
MOMENTS, MOMENTS_LONG = 5, 100  # of each of the two
Draft = tuple[str, str]
"""The id of an open request, and an API that something was typed for."""

LOST_S = 1.0
"""Of the typing that is lost, by the wish of issue 6."""


def moments(request: pytest.FixtureRequest) -> int:
    return MOMENTS_LONG if request.config.getoption("--long") else MOMENTS


@dataclass
class Told:
    """What the killed ones said, all of them together."""

    acknowledged: set[str] = field(default_factory=set)
    deleted: set[str] = field(default_factory=set)
    typed: list[tuple[int, float]] = field(default_factory=list)
    requests: list[tuple[Draft, int, float]] = field(default_factory=list)

    def surely(self, killed_at: float) -> dict[Draft, int]:
        """What each open request must say at least for each of its APIs, killed at that time."""
        return {draft: step for draft, step, at in self.requests if at <= killed_at - LOST_S}

    def take(self, said: str) -> None:
        """Only whole lines: what was cut off was told to nobody."""
        for line in said.split("\n")[:-1]:
            word, *rest = line.split(" ")
            if word in ("kept", "shown"):
                self.acknowledged.update(rest)
            elif word == "deleting":
                self.deleted.update(rest)
            elif word == "typed":
                self.typed.append((int(rest[0]), float(rest[1])))
            elif word == "request":
                identity, api, step, at = rest
                self.requests.append((("" if identity == "-" else identity, api), int(step), float(at)))


def look(home: Path) -> tuple[set[str], dict[Draft, int]]:
    """The ids that the history holds, and how far each draft came; the database and its index are sound."""
    database = Database.open(DataFolder(home).database)
    try:
        return database.call(_look)
    finally:
        database.close()


def _look(sql: sqlite3.Connection) -> tuple[set[str], dict[Draft, int]]:
    assert [row[0] for row in sql.execute("PRAGMA integrity_check")] == ["ok"]
    for (block,) in sql.execute("SELECT number FROM exchange_blocks").fetchall():
        table = table_of(block)
        sql.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")
    ids = {row["id"] for row in sql.execute("SELECT id FROM exchanges")}
    found = sql.execute("SELECT key, value FROM settings WHERE key LIKE 'console.draft%'").fetchall()
    drafts = {row["key"]: json.loads(row["value"]) for row in found}
    row = sql.execute("SELECT value FROM settings WHERE key = 'console.open.practice'").fetchone()
    for identity in json.loads(row["value"])["order"] if row else ():
        assert (f"console.draft:{identity}.practice" if identity else "console.draft.practice") in drafts
    found = sql.execute("SELECT key, value FROM settings WHERE key LIKE 'console.earlier%'").fetchall()
    earlier = {row["key"].replace("earlier", "draft"): json.loads(row["value"]) for row in found}
    reached = dict[Draft, int]()
    for key, kept in drafts.items():
        identity = key.removeprefix("console.draft").removesuffix(".practice").removeprefix(":")
        for draft in (*earlier.get(key, ()), kept):
            reached[identity, draft["api"]] = _typed_in(draft)
    return ids, reached


def _typed_in(kept: dict[str, Any]) -> int:
    """How far one of the open requests came."""
    typed = dict(kept["values"]).get(FIELDS.get(kept["api"], "")) or "0"
    half = kept.get("unread_json", "").rpartition('"')[2]
    return max(int(typed), int(half or 0))


@pytest.mark.fault("kill -9")
def test_a_window_that_is_killed_loses_no_more_than_a_moment(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    chance = random.Random()
    seed = chance.randrange(2**32)
    chance.seed(seed)
    home, told = tmp_path / "data", Told()
    worst, switched = 0.0, False
    for number in range(moments(request)):
        told.typed.clear()  # the next one goes on from what is left of it
        told.requests.clear()
        killed_at = kill_window(home, told, None if number % 5 == 4 else chance.uniform(0, 2.5), chance)
        ids, reached = look(home)
        where = f"seed {seed}, moment {number}"
        assert told.acknowledged - told.deleted <= ids, where
        surely = max((step for step, at in told.typed if at <= killed_at - LOST_S), default=0)
        assert max(reached.values(), default=0) >= surely, where
        for draft, least in told.surely(killed_at).items():
            assert reached.get(draft, 0) >= least, f"{where}: {draft}"
        lost = [at for draft, step, at in told.requests if reached.get(draft, 0) < step]
        worst = max((worst, *(killed_at - at for at in lost)))
        switched = switched or len({api for _identity, api in reached}) > 1
    assert len(told.acknowledged) > 20
    figures = f"{moments(request)} moments: {len(told.acknowledged)} calls acknowledged, none lost"
    sys.stdout.write(f"{figures}; of the typing at most the last {worst * 1000:.0f} ms\n")
    assert switched, "in no moment was there a draft of a former API"


def kill_window(home: Path, told: Told, after_s: float | None, chance: random.Random) -> float:
    """Kills the window so many seconds after its work began, or, without a number, while it starts; when."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.window_at_work", str(home)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert process.stdout is not None
    times: list[float] = []

    def kill() -> None:
        process.kill()
        times.append(time.monotonic())

    said = ""
    if after_s is None:
        timer = Timer(chance.uniform(0.2, 2.0), kill)
    else:
        while not said.endswith("begun\n"):
            line = process.stdout.readline()
            assert line, process.communicate()[1]
            said += line
        timer = Timer(after_s, kill)
    timer.start()
    rest, _errors = process.communicate(timeout=60)
    timer.join()
    told.take(said + rest)
    return times[0]


@pytest.mark.fault("kill -9")
def test_a_command_that_is_killed_loses_nothing_that_it_printed(
    request: pytest.FixtureRequest, practice: Practice
) -> None:
    chance = random.Random()
    seed = chance.randrange(2**32)
    chance.seed(seed)
    asked = ("-p", f"product_id={practice.case['item_id']}", "-p", "ship_to_country=US")
    as_whom = ("--app-key", practice.told["app_key"], "--secret-env", "A_SECRET", "--session-env", "A_SESSION")
    call = ("call", "aliexpress.ds.product.get", *asked, *as_whom, "--json")
    begun = time.monotonic()
    done = aexdesk(*call, env=practice.credentials())
    assert done.code == 0, done.err
    took, acknowledged = time.monotonic() - begun, {done.json["id"]}
    for number in range(moments(request)):
        process = subprocess.Popen(
            [*PROGRAM, *call],
            env={**os.environ, **practice.credentials()},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=os.environ["HOME"],
        )
        timer = Timer(chance.uniform(0, took * 1.3), process.kill)
        timer.start()
        said, _errors = process.communicate(timeout=60)
        timer.cancel()
        if said.endswith(b"}\n"):
            acknowledged.add(json.loads(said)["id"])
        ids, _reached = look(Path(os.environ["AEXDESK_HOME"]))
        assert acknowledged <= ids, f"seed {seed}, moment {number}"


@pytest.fixture
def practice() -> Iterator[Practice]:
    """A practice gateway of this test alone."""
    running = Practice()
    yield running
    running.stop()
