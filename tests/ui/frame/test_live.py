"""Live in the frame: read-only with Unlock, the typed name, the countdown that one click ends; what is at risk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from aexdesk.faults import StorageFault
from aexdesk.services.ledger import AtRisk
from aexdesk.services.unlocking import LiveUnlock
from aexdesk.ui.frame.live_switch import LiveSwitch
from aexdesk.ui.frame.model import FrameModel
from aexdesk.ui.frame.unlock_panel import UnlockPanel
from aexdesk.ui.window import Window
from aexdesk.workspace.ledger import Money
from tests.conftest import Run
from tests.ui.conftest import turns
from tests.ui.fakes import NOW, FakeDesk
from tests.ui.frame.test_window import do, settle
from tests.ui.hands import click, press, write


@pytest.fixture
def in_live(run: Run, open_window: Window, model: FrameModel) -> Iterator[Window]:
    do(run, lambda: model.choose_environment("live"))
    yield open_window
    for panel in open_window._popups.values():
        panel.close()


def switch(window: Window) -> LiveSwitch:
    return window.top_bar.live


def panel(window: Window) -> UnlockPanel:
    found: UnlockPanel = window._popups["unlock"]
    return found


def unlock(run: Run, window: Window, typed: str = "Shop") -> None:
    """As a person does it."""

    async def work() -> None:
        click(switch(window).unlock)
        write(panel(window).name, typed)
        press(panel(window).name, Qt.Key.Key_Return)
        await turns()

    run(work())


def test_practice_has_nothing_to_unlock(open_window: Window) -> None:
    assert not switch(open_window).isVisible()


def test_live_says_read_only_and_offers_to_unlock(in_live: Window, desk: FakeDesk) -> None:
    live = switch(in_live)
    assert live.isVisible()
    assert live.read_only.text() == "read-only"
    assert live.unlock.isVisible()
    assert live.unlock.accessibleName() == "Unlock Live"
    assert not live.unlocked.isVisible()
    assert not desk.live_unlock.is_open()


def test_the_name_unlocks_for_fifteen_minutes(run: Run, in_live: Window, desk: FakeDesk) -> None:
    unlock(run, in_live)
    live = switch(in_live)
    assert desk.live_unlock.state is not None
    assert desk.live_unlock.state.until == NOW + timedelta(minutes=15)
    assert not panel(in_live).isVisible()
    assert live.unlocked.isVisible()
    assert live.unlocked.text() == "Unlocked · 15 m 0 s"
    assert not live.unlock.isVisible()
    assert not live.read_only.isVisible()


def test_one_click_on_the_countdown_ends_it(run: Run, in_live: Window, desk: FakeDesk) -> None:
    unlock(run, in_live)
    do(run, lambda: click(switch(in_live).unlocked))
    assert not desk.live_unlock.is_open()
    assert switch(in_live).unlock.isVisible()
    assert switch(in_live).read_only.text() == "read-only"


@pytest.mark.parametrize("typed", ["shop", "Shop ", "Demo dropship app"])
def test_another_name_unlocks_nothing_and_says_so(run: Run, in_live: Window, desk: FakeDesk, typed: str) -> None:
    unlock(run, in_live, typed)
    sheet = panel(in_live)
    assert not desk.live_unlock.is_open()
    assert sheet.isVisible()
    assert sheet.complaint.isVisible()
    assert "Shop" in sheet.complaint.text()
    assert sheet.name.accessibleDescription() == sheet.complaint.text()
    do(run, lambda: write(sheet.name, "x"))
    assert not sheet.complaint.isVisible()


def test_escape_leaves_live_read_only_and_gives_the_focus_back(run: Run, in_live: Window, desk: FakeDesk) -> None:
    in_live.activateWindow()

    async def work() -> None:
        click(switch(in_live).unlock)
        write(panel(in_live).name, "Shop")
        press(panel(in_live), Qt.Key.Key_Escape)
        await turns()
        assert not panel(in_live).isVisible()
        assert in_live.focusWidget() is switch(in_live).unlock
        click(switch(in_live).unlock)  # the next time nothing stands there
        assert panel(in_live).name.text() == ""

    run(work())
    assert not desk.live_unlock.is_open()


def test_the_sheet_says_what_it_allows_and_what_to_type(run: Run, in_live: Window) -> None:
    do(run, lambda: click(switch(in_live).unlock))
    sheet = panel(in_live)
    assert sheet.focusProxy() is sheet.name
    assert "15 minutes" in sheet.accessibleDescription()
    assert sheet.name.accessibleName() == "Type the profile's name: Shop"


def test_the_sheet_goes_when_one_leaves_live(run: Run, in_live: Window, model: FrameModel) -> None:
    do(run, lambda: click(switch(in_live).unlock))
    do(run, lambda: model.choose_environment("practice"))
    assert not panel(in_live).isVisible()


def test_without_an_app_there_is_nothing_to_type(run: Run, in_live: Window, desk: FakeDesk) -> None:
    desk.standing.profile = None
    do(run, desk.standing.changed.announce)
    assert not switch(in_live).unlock.isEnabled()


def test_the_end_of_the_time_locks_for_everybody(run: Run, in_live: Window, desk: FakeDesk, model: FrameModel) -> None:
    now = [NOW]
    desk.live_unlock = LiveUnlock(lambda: now[0], lambda: 0.0)
    desk.live_unlock.changed.append(model._read)
    told: list[bool] = []
    desk.live_unlock.changed.append(lambda: told.append(desk.live_unlock.is_open()))
    unlock(run, in_live)
    live = switch(in_live)
    live._countdown._now = lambda: now[0]
    now[0] += timedelta(minutes=14, seconds=59)
    do(run, live._countdown._tick)
    assert live.unlocked.text() == "Unlocked · 0 m 1 s"
    now[0] += timedelta(seconds=1)
    do(run, live._countdown._tick)
    assert told == [True, False]
    assert live.unlock.isVisible()
    desk.live_unlock.changed.clear()
    desk.live_unlock.changed.append(model._read)


@pytest.mark.fault("clock jumps")
def test_a_clock_that_is_set_back_is_followed(run: Run, in_live: Window, desk: FakeDesk, model: FrameModel) -> None:
    now, running = [NOW], [0.0]
    desk.live_unlock = LiveUnlock(lambda: now[0], lambda: running[0])
    desk.live_unlock.changed.append(model._read)
    unlock(run, in_live)
    live = switch(in_live)
    live._countdown._now = lambda: now[0]
    now[0], running[0] = NOW - timedelta(hours=3), 60.0
    do(run, live._countdown._tick)
    assert live.unlocked.text() == "Unlocked · 14 m 0 s"
    running[0] = 900.0
    do(run, live._countdown._tick)
    assert not live.unlocked.isVisible()
    assert live.read_only.text() == "read-only"


# ---------------------------------------------------------------- what is at risk


def test_nothing_at_risk_is_said_quietly(open_window: Window) -> None:
    assert open_window.status_line.risk.text() == "at risk 0"
    assert open_window.status_line.risk.property("tone") == ""


@pytest.mark.parametrize(
    ("risk", "text"),
    [
        (AtRisk((Money(Decimal("10.39"), "USD"),)), "at risk USD 10.39"),
        (AtRisk((Money(Decimal("10.39"), "USD"), Money(Decimal("3.00"), "EUR"))), "at risk EUR 3.00 + USD 10.39"),
        (AtRisk((), 2), "at risk 2 unpriced"),
        (AtRisk((Money(Decimal("10.39"), "USD"),), 1), "at risk USD 10.39 + 1 unpriced"),
    ],
)
def test_what_is_at_risk_stands_there_in_red_wherever_one_is(
    run: Run, open_window: Window, desk: FakeDesk, risk: AtRisk, text: str
) -> None:
    do(run, lambda: desk.ledger.put(risk))
    line = open_window.status_line.risk
    assert (line.text(), line.accessibleName(), line.property("tone")) == (text, text, "bad")
    do(run, lambda: desk.ledger.put(AtRisk()))
    assert (line.text(), line.property("tone")) == ("at risk 0", "")


def test_what_practice_would_cost_is_not_at_risk(run: Run, open_window: Window, desk: FakeDesk) -> None:
    do(
        run,
        lambda: desk.ledger.put(
            AtRisk((Money(Decimal("5"), "USD"),)),
        ),
    )
    do(run, lambda: desk.ledger.put(AtRisk(), "live"))
    do(run, lambda: desk.ledger.put(AtRisk((Money(Decimal("5"), "USD"),)), "practice"))
    assert open_window.status_line.risk.text() == "at risk 0"


def test_it_leads_to_the_ledger(open_window: Window) -> None:
    click(open_window.status_line.risk)
    assert open_window.tab == "ledger"


def test_a_ledger_that_cannot_be_read_is_told(run: Run, open_window: Window, desk: FakeDesk, model: FrameModel) -> None:
    desk.ledger.fault = StorageFault("disk_full", path="/full")
    do(run, desk.ledger.changed.announce)
    assert model.state.trouble is desk.ledger.fault
    desk.ledger.fault = None
    do(run, lambda: desk.ledger.put(AtRisk((), 1)))
    settle(run)
    assert open_window.status_line.risk.text() == "at risk 1 unpriced"
