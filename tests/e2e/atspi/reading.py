"""Starts a window under a screen reader, on a bus of its own, and gives what the reader was told."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
LIMIT_S = 90
_READER = ROOT / "tests" / "e2e" / "atspi" / "reader.py"
_SYSTEM_PYTHON = "/usr/bin/python3"
_BINDINGS = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"


@cache
def missing() -> str:
    """What this machine lacks for it; "" for nothing."""
    for program in ("Xvfb", "dbus-run-session", _SYSTEM_PYTHON):
        if shutil.which(program) is None:
            return f"no {program}"
    done = subprocess.run([_SYSTEM_PYTHON, "-c", _BINDINGS], capture_output=True, timeout=30, check=False)
    return "" if done.returncode == 0 else "no bindings of AT-SPI: Debian's python3-gi, gir1.2-atspi-2.0, at-spi2-core"


def read_by_a_screen_reader(scene: str, window: Sequence[str], display: Mapping[str, str]) -> Any:
    """What reader.py tells of this scene. Skips the test where the machine has no AT-SPI."""
    if reason := missing():
        pytest.skip(reason)
    done = subprocess.run(
        ["dbus-run-session", "--", _SYSTEM_PYTHON, str(_READER), scene, *window],
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
    return json.loads(done.stdout.splitlines()[-1])  # the bus and its registry write above it
