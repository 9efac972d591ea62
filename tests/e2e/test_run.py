"""`aexdesk run` as a process: it ends well when it is told to, and goes on from there."""

from __future__ import annotations

import json
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.processes import Practice, Running, aexdesk, fetch, wait_until
from tests.e2e.servers import Silent

REQUEST = {
    "name": "Product",
    "api": "aliexpress.ds.product.get",
    "parameters": {"product_id": "1005990000000001", "ship_to_country": "US"},
    "assertions": [{"kind": "status", "value": 200}],
}
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


def collection(folder: Path, count: int) -> str:
    for number in range(count):
        (folder / f"{number}.json").write_text(json.dumps(REQUEST), encoding="utf-8")
    return str(folder)


def calls(practice: Practice) -> list[Any]:
    found: list[Any] = json.loads(fetch(practice.told["url"] + "/_practice/log"))
    return found


def slow_down(practice: Practice, milliseconds: int, times: int) -> None:
    fault = {"api": REQUEST["api"], "kind": "latency", "value": milliseconds, "times": times}
    fetch(practice.told["url"] + "/_practice/faults", json.dumps(fault).encode())


@posix
def test_a_stop_is_clean_and_another_run_goes_on_from_there(practice: Practice, tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    folder.mkdir()
    slow_down(practice, 300, 30)
    running = Running("run", collection(folder, 20), "--json")
    wait_until(lambda: len(calls(practice)) >= 2)
    done = running.end(signal.SIGINT)
    assert done.code == 130
    assert "Traceback" not in done.err
    told = done.json
    assert told["cancelled"]
    passed = told["counts"]["passed"]
    assert 2 <= passed < 20
    assert told["counts"] == {"passed": passed, "failed": 0, "error": 0, "not_run": 20 - passed}
    assert len(json.loads(aexdesk("history", "--json").out)) == passed == len(calls(practice))

    earlier = tmp_path / "earlier.json"
    earlier.write_text(done.out, encoding="utf-8")
    again = aexdesk("run", str(folder), "--json", "--resume", str(earlier))
    assert again.code == 0, again.err
    assert again.json["counts"]["passed"] == 20
    assert len(calls(practice)) == 20


@posix
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_second_signal_does_not_wait_for_answers(number: signal.Signals, code: int, tmp_path: Path) -> None:
    server = Silent()
    assert aexdesk("environment", "set", "live", "--base-url", server.url).code == 0
    words = ("--environment", "live", "--app-key", "1", "--secret-env", "S", "--json")
    running = Running("run", collection(tmp_path, 2), *words, env={"S": "a-secret"})
    server.wait()
    running.process.send_signal(number)
    wait_until(lambda: b"Stopping" in running._texts["err"])
    done = running.end(number)
    server.close()
    assert done.code == code
    assert [(step["outcome"], (step["error"] or {}).get("code")) for step in done.json["steps"]] == [
        ("error", "cancelled"),
        ("not_run", None),
    ]
    assert "Traceback" not in done.err
    assert [line["error_code"] for line in aexdesk("history", "--json").json] == ["cancelled"]
