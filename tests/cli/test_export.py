"""aexdesk export: what it prints and writes, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Console

READ = ("call", "aliexpress.ds.product.get", "-p", "product_id=1005990000000001", "-p", "ship_to_country=US")


def _ids(console: Console) -> list[str]:
    assert console("history", "--json") == 0
    return [one["id"] for one in json.loads(console.out)]


def test_without_a_call_there_is_nothing_to_export(console: Console) -> None:
    assert console("export", "curl") == 2
    assert "Make a call first" in console.err
    assert console("export", "curl", "--exchange", "nope") == 2
    assert "The history holds no exchange nope" in console.err


@pytest.mark.parametrize("words", [(), ("cobol",), ("curl", "extra")])
def test_what_cannot_be_meant(console: Console, words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as ended:
        console("export", *words)
    assert ended.value.code == 2


def test_calls_leave_in_every_form(console: Console, tmp_path: Path) -> None:
    assert console(*READ) == 0
    assert console(*READ) == 0
    assert console("export", "python") == 0
    compile(console.out, "exported", "exec")
    assert console.err == ""
    named = [word for one in _ids(console) for word in ("--exchange", one)]
    assert console("export", "har", *named, "--out", str(tmp_path / "two.har")) == 0
    assert console.out == ""
    entries = json.loads((tmp_path / "two.har").read_text(encoding="utf-8"))["log"]["entries"]
    assert len(entries) == 2
    assert console("export", "respx", *named, "--out", str(tmp_path)) == 0
    assert (tmp_path / "test_aliexpress.py").is_file()
    assert console("export", "go", *named) == 2
    assert "Go shows one call at a time" in console.err
    assert console("export", "curl", "--out", str(tmp_path / "no" / "folder")) == 6
    assert "cannot be written" in console.err
