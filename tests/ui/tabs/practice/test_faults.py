"""Faults as switches: what the gateway waits with, what a press does, and what was typed."""

from __future__ import annotations

import pytest

from aexdesk.faults import NetworkFault
from aexdesk.ui.tabs.practice.faults_state import FaultKind, Slip
from tests.ui.tabs.practice.conftest import World

ORDER = "aliexpress.ds.order.create"


def waiting(world: World) -> list[tuple[str, str, object, int]]:
    return [(one["kind"], one["api"], one["value"], one["times"]) for one in world.views.held["faults"]]


@pytest.mark.parametrize("kind", FaultKind)
def test_a_switch_turns_on_and_off(world: World, kind: FaultKind) -> None:
    world.act(lambda: world.faults.switch(kind, True))
    ((name, api, value, times),) = waiting(world)
    assert (name, api, times) == (kind.value, "*", 0)
    assert value == world.switch_of(kind).draft.value
    assert world.switch_of(kind).is_on
    world.act(lambda: world.faults.switch(kind, False))
    assert waiting(world) == []
    assert not world.switch_of(kind).is_on


def test_what_another_program_switched_on_shows_as_on(world: World) -> None:
    world.act(lambda: world.views.set_fault("latency", ORDER, 1500, times=0))
    row = world.switch_of(FaultKind.LATENCY)
    assert (row.is_on, row.draft.api, row.draft.value) == (True, ORDER, "1500")
    world.act(lambda: world.faults.switch(FaultKind.LATENCY, False))
    assert waiting(world) == []
    assert world.switch_of(FaultKind.LATENCY).draft.value == "1500"  # what it was set to stays in the row


def test_a_fault_for_some_calls_is_no_switch(world: World) -> None:
    world.act(lambda: world.views.set_fault("throttle", times=3))
    assert not world.switch_of(FaultKind.THROTTLE).is_on
    world.act(lambda: world.faults.switch(FaultKind.THROTTLE, True))
    world.act(lambda: world.faults.switch(FaultKind.THROTTLE, False))
    assert waiting(world) == [("throttle", "*", "", 3)]  # the test that set it keeps it


def test_a_change_of_a_switch_that_is_on_counts_at_once(world: World) -> None:
    world.act(lambda: world.faults.switch(FaultKind.STATUS, True))
    world.act(lambda: world.faults.enter_value(FaultKind.STATUS, "502"))
    world.act(lambda: world.faults.enter_api(FaultKind.STATUS, ORDER))
    assert waiting(world) == [("status", ORDER, "502", 0)]


def test_a_change_of_a_switch_that_is_off_waits(world: World) -> None:
    world.act(lambda: world.faults.enter_value(FaultKind.STATUS, "502"))
    assert world.views.asked == []
    world.act(lambda: world.faults.switch(FaultKind.STATUS, True))
    assert waiting(world) == [("status", "*", "502", 0)]


def test_a_quick_hand_gets_what_it_pressed_last(world: World) -> None:
    def press() -> None:
        for is_on in (True, False, True, False):
            world.faults.switch(FaultKind.RESET, is_on)

    world.act(press)
    assert waiting(world) == []
    assert not world.switch_of(FaultKind.RESET).is_on


@pytest.mark.parametrize(
    ("kind", "value", "slip"),
    [
        (FaultKind.STATUS, "199", Slip.NUMBER),
        (FaultKind.STATUS, "600", Slip.NUMBER),
        (FaultKind.LATENCY, "600001", Slip.NUMBER),
        (FaultKind.LATENCY, "-1", Slip.NUMBER),
        (FaultKind.LATENCY, "²", Slip.NUMBER),
        (FaultKind.LATENCY, "", Slip.NUMBER),
        (FaultKind.LATENCY, "9" * 5000, Slip.NUMBER),
        (FaultKind.LATENCY, "0", Slip.NONE),
        (FaultKind.ERROR, "a b", Slip.CODE),
        (FaultKind.ERROR, "", Slip.CODE),
        (FaultKind.ERROR, "isv.my-own_code", Slip.NONE),
    ],
)
def test_what_cannot_be_played_is_not_sent(world: World, kind: FaultKind, value: str, slip: Slip) -> None:
    world.act(lambda: world.faults.enter_value(kind, value))
    assert world.switch_of(kind).slip is slip
    world.act(lambda: world.faults.switch(kind, True))
    assert bool(waiting(world)) == (slip is Slip.NONE)
    assert world.switch_of(kind).is_on == (slip is Slip.NONE)


def test_an_api_that_there_is_not_is_not_sent(world: World) -> None:
    world.act(lambda: world.faults.enter_api(FaultKind.RESET, "aliexpress.no.such"))
    assert world.switch_of(FaultKind.RESET).slip is Slip.API
    world.act(lambda: world.faults.enter_api(FaultKind.RESET, ""))
    assert world.switch_of(FaultKind.RESET).draft.api == "*"


def test_a_switch_that_failed_goes_back(world: World) -> None:
    world.views.trouble = NetworkFault("connect_failed", host="h", reason="r")
    world.act(lambda: world.faults.switch(FaultKind.RESET, True))
    assert not world.switch_of(FaultKind.RESET).is_on
    assert world.state.trouble is not None


def test_one_is_removed_and_comes_back(world: World) -> None:
    world.act(lambda: world.views.set_fault("error", ORDER, "Busy", times=4))
    world.act(lambda: world.views.set_fault("throttle"))
    world.act(lambda: world.faults.remove(lambda: "removed"))
    assert waiting(world) == [("throttle", "*", "", 1)]
    assert world.toasts.lines == ["removed"]
    assert world.toasts.undo is not None
    world.act(world.toasts.undo)
    assert waiting(world) == [("throttle", "*", "", 1), ("error", ORDER, "Busy", 4)]


def test_all_are_removed_and_come_back(world: World) -> None:
    world.act(lambda: world.faults.switch(FaultKind.RESET, True))
    world.act(lambda: world.views.set_fault("throttle", times=2))
    before = waiting(world)
    world.act(lambda: world.faults.remove_all(lambda: "all gone"))
    assert waiting(world) == []
    assert not world.switch_of(FaultKind.RESET).is_on
    assert world.toasts.undo is not None
    world.act(world.toasts.undo)
    assert waiting(world) == before
    assert world.switch_of(FaultKind.RESET).is_on


def test_a_gateway_that_does_not_tell_its_faults_is_an_older_one(world: World) -> None:
    world.views.held["faults"] = None
    world.act(world.views.note_change)
    assert world.faults.state.waiting is None
    assert world.state.fault is None
    assert not world.view.pages[world.state.page.FAULTS].rows[FaultKind.RESET].switch.isEnabled()  # type: ignore[attr-defined]
