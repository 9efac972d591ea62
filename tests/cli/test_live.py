"""Live from the command line: it reads; it writes only for as long as a person said in this very command.

A practice gateway stands at Live's address; nothing here reaches the platform.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from aexdesk.practice import RunningPractice, start_practice
from tests.cli.conftest import Console
from tests.practice.world import ADDRESS, ORDER_PARAM, fetch

READ = ("aliexpress.ds.product.get", "-p", "product_id=1005990000000001", "-p", "ship_to_country=US")
WRITE = ("aliexpress.ds.search.event.report", "-p", 'report_text={"event": "x"}')
ORDER = "aliexpress.ds.order.create"
ORDER_GET = "aliexpress.trade.ds.order.get"
UNLOCK = ("--unlock-live", "5")


@dataclass
class Live:
    """A workspace whose Live is a practice gateway, with that gateway's app and its loaned buyer as a profile."""

    console: Console
    gateway: RunningPractice
    folder: Path

    def __post_init__(self) -> None:
        self.told: dict[str, Any] = self.gateway.object.to_json()
        self.case: dict[str, Any] = self.told["test_case"]
        secrets = {"A_SECRET": self.told["app_secret"], "A_SESSION": self.told["access_token"]}
        email = self.told["buyer_email"]
        key = self.told["app_key"]
        for words in (
            ("environment", "set", "live", "--base-url", self.told["url"]),
            ("profile", "add", "--name", "P", "--app-key", key, "--secret-env", "A_SECRET", "--environment", "live"),
            ("token", "add", "--profile", "P", "--account", email, "--session-env", "A_SESSION",
             "--environment", "live"),
            ("loan-account", "add", "--email", email, "--environment", "live"),
        ):  # fmt: skip
            assert self.console(*words, env=secrets) == 0, self.console.err

    def call(self, *words: str, **more: Any) -> int:
        """`aexdesk call` in Live."""
        return self.console("call", *words, "--environment", "live", "--profile", "P", "--json", **more)

    @property
    def shown(self) -> Any:
        """What the call printed."""
        return json.loads(self.console.out)

    def add_case(self, *more: str, state: str = "active", environment: str = "live") -> None:
        """Notes the gateway's own test case."""
        fields = ("name", "loan_account_email", "item_id", "quantity", "country")
        words = [word for name in fields for word in (f"--{name.replace('_', '-')}", str(self.case[name]))]
        assert self.console("test-case", "add", *words, "--state", state, "--environment", environment, *more) == 0

    def order(self, **changed: Any) -> tuple[str, str, str]:
        """The words of an order; `changed` are fields of its one item."""
        item = {"product_id": int(self.case["item_id"]), "product_count": self.case["quantity"],
                "sku_attr": "14:193#Black", "logistics_service_name": "CAINIAO_STANDARD"}  # fmt: skip
        file = self.folder / "order.json"
        order = {"product_items": [item | changed], "logistics_address": ADDRESS}
        file.write_text(json.dumps({ORDER_PARAM: order}), encoding="utf-8")
        return ORDER, "--params", str(file)

    def admin(self, path: str, sent: Any = None) -> Any:
        """What the gateway itself knows."""
        return fetch(f"{self.told['url']}/_practice{path}", None if sent is None else json.dumps(sent).encode()).json

    def arrived(self, api: str) -> int:
        """How many calls of `api` reached the gateway."""
        return sum(entry["api"] == api for entry in self.admin("/log"))


@pytest.fixture
def live(console: Console, tmp_path: Path) -> Iterator[Live]:
    with start_practice(0) as gateway:
        yield Live(console, gateway, tmp_path)


