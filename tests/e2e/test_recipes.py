"""The README's recipes for people's own CI, run as they stand there."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.e2e.processes import fetch
from tests.e2e.recipes import recipe, with_commands
from tests.their_tests import THEIRS, run_pytest

SHOP = """
def buy(gateway):
    while "error_response" in _buy(gateway):
        pass
"""


def test_pytest(tmp_path: Path) -> None:
    """With a program that asks again when it is told to wait."""
    (tmp_path / "your_shop.py").write_text(THEIRS.replace("def buy(", "def _buy(") + SHOP, encoding="utf-8")
    assert "2 passed" in run_pytest(tmp_path, recipe("python"))


@pytest.mark.skipif(shutil.which("mkfifo") is None, reason="there are no named pipes here")
@pytest.mark.parametrize("code", [0, 7])
def test_shell(code: int, tmp_path: Path) -> None:
    """The tests hear where the gateway is, their exit code is the script's, and the gateway ends with it."""
    env = with_commands(tmp_path)
    tests = tmp_path / "your-tests"
    tests.write_text(
        f'#!/bin/sh\nprintf %s "$PRACTICE" > heard\naexdesk call aliexpress.ds.category.get > answer\nexit {code}\n',
        encoding="utf-8",
    )
    tests.chmod(0o755)
    done = subprocess.run(
        ["sh", "-euc", recipe("sh")], cwd=tmp_path, env=env, capture_output=True, text=True, timeout=50, check=False
    )
    assert done.returncode == code, done.stderr
    told = json.loads((tmp_path / "heard").read_text())
    assert told["test_case"]["country"] == "US"
    assert "aliexpress_ds_category_get_response" in (tmp_path / "answer").read_text()
    assert not (tmp_path / "practice.pipe").exists()
    with pytest.raises(ConnectionError):  # it held the pipe of stderr, which is read to its end
        fetch(told["url"] + "/_practice/object")
