"""The nets under every test: each is shown to catch what it is for."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

PLANTED = """
import asyncio, threading, time

from PySide6.QtCore import qWarning

async def test_leaves_a_task():
    asyncio.get_running_loop().create_task(asyncio.sleep(60), name="forgotten task")

def test_leaves_a_task_on_qts_loop(run):
    async def work():
        asyncio.get_running_loop().create_task(asyncio.sleep(60), name="forgotten in Qt")
    run(work())

def test_fails_in_a_callback(run):
    async def work():
        asyncio.get_running_loop().call_soon(lambda: 1 / 0)
        await asyncio.sleep(0.01)
    run(work())

def test_leaves_a_thread():
    threading.Thread(target=time.sleep, args=(10,), name="forgotten thread", daemon=True).start()

def test_makes_qt_warn(qapp):
    qWarning("never mind")
"""

CAUGHT = (
    "tasks left running: ['forgotten task",
    "tasks left running: ['forgotten in Qt",
    "the loop's handler was called",
    "threads left running: ['forgotten thread']",
    "QtWarningMsg: never mind",
)

CLEAN = """
import asyncio, os, signal, time
from pathlib import Path

import pytest

@pytest.fixture
async def helper():
    task = asyncio.get_running_loop().create_task(asyncio.sleep(60))
    yield
    task.cancel()
    await asyncio.wait([task])

async def test_a_fixtures_task_is_its_own_affair(helper):
    await asyncio.to_thread(time.sleep, 0.01)

def test_qts_loop_runs_more_than_once(run):
    async def work():
        return await asyncio.get_running_loop().run_in_executor(None, lambda: 3)
    assert run(work()) == 3
    assert run(work()) == 3

def test_home_is_elsewhere(tmp_path):
    assert Path.home().is_relative_to(tmp_path)
    assert Path(os.environ["AEXDESK_HOME"]).is_relative_to(tmp_path)
    assert "DBUS_SESSION_BUS_ADDRESS" not in os.environ
    assert "HTTP_PROXY" not in os.environ

AT_FIRST = signal.getsignal(signal.SIGINT)

@pytest.mark.parametrize("turn", ["one", "the other"])
def test_signals_are_as_they_were(turn):
    assert signal.getsignal(signal.SIGINT) is AT_FIRST
    signal.signal(signal.SIGINT, lambda number, frame: None)

@pytest.mark.long
def test_a_long_one_waits_for_its_option():
    assert False
"""

ASKS_FOR_NO_QT = """
def test_gets_none():
    from PySide6.QtCore import QCoreApplication
    assert QCoreApplication.instance() is None
"""


def _run(folder: Path, text: str) -> subprocess.CompletedProcess[str]:
    shutil.copy(ROOT / "tests" / "conftest.py", folder)
    (folder / "tests").mkdir()
    for name in ("__init__.py", "qt_loop.py"):
        shutil.copy(ROOT / "tests" / name, folder / "tests")
    shutil.copy(ROOT / "pyproject.toml", folder)
    (folder / "test_planted.py").write_text(text, encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_planted.py"],
        cwd=folder,
        env=dict(os.environ, HTTP_PROXY="http://proxy.invalid", DBUS_SESSION_BUS_ADDRESS="unix:path=/nowhere"),
        capture_output=True,
        text=True,
        check=False,
    )


def test_what_a_test_leaves_behind_fails_it(tmp_path: Path) -> None:
    done = _run(tmp_path, PLANTED)
    assert not [line for line in CAUGHT if line not in done.stdout], done.stdout
    # Four nets fail at teardown, beside a test that had passed; Qt's fails the test itself.
    assert "1 failed, 4 passed, 4 errors" in done.stdout


@pytest.mark.parametrize("text", [CLEAN, ASKS_FOR_NO_QT])
def test_a_clean_test_passes(text: str, tmp_path: Path) -> None:
    done = _run(tmp_path, text)
    assert done.returncode == 0, done.stdout
