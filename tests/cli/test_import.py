"""aexdesk import: what is shown, what is written, what is said of the rest."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from aexdesk.collection.collection_file import read_collection
from aexdesk.collection.request_file import read_request
from tests.cli.conftest import Console

CURL = (
    "curl 'https://api-sg.aliexpress.com/sync?method=aliexpress.ds.product.get&session=CANARY' -d product_id=1005\n"
    "curl https://example.com\n"
)


def test_curl_into_a_folder(console: Console, tmp_path: Path) -> None:
    file = tmp_path / "calls.sh"
    file.write_text(CURL, encoding="utf-8")
    into = tmp_path / "shop"
    assert console("import", str(file), "--into", str(into), "--json") == 0
    told = json.loads(console.out)
    assert told["format"] == "curl"
    assert [one["path"] for one in told["requests"]] == ["aliexpress.ds.product.get.json"]
    assert told["requests"][0]["dropped"] == [{"name": "session", "why": "secret"}]
    assert told["skipped"] == [{"name": "https://example.com", "why": "other_address"}]
    written = (into / "aliexpress.ds.product.get.json").read_text(encoding="utf-8")
    assert read_request(written).parameters == (("product_id", "1005"),)
    assert "CANARY" not in written + console.out + console.err
    assert "session is a secret and was not taken" in console.err


def test_postman_with_its_variables(console: Console, tmp_path: Path) -> None:
    file = tmp_path / "p.json"
    item = {"name": "A", "request": {"method": "POST", "url": "{{u}}/sync?method=a.b&x={{v}}"}}
    file.write_text(
        json.dumps({"info": {}, "item": [item], "variable": [{"key": "v", "value": "1"}]}), encoding="utf-8"
    )
    into = tmp_path / "shop"
    into.mkdir()
    (into / "collection.json").write_text('{"variables": {"live": {"v": "2"}}}', encoding="utf-8")
    for _ in range(2):
        assert console("import", str(file), "--into", str(into), "--environment", "live") == 0
    assert sorted(one.name for one in into.iterdir()) == ["A 2.json", "A.json", "collection.json"]
    kept = read_collection((into / "collection.json").read_text(encoding="utf-8"))
    assert kept.of("live") == {"v": "2"}  # what is set there already stays
    assert kept.of("practice") == {}


def test_a_folder_of_bruno(console: Console, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.bru").write_text("get {\n  url: https://x/sync?method=a.b\n}\n", encoding="utf-8")
    (tmp_path / "y.bru").write_text("hello", encoding="utf-8")
    assert console("import", str(tmp_path)) == 0
    assert "a.b" in console.out
    assert "y.bru: left aside" in console.err


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("x.txt", "hello", "Nobody knows"),
        ("x.json", "{}", "Nobody knows"),
        ("x.har", "{\n1", "Line 2, column 1"),
        ("x.bru", "hello", "Line 1"),
        ("x.sh", "curl https://example.com", "No call of this platform"),
        ("missing", "", "cannot be read"),
    ],
)
def test_what_cannot_be_imported(name: str, text: str, told: str, console: Console, tmp_path: Path) -> None:
    if name != "missing":
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert console("import", str(tmp_path / name)) == 2
    assert told in console.err
