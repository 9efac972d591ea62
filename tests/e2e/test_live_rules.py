"""Live's rules against a second practice gateway at Live's address: by the proxy, by `call` and by `exec`.

Two gateways run. What is meant for one never arrives at the other, and what is known of one is nothing in the other.
"""

from __future__ import annotations

import json
import sys
import time
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest

from tests.cli.conftest import Console
from tests.e2e.processes import ORDER_PARAMETER, Practice
from tests.e2e.proxied_live import LiveProxy
from tests.practice import world
from tests.practice.login.login import authorize

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]

READ, WRITE, ORDER = "aliexpress.ds.product.get", "aliexpress.ds.search.event.report", "aliexpress.ds.order.create"
UNLOCK = ("--unlock-live", "5")
PROGRAM = """
import hashlib, hmac, json, os, sys, time, urllib.parse, urllib.request
params = json.loads(sys.argv[1]) | {
    "app_key": os.environ["AE_APP_KEY"], "session": os.environ["AE_SESSION"], "sign_method": "sha256",
    "timestamp": str(int(time.time() * 1000)),
}
text = "".join(name + params[name] for name in sorted(params))
params["sign"] = hmac.new(os.environ["AE_APP_SECRET"].encode(), text.encode(), hashlib.sha256).hexdigest().upper()
url = os.environ["AE_BASE_URL"] + "/sync"
answer = urllib.request.urlopen(url, urllib.parse.urlencode(params).encode()).read()
open(sys.argv[2], "wb").write(answer)
"""
"""A developer's own program: it knows the platform's rules and its variables, and nothing of AExDesk."""


@dataclass
class Two:
    """A workspace with a profile, a session and a loan account in each environment; in practice a test case too."""

    console: Console
    practice: Practice
    live: Practice
    folder: Path

    def __post_init__(self) -> None:
        self.run("environment", "set", "live", "--base-url", self.live.told["url"])
        for environment, gateway in (("practice", self.practice), ("live", self.live)):
            here, told = ("--environment", environment), gateway.told
            env, email = gateway.credentials(), told["buyer_email"]
            profile = ("--name", "Shop", "--app-key", told["app_key"], "--secret-env", "A_SECRET")
            self.run("profile", "add", *profile, *here, env=env)
            token = ("--profile", "Shop", "--account", email, "--session-env", "A_SESSION")
            self.run("token", "add", *token, *here, env=env)
            self.run("loan-account", "add", "--email", email, *here)
        self.add_case("practice")

    def run(self, *words: str, env: dict[str, str] | None = None) -> str:
        """A command that goes well; what it prints."""
        assert self.console(*words, env=env) == 0, self.console.err
        return self.console.out

    def add_case(self, environment: str) -> None:
        """The test case of that environment's gateway, marked as active."""
        case = (self.live if environment == "live" else self.practice).case
        fields = ("name", "loan_account_email", "item_id", "quantity", "country")
        words = [word for name in fields for word in (f"--{name.replace('_', '-')}", str(case[name]))]
        self.run("test-case", "add", *words, "--state", "active", "--environment", environment)

    def params(self, api: str) -> dict[str, str]:
        """The parameters of a call of `api`, but for those of the system."""
        more = {
            READ: {"product_id": self.live.case["item_id"], "ship_to_country": "US"},
            WRITE: {"report_text": '{"event": "x"}'},
            ORDER: {ORDER_PARAMETER: json.dumps(self.live.order())},
        }
        return {"method": api, **more[api]}

    # ------------------------------------------------------------ the three doors

    def by_proxy(self, proxy: LiveProxy, api: str, session: str = "") -> Any:
        """What the proxy answers; signed with the app of Live, and with its buyer's session if no other is named."""
        params = self.params(api) | {
            "app_key": self.live.told["app_key"],
            "session": session or self.live.told["access_token"],
            "sign_method": "sha256",
            "timestamp": str(int(time.time() * 1000)),
        }
        params["sign"] = world.sign(params, self.live.told["app_secret"])
        return world.fetch(f"{proxy.url}/sync", urllib.parse.urlencode(params).encode()).json

    def by_call(self, api: str, *options: str, session_of: Practice | None = None) -> Any:
        """What `aexdesk call` found: the guard's verdict."""
        file = self.folder / "params.json"
        params = {name: value for name, value in self.params(api).items() if name != "method"}
        file.write_text(json.dumps(params), encoding="utf-8")
        session = ("--session-env", "A_SESSION") if session_of else ()
        env = {"A_SESSION": session_of.told["access_token"]} if session_of else None
        words = ("--environment", "live", "--profile", "Shop", "--params", str(file), *session, *options, "--json")
        self.console("call", api, *words, env=env)
        return json.loads(self.console.out)

    def by_exec(self, api: str, *options: str) -> Any:
        """What a program of somebody's own was answered."""
        said = self.folder / "said.json"
        command = (sys.executable, "-c", PROGRAM, json.dumps(self.params(api)), str(said))
        self.run("exec", "--profile", "Shop", "--environment", "live", *options, "--", *command)
        return json.loads(said.read_bytes())

    def address_in_exec(self, *options: str) -> str:
        """The base URL that a program is given."""
        said = self.folder / "address"
        command = (sys.executable, "-c", "import os, sys; open(sys.argv[1], 'w').write(os.environ['AE_BASE_URL'])")
        self.run("exec", "--profile", "Shop", "--environment", "live", *options, "--", *command, str(said))
        return said.read_text(encoding="utf-8")

    # ------------------------------------------------------------ what came of it

    def arrived(self) -> tuple[list[str], list[str]]:
        """The APIs that were called at the practice gateway, and at Live's."""
        practice, live = ([entry["api"] for entry in one.ask("/log")] for one in (self.practice, self.live))
        return practice, live

    def orders(self) -> tuple[list[bool], list[bool]]:
        """Whether each order was free, at practice and at Live."""
        practice, live = ([one["free"] for one in gateway.ask("/orders")] for gateway in (self.practice, self.live))
        return practice, live


