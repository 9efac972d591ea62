"""aexdesk call: as whom, what is shown, how it ends. The gateway behind it is started for each call."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from aexdesk.cli.shown import to_json
from aexdesk.desk import Desk
from aexdesk.faults import StorageFault
from aexdesk.gateway.client import Gateway
from aexdesk.services.calling import Calling
from aexdesk.services.history_keeping import HistoryKeeping
from aexdesk.workspace.body import Body
from aexdesk.workspace.exchange import (
    CallError,
    Difference,
    Exchange,
    GuardVerdict,
    ReceivedResponse,
    SentRequest,
)
from tests.cli.conftest import Console

PRODUCT = ("call", "aliexpress.ds.product.get", "-p", "product_id=1005990000000001", "-p", "ship_to_country=US")
SECRETS = {"A_SECRET": "not-the-right-secret", "A_SESSION": "not-a-real-session"}


def _shown(console: Console) -> Any:
    return json.loads(console.out)


def test_the_answer_as_it_came(console: Console) -> None:
    assert console(*PRODUCT) == 0
    assert console.err == ""
    assert console.out.count("\n") == 1
    assert '"product_id": 1005990000000001' in console.out


def test_as_a_profile_with_its_token(console: Console) -> None:
    """Key and secret of a profile; the history holds references in place of both secrets."""
    assert console("profile", "add", "--name", "p", "--app-key", "500001", "--secret-env", "A_SECRET", env=SECRETS) == 0
    words = ("token", "add", "--profile", "p", "--account", "a@b.test", "--session-env", "A_SESSION")
    assert console(*words, env=SECRETS) == 0
    assert console(*PRODUCT, "--profile", "p", "--json") == 3
    shown = _shown(console)
    assert shown["profile"] == "p"
    assert shown["error"]["code"] == "InvalidAppkey"
    assert {"name": "app_key", "value": "500001", "origin": "profile"} in shown["request"]["params"]
    assert {"name": "session", "value": "••••", "origin": "token"} in shown["request"]["params"]
    assert not any(secret in console.out + console.err for secret in SECRETS.values())
    assert console(*PRODUCT, "--profile", "nobody") == 2


def test_a_profile_without_its_secret(console: Console) -> None:
    assert console("profile", "add", "--name", "p", "--app-key", "500001", "--secret-env", "A_SECRET", env=SECRETS) == 0
    console.vault = type(console.vault)()
    assert console(*PRODUCT, "--profile", "p") == 2
    assert "No app secret is stored for p" in console.err


@pytest.mark.parametrize(
    "words",
    [
        ("--profile", "p", "--app-key", "1"),
        ("--profile", "p", "--secret-env", "A_SECRET"),
        ("--app-key", "1"),
        ("--secret-env", "A_SECRET"),
        ("--environment", "live"),
    ],
)
def test_as_whom_must_be_clear(words: tuple[str, ...], console: Console) -> None:
    assert console(*PRODUCT, *words, env=SECRETS) == 2
    assert "--app-key" in console.err


def test_a_platform_error_is_explained(console: Console) -> None:
    assert console(*PRODUCT, "--app-key", "1", "--secret-env", "A_SECRET", env=SECRETS) == 3
    assert "InvalidAppkey" in console.out
    assert "InvalidAppkey: " in console.err
    assert "  - " in console.err
    assert "request ID: " in console.err
    assert console("history", "--json", "--search", "appkey", "--limit", "1") == 0
    (line,) = _shown(console)
    assert line["error_code"] == "InvalidAppkey"
    assert console("history", "--json", "--search", "is:failed code:invalidapp on:today") == 0
    assert len(json.loads(console.out)) == 1
    assert console("history", "--search", "status:often") == 2
    assert (console.out, console.err.splitlines()[0][:26]) == ("", "often is not a status. Wri")
    assert console("history", "--search", "nothing like it") == 0
    assert console.out == ""


def test_a_session_among_the_parameters_stands_alone(console: Console) -> None:
    assert console(*PRODUCT, "-p", "access_token=given", "--json") == 3
    names = [parameter["name"] for parameter in _shown(console)["request"]["params"]]
    assert names.count("session") + names.count("access_token") == 1


def test_a_gateway_that_ends_with_the_call_is_announced_to_nobody(
    console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another command would find it, and lose it in the middle of its own call."""
    notice = Path(os.environ["AEXDESK_HOME"]) / "practice-url.json"
    seen: list[bool] = []
    send = Calling.send

    async def look_and_send(self: Calling, *arguments: Any) -> Exchange:
        seen.append(notice.exists())
        return await send(self, *arguments)

    monkeypatch.setattr(Calling, "send", look_and_send)
    assert console(*PRODUCT) == 0
    assert seen == [False]


