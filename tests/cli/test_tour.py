"""aexdesk tour at the command line: whose folder it takes, and what it refuses before any window opens."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Console


def test_it_takes_nobodys_data_folder(console: Console, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "workspace.sqlite3").write_text("mine")
    assert console("tour", "--home", str(mine), "--out", str(tmp_path / "pictures")) == 2
    assert "is in use" in console.err
    assert [path.name for path in mine.iterdir()] == ["workspace.sqlite3"]
    assert not (tmp_path / "pictures").exists()


def test_pictures_that_cannot_be_kept(console: Console, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert console("tour", "--out", str(tmp_path / "file" / "pictures")) == 6
    assert console.out == ""
