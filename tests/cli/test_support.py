"""aexdesk support: what it prints, and how it ends."""

from __future__ import annotations

import email
import json
import zipfile
from datetime import date, datetime
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Console

READ = ("call", "aliexpress.ds.product.get")


def _hours(console: Console, at: str) -> Any:
    assert console("support", "hours", "--at", at, "--json") == 0
    return json.loads(console.out)


@pytest.mark.parametrize(
    ("at", "is_open", "opens", "closes"),
    [
        ("2026-11-24T10:00:00+08:00", True, "2026-11-24T10:00:00+08:00", "2026-11-24T22:00:00+08:00"),
        ("2026-11-24T13:59:59Z", True, "2026-11-24T10:00:00+08:00", "2026-11-24T22:00:00+08:00"),
        ("2026-11-24T14:00:00", False, "2026-11-25T10:00:00+08:00", "2026-11-25T22:00:00+08:00"),
        ("2026-10-05T12:00+08:00", False, "2026-10-08T10:00:00+08:00", "2026-10-08T22:00:00+08:00"),
        ("2026-02-14T12:00+08:00", True, "2026-02-14T10:00:00+08:00", "2026-02-14T22:00:00+08:00"),
    ],
)
def test_hours(console: Console, at: str, is_open: bool, opens: str, closes: str) -> None:
    told = _hours(console, at)
    assert list(told) == ["open", "opens_at", "closes_at", "calendar_until"]
    assert (told["open"], told["opens_at"], told["closes_at"]) == (is_open, opens, closes)
    assert date.fromisoformat(told["calendar_until"]) >= date(2026, 12, 31)
    assert console.err == ""


def test_hours_of_now(console: Console) -> None:
    assert console("support", "hours", "--json") == 0
    told = json.loads(console.out)
    opens, closes = (datetime.fromisoformat(told[name]) for name in ("opens_at", "closes_at"))
    assert closes > opens
    assert console("support", "hours") == 0
    assert console.out.startswith("Open, until 22:00 Beijing" if told["open"] else "Closed; opens ")


def test_hours_beyond_every_plan_are_provisional(console: Console) -> None:
    told = _hours(console, "2035-10-03T12:00:00Z")
    assert told["open"] is False
    assert f"Provisional: the holidays after {told['calendar_until']} are reckoned" in console.err
    assert console("support", "hours", "--at", "2026-10-01T23:00") == 0
    assert console.out.startswith("Closed; opens Thu 2026-10-08 10:00 Beijing")
    assert console("support", "hours", "--at", "2026-10-02T10:00") == 0
    assert console.out.startswith("Closed; opens Thu 10:00 Beijing")


@pytest.mark.parametrize("at", ["noon", "", "0001-01-01", "9999-12-31T23:59:59-12:00"])
def test_hours_at_no_time(console: Console, at: str) -> None:
    assert console("support", "hours", "--at", at) == 2
    assert "is not a time" in console.err
    assert console.out == ""


