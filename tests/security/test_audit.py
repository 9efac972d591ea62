"""What packaging/audit.sh makes of what it is answered: a fault is told, and no answer is never "nothing known"."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).parents[2] / "packaging" / "audit.py"
FAULT = {"id": "PYSEC-2026-1", "fix_versions": ["2.0"], "aliases": [], "description": "x"}
CLEAN = {"name": "httpx", "version": "0.28.1", "vulns": []}
FAULTY = {"name": "a", "version": "1", "vulns": [FAULT]}
OF_NPM = {"a": {"range": "<2", "severity": "high", "via": [{"title": "T"}]}}
NPM = {"metadata": {"dependencies": {"total": 3}}}


@pytest.mark.parametrize(
    ("answer", "code", "told"),
    [
        ({"dependencies": [CLEAN], "fixes": []}, 0, "1 packages, 0 known faults"),
        ({"dependencies": [CLEAN, FAULTY]}, 1, "a 1: PYSEC-2026-1 (mended in 2.0)"),
        ({"dependencies": [CLEAN, {"name": "a", "skip_reason": "not found"}]}, 1, "a: not looked at: not found"),
        ({"dependencies": [{"name": "a", "skip_reason": "not found"}]}, 2, ""),
        ({"dependencies": []}, 2, ""),
        ({**NPM, "vulnerabilities": {}}, 0, "3 packages, 0 known faults"),
        ({**NPM, "vulnerabilities": OF_NPM}, 1, "a <2: high: T"),
        ({"error": {"code": "ENOAUDIT"}}, 2, ""), ({"message": "no network"}, 2, ""), ([], 2, ""), ("", 2, ""),
    ],
)  # fmt: skip
def test_what_was_answered(answer: Any, code: int, told: str, tmp_path: Path) -> None:
    file = tmp_path / "answer.json"
    file.write_text(json.dumps(answer) if answer != "" else "")
    done = subprocess.run(
        [sys.executable, str(SCRIPT), str(file), "x.txt"], capture_output=True, text=True, timeout=30, check=False
    )
    assert (done.returncode, done.stderr) == (code, "")
    assert told in done.stdout
