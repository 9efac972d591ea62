"""What the tab does with a gateway: follows it while it is looked at, moves orders, resets, and bears its end."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial

import pytest

from aexdesk.faults import BadInput, NetworkFault
from aexdesk.services.practising import PracticeState
from aexdesk.ui.tabs.practice.model import ARMED_S
from aexdesk.ui.tabs.practice.state import Page
from tests.services.practice_views import ORDER_ID, a_call, a_product, an_order
from tests.ui.fakes import URL
from tests.ui.tabs.practice.conftest import World

GONE = NetworkFault("connect_failed", host="127.0.0.1:8917", reason="Connection refused")


def test_it_shows_at_once_what_the_gateway_holds(world: World) -> None:
    assert world.state.contents is not None
    assert [buyer.email for buyer in world.state.known.buyers] == ["loan.buyer@example.test", "real.buyer@example.test"]
    assert world.views.watchers == 1


def test_what_changes_is_shown_without_being_asked_for(world: World) -> None:
    world.act(lambda: world.views.hold("orders", an_order()))
    assert [order.id for order in world.state.orders] == [str(ORDER_ID)]
    reads = world.views.reads
    world.act(lambda: None)
    assert world.views.reads == reads  # nothing changed, nothing is asked


def test_nobody_looks_nobody_asks(world: World) -> None:
    world.act(world.view.hide)
    assert world.views.watchers == 0
    reads = world.views.reads
    world.act(lambda: world.views.hold("orders", an_order()))
    assert world.views.reads == reads
    world.act(world.view.show)
    assert len(world.state.orders) == 1


def test_the_newest_order_is_chosen_and_stays_so(world: World) -> None:
    world.act(lambda: world.views.hold("orders", an_order(0), an_order(1)))
    assert world.state.chosen_order == str(ORDER_ID + 2)
    world.act(lambda: world.views.hold("orders", an_order(2)))
    assert world.state.chosen_order == str(ORDER_ID + 2)  # what a person is about to move does not change under them


def test_the_sum_counts_only_what_was_not_free(world: World) -> None:
    orders = an_order(0), an_order(1, free=False, amount="0.10"), an_order(2, free=False, amount="0.20")
    world.act(lambda: world.views.hold("orders", *orders))
    assert world.state.charged == (("USD", Decimal("0.30")),)


def test_an_order_is_moved(world: World) -> None:
    world.act(lambda: world.views.hold("orders", an_order()))
    order = world.state.order
    assert order is not None
    assert order.next_states == ("WAIT_BUYER_ACCEPT_GOODS", "IN_CANCEL")
    world.act(lambda: world.model.move_order("WAIT_BUYER_ACCEPT_GOODS"))
    assert world.views.asked == [("set_order", str(ORDER_ID), "WAIT_BUYER_ACCEPT_GOODS")]
    assert world.state.order is not None
    assert world.state.order.state == "WAIT_BUYER_ACCEPT_GOODS"
    assert not world.state.moving


def test_an_unknown_state_can_be_left(world: World) -> None:
    world.act(lambda: world.views.hold("orders", an_order(state="FROM_A_NEWER_VERSION")))
    assert world.state.order is not None
    assert "FINISH" in world.state.order.next_states


def test_products_are_found_by_every_word(world: World) -> None:
    lamp = a_product(2, subject="Desk lamp", category_name="Table Lamps", ship_to=["FR"])
    world.act(lambda: world.views.hold("products", lamp))
    for text, count in (("", 2), ("LAMP", 1), ("lamp fr", 1), ("lamp us", 0), ("0002", 1), ("black", 2)):
        world.act(partial(world.model.search, text))
        assert len(world.state.products) == count, text


# ---------------------------------------------------------------- the log


def test_a_paused_log_holds_still_and_counts(world: World) -> None:
    world.act(lambda: world.views.hold("log", a_call(1)))
    world.act(lambda: world.model.pause_log(True))
    world.act(lambda: world.views.hold("log", a_call(2), a_call(3)))
    assert (len(world.state.calls), world.state.waiting_calls) == (1, 2)
    world.act(lambda: world.model.pause_log(False))
    assert (len(world.state.calls), world.state.waiting_calls) == (3, 0)
    assert [call.at.second for call in world.state.calls] == [3, 2, 1]


def test_calls_of_one_moment_are_told_apart(world: World) -> None:
    world.act(lambda: world.views.hold("log", *[a_call(1)] * 5))
    assert len({call.id for call in world.state.calls}) == 5


def test_a_long_log_is_bounded(world: World) -> None:
    world.act(lambda: world.views.hold("log", *[a_call(number % 600) for number in range(2500)]))
    assert len(world.state.calls) == 1000


# ---------------------------------------------------------------- the reset


def reset(world: World) -> None:
    world.act(lambda: world.model.press_reset("Practice app", lambda: "done"))


def test_one_press_only_arms(world: World) -> None:
    world.act(lambda: world.views.hold("orders", an_order()))
    reset(world)
    armed = [world.state.is_armed]
    assert world.views.asked == []
    world.act(lambda: world.later.advance(ARMED_S))
    assert [*armed, world.state.is_armed] == [True, False]
    reset(world)
    assert world.views.asked == []  # it was the first press again


def test_two_presses_reset(world: World) -> None:
    world.act(lambda: world.views.hold("orders", an_order()))
    reset(world)
    reset(world)
    assert world.views.asked == [("reset",)]
    assert world.state.orders == ()
    assert world.toasts.lines == ["done"]
    assert (world.state.is_armed, world.state.is_resetting) == (False, False)


def test_a_reset_that_fails_says_so_and_no_more(world: World) -> None:
    reset(world)
    world.views.trouble = GONE
    reset(world)
    assert world.state.trouble is GONE
    assert world.toasts.lines == []
    assert not world.state.is_resetting


def test_another_gateway_is_not_reset_by_a_press_meant_for_this(world: World) -> None:
    reset(world)
    world.practise(PracticeState(url="http://127.0.0.1:8999"))
    assert not world.state.is_armed


# ---------------------------------------------------------------- its end


def test_a_gateway_that_has_gone_is_told_and_found_again(world: World) -> None:
    def go() -> None:
        world.views.trouble = GONE
        world.views.note_change()

    world.act(go)
    faults = [world.state.fault]
    assert world.state.contents is not None  # what it told last stays
    assert world.views.watchers == 0
    world.views.trouble = None
    world.act(world.model.try_again)
    assert [*faults, world.state.fault] == [GONE, None]


@pytest.mark.parametrize(
    "odd", [{}, None, "x", [1], [{"order_id": 1.5}], [{**an_order(), "amount": "NaN"}]], ids=range(6)
)
def test_odd_answers_are_a_fault(world: World, odd: object) -> None:
    world.views.held["orders"] = odd
    world.act(world.views.note_change)
    assert isinstance(world.state.fault, BadInput)
    assert world.state.fault.code == "practice_object_incomplete"


def test_an_amount_that_would_fill_the_memory_is_odd(world: World) -> None:
    world.act(lambda: world.views.hold("orders", an_order(amount="1E+999999999")))
    assert isinstance(world.state.fault, BadInput)


def test_a_gateway_that_stops_leaves_nothing_behind(world: World) -> None:
    world.act(lambda: world.views.hold("orders", an_order()))
    world.practise(PracticeState())
    assert not world.state.is_on
    assert world.state.contents is None
    assert world.state.fault is None
    assert world.views.watchers == 0


def test_the_tab_follows_to_where_the_gateway_goes(world: World) -> None:
    world.practise(PracticeState(url="http://127.0.0.1:8999"))
    assert world.views.is_closed  # the connection to the one before
    assert world.views.watchers == 1
    assert world.state.contents is not None


def test_without_a_gateway_nothing_is_asked(open_world: Callable[..., World]) -> None:
    world = open_world(is_on=False)
    assert world.views.reads == 0
    world.practise(PracticeState(url=URL))
    assert world.state.contents is not None


def test_the_page_comes_back(open_world: Callable[..., World]) -> None:
    world = open_world()
    world.act(lambda: world.model.show_page("log"))
    assert world.desk.preferences.value("practice.page") == "log"
    assert world.state.page is Page.LOG


def test_closing_ends_the_watch_at_once(world: World) -> None:
    world.close_tab()
    assert world.views.watchers == 0
    assert world.views.is_closed


def test_live_is_said(world: World) -> None:
    world.do(world.desk.standing.choose_environment("live"))
    assert world.state.is_live
    assert world.views.watchers == 1  # it is about practice all the same
