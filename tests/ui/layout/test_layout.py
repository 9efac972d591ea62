"""Nothing in the window is clipped, overlaps or is out of reach: every tab, at each size, in each language."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from aexdesk.ui.language import offered
from aexdesk.ui.shortcuts import ALL, Place

ROOT = Path(__file__).parent.parent.parent.parent
LIMIT_S = 300
LONG_LIMIT_S = 900
USUAL, LEAST, LARGE = (1280, 800), (900, 600), (2560, 1440)

NOT_OFFERED = {
    "list.open": "Enter, for what has the focus; the buttons of the tab do the same",
    "list.delete": "the button Delete of the tab",
    "list.duplicate": "the button Duplicate of the tab",
    "answer.copy_value": "an act of the tree, offered as such",
    "answer.copy_path": "an act of the tree, offered as such",
    "answer.preview": "an act of the tree, offered as such",
    "console.empty": "of the field that has the focus, which has a box for it",
    "console.put_away": "only while a drawer or list lies over the form",
    "search.list": "a movement of the focus",
    "search.clear": "a movement in a field",
}
"""Keys that are no command of their own, and why."""


def walk_over(tmp_path: Path, **plan: Any) -> dict[str, list[str]]:
    """What a walk in a process of its own finds, and in which scenes."""
    found: dict[str, list[str]] = walk_and_tell(tmp_path, **plan)["findings"]
    return found


def walk_and_tell(tmp_path: Path, scale: str = "1", **plan: Any) -> dict[str, Any]:
    """All that a walk tells. `scale`: of the screen."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.layout", json.dumps({"languages": list(offered(True)), **plan})],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "TMPDIR": str(tmp_path), "QT_SCALE_FACTOR": scale},
        capture_output=True,
        text=True,
        timeout=LONG_LIMIT_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    told: dict[str, Any] = json.loads(done.stdout)
    assert told["looks"] > 0
    return told


def say(found: dict[str, list[str]]) -> str:
    """A line for each, with the first scene in which it was seen."""
    return "\n".join(f"{what} in {places[0]} and {len(places) - 1} more" for what, places in found.items())


@pytest.mark.slow
@pytest.mark.timeout(LIMIT_S)
def test_everything_can_be_read(tmp_path: Path) -> None:
    """And no secret can, in any text of it, nor in what it leaves in files and hands to child processes."""
    found = walk_over(tmp_path, sizes=[USUAL, LEAST], states=["filled"], secrets=True)
    assert not found, say(found)


@pytest.mark.long
@pytest.mark.slow
@pytest.mark.timeout(LONG_LIMIT_S)
def test_everything_can_be_read_in_every_state(tmp_path: Path) -> None:
    found = walk_over(tmp_path, sizes=[USUAL, LEAST, LARGE], states=["empty", "filled", "busy", "error"], colours=True)
    assert not found, say(found)


@pytest.mark.slow
@pytest.mark.timeout(LIMIT_S)
def test_what_opens_inside_can_be_read_and_has_names(tmp_path: Path) -> None:
    tabs = ["window", "login", "app_keys", "history"]
    told = walk_and_tell(tmp_path, languages=["ru"], sizes=[LEAST], states=[], inner=True, told=True, tabs=tabs)
    assert not told["findings"], say(told["findings"])
    assert not told["offered"]["left_out"], "in a row's menu, and not in the palette"


@pytest.mark.long
@pytest.mark.slow
@pytest.mark.timeout(LONG_LIMIT_S)
def test_what_opens_inside_can_be_read_in_every_language(tmp_path: Path) -> None:
    found = walk_over(tmp_path, sizes=[USUAL, LEAST, LARGE], states=[], inner=True)
    assert not found, say(found)


@pytest.mark.long
@pytest.mark.slow
@pytest.mark.timeout(LONG_LIMIT_S)
def test_every_key_of_a_tab_is_in_the_palette(tmp_path: Path) -> None:
    told = walk_and_tell(
        tmp_path, languages=["en"], sizes=[USUAL], states=["empty", "filled", "busy", "error"], inner=True, told=True
    )
    assert not told["findings"], say(told["findings"])
    tabs_keys = {one.id for one in ALL if one.place is not Place.WINDOW and not one.is_built_in}
    assert tabs_keys - set(told["offered"]["keys"]) == set(NOT_OFFERED)


@pytest.mark.long
@pytest.mark.slow
@pytest.mark.timeout(LONG_LIMIT_S)
@pytest.mark.parametrize("scale", ["1.5", "2"])
def test_everything_can_be_read_on_a_scaled_screen(tmp_path: Path, scale: str) -> None:
    told = walk_and_tell(tmp_path, scale, languages=["en", "ru"], sizes=[USUAL, LEAST], states=["filled"], inner=True)
    assert not told["findings"], say(told["findings"])
