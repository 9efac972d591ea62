"""HAR: what was sent and answered, byte for byte where HAR can say it. The schema itself judges in tests/e2e/peers."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from typing import Any

from aexdesk.interchange.har import write_har
from aexdesk.workspace.body import Body
from aexdesk.workspace.exchange import CallError, Exchange
from tests.interchange.recorded import PRODUCT, Told, leave


def _entries(*exchanges: Exchange) -> list[dict[str, Any]]:
    log = json.loads(write_har(exchanges, "1.2.3"))["log"]
    assert (log["version"], log["creator"]) == ("1.2", {"name": "AExDesk", "version": "1.2.3"})
    return list(log["entries"])


def test_an_exchange_is_an_entry() -> None:
    (entry,) = _entries(leave(Told(PRODUCT, {"a": "ü"}, answer='{"n":9007199254740993.10}')))
    assert entry["startedDateTime"] == "2026-01-01T12:00:01.000+00:00"
    assert entry["time"] == sum(entry["timings"].values())
    assert {"name": "a", "value": "ü"} in entry["request"]["postData"]["params"]
    assert entry["request"]["queryString"] == []
    assert entry["response"]["content"]["text"] == '{"n":9007199254740993.10}'
    assert entry["response"]["statusText"] == "OK"


def test_the_oldest_comes_first() -> None:
    told = Told(PRODUCT, {"a": "1"}, http_method="GET")
    entries = _entries(leave(told, 2), leave(told, 1))
    assert [one["startedDateTime"][-9:-6] for one in entries] == ["000", "000"]
    assert entries[0]["startedDateTime"] < entries[1]["startedDateTime"]
    assert {"name": "a", "value": "1"} in entries[0]["request"]["queryString"]
    assert "postData" not in entries[0]["request"]


def test_what_was_not_answered_says_why() -> None:
    error = CallError(kind="network", code="timeout", message="no answer")
    (entry,) = _entries(replace(leave(Told(PRODUCT)), response=None, error=error))
    assert (entry["response"]["status"], entry["response"]["comment"]) == (0, "timeout: no answer")


def test_bytes_that_are_no_text_are_kept() -> None:
    exchange = leave(Told(PRODUCT))
    assert exchange.response is not None
    (entry,) = _entries(replace(exchange, response=replace(exchange.response, body=Body.of(b"\xff\x00"))))
    content = entry["response"]["content"]
    assert (content["encoding"], base64.b64decode(content["text"])) == ("base64", b"\xff\x00")


def test_files_are_named_and_left_out() -> None:
    (entry,) = _entries(leave(Told(PRODUCT, {"a": "1"}, files=[("image", "p.jpg", b"\xff")])))
    parts = entry["request"]["postData"]["params"]
    assert {"name": "a", "value": "1"} in parts
    assert {"name": "image", "fileName": "p.jpg", "contentType": "image/jpeg"} in parts
