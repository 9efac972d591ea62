"""The window from start to end, each in a process of its own: it comes up whatever is missing, and ends in order."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.child_errors import errors_in

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
LIMIT_S = 30


class Play:
    """A running scene: its lines as they come, and how it ended."""

    def __init__(self, arguments: list[str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-X", "dev", *arguments],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            # The scenes open no real window, and practice takes any port: other tests run beside.
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        )
        self.lines: list[str] = []

    def wait_for(self, line: str) -> None:
        """Reads on until that line."""
        assert self.process.stdout is not None
        for said in self.process.stdout:
            self.lines.append(said.strip())
            if said.strip() == line:
                return
        _rest, errors = self.process.communicate()
        pytest.fail(f"never said {line!r}, but {self.lines}\n{errors}")

    def end(self) -> str:
        """Waits for the end; what it wrote to stderr."""
        rest, errors = self.process.communicate(timeout=LIMIT_S)
        self.lines += rest.split("\n")
        return "\n".join(errors_in(errors))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def plays() -> Iterator[list[Play]]:
    made: list[Play] = []
    yield made
    for play in made:
        if play.process.poll() is None:
            play.process.kill()
        play.process.communicate()


def play(plays: list[Play], name: str, home: Path) -> Play:
    plays.append(Play(["-m", "tests.desktop_scenes", name, str(home)]))
    return plays[-1]


def run_window(plays: list[Play], home: Path, *options: str) -> Play:
    plays.append(Play(["-m", "aexdesk", "--home", str(home), *options]))
    return plays[-1]


def ended_well(scene: Play) -> None:
    errors = scene.end()
    assert errors == ""
    assert scene.process.returncode == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_in_order(plays: list[Play], home: Path, number: signal.Signals) -> None:
    scene = play(plays, "wait", home)
    scene.wait_for("ready")
    scene.process.send_signal(number)
    ended_well(scene)
    assert scene.lines[1:4] == ["cleaned up", "tab closed", "ended 0"]


def test_two_signals_are_as_one(plays: list[Play], home: Path) -> None:
    scene = play(plays, "wait", home)
    scene.wait_for("ready")
    scene.process.send_signal(signal.SIGTERM)
    scene.process.send_signal(signal.SIGTERM)
    ended_well(scene)


@pytest.mark.parametrize("name", ["call", "close_in_mid_call"])
def test_the_end_comes_in_mid_call(plays: list[Play], home: Path, name: str) -> None:
    scene = play(plays, name, home)
    scene.wait_for("ready")
    begun = time.monotonic()
    if name == "call":
        scene.process.send_signal(signal.SIGTERM)
    ended_well(scene)
    assert not [line for line in scene.lines if line.startswith("answered")]
    assert scene.lines[-2] == "ended 0"
    # The call would have taken a minute.
    assert time.monotonic() - begun < 20


@pytest.mark.fault("DNS failure")
def test_the_end_waits_for_no_name_server(plays: list[Play], home: Path) -> None:
    scene = play(plays, "close_while_a_name_is_looked_up", home)
    ended_well(scene)
    assert scene.lines[:2] == ["tab closed", "ended 0"]


def test_quit_from_the_dock_takes_the_same_way(plays: list[Play], home: Path) -> None:
    scene = play(plays, "quit_event", home)
    ended_well(scene)
    assert scene.lines[:3] == ["ready", "tab closed", "ended 0"]


def test_what_was_open_comes_back(plays: list[Play], home: Path) -> None:
    first = play(plays, "change_things", home)
    ended_well(first)
    second = play(plays, "tell_things", home)
    ended_well(second)
    assert first.lines[0] == "left 777x555"
    assert second.lines[0] == "found 777x555 console dark"


@pytest.mark.fault("two windows on one folder")
def test_a_second_start_raises_the_first(plays: list[Play], home: Path) -> None:
    first = play(plays, "listen", home)
    first.wait_for("ready")
    second = run_window(plays, home)
    ended_well(second)
    first.wait_for("raised True")
    first.process.send_signal(signal.SIGTERM)
    ended_well(first)


@pytest.mark.fault("two windows on one folder", "kill -9")
def test_what_a_killed_window_leaves_does_not_keep_the_next_one_out(plays: list[Play], home: Path) -> None:
    first = play(plays, "wait", home)
    first.wait_for("ready")
    first.process.kill()
    first.process.communicate()
    second = play(plays, "listen", home)
    second.wait_for("ready")
    third = run_window(plays, home)
    ended_well(third)
    second.wait_for("raised True")
    second.process.send_signal(signal.SIGTERM)
    ended_well(second)


def test_unexpected_errors_are_shown_logged_and_survived(plays: list[Play], home: Path) -> None:
    scene = play(plays, "break_down", home)
    ended_well(scene)
    report, banner = scene.lines[:2]
    assert "ValueError: from " in report
    assert banner == "banner True"
    log = (home / "aexdesk.log").read_text(encoding="utf-8")
    assert all(f"ValueError: from {place}" in log for place in ("a slot", "the loop", "a thread"))
    # Each by our own hook, not by whoever else logs such things.
    assert log.count("ERROR aexdesk.window: unexpected") == 3


@pytest.mark.parametrize("is_sealed", [False, True], ids=["a folder", "no folder"])
def test_a_picture_of_what_there_is(plays: list[Play], tmp_path: Path, home: Path, is_sealed: bool) -> None:
    if is_sealed:
        # Nobody can make a folder inside a file, not even root.
        (tmp_path / "file").write_text("x")
        home = tmp_path / "file" / "data"
    picture = tmp_path / "window.png"
    ended_well(run_window(plays, home, "--screenshot", str(picture)))
    image = QImage(str(picture))
    assert image.width() > 600
    colours = {image.pixel(x, y) for x in range(0, image.width(), 5) for y in range(0, image.height(), 5)}
    assert len(colours) > 10


def test_a_workspace_of_a_newer_program_stays_as_it_is(plays: list[Play], home: Path, tmp_path: Path) -> None:
    """The window opens, says so (tests/ui/frame), and writes nothing: neither into the database nor into its log."""
    home.mkdir()
    newer = sqlite3.connect(tmp_path / "newer.sqlite3", isolation_level=None)
    newer.execute("PRAGMA journal_mode = WAL")
    newer.execute("PRAGMA user_version = 999")
    for ending in ("", "-wal", "-shm"):
        shutil.copy(tmp_path / f"newer.sqlite3{ending}", home / f"workspace.sqlite3{ending}")
    newer.close()
    before = {path.name: path.read_bytes() for path in home.iterdir()}
    ended_well(run_window(plays, home, "--screenshot", str(tmp_path / "window.png")))
    assert {path.name: path.read_bytes() for path in home.iterdir() if path.name in before} == before
    assert not (home / "practice.json").exists()


def test_the_first_paint_does_without_the_heavy_things(home: Path, tmp_path: Path) -> None:
    heavy = ("httpx", "keyring", "starlette", "uvicorn", "sqlite3", "asyncio", "ssl", "aexdesk.desk", "aexdesk.storage",
             "PySide6.QtWebEngineCore", "PySide6.QtWebEngineWidgets", "PySide6.QtNetwork", "PySide6.QtQml")  # fmt: skip
    code = (
        "import sys; from pathlib import Path; from aexdesk.desktop import run;"
        f"code = run(Path({str(home)!r}), exit_after_paint=True);"
        f"print(code, sorted(set({heavy!r}) & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=LIMIT_S, check=False
    )
    assert done.stdout == "0 []\n", done.stdout + done.stderr
    assert not home.exists()
