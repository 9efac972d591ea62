"""Fuzzes by coverage, one target after another: `python -m tests.fuzz [TARGET...] [--seconds N] [--corpus FOLDER]`.

Needs atheris: `sh packaging/fuzz.sh` brings it. What is found becomes a file of `regressions/TARGET`, which an ordinary
test replays from then on. Exits with 1 where anything was found.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.fuzz.mutating import LONGEST
from tests.fuzz.registry import ROOMS
from tests.fuzz.target import REGRESSIONS

ROOT = Path(__file__).parent.parent.parent
SECONDS = 120
_HANG_S = 30
_STARTING_S = 120
_MOST_MB = 2_048
_PROGRESS = re.compile(r"cov: (\d+) ft: (\d+) corp: (\d+)")
_RUNS = re.compile(r"stat::number_of_executed_units:\s+(\d+)|^#(\d+)", re.MULTILINE)
_ERROR = re.compile(r"^(?:\w+\.)*\w*(?:Error|Exception|Exit)\b.*|^==\d+== ?ERROR.*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Run:
    """What one target came to. `edges` and `features` as libFuzzer counts; `found`: files of what is a finding."""

    name: str
    seconds: float
    runs: int
    edges: int
    features: int
    inputs: int
    found: tuple[Path, ...]
    said: str = ""


def main() -> int:
    """Prints a table."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(ROOMS))
    parser.add_argument("--seconds", type=int, default=SECONDS, help=f"for each target; {SECONDS} unless told")
    parser.add_argument("--seed", type=int, default=0, help="of chance; 0 is another one each time")
    parser.add_argument("--corpus", type=Path, help="keeps what was learnt, for the next run to begin with")
    asked = parser.parse_args()
    unknown = set(asked.targets) - set(ROOMS)
    if unknown:
        parser.error(f"no such target: {', '.join(sorted(unknown))}")
    _say(_line(("target", "seconds", "executions", "each s", "edges", "features", "inputs"), "findings"))
    done = []
    for name in asked.targets or ROOMS:
        run = fuzz(name, asked.seconds, asked.seed, asked.corpus)
        counts = (run.seconds, run.runs, run.runs / max(run.seconds, 1), run.edges, run.features, run.inputs)
        found = ", ".join(str(path.relative_to(ROOT)) for path in run.found) or ("BROKEN" if run.said else "none")
        _say(_line((run.name, *(f"{one:.0f}" for one in counts)), found))
        if run.said:
            _say(run.said)
        done.append(run)
    return 1 if any(run.found or run.said for run in done) else 0


def fuzz(name: str, seconds: int, seed: int = 0, corpus: Path | None = None) -> Run:
    """Runs one target for so long, or until it found something."""
    with TemporaryDirectory() as given:
        folder = Path(given)
        grown = corpus / name if corpus else folder / "grown"
        grown.mkdir(parents=True, exist_ok=True)
        found = folder / "found"
        found.mkdir()
        flags = (
            f"-max_total_time={seconds}", f"-max_len={LONGEST}", f"-seed={seed}", f"-timeout={_HANG_S}",
            f"-rss_limit_mb={_MOST_MB}", f"-artifact_prefix={found}/", "-print_final_stats=1", "-close_fd_mask=0",
            str(grown),
        )  # fmt: skip
        begun = time.monotonic()
        # libFuzzer's flags begin with a dash: behind `--` argparse leaves them alone.
        command = (sys.executable, "-m", "tests.fuzz.guided", name, str(folder), "--", *flags)
        ended = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, errors="replace", check=False,
            timeout=seconds + _STARTING_S + _HANG_S,
        )  # fmt: skip
        took = time.monotonic() - begun
        kept = tuple(_keep(name, path) for path in sorted(found.iterdir()))
        return _told(name, took, ended, kept)


def _told(name: str, took: float, ended: subprocess.CompletedProcess[str], kept: tuple[Path, ...]) -> Run:
    output = ended.stdout + ended.stderr
    edges, features, inputs = (int(one) for one in (_PROGRESS.findall(output) or [(0, 0, 0)])[-1])
    counts = [int(final or so_far) for final, so_far in _RUNS.findall(output)]
    said = ""
    if kept or ended.returncode:
        errors = _ERROR.findall(output)
        said = "  " + (errors[0] if errors else output[-2_000:])
    return Run(name, took, max(counts, default=0), edges, features, inputs, kept, said)


def _keep(name: str, path: Path) -> Path:
    """The finding, as a regression; `crash-`, `timeout-` or `oom-` and a digest."""
    place = REGRESSIONS / name / path.name[:20]
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, place)
    return place


def _line(cells: Sequence[str], last: str) -> str:
    return f"{cells[0]:11}" + "".join(f" {cell:>10}" for cell in cells[1:]) + f"  {last}"


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
