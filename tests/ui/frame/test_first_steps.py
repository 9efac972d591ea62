"""The strip of first steps in the window: when it is there, what it says, where it leads, and how it ends."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from aexdesk import i18n
from aexdesk.faults import StorageFault
from aexdesk.openplatform.request import Call
from aexdesk.services.first_steps import KEPT, FirstStep
from aexdesk.services.handover import PreparedOrder
from aexdesk.ui import theme
from aexdesk.ui.frame.first_steps import FirstStepsStrip
from aexdesk.ui.frame.model import FrameModel
from aexdesk.ui.window import Window
from tests.conftest import Run
from tests.storage.things import exchange
from tests.ui.conftest import open_on, turns
from tests.ui.fakes import FakeDesk
from tests.ui.frame.test_window import do
from tests.ui.hands import click

ORDER = PreparedOrder(Call("aliexpress.ds.order.create"), "practice", "p", "c")


@pytest.fixture
def desk() -> FakeDesk:
    made = FakeDesk()
    made.step_facts.is_new_here = True
    return made


def strip_of(window: Window) -> FirstStepsStrip:
    assert window.first_steps.strip is not None
    return window.first_steps.strip


def is_there(window: Window) -> bool:
    return window.first_steps.isVisible()


def sentence(window: Window) -> str:
    return strip_of(window).sentence.text()


def test_who_is_not_new_pays_nothing_for_it(run: Run, window: Window, model: FrameModel, desk: FakeDesk) -> None:
    desk.step_facts.is_new_here = False
    open_on(run, window, model, desk)
    assert not is_there(window)
    assert window.first_steps.strip is None
    assert not [*desk.profiles.changed, *desk.history.changed, *desk.history.recorded], "and nothing is listened to"
    assert desk.preferences.values[KEPT]["open"] is False


def test_it_says_what_to_do_in_the_tab_in_sight_and_leads_to_the_next(
    run: Run, open_window: Window, desk: FakeDesk
) -> None:
    assert is_there(open_window)
    assert "Check key" in sentence(open_window)
    assert strip_of(open_window).height() == 40
    assert strip_of(open_window).next.text() == "Go to Loan accounts"
    desk.step_facts.true.add("key")
    do(run, desk.profiles.changed.announce)
    assert sentence(open_window) == "Done: key and secret are right."
    desk.step_facts.true.add("loan")
    do(run, lambda: click(strip_of(open_window).next))
    assert open_window.tab == "loan_accounts"
    assert sentence(open_window).startswith("Done: a borrowed buyer")
    do(run, lambda: open_window.navigate("history"))
    assert sentence(open_window) == "Next: log in as the borrowed buyer."
    names = [mark.accessibleName() for mark in strip_of(open_window).marks.values()]
    assert names[:3] == ["Step 1 of 6: App keys: done", "Step 2 of 6: Loan accounts: done", "Step 3 of 6: Login"]


def test_what_happens_is_noticed_in_any_order_and_the_end_is_told_once(
    run: Run, open_window: Window, desk: FakeDesk
) -> None:
    def steps() -> set[str]:
        return {step.value for step in desk.first_steps.state.done}

    do(run, lambda: desk.handovers.order_for_console.give(ORDER))
    assert steps() == {"order_tests"}
    desk.step_facts.true.add("order")
    do(run, desk.case_orders.changed.announce)
    assert steps() == {"order_tests", "console"}
    desk.step_facts.true |= {"failed", "loan", "key"}
    for tab in ("support", "loan_accounts"):
        do(run, lambda tab=tab: open_window.navigate(tab))  # type: ignore[misc]

    def log_in() -> None:
        for hear in desk.history.recorded:
            hear([exchange(api="/auth/token/create")])
        desk.history.changed.announce()

    do(run, log_in)
    assert steps() == set(FirstStep)
    assert sentence(open_window) == "You have placed a free order and know where everything is."
    assert not strip_of(open_window).next.isVisible()
    assert not [*desk.history.changed, *desk.history.recorded], "there is nothing left to wait for"
    assert strip_of(open_window).skip.text() == "Close"
    do(run, lambda: click(strip_of(open_window).skip))
    assert not is_there(open_window)
    assert desk.preferences.values[KEPT]["open"] is False


def test_skip_puts_it_away_and_the_palette_brings_it_back(run: Run, open_window: Window, desk: FakeDesk) -> None:
    do(run, lambda: click(strip_of(open_window).skip))
    assert not is_there(open_window)
    do(run, open_window.open_palette)
    [back] = [one for one in open_window._popups["palette"].found if one.text == "First steps"]
    open_window._popups["palette"].hide()
    do(run, back.act)
    assert is_there(open_window)


def test_in_live_there_is_nothing_to_practise(run: Run, open_window: Window, model: FrameModel, desk: FakeDesk) -> None:
    do(run, lambda: model.choose_environment("live"))
    assert not is_there(open_window)
    do(run, lambda: desk.handovers.order_for_console.give(ORDER))
    do(run, lambda: model.choose_environment("practice"))
    assert is_there(open_window)
    assert not desk.first_steps.state.done, "an order built in Live is no step"


@pytest.mark.parametrize(("width", "named"), [(900, 0), (1280, 1), (2200, 6)])
def test_names_give_way_to_the_sentence(run: Run, open_window: Window, width: int, named: int) -> None:
    open_window.resize(width, 700)
    run(turns())
    strip = strip_of(open_window)
    assert sum(mark._name.isVisible() for mark in strip.marks.values()) == named
    assert strip.sentence.heightForWidth(strip.sentence.width()) <= theme.size("strip")
    assert strip.width() == open_window.host.width()


def test_its_words_follow_the_language(run: Run, open_window: Window) -> None:
    try:
        do(run, lambda: open_window.choose_language("qps"))
        told = [label.text() for label in strip_of(open_window).findChildren(QLabel)]
        assert not [text for text in told if text.isascii() and text and not text.isdigit()]
    finally:
        i18n.use_language("en")


def test_a_workspace_that_cannot_be_written_is_told(
    run: Run, window: Window, model: FrameModel, desk: FakeDesk
) -> None:

    open_on(run, window, model, desk)

    async def fail(_since: object) -> bool:
        raise StorageFault("disk_full", path="/full")

    desk.step_facts.has_checked_key = fail  # type: ignore[assignment,method-assign]
    do(run, desk.profiles.changed.announce)
    assert model.state.trouble is not None