@pytest.fixture
def two(practice: Practice, tmp_path: Path) -> Iterator[Two]:
    elsewhere = tmp_path / "elsewhere"  # its notice must not lie in the folder of the first
    elsewhere.mkdir()
    live = Practice("--no-throttle", "--order-mismatch", "charge", "--home", str(elsewhere))
    try:
        yield Two(Console(), practice, live, tmp_path)
    finally:
        live.stop()


def is_refused(answer: Any) -> bool:
    """By the guard."""
    return bool(answer.get("error_response", {}).get("code") == "GuardRefused")


def test_the_proxy_reads_and_no_more_while_live_is_locked(two: Two) -> None:
    two.add_case("live")
    proxy = LiveProxy(two.live.told["url"])
    try:
        assert "aliexpress_ds_product_get_response" in two.by_proxy(proxy, READ)
        assert is_refused(two.by_proxy(proxy, WRITE))
        assert is_refused(two.by_proxy(proxy, ORDER))
    finally:
        proxy.stop()
    assert two.arrived() == ([], [READ])


def test_an_order_by_the_proxy_needs_the_unlock_and_a_case_of_live_and_a_session_of_live(two: Two) -> None:
    proxy = LiveProxy(two.live.told["url"], *UNLOCK)
    try:
        assert is_refused(two.by_proxy(proxy, ORDER)), "a test case of practice is none of Live"
        two.add_case("live")
        assert is_refused(two.by_proxy(proxy, ORDER, two.practice.told["access_token"])), (
            "a session of practice is nobody's"
        )
        assert two.arrived() == ([], [])
        placed = two.by_proxy(proxy, ORDER)
        assert placed["aliexpress_ds_order_create_response"]["result"]["is_success"] is True, placed
    finally:
        proxy.stop()
    assert two.arrived() == ([], [ORDER])
    assert two.orders() == ([], [True])


def test_the_same_by_call(two: Two) -> None:
    assert two.by_call(READ)["guard"]["allowed"] is True
    for refused in (
        two.by_call(WRITE),
        two.by_call(ORDER),
        two.by_call(ORDER, *UNLOCK),
    ):
        assert refused["guard"]["allowed"] is False
    two.add_case("live")
    assert two.by_call(ORDER)["guard"]["allowed"] is False, "locked"
    assert two.by_call(ORDER, *UNLOCK, session_of=two.practice)["guard"]["allowed"] is False
    assert two.arrived() == ([], [READ])
    assert two.by_call(ORDER, *UNLOCK)["guard"]["allowed"] is True
    assert two.orders() == ([], [True])


