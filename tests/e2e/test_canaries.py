"""No secret is found where it must not be: data folder, stdout, stderr; as it is, percent-encoded, or in base64."""

from __future__ import annotations

import base64
import json
import os
from pathlib import Path

import pytest

from tests.e2e.processes import ORDER_PARAMETER, Done, Practice, aexdesk, write_json
from tests.e2e.secret_forms import forms_of, found_in

# Signs that percent-encoding and JSON change, so that each form is a form of its own.
CANARIES = {
    "A_SECRET": 'Canary/App+Secret="0000000001"',
    "A_SESSION": "5000Canary/Session+Token==0000000002&x",
    "A_REFRESH": "5000Canary/Refresh+Token==0000000003&x",
    "A_CODE": "3_500001_Canary/Code+0000000004=&",
    "A_PASSWORD": "Canary/Pass word+0000000005=&",
}
APP_KEY = "509911"


def _files() -> dict[str, bytes]:
    home = Path(os.environ["AEXDESK_HOME"])
    return {str(path.relative_to(home)): path.read_bytes() for path in home.rglob("*") if path.is_file()}


class Seen:
    """Everything that the commands wrote."""

    def __init__(self) -> None:
        self.texts: dict[str, bytes] = {}

    def add(self, name: str, done: Done) -> Done:
        self.texts[f"{name}: stdout"] = done.out.encode()
        self.texts[f"{name}: stderr"] = done.err.encode()
        return done

    def check(self, canaries: dict[str, str]) -> None:
        places = {**self.texts, **_files()}
        assert any(name.endswith(".sqlite3") for name in places), sorted(places)
        left = [f"{secret} in {place}" for place, text in places.items() for secret in _in(text, canaries)]
        assert left == []


def _in(text: bytes, canaries: dict[str, str]) -> list[str]:
    return [name for name, canary in canaries.items() if found_in(canary, text)]


@pytest.mark.parametrize("form", range(13))
def test_the_search_finds_each_form(form: int) -> None:
    canary = CANARIES["A_SESSION"]
    forms = list(forms_of(canary))
    assert len(forms) == 13
    assert found_in(canary, b"before " + forms[form] + b" after")
    assert not found_in(canary, b"before and after")
    for shift in range(3):
        assert found_in(canary, base64.b64encode(b"x" * shift + canary.encode() + b"and more of it"))


def test_what_is_stored_without_a_keyring() -> None:
    """Exit 6: the rest is kept. Nothing of the secret is."""
    seen = Seen()
    stdin = CANARIES["A_SECRET"].encode() + b"\n"
    done = seen.add(
        "profile", aexdesk("profile", "add", "--name", "p", "--app-key", "1", "--secret-stdin", stdin=stdin)
    )
    assert done.code == 6
    done = seen.add(
        "token",
        aexdesk(
            *("token", "add", "--profile", "p", "--account", "a@b.test"),
            *("--session-env", "A_SESSION", "--refresh-env", "A_REFRESH"),
            env=CANARIES,
        ),
    )
    assert done.code == 6
    for command in ("profile", "token"):
        seen.add(command + " list", aexdesk(command, "list", "--json"))
        seen.add(command + " table", aexdesk(command, "list"))
    seen.check(CANARIES)


