"""Orders in the Console: the four facts before Send wakes, what other tabs hand over, what became of the order."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from aexdesk.faults import AexError, BadInput
from aexdesk.gateway.late_tls import late_tls
from aexdesk.openplatform.request import Call
from aexdesk.ordertest.order_facts import ORDER_PARAMETER
from aexdesk.ordertest.order_outcome import OrderOutcome
from aexdesk.secret import Secret
from aexdesk.services.handover import PreparedOrder
from aexdesk.services.profiles import ProfileDraft
from aexdesk.services.test_cases import OrderTestCaseDraft
from aexdesk.services.tokens import TokenGrant
from aexdesk.ui.language import Language
from aexdesk.ui.tabs.console.order_state import OrderResult
from aexdesk.ui.tabs.console.order_words import write_result
from aexdesk.ui.tabs.console.previewing import SLOW_AFTER_S
from aexdesk.workspace.case_order import CaseOrderState
from aexdesk.workspace.order_test_case import OrderTestCaseState
from aexdesk.workspace.token import Token
from tests.conftest import Run
from tests.ordertest.orders import order, text_of
from tests.ui.conftest import turns
from tests.ui.tabs.console.conftest import Bench, OpenBench, texts_of
from tests.ui.tabs.console.test_model import ORDER_CREATE, PRODUCT_GET
from tests.ui.tabs.desk_worlds import WINDOW
from tests.ui.whole import whole

ALL = ("account", "item_id", "quantity", "country")


def prepared(bench: Bench, environment: str = "practice", profile_id: str | None = None, **item: Any) -> PreparedOrder:
    """An order for practice's test case, as the order tests tab builds it."""
    seeds = bench.desk.practising.seeds
    assert seeds is not None
    profile = bench.desk.standing.profile
    assert profile is not None
    product = {"product_id": int(seeds.test_case.item_id), "sku_attr": ""}
    call = Call(ORDER_CREATE, ((ORDER_PARAMETER, text_of(order(item=product | item))),))
    return PreparedOrder(call, environment, profile_id or profile.id, seeds.test_case.id)


async def hand(bench: Bench, given: PreparedOrder) -> None:
    """Another tab hands it over; the console takes it in its own time."""
    bench.desk.handovers.order_for_console.give(given)
    await bench.until(lambda: bench.state.draft.call == given.call or bench.state.fault is not None)
    await bench.judged()


def crosses(bench: Bench) -> list[str]:
    """The fields of the facts that do not match."""
    assert bench.state.order is not None
    assert bench.state.order.check is not None
    return [fact.field for fact in bench.state.order.check.facts if not fact.is_match]


def change(bench: Bench, old: str, new: str) -> None:
    """Types in the order."""
    text = bench.state.draft.value(ORDER_PARAMETER)
    assert old in text
    bench.model.set_value(ORDER_PARAMETER, text.replace(old, new))


def named(bench: Bench, name: str) -> list[QWidget]:
    return [widget for widget in bench.view.findChildren(QWidget, name) if widget.isVisible()]


def press(bench: Bench, name: str) -> None:
    (widget,) = named(bench, name)
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


async def orders_of_practice(bench: Bench) -> list[dict[str, Any]]:
    async with httpx.AsyncClient(verify=late_tls()) as client:
        found: list[dict[str, Any]] = (await client.get(f"{bench.desk.practising.state.url}/_practice/orders")).json()
    return found


# ---------------------------------------------------------------- four facts, then Send


def test_a_prepared_order_is_green_in_four_rows_and_free_in_practice(run: Run, bench: Bench) -> None:
    given = prepared(bench)

    async def work() -> None:
        await hand(bench, given)
        await turns()
        assert crosses(bench) == []
        (facts,) = named(bench, "console.facts")
        heard = [row.accessibleName() for row in bench.view.order.rows.values() if row.isVisible()]
        assert heard == [
            f"{name} matches the test case" for name in ("Account", "Item ID", "Quantity", "Receiving country")
        ]
        assert "Practice order" in "\n".join(texts_of(facts))
        assert await orders_of_practice(bench) == []  # looking at it sends nothing
        assert bench.state.history == ()
        (button,) = named(bench, "console.send")
        assert button.isEnabled()
        press(bench, "console.send")
        await bench.until(lambda: bench.state.answer is not None and bench.state.running is None)
        await turns()

    run(work(), 20)
    (made,) = run(orders_of_practice(bench))
    assert made["free"] is True
    card = bench.view.response.cards.order
    assert card.isVisible()
    assert card.message.text() == f"Order {made['order_id']} placed, free."
    assert card.hint.text() == "It matched the test case Practice order."
    card.copy.copy()
    assert bench.clipboard.texts == [str(made["order_id"])]
    QTest.mouseClick(card.cases, Qt.MouseButton.LeftButton)
    assert bench.went_to == ["order_tests"]
    assert named(bench, "console.support") == []
    sent = json.loads(dict(given.call.parameters)[ORDER_PARAMETER])
    assert bench.state.answer is not None
    got = {one.name: one.value for one in bench.state.answer.exchange.request.parameters}
    assert json.loads(got[ORDER_PARAMETER]) == sent


