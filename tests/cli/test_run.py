"""aexdesk run: what is printed, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from aexdesk.collection.request_file import write_request
from aexdesk.collection.saved_request import Assertion, AssertionKind, SavedRequest
from tests.cli.conftest import Console

ITEM = "1005990000000001"
PRODUCT = SavedRequest(
    "Product",
    "aliexpress.ds.product.get",
    (("product_id", "{{item}}"), ("ship_to_country", "US")),
    assertions=(Assertion(AssertionKind.STATUS, value="200"),),
)


def folder_of(tmp_path: Path, *requests: SavedRequest) -> str:
    folder = tmp_path / "shop"
    folder.mkdir()
    for number, request in enumerate(requests):
        (folder / f"{number}.json").write_text(write_request(request), encoding="utf-8")
    (folder / "collection.json").write_text(json.dumps({"variables": {"practice": {"item": ITEM}}}), encoding="utf-8")
    return str(folder)


def asserting(kind: str, value: str, path: str = "") -> SavedRequest:
    return SavedRequest(
        PRODUCT.name, PRODUCT.api, PRODUCT.parameters, assertions=(Assertion(AssertionKind(kind), path, value),)
    )


def shown(console: Console) -> Any:
    return json.loads(console.out)


def test_a_folder(console: Console, tmp_path: Path) -> None:
    assert console("run", folder_of(tmp_path, PRODUCT, PRODUCT)) == 0
    assert console.err == ""
    assert [line.split()[:3] for line in console.out.splitlines()[1:3]] == [["Product", "passed", "200"]] * 2
    assert "2 passed, 0 failed" in console.out


def test_one_file_over_rows_as_json_and_junit(console: Console, tmp_path: Path) -> None:
    folder = folder_of(tmp_path, PRODUCT)
    data = tmp_path / "rows.csv"
    data.write_text(f"item\n{ITEM}\n1\n", encoding="utf-8")
    junit = tmp_path / "out.xml"
    words = ("--data", str(data), "--junit", str(junit), "--json", "--rate", "50", "--concurrency", "2")
    assert console("run", f"{folder}/0.json", *words) == 3  # an error that nobody asserted
    told = shown(console)
    assert told["counts"] == {"passed": 1, "failed": 0, "error": 1, "not_run": 0}
    assert [(step["row"], step["outcome"]) for step in told["steps"]] == [(1, "passed"), (2, "error")]
    assert told["steps"][1]["error"]["code"] == "605"
    suite = ElementTree.fromstring(junit.read_text(encoding="utf-8"))[0]
    assert (suite.attrib["tests"], suite.attrib["errors"]) == ("2", "1")
    assert "Product [2]: 605" in console.err


def test_an_earlier_result_is_taken_up(console: Console, tmp_path: Path) -> None:
    folder = folder_of(tmp_path, PRODUCT, asserting("status", "201"))
    assert console("run", folder, "--json") == 1
    earlier = tmp_path / "earlier.json"
    earlier.write_text(console.out, encoding="utf-8")
    assert console("run", folder, "--resume", str(earlier), "--json") == 1
    assert [step["earlier"] for step in shown(console)["steps"]] == [True, False]
    earlier.write_text("{}", encoding="utf-8")
    assert console("run", folder, "--resume", str(earlier)) == 2


@pytest.mark.parametrize(
    ("request_", "code", "told"),
    [
        (asserting("status", "201"), 1, "status 201: found 200"),
        (asserting("equals", "1", "no["), 1, "equals no[ 1: no[ cannot be asked"),
        (
            SavedRequest("X", "aliexpress.ds.product.get", (("product_id", "{{nobody}}"),)),
            2,
            "These variables have no value: nobody.",
        ),
        (SavedRequest("X", "aliexpress.ds.product.get", (("product_id", "1"),)), 3, ""),
        (SavedRequest("X", "aliexpress.ds.order.create", (("a", "1"),)), 4, "The guard kept this call from leaving"),
        (SavedRequest("X", PRODUCT.api, profile="nobody"), 2, "There is no profile nobody."),
    ],
)
def test_how_it_ends(request_: SavedRequest, code: int, told: str, console: Console, tmp_path: Path) -> None:
    assert console("run", folder_of(tmp_path, request_)) == code
    assert told in console.err


def test_a_broken_file_is_told_and_the_others_run(console: Console, tmp_path: Path) -> None:
    folder = folder_of(tmp_path, PRODUCT)
    (Path(folder) / "broken.json").write_text('{"name": "n",\n"x": 1}', encoding="utf-8")
    assert console("run", folder, "--json") == 2
    told = shown(console)
    assert told["counts"]["passed"] == 1
    assert told["broken"] == [{"path": "broken.json", "code": "request_unknown_key", "line": 2, "column": 1}]
    assert "broken.json: Line 2, column 1: x is not known here." in console.err


@pytest.mark.parametrize(
    "words",
    [
        ("nowhere",),
        (".",),
        ("--concurrency", "0"),
        ("--rate", "0"),
        ("--data", "nothing.csv"),
        ("--environment", "live"),
    ],
)
def test_what_cannot_be_meant(words: tuple[str, ...], console: Console, tmp_path: Path) -> None:
    folder = folder_of(tmp_path, PRODUCT)
    given = (str(tmp_path / words[0]),) if len(words) == 1 else (folder, *words)
    try:
        assert console("run", *given) == 2
    except SystemExit as ended:  # argparse
        assert ended.code == 2  # noqa: PT017


def test_the_output_of_a_run_names_no_secret(console: Console, tmp_path: Path) -> None:
    secrets = {"A_SECRET": "CANARY-secret-1234", "A_SESSION": "CANARY-session-1234"}
    words = ("--app-key", "1", "--secret-env", "A_SECRET", "--session-env", "A_SESSION")
    for more in ((), ("--json",)):
        folder = tmp_path / str(len(more))
        folder.mkdir()
        assert console("run", folder_of(folder, PRODUCT), *words, *more, env=secrets) == 3
        assert "CANARY" not in console.out + console.err
