"""What AT-SPI gives a screen reader of the window, on a virtual display with a bus of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
READER = ROOT / "tests" / "e2e" / "atspi" / "reader.py"
SYSTEM_PYTHON = "/usr/bin/python3"
_BINDINGS = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
LIMIT_S = 90


@cache
def missing() -> str:
    """What this machine lacks for it; "" for nothing."""
    for program in ("Xvfb", "dbus-run-session", SYSTEM_PYTHON):
        if shutil.which(program) is None:
            return f"no {program}"
    done = subprocess.run([SYSTEM_PYTHON, "-c", _BINDINGS], capture_output=True, timeout=30, check=False)
    return "" if done.returncode == 0 else "no bindings of AT-SPI: Debian's python3-gi, gir1.2-atspi-2.0, at-spi2-core"


@pytest.mark.slow
@pytest.mark.timeout(LIMIT_S + 30)
def test_a_screen_reader_reads_the_window_and_presses_a_button(tmp_path: Path, display: dict[str, str]) -> None:
    if reason := missing():
        pytest.skip(reason)
    window = (sys.executable, "-m", "tests.e2e.atspi.window", str(tmp_path / "home"))
    done = subprocess.run(
        ["dbus-run-session", "--", SYSTEM_PYTHON, str(READER), *window],
        cwd=ROOT,
        env={
            **{name: text for name, text in os.environ.items() if name != "DBUS_SESSION_BUS_ADDRESS"},
            **display,
            "PYTHONPATH": str(ROOT),
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        },
        capture_output=True,
        timeout=LIMIT_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    told = json.loads(done.stdout.splitlines()[-1])  # the bus and its registry write above it
    assert told["window"] == "App keys · Practice · AExDesk"
    tabs = [name for name in told["tabs"] if name]
    assert tabs[:4] == ["Tabs", "AExDesk", "App keys", "Login"]
    assert tabs[-2:] == ["Help", "Settings"]
    assert told["field"]["name"] == "App key"
    assert told["field"]["value"].isdigit()
    assert told["combo"] == {"labels": ["App type"], "value": "Dropshipping"}
    assert "Press" in told["actions"]
    assert told["table"] == ["Name", "App type", "App key", "Last check"]
    # The answer came of the press, and was said, though no focus went there.
    assert told["answer"].startswith("Key and secret are right")
    assert told["heard"].count(told["answer"]) == 1
    assert "Copied" in told["heard"]