def test_another_quantity_puts_send_to_sleep_and_names_the_fact(run: Run, bench: Bench) -> None:
    run(hand(bench, prepared(bench)))

    async def work() -> None:
        change(bench, '"product_count": 1', '"product_count": 2')
        # At once, and not only when the guard has looked: what it said was about another order.
        assert not bench.state.can_send
        bench.model.send()
        assert bench.state.running is None
        await bench.judged()
        await turns()
        bench.model.send()
        QTest.keyClick(bench.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert bench.state.running is None

    run(work())
    assert crosses(bench) == ["quantity"]
    (button,) = named(bench, "console.send")
    assert isinstance(button, QPushButton)
    assert not button.isEnabled()
    assert button.text() == "Order differs"
    assert "Quantity: expected 1, found 2" in button.toolTip()
    row = bench.view.order.rows["quantity"]
    assert row.accessibleName() == "Quantity differs: the test case says 1, the order says 2"
    assert (row.found.text(), row.expected.text()) == ("2", "The test case says 1.")
    assert row.expected.isVisible()
    assert bench.state.history == ()

    async def back() -> None:
        change(bench, '"product_count": 2', '"product_count": 1')
        await bench.judged()
        await turns()

    run(back())
    assert bench.state.can_send
    assert button.isEnabled()
    assert not row.expected.isVisible()


def test_the_token_of_another_account_makes_the_account_red(run: Run, bench: Bench) -> None:
    run(hand(bench, prepared(bench)))
    assert crosses(bench) == []
    profile = bench.desk.standing.profile
    assert profile is not None

    async def work() -> None:
        grant = TokenGrant("other@loan.example", session=Secret("CANARY-of-another"))
        await bench.desk.tokens.add(profile, grant)
        await bench.desk.standing.load()
        assert not bench.state.can_send
        await bench.judged()
        await turns()

    run(work())
    assert crosses(bench) == ["account"]
    row = bench.view.order.rows["account"]
    assert row.found.text() == "other@loan.example"
    assert row.icon._wanted == ("close", "bad")
    assert not bench.state.can_send
    assert "CANARY" not in "\n".join(texts_of(bench.view))


def test_it_follows_the_test_cases_and_the_loans_of_now(run: Run, bench: Bench) -> None:
    seeds = bench.desk.practising.seeds
    assert seeds is not None
    email = seeds.buyer_email
    run(hand(bench, prepared(bench, product_count=3)))
    assert crosses(bench) == ["quantity"]

    async def work() -> None:
        draft = OrderTestCaseDraft("practice", "Three", email, seeds.test_case.item_id, 3, "US")
        await bench.desk.test_cases.add(replace(draft, state=OrderTestCaseState.ACTIVE))
        assert not bench.state.can_send
        await bench.judged()

    run(work())
    assert crosses(bench) == []
    assert bench.state.can_send
    assert bench.state.order is not None
    assert bench.state.order.check is not None
    assert bench.state.order.check.verdict.test_case == "Three"


def test_what_else_keeps_an_order_is_told_under_the_facts(run: Run, bench: Bench) -> None:
    profile = bench.desk.standing.profile
    seeds = bench.desk.practising.seeds
    assert profile is not None
    assert seeds is not None

    async def work() -> None:
        grant = TokenGrant(seeds.buyer_email, session=Secret("CANARY-real-one"), is_real=True)
        await bench.desk.tokens.add(profile, grant)
        await bench.desk.standing.load()
        await hand(bench, prepared(bench))
        await turns()

    run(work())
    assert crosses(bench) == []
    assert not bench.state.can_send
    assert bench.view.order.further.text() == "Kind of account: expected a loan account, found a real account"


def test_an_order_that_cannot_be_read_says_why(run: Run, bench: Bench) -> None:
    run(hand(bench, prepared(bench)))

    async def work() -> None:
        change(bench, '"product_count": 1', '"product_count": 1.5')
        await bench.judged()
        await turns()

    run(work())
    assert crosses(bench) == list(ALL)
    view = bench.view.order
    assert "cannot read this order in one way only" in view.heading.text()
    assert view.further.text() == "Quantity: is not a plain whole number (found: 1.5)"
    (button,) = named(bench, "console.send")
    assert isinstance(button, QPushButton)
    assert button.text() == "Order unclear"


def test_calls_that_order_nothing_are_as_before(run: Run, bench: Bench) -> None:
    assert bench.state.draft.api == PRODUCT_GET
    assert bench.state.order is None
    assert named(bench, "console.facts") == []
    run(hand(bench, prepared(bench)))
    assert len(named(bench, "console.facts")) == 1

    async def work() -> None:
        bench.model.choose_api(PRODUCT_GET)
        assert bench.state.can_send  # at once: nobody has to be asked
        await turns()

    run(work())
    assert named(bench, "console.facts") == []


def test_in_live_the_facts_stand_there_and_nothing_leaves(run: Run, bench: Bench) -> None:
    async def work() -> None:
        desk = bench.desk
        profile = await desk.profiles.add(ProfileDraft("live", "Shop", "500002"), Secret("x" * 20))
        await desk.tokens.add(profile, TokenGrant("buyer@loan.example", session=Secret("CANARY-live")))
        await desk.loan_accounts.add("live", "buyer@loan.example")
        draft = OrderTestCaseDraft("live", "Live case", "buyer@loan.example", "77", 1, "US")
        await desk.test_cases.add(replace(draft, state=OrderTestCaseState.ACTIVE))
        await desk.standing.choose_environment("live")
        call = Call(ORDER_CREATE, ((ORDER_PARAMETER, text_of(order(item={"product_id": 77}))),))
        await hand(bench, PreparedOrder(call, "live", profile.id, "c"))
        await turns()

    run(work())
    assert crosses(bench) == []
    assert not bench.state.can_send
    view = bench.view.order
    assert view.heading.text() == "Live is read-only until it is unlocked."
    assert view.hint.text() == "It would match the test case Live case."
    (button,) = named(bench, "console.send")
    assert isinstance(button, QPushButton)
    assert (button.text(), button.isEnabled()) == ("Live is read-only", False)


def test_without_an_active_case_there_is_a_way_to_the_test_cases(run: Run, bench: Bench) -> None:
    async def work() -> None:
        profile = await bench.desk.profiles.add(ProfileDraft("live", "Shop", "500002"), Secret("x" * 20))
        await bench.desk.standing.choose_environment("live")
        given = replace(prepared(bench), environment="live", profile_id=profile.id)
        await hand(bench, given)
        await turns()

    run(work())
    assert bench.state.order is not None
    assert all(fact.found and not fact.expected for fact in _facts(bench) if fact.field != "account")
    assert bench.view.order.hint.text() == "No test case of this environment is active."
    QTest.mouseClick(bench.view.order.cases, Qt.MouseButton.LeftButton)
    assert bench.went_to == ["order_tests"]


def _facts(bench: Bench) -> tuple[Any, ...]:
    assert bench.state.order is not None
    assert bench.state.order.check is not None
    return bench.state.order.check.facts


def test_a_guard_that_cannot_be_asked_keeps_send_asleep(run: Run, bench: Bench) -> None:
    async def work() -> None:
        bare = await bench.desk.profiles.add(ProfileDraft("practice", "Bare", "500003"), None)
        await hand(bench, prepared(bench, profile_id=bare.id))
        await turns()

    run(work())
    assert bench.state.app == "Bare"
    assert bench.state.order is not None
    assert bench.state.order.fault is not None
    assert not bench.state.can_send
    assert "No app secret is stored for Bare" in bench.view.order.heading.text()


def test_a_guard_that_takes_its_time_is_a_sign_of_life(run: Run, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    run(hand(bench, prepared(bench)))

    async def work() -> None:
        answer = asyncio.Event()
        check = bench.desk.order_checks.check_as

        async def wait(*given: Any) -> Any:
            await answer.wait()
            return await check(*given)

        monkeypatch.setattr(bench.desk.order_checks, "check_as", wait)
        change(bench, '"product_count": 1', '"product_count": 2')
        bench.later.advance(SLOW_AFTER_S)
        await turns()
        assert bench.view.order.heading.text() == "Comparing the order with the test cases…"
        assert not bench.state.can_send
        answer.set()
        await bench.judged()
        await turns()

    run(work())
    assert "differs" in bench.view.order.heading.text()


def test_a_token_that_another_process_refreshed_is_not_taken_for_nobodys(run: Run, bench: Bench) -> None:
    desk, profile, seeds = bench.desk, bench.desk.standing.profile, bench.desk.practising.seeds
    assert profile is not None
    assert seeds is not None

    async def work() -> None:
        token = await desk.tokens.add(profile, TokenGrant(seeds.buyer_email, session=Secret("CANARY-first")))
        await hand(bench, prepared(bench))
        assert crosses(bench) == []
        listeners = list(desk.tokens.token_changed)
        desk.tokens.token_changed.clear()  # what another process does, nobody tells here
        renewed = TokenGrant(token.account, session=Secret("CANARY-renewed"), refresh_token=Secret("CANARY-refresh"))
        await desk.tokens.renew(token, renewed, keeps_refresh_token=False)
        desk.tokens.token_changed.extend(listeners)
        change(bench, '"AEX-1"', '"AEX-2"')
        await bench.judged()

    run(work())
    assert crosses(bench) == []


# ---------------------------------------------------------------- what other tabs hand over


def test_what_was_handed_over_before_the_tab_was_built_is_taken_too(run: Run, open_bench: OpenBench) -> None:
    bench = open_bench()
    given = prepared(bench)

    async def work() -> None:
        await bench.tab.close()
        bench.desk.handovers.order_for_console.give(given)
        from aexdesk.ui.tabs.console.tab import build

        bench.tab = whole(build(bench.desk, bench.model._ports, bench.went_to.append))
        await bench.until(lambda: bench.state.draft.call == given.call)
        await bench.judged()

    run(work(), 20)
    assert bench.state.can_send
    assert bench.desk.handovers.order_for_console.take() is None


def test_an_order_for_another_app_is_sent_as_that_app(run: Run, bench: Bench) -> None:
    async def work() -> None:
        other = await bench.desk.profiles.add(ProfileDraft("practice", "Another", "500004"), Secret("y" * 20))
        await hand(bench, prepared(bench, profile_id=other.id))

    run(work())
    assert bench.state.app == "Another"
    assert bench.state.draft.api == ORDER_CREATE
    assert "account" in crosses(bench)  # that app has no token


def test_what_was_being_written_can_be_brought_back(run: Run, bench: Bench) -> None:
    run(hand(bench, prepared(bench)))
    assert bench.toasts.lines == []  # nothing was touched on the first day
    bench.model.choose_api(PRODUCT_GET)
    bench.model.set_value("target_currency", "EUR")
    written = bench.state.draft
    run(hand(bench, prepared(bench, sku_attr="14:193")))
    ((say, undo),) = bench.toasts.lines
    assert say() == "The prepared order took the place of what you were writing."
    assert undo is not None

    async def bring_back() -> None:
        undo()
        await turns()

    run(bring_back())
    assert bench.state.draft == written


def test_undo_after_going_elsewhere_leaves_that_environment_alone(run: Run, bench: Bench) -> None:
    bench.model.set_value("target_currency", "EUR")
    written = bench.state.draft
    run(hand(bench, prepared(bench)))
    ((_say, undo),) = bench.toasts.lines
    assert undo is not None

    async def work() -> None:
        await bench.desk.standing.choose_environment("live")
        before = bench.state.draft
        undo()
        await turns()
        assert bench.state.draft == before

    run(work())
    run(bench.desk.standing.choose_environment("practice"))
    assert bench.state.draft == written


@pytest.mark.parametrize("is_gone", [False, True], ids=["another environment", "an app that is gone"])
def test_an_order_that_does_not_belong_here_is_not_put_here(run: Run, bench: Bench, is_gone: bool) -> None:
    before = bench.state.draft
    given = prepared(bench, profile_id="gone") if is_gone else prepared(bench, environment="live")

    async def work() -> None:
        await hand(bench, given)
        await turns()

    run(work())
    assert bench.state.draft == before
    assert bench.state.fault is not None
    assert bench.state.fault.code == ("order_profile_gone" if is_gone else "order_elsewhere")
    assert "It was not put here." in "\n".join(texts_of(bench.view.response.cards.error))
    assert bench.state.environment.name == "practice"


def test_a_handed_exchange_is_opened_and_one_of_elsewhere_is_told(run: Run, bench: Bench) -> None:
    run(bench.send(), 20)
    assert bench.state.answer is not None
    sent = bench.state.answer.exchange.id

    async def work() -> None:
        bench.model.choose_api(ORDER_CREATE)
        bench.desk.handovers.exchange_for_console.give(sent)
        await bench.until(lambda: bench.state.draft.api == PRODUCT_GET)
        await bench.desk.standing.choose_environment("live")
        assert bench.state.answer is None
        bench.desk.handovers.exchange_for_console.give(sent)
        await bench.until(lambda: bench.state.fault is not None)

    run(work(), 20)
    assert bench.state.fault is not None
    assert bench.state.fault.code == "exchange_elsewhere"
    assert bench.state.answer is None


# ---------------------------------------------------------------- what became of it


def result_of(**fields: Any) -> Callable[[httpx.Request], httpx.Response]:
    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"aliexpress_ds_order_create_response": {"result": fields, "request_id": "r1"}})

    return answer


