"""Takes them: `python -m tests.pictures [TAB…] [--languages en,qps] [--states empty,filled] [--out DIR]`.

Light, dark and twice the scale come from a process each: a scale is set before a window is made, and dressing fourteen
tabs anew for each picture would take minutes.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

_SCALE = "QT_SCALE_FACTOR"
_PARTS = ("light", "dark", "double")
_ROOT = Path(__file__).parent.parent.parent


def main(arguments: Sequence[str]) -> int:
    """The exit code."""
    asked = _parse(arguments)
    if asked.part:
        return _take(asked)
    begun = time.monotonic()
    for name in os.listdir(asked.out) if asked.out.is_dir() else ():
        if (asked.out / name / ".pictures").exists():
            shutil.rmtree(asked.out / name)
    children = [_start(arguments, part) for part in _PARTS]
    codes = [child.wait() for child in children]
    if any(codes):
        return 1
    _draw_sheets(asked.out)
    sys.stdout.write(f"{time.monotonic() - begun:.0f} s: {asked.out}\n")
    return 0


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="pictures.sh", description="Pictures of every tab in every state.")
    parser.add_argument("tabs", nargs="*", help="only these: app_keys, console, … and `window`")
    parser.add_argument("--languages", default="en", help="codes, with commas between; in others only what is filled")
    parser.add_argument("--states", default="empty,filled,error,busy", help="only these")
    parser.add_argument("--out", type=lambda text: Path(text).resolve(), default=_ROOT / "build" / "pictures")
    parser.add_argument("--part", choices=_PARTS, help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def _start(arguments: Sequence[str], part: str) -> subprocess.Popen[bytes]:
    program = [sys.executable, "-m", "tests.pictures", *arguments, "--part", part]
    scale = "2" if part == "double" else "1"
    return subprocess.Popen(program, env={**os.environ, _SCALE: scale}, cwd=_ROOT)


def _take(asked: argparse.Namespace) -> int:
    from PySide6.QtCore import QSize

    from tests.pictures.camera import Camera, Look
    from tests.scenery.playing import Play, run
    from tests.scenery.scene import State

    sizes = {"light": ((1280, 800), (900, 600)), "dark": ((1280, 800),), "double": ((1280, 720),)}[asked.part]
    scale, theme = (2, "light") if asked.part == "double" else (1, asked.part)
    looks: list[Look] = []
    for language in asked.languages.split(","):
        is_first = not looks and scale == 1
        for number, (width, height) in enumerate(sizes):
            looks.append(Look(QSize(width, height), theme, language, bool(number) or not is_first, scale))
    states = {State(name) for name in asked.states.split(",")}
    if not any(not look.only_filled for look in looks):
        states &= {State.FILLED}
    camera = Camera(asked.out, looks)
    code = run(Play(camera.watch, states, asked.tabs))
    for look in looks:
        if (folder := asked.out / look.name).is_dir():
            (folder / ".pictures").touch()
    sys.stdout.write(f"{asked.part}: {camera.taken} pictures\n")
    return code


def _draw_sheets(out: Path) -> None:
    os.environ.pop(_SCALE, None)
    from PySide6.QtGui import QGuiApplication

    from tests.pictures.sheets import make_sheet

    app = QGuiApplication(["pictures"])
    for folder in sorted(one for one in out.iterdir() if one.is_dir()):
        target = out / f"{folder.name}.png"
        sys.stdout.write(f"{make_sheet(folder, target):>4} on {target.name}\n")
    del app


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
