"""Rows of data: every digit and every character as it was written."""

from __future__ import annotations

from pathlib import Path

import pytest

from aexdesk.faults import BadInput
from aexdesk.services import run_data
from aexdesk.services.run_data import read_rows


def rows(tmp_path: Path, text: str, name: str = "data.csv") -> list[dict[str, str]]:
    file = tmp_path / name
    file.write_bytes(text.encode())
    return [dict(row) for row in read_rows(file)]


def test_csv(tmp_path: Path) -> None:
    text = '\ufeffitem,note\r\n1005,"a, ""b""\nc"\r\n\r\n007,\r\n'
    assert rows(tmp_path, text) == [{"item": "1005", "note": 'a, "b"\nc'}, {"item": "007", "note": ""}]


def test_json_and_json_lines(tmp_path: Path) -> None:
    one = '{"id": 12345678901234567891, "price": 1.10, "o": {"a": [1.0, null]}, "t": true, "n": null}'
    told = {"id": "12345678901234567891", "price": "1.10", "o": '{"a":[1.0,null]}', "t": "true", "n": ""}
    assert rows(tmp_path, f"[{one}]", "data.json") == [told]
    assert rows(tmp_path, f"{one}\n\n{one}\n", "data.jsonl") == [told, told]


@pytest.mark.parametrize(
    ("name", "text", "code", "line"),
    [
        ("d.csv", "", "bad_data", 0),
        ("d.csv", "a\n", "bad_data", 0),
        ("d.csv", "a,a\n1,2\n", "bad_data", 1),
        ("d.csv", "a,b\n1,2\n1\n", "bad_data", 3),
        ("d.csv", 'a\n"open\n', "bad_data", 2),
        ("d.csv", "no name\n1\n", "request_bad_variable", 1),
        ("d.json", "[{}, 1]", "bad_data", 2),
        ("d.json", "{}", "bad_data", 1),
        ("d.json", "[\n{", "bad_data", 2),
        ("d.json", "[" * 200_000, "bad_data", 0),
    ],
)
def test_what_cannot_be_read_is_told(name: str, text: str, code: str, line: int, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=code) as told:
        rows(tmp_path, text, name)
    assert told.value.values["line"] == line


def test_files_that_are_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadInput, match="file_unreadable"):
        read_rows(tmp_path / "no.csv")
    (tmp_path / "x.csv").write_bytes(b"a\n\xff\n")
    with pytest.raises(BadInput, match="file_not_text"):
        read_rows(tmp_path / "x.csv")
    monkeypatch.setattr(run_data, "LARGEST", 3)
    with pytest.raises(BadInput, match="file_too_large"):
        read_rows(tmp_path / "x.csv")
