"""The window asks for each order that has just left, and stops with the window."""

from __future__ import annotations

import asyncio

from aexdesk.faults import StorageFault
from aexdesk.ui.frame.model import FrameModel
from aexdesk.ui.window import Window
from tests.conftest import Run
from tests.ui.conftest import open_on
from tests.ui.fakes import FakeDesk, Reports
from tests.ui.frame.test_window import do


def leave(desk: FakeDesk, *entry_ids: str) -> None:
    """Orders leave, whichever door they take: the ledger tells of each."""
    desk.ledger_checks.fresh += entry_ids
    desk.ledger.changed.announce()


def test_an_order_that_has_just_left_is_asked_for_once(run: Run, open_window: Window, desk: FakeDesk) -> None:
    do(run, lambda: leave(desk, "e1", "e2"))
    do(run, desk.ledger.changed.announce)
    assert desk.ledger_checks.asked == ["e1", "e2"]


def test_one_that_left_just_before_the_window_opened_is_asked_for_too(
    run: Run, window: Window, model: FrameModel, desk: FakeDesk
) -> None:
    desk.ledger_checks.fresh = ["e1"]
    open_on(run, window, model, desk)
    assert desk.ledger_checks.asked == ["e1"]


def test_what_keeps_it_from_being_asked_for_is_told(
    run: Run, open_window: Window, desk: FakeDesk, model: FrameModel
) -> None:
    desk.ledger_checks.fault = StorageFault("disk_full", path="/full")
    do(run, lambda: leave(desk, "e1"))
    assert model.state.trouble is desk.ledger_checks.fault


def test_what_is_being_asked_ends_with_the_window(run: Run, desk: FakeDesk, reports: Reports) -> None:
    model = FrameModel(reports.report)
    desk.ledger_checks.gate = asyncio.Event()
    do(run, lambda: model.open(desk.as_desk(), str))
    do(run, lambda: leave(desk, "e1"))
    assert (desk.ledger_checks.asked, desk.ledger_checks.ended) == (["e1"], [])
    run(model.close())
    assert desk.ledger_checks.ended == ["e1"]
    leave(desk, "e2")
    assert desk.ledger_checks.asked == ["e1"]
    assert desk.ledger.changed == desk.environments.changed == []