def test_the_same_by_exec(two: Two) -> None:
    assert "aliexpress_ds_product_get_response" in two.by_exec(READ)
    assert is_refused(two.by_exec(WRITE))
    assert is_refused(two.by_exec(ORDER))
    assert is_refused(two.by_exec(ORDER, *UNLOCK))
    two.add_case("live")
    assert is_refused(two.by_exec(ORDER)), "locked again with the command that had been unlocked"
    assert two.arrived() == ([], [READ])
    placed = two.by_exec(ORDER, *UNLOCK)
    assert placed["aliexpress_ds_order_create_response"]["result"]["is_success"] is True, placed
    assert two.orders() == ([], [True])


def test_an_unlocked_proxy_lends_its_unlock_to_no_other_program(two: Two) -> None:
    two.add_case("live")
    proxy = LiveProxy(two.live.told["url"], *UNLOCK)
    try:
        assert two.address_in_exec() != proxy.url
        assert is_refused(two.by_exec(ORDER))
    finally:
        proxy.stop()
    proxy = LiveProxy(two.live.told["url"])
    try:
        assert two.address_in_exec() == proxy.url
        assert two.address_in_exec(*UNLOCK) != proxy.url
        placed = two.by_exec(ORDER, *UNLOCK)
        assert placed["aliexpress_ds_order_create_response"]["result"]["is_success"] is True, placed
        assert is_refused(two.by_proxy(proxy, ORDER)), "nor does a locked one borrow it"
    finally:
        proxy.stop()
    assert two.orders() == ([], [True])


def test_a_session_of_live_orders_nothing_in_practice(two: Two) -> None:
    file = two.folder / "params.json"
    file.write_text(json.dumps({ORDER_PARAMETER: two.practice.order()}), encoding="utf-8")
    session = ("--session-env", "A_SESSION", "--params", str(file))
    env = {"A_SESSION": two.live.told["access_token"]}
    assert two.console("call", ORDER, "--profile", "Shop", *session, "--json", env=env) == 4
    assert two.arrived() == ([], [])
    env = {"A_SESSION": two.practice.told["access_token"]}
    assert two.console("call", ORDER, "--profile", "Shop", *session, "--json", env=env) == 0, two.console.err
    assert two.orders() == ([True], [])


def test_what_is_known_of_one_does_not_appear_in_the_other(two: Two) -> None:
    """Tokens that a login brings through Live's proxy, too."""
    two.add_case("live")
    proxy = LiveProxy(two.live.told["url"], *UNLOCK)
    try:
        code = authorize(cast(world.Client, _Browser(two.live)))
        params = {"code": code, "app_key": two.live.told["app_key"], "sign_method": "sha256"}
        params["timestamp"] = str(int(time.time() * 1000))
        params["sign"] = world.sign(params, two.live.told["app_secret"], "/auth/token/create")
        url = f"{proxy.url}/rest/auth/token/create"
        created = world.fetch(url, urllib.parse.urlencode(params).encode()).json
        assert created["account"] == two.live.told["buyer_email"], created
        placed = two.by_proxy(proxy, ORDER, created["access_token"])
        assert placed["aliexpress_ds_order_create_response"]["result"]["is_success"] is True, placed
    finally:
        proxy.stop()
    for words, names in (
        (("token", "list"), {"account"}),
        (("test-case", "list"), {"name"}),
        (("loan-account", "list"), {"email"}),
        (("profile", "list"), {"name"}),
    ):
        for environment in ("practice", "live"):
            found = json.loads(two.run(*words, "--environment", environment, "--json"))
            assert len(found) == 1, (words, environment, found)
            assert found[0]["environment"] == environment
            assert names <= found[0].keys()
    history = json.loads(two.run("history", "--json"))
    assert {line["environment"] for line in history} == {"live"}
    assert two.orders() == ([], [True])
    assert two.arrived()[0] == []


class _Browser:
    """What the login pages of a gateway need to know."""

    def __init__(self, gateway: Practice) -> None:
        self.told = gateway.told
        self.app_key = str(gateway.told["app_key"])