async def order_and_hear(bench: Bench, handler: Callable[[httpx.Request], httpx.Response]) -> None:
    await hand(bench, prepared(bench))
    bench.answer_with(handler)
    await bench.send()
    await turns()


def test_success_with_a_payment_error_is_created_and_unpaid(run: Run, bench: Bench) -> None:
    said = "OrderCreated, autoPay fail:APIPayFail"
    run(order_and_hear(bench, result_of(is_success=True, order_list=[8200000000000001], error_msg=said)), 20)
    card = bench.view.response.cards.order
    assert card.isVisible()
    assert card.message.text() == "Order 8200000000000001 created, unpaid."
    assert said in card.hint.text()
    assert not bench.view.response.cards.error.isVisible()
    assert bench.state.answer is not None
    press(bench, "console.support")
    assert bench.went_to == ["support"]
    assert bench.desk.handovers.exchange_for_support.take() == bench.state.answer.exchange.id


def test_a_refused_order_says_why_and_leads_to_support_and_to_its_case(run: Run, bench: Bench) -> None:
    answer = result_of(is_success=False, error_code="B_DROPSHIPPER_DELIVERY_ADDRESS_VALIDATE_FAIL", error_msg="zip")
    run(order_and_hear(bench, answer), 20)
    cards = bench.view.response.cards
    assert not cards.order.isVisible()
    assert cards.error.isVisible()
    assert "B_DROPSHIPPER_DELIVERY_ADDRESS_VALIDATE_FAIL" in "\n".join(texts_of(cards.error))
    assert [button.text() for button in cards.error.findChildren(QPushButton)] == [
        "Order tests",
        "Support form",
        "In the error book",
    ]
    press(bench, "console.support")
    assert bench.went_to == ["support"]


