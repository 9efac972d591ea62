"""The user's things by command: what `add` keeps, `list` shows, `remove` forgets; secrets go to the vault alone."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from aexdesk.faults import VaultUnavailable
from aexdesk.secret import Secret
from aexdesk.storage.vault import VaultEntry
from aexdesk.workspace.profile import ENV_NAMES
from tests.cli.conftest import Console

SECRET = b"an-app-secret\n"
TOKEN = {"A_SESSION": "a-session-text", "A_REFRESH": "a-refresh-text"}


def _list(console: Console, *words: str) -> Any:
    assert console(*words, "list", "--json") == 0
    assert console.err == ""
    return json.loads(console.out)


def _add_profile(console: Console, name: str = "mine", *more: str) -> None:
    assert console("profile", "add", "--name", name, "--app-key", "123456", "--secret-stdin", *more, stdin=SECRET) == 0
    assert (console.out, console.err) == ("", "")


def _secrets(console: Console) -> dict[str, str]:
    return {entry.kind: secret.reveal() for entry, secret in console.vault.items()}


def test_a_profile(console: Console) -> None:
    _add_profile(console, "mine", "--app-type", "affiliate", "--callback-url", "https://me.test/cb")
    (profile,) = _list(console, "profile")
    assert profile.pop("id")
    assert profile == {
        "environment": "practice",
        "name": "mine",
        "app_type": "affiliate",
        "app_key": "123456",
        "callback_url": "https://me.test/cb",
        "notes": "",
        "last_check": None,
        "is_real": False,
        "env_names": ENV_NAMES.as_mapping(),
    }
    assert _secrets(console) == {"app_secret": "an-app-secret"}
    assert console("profile", "list") == 0
    assert console.out.splitlines()[1].split() == ["mine", "123456", "affiliate", "https://me.test/cb", "no"]
    assert console("profile", "remove", "mine") == 0
    assert _list(console, "profile") == []
    assert _secrets(console) == {}
    _add_profile(console)


@pytest.mark.fault("keyring locked", "keyring gone")
@pytest.mark.parametrize(("code", "said"), [("vault_locked", "is locked"), ("vault_missing", "no keyring")])
def test_a_keyring_that_takes_nothing_costs_the_secret_and_is_told(console: Console, code: str, said: str) -> None:
    async def refuse(entry: VaultEntry, secret: Secret) -> None:
        raise VaultUnavailable(code)

    console.vault.set = refuse  # type: ignore[method-assign]
    words = ("profile", "add", "--name", "mine", "--app-key", "1", "--secret-stdin")
    assert console(*words, stdin=b"CANARY-typed") == 6
    assert said in console.err.lower()
    assert "CANARY" not in console.out + console.err
    assert [one["name"] for one in _list(console, "profile")] == ["mine"]


def test_a_workspace_of_a_newer_program_is_refused_and_left_as_it_is(console: Console, tmp_path: Path) -> None:
    home = tmp_path / "newer"
    console("--home", str(home), "profile", "list")
    newer = sqlite3.connect(home / "workspace.sqlite3", isolation_level=None)
    newer.execute("PRAGMA user_version = 999")  # of a program that runs: this stands in the log alone
    kept = [home / "workspace.sqlite3", home / "workspace.sqlite3-wal"]
    before = [path.read_bytes() for path in kept]
    for command in (["profile", "list"], ["history", "--json"]):
        assert console("--home", str(home), *command) == 6
        assert console.out == ""
        assert "written by a newer AExDesk" in console.err
        assert "Install the newer AExDesk again" in console.err
    assert [path.read_bytes() for path in kept] == before
    newer.close()


@pytest.mark.parametrize(("stdin", "kept"), [(b"a", "a"), (b"a\n", "a"), (b"a\r\n", "a"), (b" a ", " a ")])
def test_one_line_end_of_the_secret_goes(stdin: bytes, kept: str, console: Console) -> None:
    assert console("profile", "add", "--name", "x", "--app-key", "1", "--secret-stdin", stdin=stdin) == 0
    assert _secrets(console) == {"app_secret": kept}


@pytest.mark.parametrize(
    ("stdin", "said"), [(b"", "empty"), (b"\n", "empty"), (b"a\nb\n", "more than one line"), (b"\xff", "half a char")]
)
def test_a_secret_that_cannot_be_one(stdin: bytes, said: str, console: Console) -> None:
    assert console("profile", "add", "--name", "x", "--app-key", "1", "--secret-stdin", stdin=stdin) == 2
    assert said in console.err


def test_a_secret_from_a_variable(console: Console) -> None:
    words = ("profile", "add", "--name", "x", "--app-key", "1", "--secret-env")
    assert console(*words, "NOT_SET") == 2
    assert "The environment variable NOT_SET is not set" in console.err
    assert console(*words, "a-secret-typed-in-the-wrong-place") == 2
    assert "wrong-place" not in console.err
    assert console(*words, "SET", env={"SET": "from-a-variable"}) == 0
    assert _secrets(console) == {"app_secret": "from-a-variable"}


def test_names_are_per_environment(console: Console) -> None:
    _add_profile(console)
    assert console("profile", "add", "--name", "mine", "--app-key", "1", "--secret-stdin", stdin=SECRET) == 2
    assert "The name mine is in use already" in console.err
    _add_profile(console, "mine", "--environment", "live")
    assert len(_list(console, "profile")) == 1
    assert console("profile", "list", "--environment", "live", "--json") == 0
    assert json.loads(console.out)[0]["environment"] == "live"
    assert console("profile", "list", "--environment", "moon") == 2
    assert "There is no environment moon" in console.err


def test_a_token(console: Console) -> None:
    _add_profile(console)
    added = console(
        *("token", "add", "--profile", "mine", "--account", "Buyer@b.test", "--real"),
        *("--session-env", "A_SESSION", "--refresh-env", "A_REFRESH", "--expires-at", "2030-01-31T12:00:00+02:00"),
        env=TOKEN,
    )
    assert added == 0
    (token,) = _list(console, "token")
    assert token["profile"] == "mine"
    assert token["account"] == "Buyer@b.test"
    assert token["is_real"] is True
    assert token["access_expires_at"] == "2030-01-31T10:00:00+00:00"
    assert not any("digest" in name for name in token)
    assert _secrets(console) == {
        "app_secret": "an-app-secret", "session": "a-session-text", "refresh_token": "a-refresh-text"
    }  # fmt: skip
    assert console("token", "list") == 0
    assert "Buyer@b.test" in console.out
    assert "yes" in console.out
    assert console("token", "remove", "buyer@b.test") == 0
    assert _list(console, "token") == []
    assert set(_secrets(console)) == {"app_secret"}
    assert console("token", "remove", "buyer@b.test") == 2
    assert "There is no buyer@b.test" in console.err


def test_a_token_of_two_profiles_is_named_by_one(console: Console) -> None:
    for name in ("one", "two"):
        _add_profile(console, name)
        words = ("token", "add", "--profile", name, "--account", "a@b.test", "--session-env", "A_SESSION")
        assert console(*words, env=TOKEN) == 0
    assert console("token", "remove", "a@b.test") == 2
    assert "--profile" in console.err
    assert console("token", "remove", "a@b.test", "--profile", "two") == 0
    assert [token["profile"] for token in _list(console, "token")] == ["one"]


@pytest.mark.parametrize(
    ("when", "code"), [("2030-01-31", 0), ("2030-01-31T12:00:00Z", 0), ("soon", 2), ("0001-01-01T00:00+05:00", 2)]
)
def test_when_a_token_ends(when: str, code: int, console: Console) -> None:
    _add_profile(console)
    words = ("token", "add", "--profile", "mine", "--account", "a@b.test", "--session-env", "A_SESSION")
    assert console(*words, "--expires-at", when, env=TOKEN) == code


def test_a_token_of_nobody(console: Console) -> None:
    words = ("token", "add", "--profile", "none", "--account", "a@b.test", "--session-env", "A_SESSION")
    assert console(*words, env=TOKEN) == 2
    assert "There is no profile none" in console.err
    assert console(*words, env={"A_SESSION": ""}) == 2
    assert "The secret is empty" in console.err


def test_a_loan_account(console: Console) -> None:
    assert console("loan-account", "add", "--email", "a@b.test", "--seller", "s", "--until", "2030-01-31") == 0
    (account,) = _list(console, "loan-account")
    assert (account["email"], account["seller"], account["until"]) == ("a@b.test", "s", "2030-01-31")
    assert account["status"] == "active"
    assert console("loan-account", "add", "--email", "A@B.test") == 2
    assert console("loan-account", "add", "--email", "nobody") == 2
    assert console("loan-account", "add", "--email", "c@b.test", "--until", "31.1.2030") == 2
    assert console("loan-account", "remove", "a@b.test") == 0
    assert _list(console, "loan-account") == []
    assert console("loan-account", "remove", "a@b.test") == 2


CASE = {
    "--name": "one", "--loan-account-email": "a@b.test", "--item-id": "1005990000000001", "--quantity": "2",
    "--country": "US",
}  # fmt: skip


def _case(**changed: str) -> list[str]:
    fields = {**CASE, **{f"--{name.replace('_', '-')}": value for name, value in changed.items()}}
    return ["test-case", "add", *(word for pair in fields.items() for word in pair)]


def test_a_test_case(console: Console) -> None:
    assert console(*_case(reason="why not")) == 0
    (case,) = _list(console, "test-case")
    assert {name: case[name] for name in ("name", "item_id", "quantity", "country", "state", "reason")} == {
        "name": "one",
        "item_id": "1005990000000001",
        "quantity": 2,
        "country": "US",
        "state": "draft",
        "reason": "why not",
    }
    assert console("test-case", "remove", "one") == 0
    assert console("test-case", "remove", "one") == 2
    assert console(*_case(state="active")) == 0
    assert _list(console, "test-case")[0]["activated_at"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("quantity", "0"),
        ("quantity", "-1"),
        ("quantity", "two"),
        ("quantity", "²"),
        ("quantity", "9" * 30),
        ("item_id", "1.5"),
        ("country", "us"),
        ("country", "USA"),
        ("loan_account_email", "nobody"),
        ("name", " "),
    ],
)
def test_a_test_case_that_cannot_be(field: str, value: str, console: Console) -> None:
    assert console(*_case(**{field: value})) == 2
    assert console.err
    assert _list(console, "test-case") == []


def test_environments(console: Console) -> None:
    found = {each["name"]: each["base_url"] for each in _list(console, "environment")}
    assert found == {"practice": "http://127.0.0.1:8917", "live": "https://api-sg.aliexpress.com"}
    assert console("environment", "set", "live", "--base-url", "http://127.0.0.1:1/") == 0
    assert console("environment", "list") == 0
    assert "http://127.0.0.1:1\n" in console.out
    for words in (("moon", "--base-url", "http://a"), ("practice", "--base-url", "http://elsewhere.test")):
        assert console("environment", "set", *words) == 2
        assert console.err


def test_what_is_not_there_is_told_to_people(console: Console) -> None:
    for name in ("profile", "token", "loan-account", "test-case"):
        assert console(name, "list") == 0
        assert (console.out, console.err) == ("", "None.\n")
    assert console("history") == 0
    assert (console.out, console.err) == ("", "No exchanges.\n")
