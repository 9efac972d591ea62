"""Takes the protections out, one after the other, in a copy of the tree, and tells what their tests say.

`python -m tests.faults.removals` tries all (minutes), `python -m tests.faults.removals "disk full" "kill -9"` those of
two faults. Ends with 1 where no test noticed a removal, or a removal could not be tried.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from importlib.util import cache_from_source
from pathlib import Path

from tests.faults.index import FAULTS
from tests.faults.removals.every import REMOVALS
from tests.faults.removals.removal import ROOT, Outdated, Removal

_LIMIT_S = 300.0  # for the tests of one removal
_COPIED = ("aexdesk", "resources", "tests", "packaging", ".github", "pyproject.toml", "README.md", "LICENSE")
_ENDS = {1: "red", 0: "NOT NOTICED", None: "red: did not end"}
_WHY = re.compile(r"^E +(\S.*)$|^FAILED .* - (.*)$", re.MULTILINE)


def main(faults: Sequence[str]) -> int:
    """Prints a line for each removal. Returns the exit code."""
    if unknown := [fault for fault in faults if fault not in FAULTS]:
        sys.stderr.write(f"No such fault: {', '.join(unknown)}. They are: {', '.join(FAULTS)}.\n")
        return 2
    chosen = [removal for removal in REMOVALS if removal.fault in (faults or FAULTS)]
    with tempfile.TemporaryDirectory() as folder:
        copy = _copy(Path(folder) / "tree")
        ended, said = _run(copy, dict.fromkeys(test for removal in chosen for test in removal.tests))
        if ended != 0:
            sys.stderr.write(f"{said}\nThe tests fail with every protection in its place.\n")
            return 1
        held = [_try(copy, removal) for removal in chosen]
    sys.stdout.write(f"{held.count(True)} of {len(held)} removals turn a test red.\n")
    return 0 if all(held) else 1


def _copy(copy: Path) -> Path:
    copy.mkdir()
    for name in _COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "build"))
        else:
            shutil.copy2(ROOT / name, copy / name)
    return copy


def _try(copy: Path, removal: Removal) -> bool:
    """Whether a test noticed; says so, and with which words."""
    try:
        for edit in removal.edits:
            _write(copy / edit.file, edit.made_in(copy))
        ended, said = _run(copy, removal.tests)
    except Outdated as error:
        ended, said = 2, f"E {error}"
    finally:
        for edit in removal.edits:
            _write(copy / edit.file, (ROOT / edit.file).read_text(encoding="utf-8"))
    why = _WHY.search(said.partition(" FAILURES ")[2] or said)  # what a failure left behind is told before it
    words = next(filter(None, why.groups())) if why else ""
    sys.stdout.write(f"{removal.fault}: {removal.protection}\n    {_ENDS.get(ended, 'NOT TRIED')}  {words[:160]}\n")
    sys.stdout.flush()
    return _ENDS.get(ended, "").startswith("red")


def _write(path: Path, text: str) -> None:
    """So that no bytecode of the text before is taken for this one's: a second may be too short for two times."""
    path.write_text(text, encoding="utf-8")
    Path(cache_from_source(str(path))).unlink(missing_ok=True)


def _run(copy: Path, tests: Iterable[str]) -> tuple[int | None, str]:
    """pytest's exit code (None: it had to be ended) and what it said."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:randomly", "-p", "no:cacheprovider", *tests]
    environment = {**os.environ, "PYTHONPATH": str(copy)}
    try:
        done = subprocess.run(
            command, cwd=copy, env=environment, capture_output=True, text=True, timeout=_LIMIT_S, check=False
        )
    except subprocess.TimeoutExpired:
        return None, ""
    return done.returncode, done.stdout + done.stderr


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