def test_live_reads_and_writes_only_unlocked(live: Live) -> None:
    assert live.call(*READ) == 0, live.console.err
    assert live.call(*WRITE) == 4
    refused = live.shown
    assert refused["response"] is None
    assert "Live is read-only" in live.console.err
    assert live.arrived(WRITE[0]) == 0
    live.call(*WRITE, *UNLOCK)
    sent = live.shown
    assert sent["guard"]["allowed"]
    assert sent["response"]["status"] == 200
    assert live.arrived(WRITE[0]) == 1
    assert live.call(*WRITE) == 4, "the unlock is gone with its command"
    assert live.arrived(WRITE[0]) == 1


def test_an_order_needs_the_unlock_and_a_case_of_live(live: Live) -> None:
    assert live.call(*live.order(), *UNLOCK) == 4
    live.add_case(environment="practice")
    assert live.call(*live.order(), *UNLOCK) == 4, "a case of practice is none of Live"
    live.add_case(state="submitted")
    assert live.call(*live.order(), *UNLOCK) == 4, "what waits is not approved"
    assert live.console("test-case", "remove", live.case["name"], "--environment", "live") == 0
    live.add_case()
    assert live.call(*live.order()) == 4, "locked"
    assert live.call(*live.order(product_count=2), *UNLOCK) == 4
    assert (live.arrived(ORDER), live.admin("/orders")) == (0, [])
    assert live.call(*live.order(), *UNLOCK) == 0, live.console.err
    (order,) = live.admin("/orders")
    assert order["free"] is True


def test_an_order_of_a_session_that_nobody_knows_is_refused(live: Live) -> None:
    live.add_case()
    session = {"S": live.told["real_buyer_access_token"]}
    assert live.call(*live.order(), *UNLOCK, "--session-env", "S", env=session) == 4
    assert live.arrived(ORDER) == 0


@pytest.mark.parametrize("minutes", ["61", "0", "-1", "1.5", "1e1", "", "five", "٥", "999999999999", "0x5", " 5"])
def test_no_other_length_is_taken(live: Live, minutes: str) -> None:
    try:
        code = live.call(*WRITE, f"--unlock-live={minutes}")
    except SystemExit as end:
        code = int(str(end.code))
    assert code == 2
    assert live.arrived(WRITE[0]) == 0


def test_no_variable_and_no_file_unlocks(live: Live, tmp_path: Path) -> None:
    names = ("AEXDESK_UNLOCK_LIVE", "AEXDESK_UNLOCK", "UNLOCK_LIVE", "AE_UNLOCK_LIVE", "AEXDESK_CALL_OPTIONS")
    variables = dict.fromkeys(names, "5")
    assert live.call(*WRITE, env=variables) == 4
    home = Path(os.environ["AEXDESK_HOME"])
    for folder in (home, tmp_path):
        for name in ("unlock", "unlock-live", "config.json", "settings.json", ".env"):
            (folder / name).write_text('{"unlock_live": 5, "unlock-live": 5}\n--unlock-live 5\n', encoding="utf-8")
    assert live.call(*WRITE) == 4
    arguments = tmp_path / "arguments"
    arguments.write_text("--unlock-live\n5\n", encoding="utf-8")
    with pytest.raises(SystemExit):
        live.call(*WRITE, f"@{arguments}")
    params = tmp_path / "params.json"
    params.write_text(json.dumps({"unlock_live": 5, "--unlock-live": "5"}), encoding="utf-8")
    assert live.call(WRITE[0], "--params", str(params)) == 4
    assert live.arrived(WRITE[0]) == 0


def test_the_flag_does_nothing_for_practice(console: Console) -> None:
    assert console("call", *READ, *UNLOCK) == 0, console.err


# ---------------------------------------------------------------- an order that may exist


