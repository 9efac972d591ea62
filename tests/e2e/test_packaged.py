"""What a built program may lose on the way, and the tree's cannot: its children, what it imports by name, UTF-8.

Runs on the tree's program in every suite, and on a built one by `packaging/canaries.sh`.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import aexdesk as tree
from aexdesk.bodies.framing import pack, read_message
from tests.e2e.processes import PROGRAM, Practice, aexdesk


def test_it_is_of_this_version() -> None:
    done = aexdesk("--version")
    assert (done.code, done.out, done.err) == (0, f"aexdesk {tree.__version__}\n", "")


@pytest.mark.skipif("AEXDESK_BINARY" not in os.environ, reason="in the tree the commands' own tests see it")
def test_each_command_is_there() -> None:
    listed = re.search(r"\{([a-z,-]+)\}", aexdesk("--help").out)
    assert listed is not None
    names = listed[1].split(",")
    assert len(names) > 15
    for name in names:
        done = aexdesk(name, "--help")
        assert (done.code, done.err) == (0, ""), name
        assert done.out.startswith(f"usage: aexdesk {name}"), name


def test_it_reads_a_large_body_in_a_child(tmp_path: Path) -> None:
    body = tmp_path / "body.json"
    body.write_text(json.dumps({"rows": [{"number": number} for number in range(50_000)]}), encoding="utf-8")
    child = subprocess.Popen(
        [*PROGRAM, "body-reader", str(body)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=os.environ["HOME"]
    )
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        child.stdin.write(pack({"id": 1, "do": "open"}))
        child.stdin.flush()
        told = read_message(child.stdout.read)
        assert told is not None
        assert told["kind"] == "json"
        assert told["indexed"]  # by simdjson, which a frozen program imports by name
        child.stdin.write(pack({"id": 2, "do": "rows", "at": [0], "offset": 49_999, "limit": 5}))
        child.stdin.flush()
        told = read_message(child.stdout.read)
        assert told is not None
        assert len(told["rows"]) == 1
        child.stdin.close()
        assert child.wait(30) == 0
    finally:
        child.kill()
        child.wait()
        child.stdin.close()
        child.stdout.close()


def test_it_starts_its_own_children(practice: Practice, tmp_path: Path) -> None:
    """A pattern is looked for in a child that the program starts by its own path."""
    request = {
        "name": "Product",
        "api": "aliexpress.ds.product.get",
        "parameters": {"product_id": practice.case["item_id"], "ship_to_country": "US"},
        "assertions": [{"kind": "matches", "path": "to_string(@)", "value": "prod[a-z]+_id"}],
    }
    (tmp_path / "product.json").write_text(json.dumps(request), encoding="utf-8")
    done = aexdesk("run", str(tmp_path / "product.json"), "--json")
    assert done.code == 0, done.out + done.err
    assert done.json["counts"]["passed"] == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows says it in code pages")
@pytest.mark.parametrize("words", ["C", "C.UTF-8", "POSIX"])
def test_it_speaks_utf_8_in_a_plain_surrounding(words: str) -> None:
    done = aexdesk("sign", "--api", "a.b", "--app-key", "1", "--secret-env", "S", "-p", "word=中文",
                   env={"S": "x", "LC_ALL": words})  # fmt: skip
    assert done.code == 0, done.err
    assert "中文" in done.out


def test_the_calendar_of_support_is_there() -> None:
    done = aexdesk("support", "hours", "--at", "2026-02-17T03:00:00Z", "--json")
    assert done.code == 0, done.err
    assert done.json["open"] is False  # the Spring Festival
