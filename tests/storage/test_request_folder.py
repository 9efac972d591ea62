"""A collection's folder: what is broken hides nothing else, what leads out is refused, what is written is whole."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from aexdesk.faults import BadInput
from aexdesk.storage import request_folder
from aexdesk.storage.request_folder import RequestFolder, collection_root_of, file_name, order_of, read_text


@pytest.fixture
def folder(tmp_path: Path) -> RequestFolder:
    root = tmp_path / "shop"
    for path in ("10 last.json", "2 first.json", "b/1.json", "B.json", "collection.json", ".git/x.json", "notes.txt"):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("{}", encoding="utf-8")
    return RequestFolder(root)


def test_requests_come_in_the_order_in_which_people_count(folder: RequestFolder) -> None:
    assert [one.path for one in folder.read_all()] == ["2 first.json", "10 last.json", "B.json", "b/1.json"]
    assert sorted(["a10", "a9", "a", "b"], key=order_of) == ["a", "a9", "a10", "b"]


def test_a_broken_file_hides_no_other(folder: RequestFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(request_folder, "LARGEST", 10)
    (folder.root / "2 first.json").write_bytes(b"\xff")
    (folder.root / "B.json").write_bytes(b"x" * 11)
    (folder.root / "away.json").symlink_to(folder.root.parent / "elsewhere.json")
    (folder.root / "gone.json").symlink_to(folder.root / "nothing.json")
    told = {one.path: one.trouble.code if one.trouble else one.text for one in folder.read_all()}
    assert told == {
        "2 first.json": "file_not_text", "10 last.json": "{}", "b/1.json": "{}", "B.json": "file_too_large",
        "away.json": "path_leads_out", "gone.json": "file_unreadable",
    }  # fmt: skip


def test_a_pipe_is_no_file_to_wait_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.json")
    with pytest.raises(BadInput, match="file_unreadable"):
        read_text(tmp_path / "x.json")


def test_a_folder_that_is_not_there_or_too_full(folder: RequestFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadInput, match="folder_missing"):
        RequestFolder(folder.root / "no").read_all()
    assert RequestFolder(folder.root / "no").stamps() == {}
    monkeypatch.setattr(request_folder, "MOST_FILES", 3)
    with pytest.raises(BadInput, match="folder_too_full"):
        folder.read_all()


@pytest.mark.parametrize("path", ["", "..", "../x.json", "/x.json", "a/../../x", "a//b", "c:x", "a\\b", "a\0b", "."])
def test_no_path_leads_out(path: str, folder: RequestFolder) -> None:
    with pytest.raises(BadInput, match="path_leads_out"):
        folder.write(path, "")
    with pytest.raises(BadInput, match="path_leads_out"):
        folder.delete(path)
    with pytest.raises(BadInput, match="path_leads_out"):
        folder.move("B.json", path)
    trouble = folder.read(path).trouble
    assert trouble is not None
    assert trouble.code == "path_leads_out"


def test_a_sub_folder_that_is_a_link_elsewhere_is_not_walked_or_written(folder: RequestFolder, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "x.json").write_text("{}", encoding="utf-8")
    (folder.root / "link").symlink_to(tmp_path / "other")
    assert not any(one.path.startswith("link") for one in folder.read_all())
    with pytest.raises(BadInput, match="path_leads_out"):
        folder.write("link/x.json", "")


def test_writing_moving_and_deleting(folder: RequestFolder) -> None:
    folder.write("new/deep/x.json", "é")
    assert folder.read("new/deep/x.json").text == "é"
    assert [one.name for one in (folder.root / "new/deep").iterdir()] == ["x.json"]
    folder.move("new/deep/x.json", "y.json")
    with pytest.raises(BadInput, match="name_taken"):
        folder.move("y.json", "B.json")
    folder.delete("y.json")
    folder.delete("y.json")
    assert not (folder.root / "y.json").exists()


def test_names_that_every_system_takes(folder: RequestFolder) -> None:
    assert [file_name(name) for name in ("a/b:c", "..", "con", "CON.x", " x. ", "é" * 200)] == [
        "a-b-c", "request", "con-", "CON.x-", "x", "é" * 80,
    ]  # fmt: skip
    assert folder.free_path("B") == "B 2.json"
    assert folder.free_path("collection") == "collection 2.json"
    assert folder.free_path("1", "b") == "b/1 2.json"


def test_stamps_tell_each_change(folder: RequestFolder) -> None:
    before = folder.stamps()
    assert set(before) == {"2 first.json", "10 last.json", "b/1.json", "B.json", "collection.json"}
    folder.write("B.json", "[]")  # of the same size
    changed = folder.stamps()
    assert {path for path in before if before[path] != changed[path]} == {"B.json"}


def test_the_nearest_collection_counts(folder: RequestFolder, tmp_path: Path) -> None:
    assert collection_root_of(folder.root / "b" / "1.json") == folder.root
    assert collection_root_of(tmp_path) == tmp_path