CALLS: dict[str, tuple[str, ...]] = {
    "read": ("aliexpress.ds.product.get", "-p", "product_id=1005990000000001"),
    "read by md5": ("aliexpress.ds.product.get", "-p", "product_id=1005990000000001", "-p", "sign_method=md5"),
    "session as a parameter": ("aliexpress.ds.product.get", "-p", f"session={CANARIES['A_SESSION']}"),
    "unknown": ("aliexpress.nothing.at.all", "-p", f"password={CANARIES['A_PASSWORD']}"),
    "code": ("/auth/token/create", "-p", f"code={CANARIES['A_CODE']}"),
    "code, no slash in front": ("auth/token/create", "-p", f"code={CANARIES['A_CODE']}"),
    "security code": ("/auth/token/security/create", "-p", f"code={CANARIES['A_CODE']}"),
    "refresh": ("/auth/token/refresh", "-p", f"refresh_token={CANARIES['A_REFRESH']}"),
    "nonsense": ("aliexpress.ds.product.get", "-p", CANARIES["A_SESSION"].replace("=", ":")),
    "an option that is none": ("aliexpress.ds.product.get", "--app-secret", CANARIES["A_SECRET"]),
    "an option that is none, in one word": ("aliexpress.ds.product.get", f"--app-secret={CANARIES['A_SECRET']}"),
    "an argument too many": ("aliexpress.ds.product.get", CANARIES["A_SECRET"]),
}


@pytest.mark.parametrize("as_json", [True, False], ids=["json", "text"])
def test_calls_of_a_made_up_app(as_json: bool, practice: Practice, tmp_path: Path) -> None:
    practice.ask("/apps", {"app_key": APP_KEY, "app_secret": CANARIES["A_SECRET"]})
    practice.ask("/loan-accounts", {"email": "canary@example.test", "password": CANARIES["A_PASSWORD"]})
    seen = Seen()
    order = ("aliexpress.ds.order.create", "--params", write_json(tmp_path, {ORDER_PARAMETER: practice.order()}))
    for name, words in {**CALLS, "order": order}.items():
        as_whom = ("--app-key", APP_KEY, "--secret-env", "A_SECRET", "--session-env", "A_SESSION")
        done = aexdesk("call", *words, *as_whom, *(["--json"] if as_json else []), env=CANARIES)
        assert done.code in (2, 3, 4), (name, done)
        seen.add(name, done)
    done = aexdesk("call", *CALLS["read"], "--app-key", APP_KEY, "--secret-env", CANARIES["A_SECRET"])
    seen.add("a secret where a name belongs", done)
    seen.add("history", aexdesk("history", "--json"))
    seen.add("practice", practice.stop())
    done = aexdesk("call", *CALLS["read"], *("--app-key", APP_KEY, "--secret-env", "A_SECRET"), env=CANARIES)
    seen.add("without practice", done)
    seen.check(CANARIES)


@pytest.mark.parametrize("as_json", [True, False], ids=["json", "text"])
def test_calls_that_succeed_with_the_seeded_secrets(as_json: bool, practice: Practice) -> None:
    """A token call answers with new tokens: they are hidden too, and so are those that it was asked with."""
    told = practice.told
    seen = Seen()
    shape = ["--json"] if as_json else []
    refresh = ("call", "/auth/token/refresh", "-p", f"refresh_token={told['refresh_token']}")
    done = seen.add("refresh", aexdesk(*refresh, *shape))
    assert done.code == 0, done.err
    body = done.json["response"]["body"] if as_json else done.out
    answer = json.loads(body)
    assert answer["account"] == told["buyer_email"]
    assert answer["access_token"] == answer["refresh_token"] == "••••"
    seen.add("read", aexdesk("call", *CALLS["read"], *shape))
    seen.add("history", aexdesk("history", "--json"))
    names = ("app_secret", "buyer_password", "access_token", "refresh_token")
    seen.check({name: told[name] for name in (*names, "real_buyer_password", "real_buyer_access_token")})


def test_practice_for_people_tells_no_secret() -> None:
    from tests.e2e.processes import Running, fetch

    running = Running("practice", "--port", "0")
    try:
        url = running.line().split()[-1].decode()
        told = json.loads(fetch(f"{url}/_practice/object"))
    finally:
        import signal

        done = running.end(signal.SIGINT)
    assert done.code == 0
    assert told["buyer_email"] in done.out
    for name in ("app_secret", "buyer_password", "access_token", "refresh_token", "real_buyer_access_token"):
        assert told[name] not in done.out + done.err
