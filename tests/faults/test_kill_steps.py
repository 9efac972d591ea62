"""kill -9 between any two steps of a command that writes: what stands there is as before or as after, never half, and
the same command can be given again. While importing, exporting, keeping a secret, setting, and migrating."""

from __future__ import annotations

import asyncio
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from aexdesk.storage import schema
from aexdesk.storage.database import Database
from aexdesk.storage.exchanges import Exchanges
from aexdesk.storage.folder import DataFolder
from tests.e2e.processes import Done
from tests.storage import things

pytestmark = [pytest.mark.fault("kill -9"), pytest.mark.slow, pytest.mark.timeout(3600)]

ROOT = Path(__file__).parents[2]
MOMENTS = 1  # of each command; all of them in the long mode
SECRET = "CANARY-app-secret"
CURL = "".join(
    f"curl 'https://api-sg.aliexpress.com/sync?method=aliexpress.ds.product.get&product_id={number}'\n"
    for number in "123"
)
OLD = "an export of yesterday"


@dataclass(frozen=True)
class Case:
    """A command (`{folder}` stands for the folder it works in), what is there before, and what must hold after a kill:
    whether the work was done."""

    arguments: tuple[str, ...]
    prepare: Callable[[Path], None]
    is_done: Callable[[Path], bool]


def with_calls(folder: Path) -> None:
    """A history of one call, and a file in the way of its export."""
    database = Database.open(DataFolder(folder / "data").database)

    asyncio.run(Exchanges(database, folder / "data" / "bodies").record(things.exchange(1)))
    database.close()
    (folder / "call.har").write_text(OLD)


def is_exported(folder: Path) -> bool:
    text = (folder / "call.har").read_text()
    return text != OLD and bool(json.loads(text)["log"]["entries"])


def with_commands(folder: Path) -> None:
    (folder / "commands.txt").write_text(CURL)


def are_imported(folder: Path) -> bool:
    files = [path for path in (folder / "requests").rglob("*.json")] if (folder / "requests").exists() else []
    apis = [json.loads(path.read_text())["api"] for path in files]
    assert set(apis) <= {"aliexpress.ds.product.get"}
    return len(files) == 3


def nothing(folder: Path) -> None:
    """An empty folder."""


def has_profile(folder: Path) -> bool:
    names = column(folder, "SELECT name FROM profiles WHERE removed_at IS NULL")
    kept = [path.read_text() for path in (folder / "vault").iterdir()] if (folder / "vault").exists() else []
    assert names in ([], ["Shop"])
    assert names or not kept, "a secret of which no row knows stays for ever"
    return names == ["Shop"] and SECRET in kept


def has_address(folder: Path) -> bool:
    found = column(folder, "SELECT base_url FROM environments WHERE name = 'live'")
    assert found in ([], ["https://api-sg.aliexpress.com"], ["http://127.0.0.1:9"])
    return found == ["http://127.0.0.1:9"]


def of_an_early_version(folder: Path) -> None:
    home = DataFolder(folder / "data")
    Database.open(home.database, steps=schema.shipped()[:1]).close()
    with closing(sqlite3.connect(home.database, isolation_level=None)) as sql:
        sql.execute("INSERT INTO settings VALUES ('kept', '1')")


def is_migrated(folder: Path) -> bool:
    assert column(folder, "SELECT value FROM settings WHERE key = 'kept'") == ["1"]
    (version,) = column(folder, "PRAGMA user_version")
    return int(version) == schema.shipped()[-1].number


def column(folder: Path, query: str) -> list[str]:
    """The first column of what the database answers, as it lies there; it is whole."""
    path = folder / "data" / "workspace.sqlite3"
    if not path.exists():
        return []
    with closing(sqlite3.connect(path)) as sql:
        assert sql.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        if not sql.execute("SELECT 1 FROM sqlite_schema").fetchone():
            return []
        return [str(row[0]) for row in sql.execute(query)]


CASES: Mapping[str, Case] = {
    "export": Case(("export", "har", "--exchange", "e1", "--out", "{folder}/call.har"), with_calls, is_exported),
    "import": Case(("import", "{folder}/commands.txt", "--into", "{folder}/requests"), with_commands, are_imported),
    "secret": Case(
        ("profile", "add", "--name", "Shop", "--app-key", "500001", "--secret-env", "S"), nothing, has_profile
    ),
    "setting": Case(("environment", "set", "live", "--base-url", "http://127.0.0.1:9"), nothing, has_address),
    "migration": Case(("environment", "list"), of_an_early_version, is_migrated),
}


@pytest.mark.parametrize("name", CASES)
def test_a_command_killed_at_any_step_leaves_nothing_half_done(
    request: pytest.FixtureRequest, tmp_path: Path, name: str
) -> None:
    case, seed = CASES[name], random.SystemRandom().randrange(2**32)
    before = tmp_path / "before"
    before.mkdir()
    case.prepare(before)
    steps = count_steps(case, before, tmp_path)
    assert steps >= 2
    moments = list(range(1, steps + 1))
    if not request.config.getoption("--long"):
        moments = sorted(random.Random(seed).sample(moments, min(MOMENTS, steps)))
    for moment in moments:
        where = f"seed {seed}, step {moment} of {steps}"
        folder = copied(before, tmp_path)
        killed = run_at(case, folder, moment)
        assert killed.code == -signal.SIGKILL, f"{where}: {killed}"
        was_done = case.is_done(folder)
        again = run_at(case, folder, 0)
        assert "Traceback" not in again.err, f"{where}: {again.err}"
        assert again.code == 0 or (was_done and again.code == 2), f"{where}: {again}"
        assert case.is_done(folder) or name == "import", where
        assert not list(folder.rglob("*.part")) or was_done, where


def count_steps(case: Case, before: Path, tmp_path: Path) -> int:
    folder = copied(before, tmp_path)
    whole = run_at(case, folder, 0)
    assert whole.code == 0, whole
    assert case.is_done(folder)
    return int(whole.err.rpartition("steps ")[2])


def copied(before: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(before, folder)
    return folder


def run_at(case: Case, folder: Path, moment: int) -> Done:
    arguments = [one.format(folder=folder) for one in case.arguments]
    program = (sys.executable, "-m", "tests.faults.killed_at", str(moment), str(folder))
    done = subprocess.run(
        [*program, "--home", str(folder / "data"), *arguments],
        cwd=ROOT,
        env={**os.environ, "S": SECRET},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)
