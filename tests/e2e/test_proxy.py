"""`aexdesk proxy` and `aexdesk exec` as real processes: a program that knows nothing of them goes through."""

from __future__ import annotations

import json
import signal
import sys
import urllib.parse
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from tests.e2e.processes import ORDER_PARAMETER, Practice, Running, aexdesk, wait_until, write_json
from tests.practice import world
from tests.practice.login.login import authorize

APP = ("--app-key", "509900", "--secret-env", "A_SECRET")


class Proxied(Practice):
    """`aexdesk proxy --with-practice --json`, as its practice gateway."""

    def __init__(self, *arguments: str) -> None:
        Running.__init__(self, "proxy", "--with-practice", "--no-throttle", "--json", "--port", "0", *arguments)
        try:
            said = json.loads(self.line())
        except BaseException:
            self.end(signal.SIGKILL)
            raise
        self.url: str = said["url"]
        self.told: dict[str, Any] = said["practice"]
        self.gateway: dict[str, Any] = self.told

    @property
    def app_key(self) -> str:
        return str(self.told["app_key"])

    def call(self, signed: Any) -> Any:
        """Sends what `aexdesk sign` printed, to the proxy."""
        path = urllib.parse.urlsplit(signed["url"]).path
        return json.loads(world.fetch(self.url + path, urllib.parse.urlencode(signed["params"]).encode()).body)

    def ask_signed(self, api: str, *arguments: str, session: str = "", secret: str = "") -> Any:
        session_option = ("--session-env", "A_SESSION") if session else ()
        env = {"A_SECRET": secret or self.told["app_secret"], "A_SESSION": session}
        done = aexdesk(
            "sign", "--api", api, "--app-key", self.app_key, "--secret-env", "A_SECRET", *session_option, *arguments,
            "--json", env=env,
        )  # fmt: skip
        return self.call(done.json)


@pytest.fixture
def proxy() -> Iterator[Proxied]:
    running = Proxied("--order-mismatch", "charge")
    yield running
    running.stop()


def test_orders_pass_only_as_the_test_case_says(proxy: Proxied, tmp_path: Path) -> None:
    order = write_json(tmp_path, {ORDER_PARAMETER: proxy.order()})
    other = write_json(tmp_path / "..", {ORDER_PARAMETER: proxy.order(country="FR")})
    session = proxy.told["access_token"]
    asked = ("aliexpress.ds.order.create", "--params")
    placed = proxy.ask_signed(*asked, order, session=session)
    assert placed["aliexpress_ds_order_create_response"]["result"]["is_success"] is True, placed
    refused = proxy.ask_signed(*asked, other, session=session)
    assert refused["error_response"]["code"] == "GuardRefused"
    refused = proxy.ask_signed(*asked, order, session=proxy.told["real_buyer_access_token"])
    assert refused["error_response"]["code"] == "GuardRefused"
    assert [one["free"] for one in proxy.ask("/orders")] == [True]
    assert len(proxy.log_of("aliexpress.ds.order.create")) == 1
    done = proxy.stop()
    assert (done.code, done.err) == (0, "")
    (third, second, first) = aexdesk("history", "--json").json
    assert [one["error_code"] for one in (first, second, third)] == ["", "GuardRefused", "GuardRefused"]


def test_a_program_that_logs_in_and_refreshes_by_itself_can_order(proxy: Proxied, tmp_path: Path) -> None:
    code = authorize(cast(world.Client, proxy))
    created = proxy.ask_signed("/auth/token/create", "-p", f"code={code}")
    assert created["account"] == proxy.told["buyer_email"], created
    renewed = proxy.ask_signed("/auth/token/refresh", "-p", f"refresh_token={created['refresh_token']}")
    assert renewed["access_token"] != created["access_token"]
    order = write_json(tmp_path, {ORDER_PARAMETER: proxy.order()})
    for session in (created["access_token"], renewed["access_token"]):
        placed = proxy.ask_signed("aliexpress.ds.order.create", "--params", order, session=session)
        assert placed["aliexpress_ds_order_create_response"]["result"]["is_success"] is True, placed
    assert [one["free"] for one in proxy.ask("/orders")] == [True, True]
    said = proxy.stop()
    told = json.dumps([aexdesk("history", "--json").json, said.out, said.err])
    for secret in (code, created["access_token"], created["refresh_token"], renewed["refresh_token"]):
        assert secret not in told


def test_what_was_acknowledged_is_in_the_log_when_it_ends(proxy: Proxied) -> None:
    for number in range(25):
        world.fetch(f"{proxy.url}/sync?method=aliexpress.ds.product.get&n={number}")
    assert proxy.end(signal.SIGTERM).code == 0
    assert len(aexdesk("history", "--json", "--limit", "100").json) == 25


def test_the_login_is_pointed_to(proxy: Proxied) -> None:
    answer = world.fetch(f"{proxy.url}/oauth/authorize?client_id=1&state=a%20b")
    assert answer.status == 302
    assert answer.headers["Location"] == f"{proxy.told['authorize_url']}?client_id=1&state=a%20b"


def test_a_port_that_is_taken_is_told(proxy: Proxied) -> None:
    port = proxy.url.rpartition(":")[2]
    done = aexdesk("proxy", "--with-practice", "--port", port)
    assert (done.code, done.out) == (5, "")
    assert port in done.err


@pytest.mark.parametrize(
    "arguments",
    [("--with-practice", "--environment", "live"), ("--order-mismatch", "charge"), ("--unlock-live", "61")],
)
def test_options_that_do_not_go_together(arguments: tuple[str, ...]) -> None:
    assert aexdesk("proxy", *arguments).code == 2


# ---------------------------------------------------------------- exec

SHOW = (
    "import os, json; names = ('AE_APP_KEY', 'AE_APP_SECRET', 'AE_SESSION', 'AE_BASE_URL', 'USE_TEST_ACCOUNTS');"
    "print(json.dumps({name: os.environ.get(name) for name in names}))"
)


@pytest.mark.usefixtures("practice")
def test_exec_needs_a_command_and_a_profile_that_exists() -> None:
    assert aexdesk("exec", "--profile", "Shop").code == 2
    assert aexdesk("exec", "--profile", "Shop", "--", sys.executable, "-c", "pass").code == 2
    assert aexdesk("exec", "--profile", "Shop", "--no-proxy", "--unlock-live", "5", "--", "true").code == 2


def test_signals_end_the_proxy_cleanly_while_calls_run(proxy: Proxied) -> None:
    proxy.ask("/faults", {"api": "aliexpress.ds.product.get", "kind": "latency", "value": 20000})
    session = proxy.told["access_token"]
    asking = Running(
        "call", "aliexpress.ds.product.get", "-p", "product_id=1", "--app-key", proxy.app_key, "--secret-env",
        "A_SECRET", "--session-env", "A_SESSION", env={"A_SECRET": proxy.told["app_secret"], "A_SESSION": session},
    )  # fmt: skip
    asking.end(signal.SIGTERM)
    done = proxy.stop()
    assert (done.code, done.err) == (0, "")
    wait_until(lambda: proxy.process.poll() is not None)