def test_an_order_without_an_answer_is_not_taken_for_refused(run: Run, bench: Bench) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("too late", request=request)

    run(order_and_hear(bench, answer), 20)
    cards = bench.view.response.cards
    assert cards.order.message.text() == "The order may exist."
    assert cards.order.isVisible()
    assert cards.error.isVisible()
    assert len(named(bench, "console.support")) == 1


def test_an_order_that_exists_already_says_so_once_and_in_full_where_the_window_is_small(
    run: Run, bench: Bench
) -> None:
    bench.view.resize(*WINDOW)
    answer = result_of(is_success=False, error_code="REPEATED_ORDER_ERROR", error_msg="The same order was placed")
    run(order_and_hear(bench, answer), 20)
    cards = bench.view.response.cards
    assert cards.order.message.text().startswith("The order exists already")
    assert not cards.error.isVisible()
    for label in (cards.order.message, cards.order.hint):
        assert label.height() >= label.heightForWidth(label.width()), label.text()
    assert len(named(bench, "console.support")) == 1


def test_every_failed_answer_leads_to_the_support_form(run: Run, bench: Bench) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"error_response": {"code": "15", "msg": "Remote service error"}})

    bench.answer_with(answer)
    run(bench.send(), 20)
    run(turns())
    assert len(named(bench, "console.support")) == 1
    (button,) = named(bench, "console.support")
    run(turns())
    bench.model.set_value("target_currency", "EUR")
    run(turns())
    assert named(bench, "console.support") == [button]  # the keyboard may stand on it
    press(bench, "console.support")
    assert bench.state.answer is not None
    assert bench.desk.handovers.exchange_for_support.take() == bench.state.answer.exchange.id


