"""Ctrl+K goes to everything, by keyboard alone."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from aexdesk.ui import shortcuts
from aexdesk.ui.frame.command import Group
from aexdesk.ui.frame.model import FrameModel
from aexdesk.ui.frame.palette import CommandPalette
from aexdesk.ui.window import Window
from aexdesk.workspace.exchange import ExchangeSummary
from aexdesk.workspace.loan_account import LoanAccount
from aexdesk.workspace.order_test_case import OrderTestCase, OrderTestCaseState
from tests.conftest import Run
from tests.ui.fakes import NOW, FakeDesk
from tests.ui.frame.test_window import do, settle
from tests.ui.hands import press, write

CALL = ExchangeSummary("e1", NOW, "practice", "Shop", "aliexpress.ds.product.get", 200, "", "2102777888")


@pytest.fixture
def palette(run: Run, open_window: Window, desk: FakeDesk) -> CommandPalette:
    desk.finding.all = (CALL,)
    desk.test_cases.all = (
        OrderTestCase("c1", "practice", "Bracelet to US", "b@x.test", "1005", 1, "US", "", OrderTestCaseState.ACTIVE),
    )
    desk.loan_accounts.all = (LoanAccount("l1", "practice", "lent@buyer.test"),)
    do(run, open_window.open_palette)
    opened: CommandPalette = open_window._popups["palette"]
    return opened


def enter(run: Run, palette: CommandPalette, text: str) -> None:
    """Types it and presses Enter."""
    do(run, lambda: write(palette.line, text))
    do(run, lambda: press(palette.line, Qt.Key.Key_Return))
    settle(run)


@pytest.mark.parametrize(
    ("typed", "goes"),
    [
        ("dspget", ("api_for_console", "aliexpress.ds.product.get", "console")),
        ("2102777", ("exchange_for_console", "e1", "console")),
        ("bracelet", ("case_to_show", "c1", "order_tests")),
        ("lent@", ("account_to_show", "l1", "loan_accounts")),
        ("illegalacc", ("code_for_error_book", "IllegalAccessToken", "help")),
        ("MissingParam", ("code_for_error_book", "MissingParameter", "help")),
    ],
)
def test_it_hands_over_what_was_meant(
    run: Run, open_window: Window, palette: CommandPalette, desk: FakeDesk, typed: str, goes: tuple[str, str, str]
) -> None:
    handover, thing, tab = goes
    enter(run, palette, typed)
    assert getattr(desk.handovers, handover).take() == thing
    assert open_window.tab == tab
    assert not palette.isVisible()


def test_it_moves_between_environments_apps_and_looks(
    run: Run, open_window: Window, palette: CommandPalette, desk: FakeDesk
) -> None:
    enter(run, palette, "second")
    assert desk.standing.profile is not None
    assert desk.standing.profile.name == "Second"
    do(run, open_window.open_palette)
    enter(run, palette, "environment live")
    assert desk.standing.environment.name == "live"


def test_arrows_pass_by_the_headings_and_go_round(run: Run, open_window: Window, palette: CommandPalette) -> None:
    do(run, lambda: write(palette.line, "settings"))
    first = palette._chosen()
    assert first is not None
    assert first.text == "Settings"
    for _line in palette.found:
        press(palette.line, Qt.Key.Key_Down)
        assert palette._chosen() is not None
    assert palette._chosen() == first
    press(palette.line, Qt.Key.Key_Up)
    assert palette._chosen() == palette.found[-1]
    press(palette, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_what_the_tab_offers_stands_in_it_with_its_keys(run: Run, open_window: Window, desk: FakeDesk) -> None:
    view = open_window.view_in_sight()
    assert view is not None
    done: list[str] = []
    shortcuts.bind_inside(view, "form.save", lambda: done.append("saved"))
    layout = view.layout()
    assert layout is not None
    for name, is_enabled in (("Weigh the parcel", True), ("Asleep", False)):
        button = QPushButton(name)
        button.setEnabled(is_enabled)
        button.clicked.connect(lambda: done.append("weighed"))
        layout.addWidget(button)
    do(run, open_window.open_palette)
    palette: CommandPalette = open_window._popups["palette"]
    mine = {one.text: one.keys for one in palette.found if one.group is Group.ACTION}
    assert mine["Save"] == "Ctrl+S"
    assert "Asleep" not in mine
    enter(run, palette, "weigh")
    do(run, open_window.open_palette)
    enter(run, palette, "save")
    assert done == ["weighed", "saved"]


def test_what_was_found_for_other_words_does_not_stand_there(
    run: Run, open_window: Window, palette: CommandPalette, desk: FakeDesk
) -> None:
    do(run, lambda: write(palette.line, "2102"))
    assert "ds.product.get · 200" in [one.text for one in palette.found]
    desk.finding.gate = asyncio.Event()
    do(run, lambda: write(palette.line, "9"))
    assert [one.text for one in palette.found if one.group is Group.CALL] == ["Search the history for “21029”"]
    enter(run, palette, "")
    assert desk.handovers.query_for_history.take() == "21029"
    assert open_window.tab == "history"


def test_half_a_query_is_no_trouble(run: Run, palette: CommandPalette) -> None:
    do(run, lambda: write(palette.line, "status:"))
    assert palette.isVisible()


@pytest.mark.fault("clock jumps")
def test_a_clock_that_is_set_right_is_seen_without_another_call(
    run: Run, open_window: Window, model: FrameModel, desk: FakeDesk
) -> None:
    from tests.services.test_clock import answer_at

    desk.clock_now = NOW + timedelta(minutes=3)
    do(run, lambda: desk.clock.note([answer_at(desk.clock_now, NOW)]))
    assert not open_window.status_line.clock.isHidden()
    assert model._clock_watch is not None
    assert model._clock_watch._timer.isActive()
    desk.clock_now = NOW
    do(run, model._clock_watch._timer.timeout.emit)
    assert open_window.status_line.clock.isHidden()
    assert not model._clock_watch._timer.isActive()


@pytest.mark.fault("clock jumps")
def test_a_clock_that_is_off_is_said_before_it_hurts(run: Run, open_window: Window, desk: FakeDesk) -> None:
    from tests.services.test_clock import answer_at

    line, notices = open_window.status_line, open_window.notices
    desk.clock_now = NOW + timedelta(minutes=3, seconds=1)
    do(run, lambda: desk.clock.note([answer_at(desk.clock_now, NOW)]))
    assert line.clock.text() == "clock 3 m 0 s ahead"
    assert notices.banner("clock") is None
    # The clock is set: what was known before says nothing any more.
    desk.clock_now = NOW
    do(run, desk.clock.look)
    assert line.clock.isHidden()
    desk.clock_now = NOW + timedelta(hours=3)
    do(run, lambda: desk.clock.note([answer_at(desk.clock_now, NOW)]))
    banner = notices.banner("clock")
    assert banner is not None
    assert banner.isVisible()
    assert "IllegalTimestamp" in banner.accessibleDescription()
    do(run, line.clock.click)
    assert open_window.tab == "meters"
