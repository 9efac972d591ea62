"""TLS of a server that is not who it says, and a name that nobody knows: nothing is sent, at any door."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from aexdesk.faults import NetworkFault
from aexdesk.openplatform.oauth import create_token_call
from aexdesk.secret import Secret
from aexdesk.services.token_calls import ask_for_tokens
from aexdesk.services.updates import ADDRESS_VARIABLE
from tests.cli.conftest import Console
from tests.e2e.upstreams import Upstream, misbehaving
from tests.services.worlds import a_desk, a_profile

pytest.importorskip("cryptography", reason="it comes with keyring where there is a Secret Service")
from tests.faults.certificates import Authority

READ = "aliexpress.ds.product.get"
MADE: dict[str, dict[str, Any]] = {
    "good": {},
    "expired": {"ends_in": -1},
    "wrong host": {"name": "another.example"},
    "self-signed": {"is_self_signed": True},
}
REASONS = {
    "expired": "certificate has expired",
    "wrong host": "IP address mismatch, certificate is not valid for '127.0.0.1'",
    "self-signed": "self-signed certificate",
}
each_bad_one = pytest.mark.parametrize("kind", list(REASONS))
holds = pytest.mark.fault("TLS expired", "TLS wrong host", "TLS self-signed")


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(autouse=True)
def _trusted(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who made them is trusted: only what is wrong with each is wrong."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))


@contextmanager
def _serving(authority: Authority, kind: str) -> Iterator[Upstream]:
    with misbehaving(tls=authority.server(**MADE[kind])) as upstream:
        yield upstream


def _call(console: Console) -> int:
    words = ("--environment", "live", "--app-key", "500001", "--secret-env", "A_SECRET")
    return console("call", READ, *words, "--json", env={"A_SECRET": "secret"})


def test_a_good_certificate_is_taken(console: Console, authority: Authority) -> None:
    with _serving(authority, "good") as upstream:
        assert console("environment", "set", "live", "--base-url", upstream.url) == 0
        assert _call(console) == 0, console.err
    assert len(upstream.received) == 1


@holds
@each_bad_one
def test_a_call_says_what_is_wrong_and_sends_nothing(console: Console, authority: Authority, kind: str) -> None:
    with _serving(authority, kind) as upstream:
        assert console("environment", "set", "live", "--base-url", upstream.url) == 0
        assert _call(console) == 5
    assert upstream.received == []
    line, hint = console.err.splitlines()
    assert line == f"The connection to 127.0.0.1:{upstream.port} is not safe: {REASONS[kind]}."
    assert hint.endswith("nothing was sent.")
    assert json.loads(console.out)["error"]["code"] == "tls_failed"


@holds
@each_bad_one
def test_updates_say_it_too(console: Console, authority: Authority, kind: str) -> None:
    with _serving(authority, kind) as upstream:
        assert console("updates", env={ADDRESS_VARIABLE: f"{upstream.url}/releases"}) == 5
    assert upstream.received == []
    assert REASONS[kind] in console.err
    assert "Traceback" not in console.err


@holds
@each_bad_one
async def test_a_code_is_not_given_to_such_a_server(tmp_path: Path, authority: Authority, kind: str) -> None:
    with _serving(authority, kind) as upstream:
        async with a_desk(tmp_path) as desk:
            await desk.environments.set_base_url("live", upstream.url)
            live = await desk.environments.get("live")
            profile = await a_profile(desk, environment="live")
            caller = await desk.callers.of_app(profile)
            call = create_token_call(Secret("CANARY-code"))
            with pytest.raises(NetworkFault, match="tls_failed"):
                await ask_for_tokens(call, caller, live, calling=desk.calling, callers=desk.callers)
    assert upstream.received == []


ASKING = """
import os, sys, urllib.error, urllib.request
try:
    urllib.request.urlopen(os.environ["AE_BASE_URL"] + "/sync?method=aliexpress.ds.product.get")
except urllib.error.HTTPError as error:
    open(sys.argv[1], "wb").write(error.read())
    sys.exit(error.code - 495)
"""


@holds
@each_bad_one
def test_a_program_behind_the_proxy_is_told(
    console: Console, authority: Authority, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`aexdesk exec` ends as its program does, which got a 502."""
    monkeypatch.delenv("PYTHONPATH", raising=False)
    with _serving(authority, kind) as upstream:
        assert console("environment", "set", "live", "--base-url", upstream.url) == 0
        add = ("profile", "add", "--name", "Shop", "--app-key", "500001", "--secret-env", "A_SECRET")
        assert console(*add, "--environment", "live", env={"A_SECRET": "secret"}) == 0
        told = tmp_path / "told"
        command = (sys.executable, "-c", ASKING, str(told))
        assert console("exec", "--profile", "Shop", "--environment", "live", "--", *command) == 502 - 495, console.err
    assert upstream.received == []
    error = json.loads(told.read_text())["error_response"]
    assert error["code"] == "NoAnswer"
    assert "not safe" in error["msg"]
    assert REASONS[kind] in error["msg"]


# ---------------------------------------------------------------- a name that nobody knows


@pytest.mark.fault("DNS failure")
def test_a_name_that_nobody_knows_is_told(console: Console) -> None:
    assert console("environment", "set", "live", "--base-url", "https://nowhere.invalid") == 0
    assert _call(console) == 5
    line, hint = console.err.splitlines()
    assert line == "The name of nowhere.invalid cannot be found."
    assert "name server" in hint
    assert json.loads(console.out)["error"]["code"] == "host_unknown"


@pytest.mark.fault("DNS failure")
def test_updates_from_a_name_that_nobody_knows(console: Console) -> None:
    assert console("updates", env={ADDRESS_VARIABLE: "https://nowhere.invalid/releases"}) == 5
    assert console.err.startswith("The name of nowhere.invalid cannot be found.")