def test_an_order_of_the_history_says_what_became_of_it(run: Run, bench: Bench) -> None:
    run(order_and_hear(bench, result_of(is_success=True, order_list=[77])), 20)
    assert bench.state.result is not None
    before = bench.state.result
    sent = bench.state.history[0].id
    run(bench.send_past_the_button(), 20)
    bench.model.choose_api(PRODUCT_GET)
    run(bench.open(sent))
    assert bench.state.result == before
    assert before.outcome.order_ids == ("77",)


def test_only_a_gateway_of_our_own_says_free_and_live_tells_the_day() -> None:
    outcome = OrderOutcome(CaseOrderState.PLACED, ("8200", "8201"))
    _tone, joined = write_result(OrderResult(outcome, "X"))
    assert (joined.message, joined.hint) == ("Order 8200, 8201 placed.", "It matches the test case X.")
    day = datetime(2026, 5, 4, 12, tzinfo=UTC)
    _tone, live = write_result(OrderResult(outcome, "X", active_since=day))
    assert live.hint == f"It matches the test case X, marked active on {day.astimezone():%Y-%m-%d}."
    assert "free" not in joined.message + joined.hint + live.message + live.hint


def test_what_a_joined_gateway_makes_of_an_order_is_not_called_free(run: Run, bench: Bench) -> None:
    """Whoever runs it may have told it to charge for what differs."""
    practising = bench.desk.practising
    practising.state = replace(practising.state, is_own=False)
    run(order_and_hear(bench, result_of(is_success=True, order_list=[77])), 20)
    assert bench.view.response.cards.order.message.text() == "Order 77 placed."


