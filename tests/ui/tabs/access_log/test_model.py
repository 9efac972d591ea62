"""What the tab does: the proxy, what it lists and when, and what it opens."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from aexdesk.faults import NetworkFault
from aexdesk.services.proxying import ProxyState
from aexdesk.ui.tabs.access_log.passed import MOST, Passed
from aexdesk.ui.tabs.access_log.reading import BREATH_S
from aexdesk.ui.tabs.access_log.state import AccessLogState, PassedCall
from aexdesk.workspace.exchange import CallError, ExchangeSummary, GuardVerdict, Origin, Parameter
from tests.storage import things
from tests.ui.tabs.access_log.conftest import FAILED, World, passed, refused

# ---------------------------------------------------------------- the proxy


def test_the_proxy_starts_for_the_window_s_environment_and_stops(world: World) -> None:
    assert not world.state.is_on
    world.do(world.desk.standing.choose_environment("live"))
    world.act(world.model.start)
    assert (world.state.proxy.url, world.state.proxy.environment) == ("http://127.0.0.1:8918", "live")
    world.act(world.model.stop)
    assert not world.state.is_on


def test_the_port_is_the_one_typed_and_comes_back(world: World, open_world: Callable[[], World]) -> None:
    for text in ("", "x", "65536", "-1", "٣", "8 9", "99999999999"):
        world.act(lambda text=text: world.model.set_port(text))  # type: ignore[misc]
        world.act(world.model.start)
        assert not world.proxying.ports, text
    world.act(lambda: world.model.set_port(" 9001 "))
    world.act(world.model.start)
    assert world.proxying.ports == [9001]
    world.close()
    assert open_world().state.port == "9001"


def test_a_proxy_that_runs_is_not_started_again(running: World) -> None:
    running.act(running.model.start)
    assert running.proxying.ports == [8918]


def test_a_taken_port_is_told_and_any_other_helps(world: World) -> None:
    world.proxying.troubles.append(NetworkFault("port_taken", port=8918))
    world.act(world.model.start)
    assert [str(world.state.proxy.trouble)] == ["port_taken (port=8918)"]
    world.act(lambda: world.model.start_on(0))
    assert world.state.is_on
    assert world.proxying.ports == [8918, 0]


def test_closing_the_tab_leaves_the_proxy_alone(running: World) -> None:
    running.run(running.tab.close())
    assert running.proxying.state.url is not None
    running.run(running.desk.close())
    running.is_closed = True


def test_the_way_to_where_the_proxy_goes(running: World) -> None:
    running.do(running.desk.standing.choose_environment("live"))
    assert running.state.is_elsewhere
    running.act(running.model.go_to_proxy)
    assert [running.state.is_elsewhere] == [False]
    assert running.desk.standing.environment.name == "practice"


def test_examples_stand_open_until_something_has_passed_or_the_person_decides(running: World) -> None:
    told = [running.state.are_examples_open]
    running.record(passed(1))
    told.append(running.state.are_examples_open)
    running.act(lambda: running.model.show_examples(True))
    told.append(running.state.are_examples_open)
    running.act(running.model.stop)
    told.append(running.state.are_examples_open)
    assert told == [True, False, True, False]


def test_the_language_comes_back(world: World, open_world: Callable[[], World]) -> None:
    world.act(lambda: world.model.choose_language("java"))
    world.close()
    assert open_world().state.language == "java"


# ---------------------------------------------------------------- what is listed


def test_what_passed_is_listed_and_nothing_else(world: World) -> None:
    world.record(passed(1), things.exchange(2), passed(3, environment="live"), passed(4))
    assert world.held == ["e4", "e1"]
    world.do(world.desk.standing.choose_environment("live"))
    assert world.held == ["e3"]


def test_a_call_whose_answer_took_long_comes_when_it_ends(world: World) -> None:
    world.record(passed(5))
    world.record(passed(2))
    world.record(passed(6))
    assert world.held == ["e6", "e2", "e5"]


def test_rows_are_appended_and_the_oldest_dropped_never_reset(world: World) -> None:
    rows, told = world.view.calls.table.model(), list[tuple[str, int]]()
    rows.modelReset.connect(lambda: told.append(("reset", 0)))
    rows.rowsInserted.connect(lambda _parent, first, last: told.append(("in", last - first + 1)))
    rows.rowsRemoved.connect(lambda _parent, first, last: told.append(("out", last - first + 1)))
    world.record(*(passed(number) for number in range(MOST)))
    assert told == [("in", MOST)]
    del told[:]
    world.record(*(passed(MOST + number) for number in range(3)))
    assert sorted(told) == [("in", 3), ("out", 3)]
    assert (world.model.calls.count(), rows.rowCount()) == (MOST, MOST)
    assert (world.held[0], world.held[-1]) == (f"e{MOST + 2}", "e3")
    # What was let go of is not taken for new: it may still be among the lines that are read.
    world.record(passed(1000))
    assert world.held[-1] == "e4"


def test_the_log_is_read_a_breath_apart_and_only_while_somebody_looks(world: World) -> None:
    asked, recent = [], world.desk.access_log.recent

    async def count(*given: object, **named: object) -> object:
        asked.append(given)
        return await recent(*given, **named)  # type: ignore[arg-type]

    world.desk.access_log.recent = count  # type: ignore[assignment]
    for number in range(1, 6):
        world.do(world.desk.history.record(passed(number)))
    assert len(asked) <= 1
    world.act(lambda: world.later.advance(BREATH_S))
    assert world.state.count == 5
    assert len(asked) <= 2
    del asked[:]
    world.act(world.view.hide)
    world.do(world.desk.history.record(passed(6)))
    world.act(lambda: world.later.advance(9 * BREATH_S))
    assert not asked
    world.act(world.view.show)
    assert world.state.count == 6


def test_a_pause_holds_the_list_still_and_counts(world: World) -> None:
    world.record(passed(1))
    world.act(lambda: world.model.pause(True))
    world.record(passed(2), passed(3))
    world.record(passed(0))
    assert (world.held, world.state.waiting) == (["e1"], 3)
    world.act(lambda: world.model.pause(False))
    assert (set(world.held), world.state.waiting) == ({"e0", "e1", "e2", "e3"}, 0)


def test_a_filter_while_paused_looks_at_what_stood_there_then(world: World) -> None:
    world.record(passed(1), refused(2))
    world.act(lambda: world.model.pause(True))
    world.record(refused(3))
    world.act(lambda: world.model.choose_verdict("refused"))
    assert world.held == ["e2"]
    world.act(world.model.look_for_all)
    assert world.held == ["e2", "e1"]
    world.act(lambda: world.model.pause(False))
    assert world.held == ["e3", "e2", "e1"]


@pytest.mark.parametrize(
    ("verdict", "found"),
    [
        ("any", ["e5", "e4", "e3", "e2", "e1"]),
        ("forwarded", ["e5", "e4", "e3", "e1"]),
        ("refused", ["e2"]),
        ("wrong_signature", ["e4"]),
        ("failed", ["e3"]),
    ],
)
def test_the_filter_by_verdict(world: World, verdict: str, found: list[str]) -> None:
    noted = GuardVerdict(True, "reads", notes=("signature_wrong",))
    nothing_found = CallError("no_results", "405")
    world.record(passed(1), refused(2), passed(3, error=FAILED), passed(4, guard=noted), passed(5, error=nothing_found))
    world.act(lambda: world.model.choose_verdict(verdict))
    assert world.held == found


@pytest.mark.parametrize("change", ["filter", "there and back", "pause"])
def test_an_answer_to_what_nobody_asks_any_more_is_not_shown(world: World, change: str) -> None:
    world.record(passed(1), refused(2))
    recent, gate = world.desk.access_log.recent, asyncio.Event()

    async def slow(*given: Any, **named: Any) -> Any:
        lines = await recent(*given, **named)
        await gate.wait()
        return lines

    async def work() -> None:
        world.desk.access_log.recent = slow  # type: ignore[method-assign]
        await world.desk.history.record(passed(3))
        world.later.advance(BREATH_S)
        await asyncio.sleep(0.05)
        if change == "pause":
            world.model.pause(True)
        else:
            world.model.choose_verdict("refused")
        if change == "there and back":
            world.model.choose_verdict("any")
        gate.set()
        await asyncio.sleep(0.05)
        world.later.advance(BREATH_S)

    world.do(work())
    assert world.held == {"filter": ["e2"], "there and back": ["e3", "e2", "e1"], "pause": ["e2", "e1"]}[change]


def test_a_search_reaches_what_the_list_let_go_of(world: World) -> None:
    world.record(passed(0, api="aliexpress.rare", error=FAILED), *(passed(number) for number in range(1, MOST + 9)))
    assert "e0" not in world.held
    world.act(lambda: world.model.search(" illegalaccess "))
    assert world.held == ["e0"]
    world.act(world.model.look_for_all)
    world.act(lambda: world.model.choose_api("aliexpress.rare"))
    assert world.held == ["e0"]
    assert world.state.apis == ("aliexpress.ds.product.get", "aliexpress.rare")


@pytest.mark.parametrize(
    ("text", "found"),
    [("code:Illegal", ["e2"]), ("status:200", ["e4", "e3", "e1"]), ("status:often", ["e3"]), ("a_b", ["e4"])],
)
def test_a_search_is_read_as_in_the_history(world: World, text: str, found: list[str]) -> None:
    often = replace(things.REQUEST, parameters=(Parameter("p", "status:often", Origin.USER),))
    world.record(passed(1), passed(2, error=FAILED, response=None), passed(3, request=often), passed(4, profile="a_b"))
    world.act(lambda: world.model.search(text))
    assert world.held == found


def test_text_api_and_verdict_are_all_looked_for_beyond_the_list(world: World) -> None:
    rare = [passed(0, api="a.rare", error=FAILED), passed(1, api="a.rare"), passed(2, api="b.rare", error=FAILED)]
    world.record(*rare, *(passed(number) for number in range(3, MOST + 9)))
    world.act(lambda: world.model.choose_verdict("failed"))
    assert world.held == ["e2", "e0"]
    world.act(lambda: world.model.choose_api("a.rare"))
    assert world.held == ["e0"]
    world.act(lambda: world.model.choose_verdict("any"))
    world.act(lambda: world.model.search("illegal"))
    assert world.held == ["e0"]


def test_the_filter_by_api_takes_that_api_alone(world: World) -> None:
    world.record(passed(1, api="a.order"), passed(2, api="a.order.create"))
    world.act(lambda: world.model.choose_api("a.order"))
    assert world.held == ["e1"]
    world.record(passed(3, api="a.order"), passed(4, api="a.order.create"))
    assert world.held == ["e3", "e1"]


def test_another_environment_begins_with_its_own_apis(world: World) -> None:
    world.record(passed(1))
    world.act(lambda: world.model.choose_api("aliexpress.ds.product.get"))
    world.act(lambda: world.model.pause(True))
    world.do(world.desk.standing.choose_environment("live"))
    assert (world.state.filter.api, world.state.apis, world.state.is_paused) == ("", (), False)


# ---------------------------------------------------------------- the chosen call


def test_a_chosen_call_is_shown_without_secrets(world: World) -> None:
    signed = things.REQUEST
    world.record(passed(1, request=signed))
    world.act(lambda: world.model.choose("e1"))
    detail = world.state.detail
    assert detail is not None
    assert detail.exchange.request.sign == "••••"
    assert detail.exchange.response is not None
    assert detail.exchange.response.body.data == b""


def test_a_call_that_is_gone_says_so(world: World) -> None:
    world.act(lambda: world.model.choose("nobody"))
    assert world.state.fault is not None
    assert world.state.detail is None


def test_the_ways_on(world: World) -> None:
    world.record(passed(1))
    world.act(lambda: world.model.choose("e1"))
    world.model.give_to_console()
    world.model.give_to_support()
    assert world.desk.handovers.exchange_for_console.take() == "e1"
    assert world.desk.handovers.exchange_for_support.take() == "e1"


def test_another_environment_closes_the_call(world: World) -> None:
    world.record(passed(1))
    world.act(lambda: world.model.choose("e1"))
    world.do(world.desk.standing.choose_environment("live"))
    assert (world.state.chosen, world.state.detail) == ("", None)


def test_closing_lets_go_of_every_service(world: World) -> None:
    lists = (world.desk.standing.changed, world.proxying.changed, world.desk.history.changed)
    before = [len(one) for one in lists]
    world.run(world.tab.close())
    assert [len(one) for one in lists] == [count - 1 for count in before]
    world.run(world.desk.close())
    world.is_closed = True


# ---------------------------------------------------------------- values


def test_the_source_keeps_the_newest() -> None:
    source = Passed(3)
    calls = [PassedCall(_summary(number)) for number in range(5)]
    assert source.take(calls[:2]) == 0
    assert source.take(calls[2:]) == 2
    assert source.page(0, 9) == tuple(calls[2:])
    assert source.page(1, 1) == (calls[3],)
    assert [source.place_of(f"e{number}") for number in (4, 2, 1)] == [0, 2, None]
    assert source.clear() == 3
    assert source.count() == 0


def _summary(number: int) -> ExchangeSummary:
    at = things.NOON + timedelta(seconds=number)
    return ExchangeSummary(f"e{number}", at, "practice", "Shop", "a.b", 200, "", "r")


def test_a_proxy_of_another_environment_is_elsewhere() -> None:
    assert AccessLogState(proxy=ProxyState("http://127.0.0.1:1", "live")).is_elsewhere
    assert not AccessLogState(proxy=ProxyState(environment="live")).is_elsewhere
