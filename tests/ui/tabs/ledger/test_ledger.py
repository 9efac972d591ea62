"""The ledger: what stands in it, asking for an order, settling it by hand, the way to its cancelling."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt

from aexdesk.faults import BadInput, NetworkFault, StorageFault
from aexdesk.i18n import PSEUDO
from aexdesk.services.ledger import orders_page_of
from aexdesk.ui.language import Language
from aexdesk.ui.tabs.ledger import words
from aexdesk.ui.tasks import Tasks
from aexdesk.workspace.environment import LIVE
from aexdesk.workspace.ledger import CancelStep, LedgerState
from tests.ui.fakes import NOW
from tests.ui.hands import CONTROL, click, press
from tests.ui.tabs.console.conftest import texts_of
from tests.ui.tabs.ledger.conftest import World, entry


def cells(world: World, row: int) -> list[str]:
    model = world.view.table.model()
    return [str(model.index(row, column).data()) for column in range(1, model.columnCount())]


# ---------------------------------------------------------------- what stands there


def test_where_no_order_has_left_it_says_so_and_leads_to_one(world: World) -> None:
    assert world.view.empty.isVisible()
    assert not world.view.table.isVisible()
    world.view.empty.acted.emit()
    assert world.went_to == ["order_tests"]


def test_every_order_stands_there_newest_first_whatever_its_environment(world: World) -> None:
    cancelled = entry(2, LedgerState.CANCELLED, is_settled=True)
    unknown = entry(3, LedgerState.UNKNOWN, order_id="", amount=None)
    practised = entry(1, LedgerState.EXPECTED_FREE, environment="practice")
    world.act(lambda: world.ledger.put(unknown, cancelled, practised))
    assert [cells(world, row) for row in range(3)] == [
        ["Practice", "Mug", "8200000000000001", "USD 10.39", "expected free", "not yet"],
        ["Live", "Mug", "8200000000000002", "USD 10.39", "cancelled", "not yet"],
        ["Live", "Mug", "No order ID", "not known", "may exist", "no order ID"],
    ]
    assert world.view.count.text() == "Orders in Live that wait to be settled: 1"
    # What waits is shown before what was made last.
    assert world.state.chosen == "e3"


def test_an_amount_is_written_as_the_platform_told_it(world: World) -> None:
    world.act(lambda: world.ledger.put(entry(1, amount=Decimal("10.390"))))
    assert cells(world, 0)[3] == "USD 10.390"


@pytest.mark.parametrize(
    ("state", "is_settled", "environment", "tone"),
    [
        (LedgerState.PAID, False, "live", "bad"),
        (LedgerState.PAID, True, "live", "bad"),
        (LedgerState.SEEN_UNPAID, False, "live", "warn"),
        (LedgerState.UNKNOWN, False, "live", "warn"),
        (LedgerState.CANCELLED, True, "live", "good"),
        (LedgerState.EXPECTED_FREE, False, "practice", ""),
    ],
)
def test_red_is_what_was_paid_and_amber_what_may_be(
    world: World, state: LedgerState, is_settled: bool, environment: str, tone: str
) -> None:
    world.act(lambda: world.ledger.put(entry(1, state, is_settled=is_settled, environment=environment)))
    assert world.state.row is not None
    assert words.tone_of_state(world.state.row) == tone
    assert world.view.pane.state.property("tone") == tone


def test_every_state_has_its_sentences(world: World) -> None:
    for state in LedgerState:
        for environment in ("live", "practice"):
            for is_settled in (False, True):
                one = entry(1, state, environment=environment, is_settled=is_settled)
                world.act(lambda one=one: world.ledger.put(one))  # type: ignore[misc]
                assert world.view.pane.explained.text().endswith(".")


def test_the_id_can_be_copied(world: World) -> None:
    world.act(lambda: world.ledger.put(entry(1)))
    click(world.view.pane.copy)
    press(world.view.table, Qt.Key.Key_C, CONTROL)
    assert world.clipboard.texts == ["8200000000000001"] * 2


def test_a_ledger_that_cannot_be_read_can_be_read_again(world: World) -> None:
    world.ledger.fault = StorageFault("disk_full", path="/full")
    world.act(world.ledger.changed.announce)
    assert world.view.trouble.isVisible()
    world.ledger.fault = None
    world.ledger.entries["e1"] = entry(1)
    world.act(lambda: click(world.view.trouble._actions[0]))
    assert not world.view.trouble.isVisible()
    assert len(world.state.rows) == 1


# ---------------------------------------------------------------- asking


def test_check_now_asks_for_the_chosen_order_and_says_what_came(world: World) -> None:
    world.act(lambda: world.ledger.put(entry(1, LedgerState.EXPECTED_FREE), entry(2)))
    world.choose(1)
    world.act(lambda: click(world.view.pane.check))
    assert world.ledger.asked == ["e1"]
    assert world.view.pane.found.text() == "The platform says PLACE_ORDER_SUCCESS."
    assert world.view.pane.state.text() == "seen unpaid"
    world.choose(2)
    assert world.view.pane.found.text() == "Not checked yet."


def test_while_it_asks_it_counts_and_can_be_stopped(world: World) -> None:
    world.act(lambda: world.ledger.put(entry(1)))
    world.ledger.gate = asyncio.Event()
    world.act(lambda: click(world.view.pane.check))
    assert world.view.pane.check.text() == "Cancel"
    world.act(lambda: world.later.advance(1))
    world.act(lambda: world.later.advance(1))
    assert "2 s" in world.view.pane.found.text()
    world.act(lambda: click(world.view.pane.check))
    assert world.view.pane.check.text() == "Check now"
    assert world.view.pane.found.text() == "Not checked yet."
    assert world.ledger.asked == ["e1"]
    world.act(lambda: world.later.advance(5))  # nothing counts on
    assert not [timer for timer in world.later.timers if not timer.is_over]


def test_it_is_not_asked_twice_at_a_time(world: World) -> None:
    world.act(lambda: world.ledger.put(entry(1)))
    world.ledger.gate = asyncio.Event()
    world.act(world.model.check)
    world.act(world.model.check)
    assert world.ledger.asked == ["e1"]
    world.act(world.ledger.gate.set)
    assert not world.state.inquiry.is_running


def test_a_check_that_fails_says_why_and_settles_nothing(world: World) -> None:
    world.act(lambda: world.ledger.put(entry(1)))
    world.ledger.gate = asyncio.Event()
    world.act(lambda: click(world.view.pane.check))
    world.ledger.fault = NetworkFault("silent", host="api")
    world.act(world.ledger.gate.set)
    assert world.view.pane.found.property("tone") == "bad"
    assert world.view.pane.state.text() == "seen unpaid"
    world.ledger.fault = None


def test_what_was_settled_by_hand_stays_whatever_the_platform_says(world: World) -> None:
    world.act(lambda: world.ledger.put(entry(1, LedgerState.CONFIRMED_FREE, is_settled=True)))
    world.ledger.found = ("FINISH", LedgerState.PAID)
    world.act(lambda: click(world.view.pane.check))
    assert "It stays as you settled it." in world.view.pane.found.text()


def test_without_an_id_nobody_can_ask(world: World) -> None:
    world.act(lambda: world.ledger.put(entry(1, LedgerState.UNKNOWN, order_id="")))
    assert not world.view.pane.check.isEnabled()
    world.act(world.model.check)
    assert world.ledger.asked == []


# ---------------------------------------------------------------- by itself


def test_an_order_that_the_window_asks_for_shows_how_far_that_is(world: World) -> None:
    world.act(lambda: world.ledger.put(entry(1, LedgerState.EXPECTED_FREE), entry(2)))
    world.choose(1)
    world.ledger.gate = asyncio.Event()
    window = Tasks(world.reports.report)
    world.act(lambda: window.start(world.desk.ledger_checks.check_by_itself("e1"), "the window's own check"))
    assert cells(world, 0)[-1] == "asking… 0 s"
    world.act(lambda: world.later.advance(1))
    world.act(lambda: world.later.advance(1))
    assert cells(world, 0)[-1] == "asking… 2 s"
    assert world.view.pane.found.text().startswith("Asked for by itself, as it has just left… 2 s.")
    assert world.view.pane.check.text() == "Cancel"
    assert cells(world, 1)[-1] == "not yet"
    world.act(world.ledger.gate.set)
    assert cells(world, 0)[-2:] == ["seen unpaid", words.write_short(NOW)]
    assert world.view.pane.found.text() == "The platform says PLACE_ORDER_SUCCESS."
    world.act(lambda: world.later.advance(1))
    assert not [timer for timer in world.later.timers if not timer.is_over]
    world.run(window.close())


def test_what_the_window_asks_by_itself_can_be_stopped_from_the_tab(world: World) -> None:
    world.act(lambda: world.ledger.put(entry(1)))
    world.ledger.gate = asyncio.Event()
    window = Tasks(world.reports.report)
    world.act(lambda: window.start(world.desk.ledger_checks.check_by_itself("e1"), "the window's own check"))
    world.act(lambda: click(world.view.pane.check))
    assert (window.names, world.view.pane.check.text(), cells(world, 0)[-1]) == ((), "Check now", "not yet")
    world.run(window.close())


def test_an_order_whose_session_is_gone_says_why_nobody_asked(world: World) -> None:
    world.act(lambda: world.ledger.put(entry(1)))
    world.ledger.gate = asyncio.Event()
    window = Tasks(world.reports.report)
    world.act(lambda: window.start(world.desk.ledger_checks.check_by_itself("e1"), "the window's own check"))
    world.ledger.check_fault = BadInput("order_session_gone")
    world.act(world.ledger.gate.set)
    assert world.view.pane.found.property("tone") == "bad"
    assert "the session that placed it is not here any more" in world.view.pane.found.text()
    world.run(window.close())


def test_the_tab_says_that_it_asks_by_itself(world: World) -> None:
    assert words.say_by_itself() in words.say_empty()[1]
    world.act(lambda: world.ledger.put(entry(1)))
    assert world.view.note.isVisible()
    assert world.view.note.text() == words.say_by_itself()


# ---------------------------------------------------------------- settling by hand


@pytest.mark.parametrize("state", [LedgerState.CANCELLED, LedgerState.CONFIRMED_FREE, LedgerState.PAID])
def test_it_is_settled_by_hand_and_that_can_be_undone(world: World, state: LedgerState) -> None:
    world.act(lambda: world.ledger.put(entry(1)))
    world.act(lambda: click(world.view.pane.settles[state]))
    assert world.ledger.settled == [("e1", state)]
    assert not world.view.pane.settles[state].isVisible()
    assert world.view.count.text() == "No order in Live waits to be settled."
    assert world.toasts.said == [f"The order is settled: {words.name_state(world.state.rows[0])}."]
    assert world.toasts.undo is not None
    world.act(world.toasts.undo)
    assert world.ledger.settled[-1] == ("e1", LedgerState.SEEN_UNPAID)
    assert world.view.pane.settles[state].isVisible()


def test_a_payment_that_was_seen_is_never_settled_by_an_undo(world: World) -> None:
    world.act(lambda: world.ledger.put(entry(1, LedgerState.PAID)))
    world.act(lambda: click(world.view.pane.settles[LedgerState.CANCELLED]))
    assert world.toasts.undo is not None
    world.act(world.toasts.undo)
    assert world.state.rows[0].is_at_risk


def test_what_was_settled_can_be_opened_again(world: World) -> None:
    world.act(lambda: world.ledger.put(entry(1, LedgerState.CANCELLED, is_settled=True)))
    world.act(lambda: click(world.view.pane.again))
    assert world.ledger.settled == [("e1", LedgerState.EXPECTED_FREE)]
    assert world.toasts.said == ["The order is open again."]
    world.act(lambda: world.ledger.put(entry(1, LedgerState.CANCELLED, is_settled=True, order_id="")))
    world.act(lambda: click(world.view.pane.again))
    assert world.ledger.settled[-1] == ("e1", LedgerState.UNKNOWN)


def test_what_cannot_be_settled_says_why_and_stays(world: World) -> None:
    world.act(lambda: world.ledger.put(entry(1)))
    world.ledger.fault = StorageFault("disk_full", path="/full")
    world.act(lambda: click(world.view.pane.settles[LedgerState.PAID]))
    assert world.view.trouble.isVisible()
    assert world.view.pane.settles[LedgerState.PAID].isEnabled()
    assert world.toasts.said == []
    world.ledger.fault = None


# ---------------------------------------------------------------- the way out


def test_an_order_in_live_that_waits_has_a_cancel_checklist(world: World) -> None:
    world.act(lambda: world.ledger.put(entry(1)))
    boxes = world.view.pane.checklist.boxes
    assert [box.text() for box in boxes.values() if box.isVisible()] == [
        words.name_step(step, world.state.rows[0]) for step in CancelStep
    ]
    assert "8200000000000001" in boxes[CancelStep.FIND].text()
    world.act(lambda: click(boxes[CancelStep.CANCEL]))
    assert world.ledger.entries["e1"].cancel_steps == {CancelStep.CANCEL}
    world.act(lambda: world.ledger.put(entry(2)))
    world.choose(2)
    assert not boxes[CancelStep.CANCEL].isChecked()
    world.choose(1)
    assert boxes[CancelStep.CANCEL].isChecked()


@pytest.mark.parametrize("changes", [{"environment": "practice"}, {"is_settled": True}])
def test_where_nothing_is_at_risk_there_is_none(world: World, changes: dict[str, Any]) -> None:
    world.act(lambda: world.ledger.put(entry(1, **changes)))
    assert not world.view.pane.checklist.isVisible()


def test_the_order_page_opens_in_the_browser_and_ticks_its_step(world: World) -> None:
    world.act(lambda: world.ledger.put(entry(1)))
    world.links.takes = False
    world.act(lambda: click(world.view.pane.page))
    assert world.ledger.entries["e1"].cancel_steps == frozenset()
    world.links.takes = True
    world.act(lambda: click(world.view.pane.page))
    assert world.links.opened == [orders_page_of(LIVE)] * 2
    assert world.ledger.entries["e1"].cancel_steps == {CancelStep.OPEN}


def test_practice_has_no_order_page_but_a_tab(world: World) -> None:
    world.act(lambda: world.ledger.put(entry(1, environment="practice")))
    world.act(lambda: click(world.view.pane.page))
    assert (world.links.opened, world.went_to) == ([], ["practice"])


def test_the_call_opens_in_the_console_where_it_was_made(world: World) -> None:
    world.act(lambda: world.ledger.put(entry(1)))
    world.act(lambda: click(world.view.pane.call))
    assert world.desk.handovers.exchange_for_console.take() == "x1"
    assert world.went_to == ["console"]
    world.act(lambda: world.ledger.put(replace(entry(1), environment="practice")))
    assert not world.view.pane.call.isEnabled()


def test_it_follows_the_language(world: World, language: Language) -> None:
    world.act(lambda: world.ledger.put(entry(1), entry(2, LedgerState.PAID)))
    world.act(lambda: click(world.view.pane.check))
    language.use(PSEUDO)
    world.act(world.tab.retranslate)
    own = {"Mug", "USD 10.39", "8200000000000001", "8200000000000002"}
    plain = [
        text
        for text in texts_of(world.view)
        if text.strip() and "⟦" not in text and text not in own and not text.startswith(("2026-", "05-04 "))
    ]
    assert plain == []
