"""A disk that is full, and one that cannot be written: it is said, what was saved stays, and all goes on afterwards.

On a disk of the test's own, which root may mount. What holds anywhere, by limits of files and pages, stands in
tests/storage: test_database, test_folder, test_body_files.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.child_errors import errors_in
from tests.e2e.processes import Done, Practice, aexdesk
from tests.faults.disks import Disk, small_disk
from tests.faults.test_damage import walk
from tests.faults.test_kill import look
from tests.faults.window_on_disk import STEPS

pytestmark = pytest.mark.timeout(900)

ROOT = Path(__file__).parents[2]
ROOMS, ROOMS_LONG = 2, 60
SOME_COMMANDS = (
    ("history", "--json"),
    ("profile", "list", "--json"),
    ("loan-account", "add", "--email", "new@b.test"),
    ("call", "aliexpress.ds.product.get", "-p", "product_id=1", "--json"),
)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    with small_disk(tmp_path / "disk", 8 * 1024) as disk:
        yield disk


def at(disk: Disk, *arguments: str) -> Done:
    done = aexdesk("--home", str(disk.folder / "data"), *arguments)
    assert "Traceback" not in done.err, done.err
    return done


@pytest.mark.fault("disk full")
def test_commands_on_a_full_disk_say_so_and_harm_nothing(disk: Disk) -> None:
    assert at(disk, "loan-account", "add", "--email", "kept@b.test").code == 0
    disk.fill()
    for command in SOME_COMMANDS:
        done = at(disk, *command)
        assert (done.code, done.out) == (6, ""), done
        assert "The disk is full" in done.err
        assert "Make room and try again. What was saved is safe." in done.err
    disk.make_room()
    assert [one["email"] for one in at(disk, "loan-account", "list", "--json").json] == ["kept@b.test"]


@pytest.mark.fault("disk full")
@pytest.mark.usefixtures("_practice")
def test_with_ever_less_room_a_call_is_recorded_or_says_that_it_is_not(
    request: pytest.FixtureRequest, disk: Disk
) -> None:
    """The answer is shown in any case in which the call left: it may have been carried out."""
    asked = ("call", "aliexpress.ds.product.get", "-p", "product_id=1005990000000001", "-p", "ship_to_country=US")
    seed = random.SystemRandom().randrange(2**32)
    chance = random.Random(seed)
    recorded = {str(at(disk, *asked, "--json").json["id"])}
    for _time in range(ROOMS_LONG if request.config.getoption("--long") else ROOMS):
        room = chance.randrange(0, 200) * 1024
        disk.fill(room)
        done = at(disk, *asked, "--json")
        assert done.code in (0, 6), f"seed {seed}, {room}: {done}"
        if done.code == 0:
            recorded.add(done.json["id"])
        else:
            assert "full" in done.err, f"seed {seed}, {room}: {done.err}"
            assert not done.out or done.json["response"]["status"] == 200
        disk.make_room()
        found = {one["id"] for one in at(disk, "history", "--json").json}
        assert recorded <= found, f"seed {seed}, {room}"


@pytest.fixture
def _practice() -> Iterator[None]:
    running = Practice()
    yield
    running.stop()


@pytest.mark.fault("read-only data folder")
def test_commands_in_a_folder_that_cannot_be_written_say_so_and_leave_it(disk: Disk) -> None:
    assert at(disk, "loan-account", "add", "--email", "kept@b.test").code == 0
    before = {path: path.read_bytes() for path in disk.folder.rglob("*") if path.is_file()}
    disk.seal()
    for command in SOME_COMMANDS:
        done = at(disk, *command)
        assert (done.code, done.out) == (6, ""), done
        assert "The data folder cannot be written" in done.err
        assert "--home" in done.err
    assert {path: path.read_bytes() for path in disk.folder.rglob("*") if path.is_file()} == before


@pytest.mark.slow
@pytest.mark.fault("read-only data folder")
def test_a_window_in_a_folder_that_cannot_be_written_opens_and_says_so(disk: Disk) -> None:
    assert at(disk, "loan-account", "add", "--email", "kept@b.test").code == 0
    disk.seal()
    code, lines, errors = walk(disk.folder / "data")
    assert (code, lines, errors) == (0, ["failed folder_unwritable", "done"], [])


@pytest.mark.slow
@pytest.mark.fault("disk full")
def test_a_window_whose_disk_is_full_for_a_while_shows_every_answer_and_says_what_it_could_not_keep(disk: Disk) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.window_on_disk", str(disk.folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    lines = done.stdout.splitlines()
    assert (done.returncode, errors_in(done.stderr)) == (0, []), (done.stdout, done.stderr)
    assert lines[-1] == "done", lines
    assert "told call_not_recorded_full" in lines
    shown = dict(line.split(" ")[1:] for line in lines if line.startswith("shown"))
    assert list(shown) == list(STEPS)
    ids, reached = look(disk.folder / "data")
    assert {shown["before"], shown["after"]} <= ids
    assert max(reached.values()) == STEPS["after"]
