"""Live in the Console: what writes sleeps until Live is unlocked; unknown APIs; an order that may exist.

A practice gateway stands at Live's address; nothing here reaches the platform.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest
from PySide6.QtWidgets import QPushButton

from aexdesk.openplatform.request import Call
from aexdesk.ordertest.order_facts import ORDER_PARAMETER
from aexdesk.practice import RunningPractice, start_practice
from aexdesk.secret import Secret
from aexdesk.services.handover import PreparedOrder
from aexdesk.services.profiles import ProfileDraft
from aexdesk.services.test_cases import OrderTestCaseDraft
from aexdesk.services.tokens import TokenGrant
from aexdesk.ui.tabs.console.order_results import OrderResults
from aexdesk.workspace.case_order import CaseOrderState
from aexdesk.workspace.ledger import LedgerState
from aexdesk.workspace.order_test_case import OrderTestCaseState
from tests.conftest import Run
from tests.ordertest.orders import order, text_of
from tests.practice.world import fetch
from tests.ui.conftest import turns
from tests.ui.tabs.console.conftest import Bench
from tests.ui.tabs.console.test_model import ORDER_CREATE
from tests.ui.tabs.console.test_orders import crosses, hand, named, prepared, press

WRITE = "aliexpress.ds.search.event.report"
SPENDS = "aliexpress.ds.order.pay.now"
PROFILE = "Shop"


@pytest.fixture
def gateway() -> Iterator[RunningPractice]:
    with start_practice(0) as running:
        yield running


@dataclass
class Live:
    """The console in a Live that is a practice gateway, its app a profile and its loaned buyer a loan account."""

    bench: Bench
    told: dict[str, Any]

    async def enter(self) -> None:
        desk, email, case = self.bench.desk, self.told["buyer_email"], self.told["test_case"]
        await desk.environments.set_base_url("live", self.told["url"])
        self.profile = await desk.profiles.add(
            ProfileDraft("live", PROFILE, self.told["app_key"]), Secret(self.told["app_secret"])
        )
        await desk.tokens.add(self.profile, TokenGrant(email, session=Secret(self.told["access_token"])))
        await desk.loan_accounts.add("live", email)
        state = OrderTestCaseState.ACTIVE
        item, quantity, country = case["item_id"], case["quantity"], case["country"]
        await desk.test_cases.add(OrderTestCaseDraft("live", "Mug", email, item, quantity, country, state=state))
        await desk.standing.choose_environment("live")

    async def show_order(self) -> None:
        """An order that matches, as the order tests tab hands it over."""
        item = {"product_id": int(self.told["test_case"]["item_id"]), "sku_attr": ""}
        call = Call(ORDER_CREATE, ((ORDER_PARAMETER, text_of(order(item=item))),))
        await hand(self.bench, PreparedOrder(call, "live", self.profile.id, "c"))

    async def unlock(self) -> None:
        self.bench.desk.live_unlock.unlock(PROFILE, PROFILE)
        await self.bench.judged()
        await turns()

    def arrived(self, api: str) -> int:
        """How many calls of it have reached the gateway."""
        return sum(one["api"] == api for one in fetch(f"{self.told['url']}/_practice/log").json)


@pytest.fixture
def live(run: Run, bench: Bench, gateway: RunningPractice) -> Live:
    made = Live(bench, dict(gateway.object.to_json()))
    run(made.enter(), 20)
    return made


def button(bench: Bench) -> QPushButton:
    (found,) = named(bench, "console.send")
    assert isinstance(found, QPushButton)
    return found


def do(run: Run, *steps: Callable[[], Awaitable[object] | None]) -> None:
    """One after another, on one loop, with what follows from them."""

    async def work() -> None:
        for step in steps:
            begun = step()
            if begun is not None:
                await begun
            await turns()

    run(work(), 20)


# ---------------------------------------------------------------- read-only until unlocked


def test_a_call_that_writes_sleeps_and_says_why_until_live_is_unlocked(run: Run, live: Live) -> None:
    bench = live.bench
    do(run, lambda: bench.model.choose_api(WRITE), bench.judged)
    (banner,) = named(bench, "console.locked")
    assert "Unlock Live" in banner.accessibleDescription()
    assert (button(bench).isEnabled(), button(bench).text()) == (False, "Live is read-only")
    do(run, live.unlock)
    assert button(bench).isEnabled()
    assert button(bench).property("role") == "danger"
    assert named(bench, "console.locked") == []
    do(run, lambda: bench.model.set_value("report_text", '{"event": "x"}'), bench.judged, bench.send)
    assert live.arrived(WRITE) == 1
    do(run, bench.desk.live_unlock.lock)
    assert not button(bench).isEnabled()
    bench.model.send()
    assert bench.state.running is None


def test_what_only_reads_needs_no_unlock(run: Run, live: Live) -> None:
    do(run, lambda: live.bench.model.choose_api("aliexpress.ds.product.get"), live.bench.judged)
    assert button(live.bench).isEnabled()
    assert button(live.bench).property("role") == "primary"
    assert named(live.bench, "console.locked") == []


def test_an_order_wakes_when_live_is_unlocked_and_its_facts_match(run: Run, live: Live) -> None:
    bench = live.bench
    do(run, live.show_order)
    assert crosses(bench) == []
    assert bench.view.order.heading.text() == "Live is read-only until it is unlocked."
    assert not button(bench).isEnabled()
    do(run, live.unlock)
    assert bench.view.order.heading.text() == "The order matches the test case Mug."
    assert button(bench).isEnabled()
    text = bench.state.draft.value(ORDER_PARAMETER)
    do(run, lambda: bench.model.set_value(ORDER_PARAMETER, text.replace('"US"', '"DE"')), bench.judged)
    assert (button(bench).isEnabled(), button(bench).text()) == (False, "Order differs")


def test_an_order_in_live_stays_at_risk_and_leads_to_the_ledger(run: Run, live: Live) -> None:
    bench = live.bench
    do(run, live.show_order, live.unlock, bench.send)
    card = bench.view.response.cards.order
    assert card.isVisible()
    assert "at risk" in card.hint.text()
    assert card.page.isVisible()
    assert not card.again.isVisible()
    do(run, card.ledger.click)
    assert bench.went_to == ["ledger"]
    (entry,) = run(bench.desk.ledger.list("live"))
    assert (entry.state, entry.is_settled) == (LedgerState.EXPECTED_FREE, False)


# ---------------------------------------------------------------- APIs that nobody knows


def test_an_unknown_api_that_could_spend_is_marked_once_by_its_very_name(run: Run, live: Live) -> None:
    bench = live.bench
    do(run, lambda: bench.model.choose_api(SPENDS), bench.judged)
    assert not button(bench).isEnabled()
    (mark,) = named(bench, "console.mark_draft")
    assert SPENDS in mark.toolTip()
    do(
        run,
        lambda: press(bench, "console.mark_draft"),
        lambda: bench.until(lambda: bool(bench.state.harmless)),
        bench.judged,
    )
    assert bench.desk.harmless_apis.names("live") == {SPENDS}
    assert bench.desk.harmless_apis.names("practice") == frozenset()
    assert button(bench).isEnabled()
    assert named(bench, "console.mark_draft") == []
    do(run, lambda: bench.model.choose_api(SPENDS.upper()), bench.judged)
    assert not button(bench).isEnabled()
    do(run, lambda: bench.model.choose_api(SPENDS), bench.judged)
    (said, undo) = bench.toasts.lines[-1]
    assert SPENDS in said()
    assert undo is not None
    do(run, undo, lambda: bench.until(lambda: not bench.state.harmless), bench.judged)
    assert not button(bench).isEnabled()


def test_the_card_of_a_refusal_offers_the_mark_too(run: Run, live: Live) -> None:
    bench = live.bench
    do(run, lambda: bench.model.choose_api(SPENDS), bench.judged, bench.send_past_the_button)
    assert live.arrived(SPENDS) == 0
    do(run, lambda: press(bench, "console.mark"), lambda: bench.until(lambda: bool(bench.state.harmless)))
    assert named(bench, "console.mark") == []
    do(run, bench.judged, bench.send)
    assert live.arrived(SPENDS) == 1


def test_what_the_catalogue_knows_cannot_be_marked(run: Run, live: Live) -> None:
    bench = live.bench
    do(run, live.show_order, bench.send_past_the_button)
    assert named(bench, "console.mark") == []
    assert named(bench, "console.mark_draft") == []


# ---------------------------------------------------------------- automatic payment


def test_automatic_payment_is_shown_beside_the_four_facts(run: Run, live: Live) -> None:
    bench = live.bench
    do(run, live.show_order, live.unlock)
    row = bench.view.order.rows["payment"]
    assert not row.isVisible()
    wish = '{"payment":{"pay_currency":"USD","try_to_pay":"true"}}'
    do(run, lambda: bench.model.set_value("ds_extend_request", wish), bench.judged)
    assert row.isVisible()
    assert "The test case does not allow it." in row.accessibleName()
    assert not button(bench).isEnabled()


# ---------------------------------------------------------------- an order that may exist


@dataclass
class Silent:
    """A platform that takes orders and then says nothing; `orders` are what it took."""

    orders: list[dict[str, Any]] = field(default_factory=list)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.orders.append(json.loads(parse_qs(request.content.decode())[ORDER_PARAMETER][0]))
        raise httpx.ReadTimeout("too late", request=request)


def test_after_a_time_out_it_is_sent_again_as_the_same_order(run: Run, bench: Bench) -> None:
    platform = Silent()
    given = prepared(bench)
    unmarked = order(item={"product_id": int(bench.desk.practising.seeds.test_case.item_id), "sku_attr": ""})  # type: ignore[union-attr]
    del unmarked["out_order_id"]
    call = Call(ORDER_CREATE, ((ORDER_PARAMETER, text_of(unmarked)),))
    do(run, lambda: hand(bench, PreparedOrder(call, given.environment, given.profile_id, given.case_id)))
    bench.answer_with(platform)
    do(run, bench.send)
    card = bench.view.response.cards.order
    assert card.message.text() == "The order may exist."
    assert card.again.isVisible()
    do(run, lambda: bench.model.set_value(ORDER_PARAMETER, "{}"))  # what is typed meanwhile is not what is sent
    do(
        run,
        lambda: press(bench, "console.again"),
        lambda: bench.until(lambda: len(platform.orders) == 2 and bench.state.running is None),
    )
    first, second = platform.orders
    assert first == second
    assert first["out_order_id"]


def test_where_live_was_locked_meanwhile_it_is_not_sent_again(run: Run, live: Live) -> None:
    bench, platform = live.bench, Silent()
    do(run, live.show_order, live.unlock)
    bench.answer_with(platform)
    do(run, bench.send, bench.desk.live_unlock.lock, bench.judged)
    do(run, lambda: press(bench, "console.again"), bench.judged)
    assert len(platform.orders) == 1
    assert bench.view.order.heading.text() == "Live is read-only until it is unlocked."


def test_the_order_page_of_live_opens_in_the_browser(run: Run, live: Live) -> None:
    bench, opened = live.bench, list[str]()

    class Links:
        def open(self, url: str) -> bool:
            opened.append(url)
            return True

    bench.model.repeating._links = Links()
    do(run, live.show_order, live.unlock)
    bench.answer_with(Silent())
    do(run, bench.send)
    do(run, lambda: press(bench, "console.order_page"))
    assert opened == ["https://www.aliexpress.com/p/order/index.html"]


@pytest.mark.parametrize(("age", "can"), [(timedelta(hours=23, minutes=59), True), (timedelta(hours=24), False)])
def test_after_a_day_the_platform_has_forgotten_it(run: Run, bench: Bench, age: timedelta, can: bool) -> None:
    do(run, lambda: hand(bench, prepared(bench)))
    bench.answer_with(Silent())
    do(run, bench.send)
    assert bench.state.answer is not None
    exchange = bench.state.answer.exchange
    results = OrderResults(bench.desk.test_cases, bench.desk.practising, lambda: exchange.at + age)
    found = run(results.of(exchange, bench.state.environment))
    assert found is not None
    assert (found.outcome.state, found.can_repeat) == (CaseOrderState.UNKNOWN, can)