@pytest.mark.parametrize("words", [(), ("form",), ("form", "--channel", "fax"), ("hours", "tomorrow")])
def test_what_cannot_be_meant(console: Console, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        console("support", *words)
    assert ended.value.code == 2


def test_without_a_failed_call_there_is_no_form(console: Console) -> None:
    assert console("support", "form", "--channel", "dingtalk") == 2
    assert "No recorded call has failed" in console.err
    assert console("support", "form", "--channel", "dingtalk", "--exchange", "nope", "--json") == 2
    assert "The history holds no exchange nope" in console.err
    assert console.out == ""


def test_the_form_of_the_last_failed_call(console: Console) -> None:
    env = {"S": "CANARY-session-of-somebody"}
    assert console(*READ, "-p", "product_id=1", "--session-env", "S", env=env) == 3
    assert console(*READ, "-p", "product_id=1005990000000001", "-p", "ship_to_country=US") == 0
    assert console("history", "--json") == 0
    good, failed = json.loads(console.out)
    for channel in ("dingtalk", "ticket", "email"):
        assert console("support", "form", "--channel", channel, "--json") == 0
        form = json.loads(console.out)
        assert list(form) == ["to", "subject", "body"]
        lines = form["body"].splitlines()
        if channel == "email":
            assert form["to"] == "ae_ds_supporter_team@aliexpress.com"
            assert failed["request_id"] in form["subject"]
            assert lines.pop(0).startswith("Your AppKey: ")
        else:
            assert (form["to"], form["subject"]) == ("", "")
        assert [line.partition(":")[0] for line in lines[:4]] == [
            "Description",
            "RequestID for your request",
            "API path",
            "RequestBody",
        ]
        assert lines[1] == f"RequestID for your request: {failed['request_id']}"
        assert {"session=••••", "sign=••••", "product_id=1"} <= set(lines[4:])
        assert "CANARY" not in console.out + console.err
        assert "practice gateway" in console.err
    assert console("support", "form", "--channel", "ticket", "--exchange", good["id"]) == 0
    assert "which answered without an error" in console.out
    assert "product_id=1005990000000001" in console.out


def test_a_form_for_people(console: Console) -> None:
    assert console(*READ, "-p", "product_id=1") == 3
    words = ("support", "form", "--channel", "email", "--topic", "business", "--description", "May we use this API?")
    assert console(*words) == 0
    head, body = console.out.split("\n\n", 1)
    assert head.splitlines()[0] == "To: ds-api@aliexpress.com"
    assert head.splitlines()[1].startswith("Subject: [PRACTICE] aliexpress.ds.product.get: error MissingParameter")
    assert body.splitlines()[1].startswith("Description: May we use this API? [PRACTICE GATEWAY")
    assert console("support", "form", "--channel", "dingtalk") == 0
    assert console.out.startswith("Description: ")


def test_no_secret_can_be_an_argument_unseen(console: Console) -> None:
    """What a person pastes into the description is hidden by the name beside it."""
    assert console(*READ, "-p", "product_id=1") == 3
    pasted = "it says: access_token=CANARY-1 refresh_token: CANARY-2"
    assert console("support", "form", "--channel", "ticket", "--description", pasted, "--json") == 0
    assert "CANARY" not in console.out


def test_a_form_of_several_calls_in_chinese(console: Console) -> None:
    assert console(*READ, "-p", "product_id=1") == 3
    assert console(*READ, "-p", "product_id=2") == 3
    assert console("history", "--json") == 0
    second, first = (one["id"] for one in json.loads(console.out))
    words = ("support", "form", "--channel", "dingtalk", "--language", "zh", "--json")
    assert console(*words, "--exchange", first, "--exchange", second) == 0
    form = json.loads(console.out)
    assert list(form) == ["to", "subject", "body"]
    lines = form["body"].splitlines()
    assert lines[0].startswith("Description: （1）接口 aliexpress.ds.product.get 调用失败，错误码 MissingParameter")
    assert lines[1].count("; ") == 1
    assert [line for line in lines if line.startswith("product_id=")] == ["product_id=1", "product_id=2"]


def test_a_mail_draft_and_a_pack_are_written(console: Console, tmp_path: Path) -> None:
    assert console(*READ, "-p", "product_id=1") == 3
    draft, pack = tmp_path / "ask.eml", tmp_path / "ask.zip"
    words = ("support", "form", "--channel", "email", "--eml", str(draft), "--pack", str(pack), "--json")
    assert console(*words) == 0
    form = json.loads(console.out)
    mail = email.message_from_bytes(draft.read_bytes(), policy=default)
    assert (mail["To"], mail["Subject"], mail["X-Unsent"]) == (form["to"], form["subject"], "1")
    (attached,) = mail.iter_attachments()
    assert attached.get_content() == pack.read_bytes()
    assert zipfile.ZipFile(pack).testzip() is None
    assert console("support", "form", "--channel", "ticket", "--eml", str(draft)) == 2
    assert "--eml needs --channel email" in console.err
    assert console("support", "form", "--channel", "ticket", "--pack", str(tmp_path / "no" / "x.zip")) == 6


def test_a_text_that_reads_like_the_other_topic_is_hinted_at(console: Console) -> None:
    assert console(*READ, "-p", "product_id=1") == 3
    assert console("support", "form", "--channel", "email", "--topic", "business", "--json") == 0
    assert "This reads like a technical question (" in console.err
    assert json.loads(console.out)["to"] == "ds-api@aliexpress.com", "it is a hint and no more"


def test_cases_are_noted_answered_and_closed(console: Console) -> None:
    assert console(*READ, "-p", "product_id=1") == 3
    assert console("history", "--json") == 0
    (call,) = json.loads(console.out)
    added = ("support", "case", "add", "--exchange", call["id"], "--channel", "ticket", "--description", "Why? sign=AB")
    assert console(*added, "--json") == 0
    case = json.loads(console.out)
    assert (case["exchanges"], case["state"], case["environment"]) == ([call["id"]], "open", "practice")
    assert "sign=AB" not in console.out
    for words, found in (("case:open", [call["id"]]), (f"case:{case['id']}", [call["id"]]), ("case:closed", [])):
        assert console("history", "--search", words, "--json") == 0
        assert [one["id"] for one in json.loads(console.out)] == found
    assert console("support", "case", "note", case["id"], "Ticket 4711. app_secret: CANARY-9", "--json") == 0
    assert json.loads(console.out)["notes"] == "Ticket 4711. app_secret: ••••"
    assert console("support", "case", "close", case["id"]) == 0
    assert console.out == f"{case['id']} closed\n"
    assert console("support", "case", "list", "--search", "4711", "--state", "closed", "--json") == 0
    assert [one["id"] for one in json.loads(console.out)] == [case["id"]]
    assert console("support", "case", "list", "--environment", "live", "--json") == 0
    assert json.loads(console.out) == []
    assert console("support", "case", "list") == 0
    assert case["id"] in console.out
    assert console("support", "case", "remove", case["id"]) == 0
    assert console("support", "case", "close", case["id"]) == 2
    assert "There is no support case" in console.err