# ---------------------------------------------------------------- a session that is over


@pytest.mark.parametrize("fault", [None, BadInput("refresh_token_missing")], ids=["new", "none to refresh with"])
def test_a_token_that_is_over_can_be_refreshed_from_the_card(
    run: Run, bench: Bench, monkeypatch: pytest.MonkeyPatch, fault: AexError | None
) -> None:
    asked: list[Token] = []
    go_on = asyncio.Event()

    async def refresh(token: Token) -> Token:
        asked.append(token)
        await go_on.wait()
        if fault is not None:
            raise fault
        return token

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"error_response": {"code": "IllegalAccessToken", "msg": "over"}})

    monkeypatch.setattr(bench.desk.token_refreshing, "refresh", refresh)
    bench.answer_with(answer)
    run(bench.send(), 20)

    async def work() -> None:
        await turns()
        card = bench.view.response.cards.error
        button = card.findChildren(QPushButton)[0]
        assert button.text() == "Refresh token"
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        await turns()
        assert button.text() == "Refreshing…"
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        go_on.set()
        await bench.until(lambda: not bench.state.is_refreshing)
        await turns()

    run(work())
    assert asked == [bench.desk.standing.token]
    if fault is None:
        assert bench.state.fault is None
        ((say, _undo),) = bench.toasts.lines
        assert say() == "The token was refreshed. Send the call again."
    else:
        assert bench.state.fault is fault
        assert bench.toasts.lines == []
        card = bench.view.response.cards.error
        (log_in,) = [button for button in card.findChildren(QPushButton) if button.isVisible()]
        QTest.mouseClick(log_in, Qt.MouseButton.LeftButton)
        assert bench.went_to == ["login"]


def test_it_all_changes_its_language_and_back(run: Run, bench: Bench, language: Language) -> None:
    run(order_and_hear(bench, result_of(is_success=True, order_list=[77])), 20)
    view = bench.view

    async def work() -> None:
        language.use("qps")
        await turns()
        for label in (view.order.heading, view.response.cards.order.message, view.order.rows["account"].name):
            assert isinstance(label, QLabel)
            assert not label.text().isascii(), label.text()
        language.use("en")
        await turns()

    run(work())
    assert view.order.heading.text() == "The order matches the test case Practice order."
