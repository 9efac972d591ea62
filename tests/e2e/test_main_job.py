"""The main job in the real window with the real browser view: `aexdesk tour`, watched; and no secret left anywhere."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import warnings
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from aexdesk.tour.main_job import steps
from tests.e2e.secret_forms import found_in
from tests.tour import approved

pytestmark = [pytest.mark.webengine, pytest.mark.slow, pytest.mark.timeout(300)]

ROOT = Path(__file__).parents[2]
LIMIT_S = 240
THEMES = ("", "-dark")
LEAST_SECRETS = 8
"""App secret, two passwords, a session and a refresh token of the seeds; then password, code and session of the job."""


@dataclass(frozen=True, slots=True)
class Toured:
    """A tour that has ended, and all that it left."""

    code: int
    out: str
    err: str
    folder: Path

    @property
    def lines(self) -> dict[int, str]:
        """The line of each step, by its number."""
        found = re.findall(r"^ *(\d+)/\d+ (.*)$", self.out, re.MULTILINE)
        return {int(number): line for number, line in found}

    @property
    def secrets(self) -> list[str]:
        """Every secret that the program held."""
        told: list[str] = json.loads((self.folder / "recorded" / "secrets.json").read_text(encoding="utf-8"))
        return told

    def places(self) -> dict[str, bytes]:
        """Everything written, by where: output, data folder, pictures, titles, clipboard, and the home around them."""
        hidden = self.folder / "recorded" / "secrets.json"
        files = [path for path in self.folder.rglob("*") if path.is_file() and path != hidden]
        texts = {str(path.relative_to(self.folder)): path.read_bytes() for path in files}
        names = "\n".join(texts).encode()
        return {"stdout": self.out.encode(), "stderr": self.err.encode(), "names": names, **texts}


def tour(folder: Path, display: dict[str, str]) -> Toured:
    """Runs it as a person would, but for the one who takes notes."""
    (folder / "recorded").mkdir()
    words = ("--home", folder / "data", "tour", "--out", folder / "pictures", "--theme", "both")
    home = {name: str(folder / "home") for name in ("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")}
    done = subprocess.run(
        [sys.executable, "-m", "tests.tour.recorded", folder / "recorded", *words],
        cwd=ROOT,
        env={**os.environ, **home, **display},
        capture_output=True,
        timeout=LIMIT_S,
        check=False,
    )
    return Toured(done.returncode, done.stdout.decode(), done.stderr.decode(errors="replace"), folder)


@pytest.mark.usefixtures("qapp")
@pytest.mark.filterwarnings("default::tests.tour.approved.OtherFonts")
def test_the_main_job_in_the_real_window(tmp_path: Path, display: dict[str, str]) -> None:
    folder = tmp_path / "tour"
    (folder / "home").mkdir(parents=True)
    toured = tour(folder, display)
    assert toured.code == 0, toured.out + toured.err
    _check_lines(toured)
    _check_pictures(toured)
    _check_likeness(toured, tmp_path)
    _check_secrets(toured)
    _check_clipboard(toured)
    _check_titles(toured)


def _check_lines(toured: Toured) -> None:
    assert sorted(toured.lines) == list(range(1, len(steps()) + 1)), toured.out
    for number, step in enumerate(steps(), start=1):
        assert toured.lines[number].startswith(f"{step.title()}: done: "), toured.out
        assert toured.lines[number].endswith(" ms without an answer)")
    assert "free: true" in toured.out
    assert "Traceback" not in toured.err


def _check_pictures(toured: Toured) -> None:
    wanted = [f"{number:02}-{step.name}{theme}.png" for number, step in enumerate(steps(), start=1) for theme in THEMES]
    pictures = {path.name: QImage(str(path)) for path in (toured.folder / "pictures").iterdir()}
    assert sorted(pictures) == sorted(wanted)
    for name, picture in pictures.items():
        assert (picture.width(), picture.height()) == (1280, 800), name
        assert _count_colours(picture, QRect(0, 0, 1280, 800)) > 20, name
    # The page in the browser view is on its picture.
    assert _count_colours(pictures["04-login-page.png"], QRect(750, 180, 350, 320)) > 20


def _check_likeness(toured: Toured, tmp_path: Path) -> None:
    drawn_with = approved.FONTS.read_text(encoding="utf-8").strip()
    if approved.fonts() != drawn_with:
        told = f"not compared: the approved pictures are drawn with {drawn_with}"
        warnings.warn(told, approved.OtherFonts, stacklevel=1)
        return
    different = approved.differences(toured.folder / "pictures", tmp_path / "differences")
    assert different == [], "\n".join([*different, "If they should look so: sh packaging/screenshots.sh"])


def _count_colours(picture: QImage, place: QRect) -> int:
    across, down = range(place.left(), place.right(), 3), range(place.top(), place.bottom(), 3)
    return len({picture.pixel(x, y) for x in across for y in down})


def _check_secrets(toured: Toured) -> None:
    secrets, places = toured.secrets, toured.places()
    assert len(secrets) >= LEAST_SECRETS
    for needed in ("data/workspace.sqlite3", "data/aexdesk.log", "recorded/titles.txt", "recorded/clipboard.txt"):
        assert needed in places, sorted(places)
    left = [
        (number, place) for number, one in enumerate(secrets) for place, text in places.items() if found_in(one, text)
    ]
    assert left == [], "secrets, by their number, and where they were found"


def _check_clipboard(toured: Toured) -> None:
    copied = (toured.folder / "recorded" / "clipboard.txt").read_text(encoding="utf-8")
    assert "RequestID for your request: 2199" in copied
    assert "sign=••••" in copied


def _check_titles(toured: Toured) -> None:
    titles = (toured.folder / "recorded" / "titles.txt").read_text(encoding="utf-8").splitlines()
    assert "Login · Practice · AExDesk" in titles
    assert all(title.endswith("AExDesk") for title in titles), titles