def test_after_a_time_out_the_order_is_sent_again_under_its_mark(live: Live) -> None:
    """By another process: the ledger remembers it."""
    live.add_case()
    live.admin("/faults", {"api": ORDER, "kind": "timeout_after_order", "value": 50})
    assert live.call(*live.order(), *UNLOCK) == 5
    (order,) = live.admin("/orders")
    mark = order["out_order_id"]
    assert mark.startswith("AEX-")
    assert "The order may exist." in live.console.err
    assert "https://www.aliexpress.com/p/order/index.html" in live.console.err
    assert mark in live.console.err
    assert live.call(*live.order(), *UNLOCK) == 3
    assert "REPEATED_ORDER_ERROR" in live.console.err
    assert len(live.admin("/orders")) == 1
    assert live.console("history", "--json") == 0
    assert [line["error_code"] for line in live.shown] == ["REPEATED_ORDER_ERROR", "connection_lost"]


def test_each_order_has_a_mark_and_one_that_was_given_stays(live: Live) -> None:
    live.add_case()
    for _time in range(2):
        assert live.call(*live.order(), *UNLOCK) == 0
        assert "may exist" not in live.console.err
    params = json.loads((live.folder / "order.json").read_text(encoding="utf-8"))
    params[ORDER_PARAM]["out_order_id"] = "mine-1"
    (live.folder / "order.json").write_text(json.dumps(params), encoding="utf-8")
    assert live.call(ORDER, "--params", str(live.folder / "order.json"), *UNLOCK) == 0
    marks = [order["out_order_id"] for order in live.admin("/orders")]
    assert len(set(marks)) == 3
    assert sorted(mark[:4] for mark in marks) == ["AEX-", "AEX-", "mine"]


# ---------------------------------------------------------------- automatic payment


PAYMENT = ("-p", 'ds_extend_request={"payment": {"try_to_pay": "true", "pay_currency": "USD"}}')


def test_automatic_payment_needs_a_case_that_allows_it(live: Live) -> None:
    live.add_case()
    assert live.call(*live.order(), *PAYMENT, *UNLOCK) == 4
    assert live.arrived(ORDER) == 0
    assert live.console("test-case", "remove", live.case["name"], "--environment", "live") == 0
    live.add_case("--allows-payment")
    assert live.console("test-case", "list", "--environment", "live", "--json") == 0
    assert [case["allows_payment"] for case in live.shown] == [True]
    assert live.call(*live.order(), *PAYMENT, *UNLOCK) == 0, live.console.err


# ---------------------------------------------------------------- what an order may cost


def test_an_order_in_live_says_that_it_is_at_risk_and_prints_no_more_than_before(live: Live) -> None:
    live.add_case()
    assert live.call(*live.order(), *UNLOCK) == 0
    (order,) = live.admin("/orders")
    assert live.shown["error"] is None
    assert live.console.err == (
        f"Order {order['order_id']} is at risk until it is settled in the Ledger tab; --wait asks what is due.\n"
    )
    assert live.arrived(ORDER_GET) == 0, "nobody asked for that"


def test_wait_asks_again_what_is_due_and_fails_where_it_was_paid(live: Live) -> None:
    """Only practice says what is free: an order that Live counts as paid is paid for all that we know."""
    live.add_case()
    live.admin("/faults", {"api": ORDER_GET, "kind": "error", "value": "ServiceUnavailable", "times": 1})
    assert live.call(*live.order(), *UNLOCK, "--wait") == 1
    (order,) = live.admin("/orders")
    assert live.shown["error"] is None
    assert live.console.err.splitlines() == [
        f"Order {order['order_id']}: asking what is due, for up to 30 s…",
        f"Order {order['order_id']}: PAID; amount USD {order['amount']}.",
    ]
    assert live.arrived(ORDER_GET) == 2


def test_wait_confirms_what_practice_says_is_free(live: Live) -> None:
    assert live.console("call", *live.order(), "--wait", "--json") == 0, live.console.err
    assert ": confirmed free; amount USD " in live.console.err


def test_wait_asks_nothing_for_what_is_no_order_or_was_refused(live: Live) -> None:
    assert live.call(*READ, "--wait") == 0
    assert live.call(*live.order(), "--wait") == 4
    assert live.arrived(ORDER_GET) == 0
