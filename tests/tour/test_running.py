"""The tour in its real window: exit code, lines and pictures, whatever becomes of a step."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.child_errors import errors_in

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent.parent
LIMIT_S = 45


class Scene:
    """A tour of two steps, the first of which goes well."""

    def __init__(self, folder: Path, name: str, *options: str) -> None:
        self.out = folder / "pictures"
        self.out.mkdir()
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-X",
                "dev",
                "-m",
                "tests.tour.scenes",
                name,
                str(self.out),
                str(folder / "data"),
                *options,
            ],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        )

    def end(self) -> str:
        """What it wrote to stdout; nothing that counts may stand on stderr."""
        out, errors = self.communicate()
        assert errors_in(errors) == []
        return out

    def communicate(self) -> tuple[str, str]:
        """Waits for the end; stdout and stderr."""
        try:
            return self.process.communicate(timeout=LIMIT_S)
        finally:
            self.process.kill()

    @property
    def pictures(self) -> list[str]:
        return sorted(path.name for path in self.out.iterdir())


def test_a_tour_that_goes_well(tmp_path: Path) -> None:
    scene = Scene(tmp_path, "well")
    said = scene.end()
    assert scene.process.returncode == 0
    steps = [line.split(" (")[0] for line in said.splitlines()[:2]]
    assert steps == [" 1/2 First: done: well", " 2/2 Second: done: well"]
    assert scene.pictures == ["01-well-dark.png", "01-well.png", "02-well-dark.png", "02-well.png"]
    light, dark = (QImage(str(scene.out / name)) for name in ("01-well.png", "01-well-dark.png"))
    assert (light.width(), light.height()) == (1280, 800)
    # In the middle of the page.
    assert light.pixelColor(640, 700).lightness() > dark.pixelColor(640, 700).lightness() + 100


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("fail", "seen: a red one"),
        ("hang", "it was still under way after 3.0 s"),
        ("break_down", "seen: ValueError"),
    ],
)
def test_a_step_that_fails_ends_it_with_its_picture(tmp_path: Path, name: str, words: str) -> None:
    scene = Scene(tmp_path, name)
    said = scene.end()
    assert scene.process.returncode == 1
    assert " 2/2 Second: FAILED" in said
    assert words in said
    assert f"02-failed-{name}.png" in scene.pictures


def test_a_window_that_is_closed_on_the_way_is_no_success(tmp_path: Path) -> None:
    scene = Scene(tmp_path, "close")
    scene.end()
    assert scene.process.returncode == 1


def test_a_signal_on_the_way_ends_it_in_order(tmp_path: Path) -> None:
    scene = Scene(tmp_path, "hang", "--long")
    assert scene.process.stdout is not None
    while scene.process.stdout.readline() != "hanging\n":
        assert scene.process.poll() is None
    scene.process.send_signal(signal.SIGTERM)
    scene.end()
    assert scene.process.returncode == 1


def test_a_window_that_freezes_is_ended_and_says_where(tmp_path: Path) -> None:
    scene = Scene(tmp_path, "freeze")
    said, errors = scene.communicate()
    assert scene.process.returncode == 1
    assert "1/2 First: done" in said
    assert "Timeout" in errors
    assert "in freeze" in errors


def test_without_the_browser_it_says_so_and_logs_in_by_loopback(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['PySide6.QtWebEngineCore'] = None;"
        f"from aexdesk.cli.main import run; sys.exit(run(['tour', '--out', {str(tmp_path / 'pictures')!r}]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 4/12 Login: the page, filled in: done: no embedded browser is installed: skipped" in done.stdout
    assert " 5/12 Login: allow, and the token: done: token of " in done.stdout
    assert "12/12 Support: the form, copied: done" in done.stdout
