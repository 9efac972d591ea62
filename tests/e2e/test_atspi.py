"""What AT-SPI gives a screen reader of the window, on a virtual display with a bus of its own."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.e2e.atspi.reading import LIMIT_S, read_by_a_screen_reader


@pytest.mark.slow
@pytest.mark.timeout(LIMIT_S + 30)
def test_a_screen_reader_reads_the_window_and_presses_a_button(tmp_path: Path, display: dict[str, str]) -> None:
    window = (sys.executable, "-m", "tests.e2e.atspi.window", str(tmp_path / "home"))
    told = read_by_a_screen_reader("check-key", window, display)
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
