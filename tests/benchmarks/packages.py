"""How large the packages are, with the browser and without; how fast what they install starts, beside the sources."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.measuring import aexdesk, in_turn, surroundings, to_the_end
from tests.benchmarks.reporting import Figure, Findings

ROOT = Path(__file__).parents[2]
BUILD = ROOT / "build"
FOLDER = BUILD / "freeze/with-browser/aexdesk"
START_AIM = 1.0
"""No slower than from the sources."""

_SIZES = (
    ("wheel", "dist/aexdesk-*.whl"),
    ("sdist", "dist/aexdesk-*.tar.gz"),
    ("folder, with browser", "freeze/with-browser/aexdesk"),
    ("folder, without", "freeze/without-browser/aexdesk"),
    (".deb, with browser", "deb/aexdesk_*.deb"),
    (".deb, without", "deb/aexdesk-without-browser_*.deb"),
    ("AppDir, with browser", "appimage/AExDesk.AppDir"),
    ("AppImage, with browser", "appimage/AExDesk-*.AppImage"),
)
_STARTS = {
    "--version": ["--version"],
    "sign": ["sign", "--api", "a.b", "--app-key", "1", "--secret-env", "BENCHMARK_SECRET"],
    "window, start to painted": ["--exit-after-paint"],
}


def measure(rounds: int) -> Findings:
    left_out: list[str] = []
    sizes = dict(_sizes(left_out))
    against = next(iter(sizes), "")
    figures = [Figure(f"size of {name}", "MB", size, against, sizes[against]) for name, size in sizes.items()]
    programs = dict(_programs(left_out))
    with surroundings() as plain:
        environment = plain | {"BENCHMARK_SECRET": "helloworld"}
        for what, words in _STARTS.items():
            contenders = {
                name: lambda command=[*program, *words]: to_the_end(command, environment)
                for name, program in programs.items()
            }
            medians = in_turn(contenders, rounds)
            for name in programs:
                if name != "sources":
                    seconds = medians[name].seconds
                    figures.append(
                        Figure(f"{what}: {name}", "s", seconds, "sources", medians["sources"].seconds, START_AIM)
                    )
    return Findings(figures=figures, left_out=left_out)


def _sizes(left_out: list[str]) -> Iterator[tuple[str, float]]:
    for name, pattern in _SIZES:
        found = sorted(BUILD.glob(pattern))
        if found:
            yield name, _size_of(found[-1]) / 1e6
        else:
            left_out.append(f"{name} is not built (packaging/*/build.sh)")


def _size_of(place: Path) -> int:
    if place.is_file():
        return place.stat().st_size
    return sum(one.stat().st_size for one in place.rglob("*") if one.is_file() and not one.is_symlink())


def _programs(left_out: list[str]) -> Iterator[tuple[str, list[str]]]:
    yield "sources", aexdesk()
    wheels = sorted((BUILD / "dist").glob("aexdesk-*.whl"))
    if wheels:
        yield "wheel", [_installed(wheels[-1])]
    if (FOLDER / "aexdesk").is_file():
        yield "folder", [str(FOLDER / "aexdesk")]
    else:
        left_out.append("the frozen folder is not built (packaging/freeze/build.sh)")


def _installed(wheel: Path) -> str:
    """The command of the wheel, in an environment of its own with the same versions as the sources'."""
    place = BUILD / "wheel-venv"
    python = place / "bin/python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
    constraints = ["-c", str(ROOT / "packaging/constraints.txt")]
    quiet = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([str(python), *quiet, *constraints, f"{wheel}[browser]"], check=True)
    subprocess.run([str(python), *quiet, "--no-deps", "--force-reinstall", str(wheel)], check=True)
    return str(place / "bin/aexdesk")