def test_an_order_that_cannot_be_read_is_refused(console: Console) -> None:
    assert console("call", "aliexpress.ds.order.create", "--json") == 4
    shown = _shown(console)
    assert shown["guard"]["allowed"] is False
    assert shown["guard"]["differences"]
    assert shown["response"] is None
    assert console.err


@pytest.mark.parametrize(
    ("parameters", "said"),
    [(["sign_method=sha1"], "sign method sha1 is unknown"), (["a=1", "a=2"], "a is given twice")],
)
def test_what_cannot_be_signed(parameters: list[str], said: str, console: Console) -> None:
    assert console("call", "a.b", *(word for pair in parameters for word in ("-p", pair))) == 2
    assert said in console.err


EXCHANGE = Exchange(
    id="i",
    at=datetime(2026, 1, 31, 12, tzinfo=UTC),
    environment="practice",
    profile="",
    api="a.b",
    request=SentRequest("POST", "http://x/sync", (), b"", (), "text", "sign"),
    guard=GuardVerdict(allowed=True, reason="reads"),
)


def test_the_shape_without_an_answer() -> None:
    shown = to_json(EXCHANGE)
    assert shown["at"] == "2026-01-31T12:00:00+00:00"
    assert (shown["response"], shown["error"]) == (None, None)


def test_doubled_headers_are_joined() -> None:
    response = ReceivedResponse(200, (("a", "1"), ("b", "2"), ("a", "3")), Body.of(b"\xff{}"), 12.3456)
    assert to_json(replace(EXCHANGE, response=response))["response"] == {
        "status": 200,
        "headers": {"a": "1, 3", "b": "2"},
        "body": "\ufffd{}",
        "ms": 12.3,
    }


def test_no_results_are_no_error() -> None:
    assert to_json(replace(EXCHANGE, error=CallError("no_results", "405")))["error"] is None


def test_an_error_has_all_its_fields() -> None:
    error = CallError("platform", "15", "m", "ISP", "isv.x", "s")
    assert to_json(replace(EXCHANGE, error=error))["error"] == {
        "kind": "platform", "code": "15", "message": "m", "type": "ISP", "sub_code": "isv.x", "sub_message": "s"
    }  # fmt: skip


def test_differences_are_told_one_by_one() -> None:
    guard = GuardVerdict(False, "differs_from_test_case", (Difference("quantity", "1", "2"),), "case")
    assert to_json(replace(EXCHANGE, guard=guard))["guard"] == {
        "allowed": False,
        "differences": [{"field": "quantity", "expected": "1", "found": "2"}],
    }


# ---------------------------------------------------------------- the clock, and what the history has held too long


@pytest.fixture
def at(console: Console, monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Sets this machine's clock."""
    return lambda apart: _set_clock(console, monkeypatch, apart)


def _set_clock(console: Console, monkeypatch: pytest.MonkeyPatch, apart: timedelta) -> None:
    def now() -> datetime:
        return datetime.now(UTC) + apart

    defaults = Gateway.__init__.__kwdefaults__
    assert defaults is not None
    monkeypatch.setitem(defaults, "now", now)

    def make_desk(home: Path) -> Desk:
        return Desk(home, for_window=False, vault=console.vault, now=now)

    console.make_desk = make_desk  # type: ignore[method-assign]


@pytest.mark.parametrize(("minutes", "says"), [(-30, "behind the platform's (practice)"), (30, "ahead of"), (0, "")])
def test_a_clock_that_is_off_is_said_before_it_hurts(
    console: Console, at: Callable[[timedelta], None], minutes: int, says: str
) -> None:
    at(timedelta(minutes=minutes))
    assert console(*PRODUCT, "--json") == 0
    assert says in console.err
    assert ("clock" in console.err) is bool(says)
    assert _shown(console)["error"] is None, "stdout carries the answer alone"


def test_a_call_lets_go_of_what_was_kept_too_long_and_says_nothing_of_it(
    console: Console, at: Callable[[timedelta], None]
) -> None:
    at(-timedelta(days=91))
    console(*PRODUCT, "--json")
    old = _shown(console)["id"]
    at(-timedelta(days=4))  # a clock that jumps is not believed at once
    console(*PRODUCT, "--json")
    assert console("history", "--json") == 0
    assert old in [one["id"] for one in _shown(console)]
    at(timedelta())
    assert console(*PRODUCT, "--json") == 0
    assert console.err == ""
    new = _shown(console)["id"]
    assert console("history", "--json") == 0
    kept = [one["id"] for one in _shown(console)]
    assert new in kept
    assert old not in kept


def test_where_that_fails_it_is_said_and_the_call_counts(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(self: HistoryKeeping, limit_s: float = 0) -> None:
        raise StorageFault("database_busy")

    monkeypatch.setattr(HistoryKeeping, "age_daily", fail)
    assert console(*PRODUCT) == 0
    assert console.err != ""
