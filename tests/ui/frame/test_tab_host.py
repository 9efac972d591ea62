"""A tab is built in turns of the loop: what a person does meanwhile is not lost, and nobody sees half a tab."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from aexdesk import i18n
from aexdesk.ui import shortcuts, theme
from aexdesk.ui.frame.model import FrameModel
from aexdesk.ui.ports import Ports
from aexdesk.ui.tab import Navigate, TabEntry
from aexdesk.ui.taking import Taker
from aexdesk.ui.turns import Steps, at_once, take_turn
from aexdesk.ui.view import ComposedView
from aexdesk.ui.window import Window
from tests.conftest import Run
from tests.ui.conftest import open_on, plain_entries, turns
from tests.ui.fakes import NOW, FakeDesk, Reports
from tests.ui.hands import CONTROL
from tests.ui.waiting import arrival, until

STEPS = 5
SLOW = ("console", "support", "doctor")


class SlowView(ComposedView):
    """Made of fields, one a step; each step fills a turn."""

    def __init__(self, workshop: Workshop, name: str) -> None:
        super().__init__()
        self._workshop, self._name = workshop, name
        self.fields: list[QLineEdit] = []
        self.sent = self.shown = 0
        self.spoken: list[str] = []

    def _compose(self) -> Steps:
        column = theme.column(parent=self)
        for number in range(STEPS):
            if self._name == self._workshop.broken and number == STEPS - 1:
                raise ValueError(self._name)
            self.fields.append(QLineEdit())
            column.addWidget(self.fields[-1])
            self._workshop.step(self._name)
            yield
        self.first_stop = self.fields[1]
        shortcuts.bind(self, "console.send", self._send)

    def _send(self) -> None:
        self.sent += 1

    def _show(self) -> None:
        self.shown += 1

    def retranslate(self) -> None:
        assert len(self.fields) == STEPS, "words for a half of it"
        self.spoken.append(i18n._("Console"))


class SlowTab:
    """The contract of a tab; takes what is handed to the console."""

    def __init__(self, workshop: Workshop, name: str, desk: Any) -> None:
        self._workshop, self._name, self._desk = workshop, name, desk
        self.view = SlowView(workshop, name)
        self.taken: list[str] = []

    def compose(self) -> Steps:
        yield from self.view.compose()
        if self._name == "console":
            self.taker = Taker(self._desk.handovers.api_for_console, self.taken.append)

    def title(self) -> str:
        return self._name

    def retranslate(self) -> None: ...

    async def close(self) -> None:
        assert len(self.view.fields) == STEPS, "closed by halves"
        if self._name == "console":
            self.taker.close()
        self._workshop.closed.append(self._name)


@dataclass
class Workshop:
    """`steps`: whose, in their order; `at` does something within that step, as a person would beside it."""

    steps: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    loaded: list[str] = field(default_factory=list)
    broken: str = ""
    at: dict[int, Callable[[], object]] = field(default_factory=dict)
    now: float = 0.0

    def clock(self) -> float:
        return self.now

    def step(self, name: str) -> None:
        self.steps.append(name)
        self.now += 1.0
        if (act := self.at.pop(len(self.steps), None)) is not None:
            asyncio.get_running_loop().call_soon(act)

    def entry(self, entry: TabEntry) -> TabEntry:
        def build(desk: Any, _ports: Ports, _navigate: Navigate) -> SlowTab:
            assert entry.id in self.loaded
            return SlowTab(self, entry.id, desk)

        return TabEntry(entry.id, entry.icon, entry.title, build, load=lambda: self.loaded.append(entry.id))


@pytest.fixture
def workshop() -> Workshop:
    return Workshop()


@pytest.fixture
def slow(
    qtbot: QtBot, run: Run, window: Window, model: FrameModel, desk: FakeDesk, reports: Reports, workshop: Workshop
) -> Iterator[Window]:
    """The window, open, with tabs that take their time behind three lines of the rail."""
    entries = [workshop.entry(one) if one.id in SLOW else one for one in plain_entries()]
    made = Window(model, window._look, entries, lambda: NOW, reports.report)
    made.host._clock = workshop.clock
    qtbot.addWidget(made)
    window.hide()
    made.show()
    made.activateWindow()
    open_on(run, made, model, desk)
    yield made
    run(made.close_late())
    run(made.host.close_tabs())


async def all_built() -> None:
    """Until nothing is left that was begun."""
    await asyncio.wait([task for task in asyncio.all_tasks() if task.get_name() == "build tabs"])
    await asyncio.sleep(0)


def view_of(window: Window, name: str) -> SlowView:
    view = window.host.tabs[name].view
    assert isinstance(view, SlowView)
    return view


def test_a_turn_ends_after_the_step_that_fills_it() -> None:
    workshop = Workshop()

    def steps() -> Steps:
        for _number in range(3):
            workshop.step("it")
            yield

    work = steps()
    ends: list[bool] = []
    while not ends or not ends[-1]:
        ends.append(take_turn(work, workshop.clock))
        assert len(workshop.steps) <= len(ends)
    assert ends == [False, False, False, True]
    at_once(rest := steps())
    assert take_turn(rest, workshop.clock), "nothing is left"


def test_a_tab_is_built_in_turns_and_shown_when_it_is_whole(run: Run, slow: Window, workshop: Workshop) -> None:
    seen: list[int] = []

    def look() -> None:
        seen.append(len(workshop.steps))
        assert slow.host.is_building
        if len(workshop.steps) < STEPS:
            asyncio.get_running_loop().call_soon(look)

    async def work() -> None:
        slow.navigate("console")
        assert slow.tab == "console"
        assert slow.rail._buttons["console"].isChecked()
        assert "Console" in slow.windowTitle()
        look()
        await arrival(slow)

    run(work())
    assert set(seen) == set(range(STEPS + 1)), "the loop turned after each step"
    view = view_of(slow, "console")
    assert slow.view_in_sight() is view
    assert view.shown, "what the model holds by now"
    assert workshop.loaded == ["console"]
    slow.navigate("app_keys")
    slow.navigate("console")
    assert slow.view_in_sight() is view
    assert len(workshop.steps) == STEPS, "once"


def test_a_tab_that_is_wanted_in_the_very_turn_in_which_the_building_ends_is_built_too(
    run: Run, slow: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = slow.host._next

    def look_and_click() -> str | None:
        if (found := look()) is None and "support" not in slow.host.tabs:
            asyncio.get_running_loop().call_soon(slow.navigate, "support")
        return found

    async def work() -> None:
        slow.navigate("console")
        monkeypatch.setattr(slow.host, "_next", look_and_click)
        await until(slow.host.arrived, lambda: "support" in slow.host.tabs)

    run(asyncio.wait_for(work(), 10))


def test_another_tab_that_is_wanted_meanwhile_comes_first_and_the_one_that_was_begun_is_built_to_its_end(
    run: Run, slow: Window, workshop: Workshop
) -> None:
    shown: list[str] = []
    slow.host.arrived.connect(shown.append)
    workshop.at[2] = lambda: slow.rail.chosen.emit("support")

    async def work() -> None:
        slow.rail.chosen.emit("console")
        await until(slow.host.arrived, lambda: bool(shown))
        assert slow.view_in_sight() is view_of(slow, "support")
        await all_built()

    run(work())
    assert workshop.steps[2] == "support" or workshop.steps[3] == "support"
    assert workshop.steps.count("support") == workshop.steps.count("console") == STEPS
    assert shown == ["support"], "nobody is taken back"
    assert slow.view_in_sight() is view_of(slow, "support")


def test_a_built_tab_shows_at_once_while_another_is_being_built(run: Run, slow: Window, workshop: Workshop) -> None:
    workshop.at[2] = lambda: slow.navigate("app_keys")

    async def work() -> None:
        slow.navigate("console")
        await all_built()

    run(work())
    assert slow.view_in_sight() is slow.host.tabs["app_keys"].view


def test_what_is_handed_over_meanwhile_is_taken(run: Run, slow: Window, workshop: Workshop, desk: FakeDesk) -> None:
    def hand_over() -> None:
        desk.handovers.api_for_console.give("aliexpress.ds.product.get")
        slow.go_by_key("console")

    workshop.at[2] = hand_over

    async def work() -> None:
        slow.navigate("console")
        await arrival(slow)

    run(work())
    tab = slow.host.tabs["console"]
    assert isinstance(tab, SlowTab)
    assert tab.taken == ["aliexpress.ds.product.get"]
    assert "console" in slow._brought, "it decides which page is seen"
    assert slow.focusWidget() is view_of(slow, "console").fields[1], "who came by key goes on by key"


def test_keys_that_are_pressed_meanwhile_reach_the_tab(run: Run, slow: Window, workshop: Workshop) -> None:
    handle = slow.windowHandle()

    def press() -> None:
        for letter in (Qt.Key.Key_A, Qt.Key.Key_B):
            QTest.keyClick(handle, letter)
        QTest.keyClick(handle, Qt.Key.Key_Tab)
        QTest.keyClick(handle, Qt.Key.Key_C)
        QTest.keyClick(handle, Qt.Key.Key_Return, CONTROL)

    workshop.at[2] = press

    async def work() -> None:
        slow.go_by_key("console")
        await arrival(slow)
        await turns()

    run(work())
    view = view_of(slow, "console")
    assert [field.text() for field in view.fields] == ["", "ab", "c", "", ""]
    assert view.sent == 1


def test_keys_that_were_meant_for_another_tab_are_forgotten(run: Run, slow: Window, workshop: Workshop) -> None:
    def press() -> None:
        QTest.keyClick(slow.windowHandle(), Qt.Key.Key_A)
        slow.go_by_key("support")

    workshop.at[2] = press

    async def work() -> None:
        slow.go_by_key("console")
        await arrival(slow)
        await until(slow.host.arrived, lambda: "support" in slow.host.tabs)
        await turns()

    run(work())
    assert not any(field.text() for field in view_of(slow, "support").fields)


def test_a_tab_that_takes_long_says_its_name(run: Run, slow: Window) -> None:
    opening = slow.host.opening

    async def work() -> None:
        slow.navigate("console")
        assert not opening._name.isVisible(), "not before somebody notices"
        assert opening._wait.isActive()
        opening._wait.timeout.emit()
        assert opening._name.isVisible()
        assert opening._name.text() == opening.accessibleName() == "Console"
        await arrival(slow)
        assert not opening._wait.isActive()

    run(work())


@pytest.mark.parametrize("after", [0, 2])
def test_a_window_that_closes_meanwhile_closes_whole_tabs(
    run: Run, slow: Window, workshop: Workshop, after: int
) -> None:
    begun = asyncio.Event()
    workshop.at[after] = begun.set

    async def work() -> None:
        slow.navigate("console")
        if not after:
            begun.set()
        await begun.wait()
        await slow.host.close_tabs()

    run(work())
    assert workshop.closed == (["console"] if after else []), "what was not begun needs no end"
    assert not slow.host.tabs


def test_a_language_chosen_meanwhile_is_the_one_it_speaks(run: Run, slow: Window, workshop: Workshop) -> None:
    workshop.at[2] = lambda: slow.choose_language(i18n.PSEUDO)

    async def work() -> None:
        slow.navigate("console")
        await arrival(slow)

    run(work())
    assert [text.startswith("⟦") for text in view_of(slow, "console").spoken] == [True]


@pytest.mark.parametrize("way", [("app_keys", "console"), ("console",)], ids=["by way of another", "at once"])
def test_a_tab_that_cannot_be_built_is_told_and_tried_again(
    run: Run, slow: Window, workshop: Workshop, reports: Reports, way: tuple[str, ...]
) -> None:
    workshop.broken = "console"

    async def work() -> None:
        slow.navigate("console")
        await all_built()
        workshop.broken = ""
        for name in way:
            slow.navigate(name)
        await asyncio.wait_for(arrival(slow), 10)

    run(work())
    assert [str(error) for error in reports] == ["console"]
    reports.clear()
    assert isinstance(slow.view_in_sight(), QWidget)
    assert slow.view_in_sight() is view_of(slow, "console")
