"""A server that misbehaves, and `aexdesk call`: how it ends, one clear line, a record, and nothing left on disk."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from aexdesk.gateway import client, httpx_calls
from tests.cli.conftest import Console
from tests.e2e.upstreams import MEGABYTE, Upstream, misbehaving
from tests.faults.misbehaviour import ACTS, CHINESE, lead_to

READ = "aliexpress.ds.product.get"
SECRETS = {"A_SECRET": "CANARY-secret", "A_SESSION": "CANARY-session"}
LOST, SILENT, ENDLESS = "connection_lost", "silent", "answer_endless"
PACKED, STRANGE = "bad_encoding", "not_json"

SAID = {
    LOST: "The connection to 127.0.0.1:{port} broke in the middle.",
    SILENT: "127.0.0.1:{port} took the call and then said nothing.",
    ENDLESS: "The answer of 127.0.0.1:{port} came to no end and was given up.",
    PACKED: "The answer of 127.0.0.1:{port} cannot be unpacked.",
    STRANGE: "What answered did not answer as the platform does: this is no JSON.",
}


class There:
    """Live is a server that misbehaves."""

    def __init__(self, console: Console, upstream: Upstream) -> None:
        self.console = console
        self.upstream = upstream
        assert console("environment", "set", "live", "--base-url", upstream.url) == 0, console.err

    def call(self, what: str, *words: str) -> int:
        """Calls what answers so."""
        as_whom = ("--app-key", "500001", "--secret-env", "A_SECRET", "--session-env", "A_SESSION")
        words = ("-p", f"do={what}", "--environment", "live", *as_whom, *words)
        return self.console("call", READ, *words, env=SECRETS)

    def ended_as(self, code: str) -> None:
        """The last call ended so, by exit code, words, record and folder."""
        assert self.console.err.splitlines()[0] == SAID[code].format(port=self.upstream.port)
        assert "Traceback" not in self.console.err
        assert self.newest["error_code"] == code
        if code != STRANGE:
            assert list(Path(os.environ["AEXDESK_HOME"]).rglob("*.body")) == []

    @property
    def newest(self) -> Any:
        """What the history says of the last call."""
        console = Console(self.console.vault)
        assert console("history", "--json", "--limit", "1") == 0
        return json.loads(console.out)[0]


@pytest.fixture
def there(console: Console) -> Iterator[There]:
    with misbehaving(ACTS) as upstream:
        yield There(console, upstream)


def _each(*whats: str, by: str) -> list[Any]:
    return [pytest.param(what, code, id=what) for code in (by,) for what in whats]


BROKEN = [
    *_each("reset", "close", "close_in_head", "garbage", "endless_head", "reset_in_body", "close_in_body", by=LOST),
    *_each("close_in_chunk", "garbage_in_body", "too_long_and_gone", "no_number", "two_lengths", by=LOST),
    *_each("half_gzip", "no_gzip", "gzip_twice", "br", "zstd", by=PACKED),
    *_each("too_short", "gbk", "gbk_told", by=STRANGE),
]


@pytest.mark.fault("truncated", "wrong length", "wrong charset", "compressed bomb")
@pytest.mark.parametrize(("what", "code"), BROKEN)
def test_an_answer_that_is_none_ends_with_5_and_says_why(there: There, what: str, code: str) -> None:
    assert there.call(what) == 5
    there.ended_as(code)


@pytest.mark.fault("truncated", "wrong length")
@pytest.mark.parametrize("what", ["hang", "hang_in_body", "too_long"])
def test_an_answer_that_stops_is_given_up(there: There, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(httpx_calls, "SILENCE_LIMIT_S", 0.2)
    assert there.call(what) == 5
    there.ended_as(SILENT)


@pytest.mark.fault("slow drip")
@pytest.mark.parametrize("what", ["drip_in_head", "drip_in_body"])
def test_an_answer_that_drips_is_given_up(there: There, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is never silent: the whole of it has a limit of its own."""
    monkeypatch.setattr(client, "WHOLE_LIMIT_S", 0.3)
    assert there.call(what) == 5
    there.ended_as(ENDLESS)


@pytest.mark.fault("oversized", "compressed bomb")
@pytest.mark.parametrize("what", ["endless", "large", "large_chunked", "bomb_gzip"])
def test_an_answer_that_is_too_much_is_given_up(there: There, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "MOST_BYTES", 3 * MEGABYTE)
    assert there.call(what) == 5
    there.ended_as(ENDLESS)


@pytest.mark.fault("wrong charset")
@pytest.mark.parametrize("what", ["no_charset", "bom", "gzip", "raw_deflate"])
def test_what_can_be_read_is_read_whatever_its_headers_say(there: There, what: str) -> None:
    assert there.call(what, "--json") == 0, there.console.err
    body = json.loads(there.console.out)["response"]["body"]
    if what in ("no_charset", "bom"):
        assert body.removeprefix("\ufeff") == CHINESE
    assert there.newest["request_id"] == "r1"


# ---------------------------------------------------------------- led elsewhere


@pytest.mark.fault("redirect to another host")
@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"])
def test_a_redirect_is_told_and_nothing_goes_there(console: Console, status: str) -> None:
    with misbehaving() as elsewhere, misbehaving({"lead": lead_to(elsewhere.url, status)}) as upstream:
        there = There(console, upstream)
        assert there.call("lead", "--json") == 5
        assert elsewhere.received == []
        assert len(upstream.received) == 1
    shown = json.loads(console.out)
    assert (shown["error"]["code"], shown["response"]["status"]) == ("led_elsewhere", int(status[:3]))
    line = f"127.0.0.1:{upstream.port} leads calls on to another address: 127.0.0.1:{elsewhere.port}."
    assert console.err.startswith(f"{line} Nothing was sent there.\n")
    # It led there with all that it was sent: that is in the answer, and must not be in what is kept or shown.
    assert "CANARY" in upstream.received[0]
    kept = b"".join(path.read_bytes() for path in Path(os.environ["AEXDESK_HOME"]).rglob("*") if path.is_file())
    assert "CANARY" not in console.out + console.err
    assert b"CANARY" not in kept
