"""A dressed application, a clock that stands still, and a window on a Desk of straw."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from aexdesk import i18n
from aexdesk.ui.frame.model import FrameModel
from aexdesk.ui.language import Language
from aexdesk.ui.tab import TabEntry
from aexdesk.ui.tabs.registry import entries
from aexdesk.ui.theme import Preference, Theme
from aexdesk.ui.window import Look, Window
from tests.conftest import Run
from tests.ui.fakes import NOW, FakeClipboard, FakeDesk, FakeLater, Reports
from tests.ui.plain_tab import PlainTab


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            # The offscreen platform says so of sizes, raising and grabbing: it has no window manager to ask.
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp)


@pytest.fixture(autouse=True)
def dressed(theme: Theme) -> Iterator[Theme]:
    yield theme
    theme.choose(Preference.SYSTEM)


@pytest.fixture
def language(qapp: QApplication) -> Iterator[Language]:
    made = Language(qapp)
    yield made
    made.use("en")
    i18n.use_language("en")


@pytest.fixture
def later() -> FakeLater:
    return FakeLater()


@pytest.fixture
def clipboard() -> FakeClipboard:
    return FakeClipboard()


@pytest.fixture
def reports() -> Reports:
    return Reports()


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


def plain_entries() -> tuple[TabEntry, ...]:
    """The rail as it is, with nothing behind the tabs: what stands in them has tests of its own."""
    return tuple(TabEntry(one.id, one.icon, one.title, _plain(one), one.starts_group, one.at_foot) for one in entries())


def _plain(entry: TabEntry) -> Callable[..., PlainTab]:
    return lambda _desk, _ports, _navigate: PlainTab(entry.icon, entry.title, entry.title)


@pytest.fixture
def model(run: Run, reports: Reports) -> Iterator[FrameModel]:
    made = FrameModel(reports.report)
    yield made
    run(made.close())


@pytest.fixture
def window(
    qtbot: QtBot, run: Run, model: FrameModel, theme: Theme, language: Language, reports: Reports, later: FakeLater
) -> Iterator[Window]:
    made = Window(model, Look(theme, language), plain_entries(), lambda: NOW, reports.report, later)
    qtbot.addWidget(made)
    made.show()
    yield made
    run(made.close_late())
    run(made.host.close_tabs())


@pytest.fixture
def open_window(run: Run, window: Window, model: FrameModel, desk: FakeDesk) -> Window:
    """The window, its workspace open and practice running."""
    open_on(run, window, model, desk)
    return window


def open_on(run: Run, window: Window, model: FrameModel, desk: FakeDesk) -> None:
    window.use_desk(desk.as_desk())

    async def work() -> None:
        model.open(desk.as_desk(), lambda: "Practice app")
        await turns()

    run(work())


async def turns(count: int = 12) -> None:
    """Lets the loop turn: tasks begin, states are announced."""
    for _turn in range(count):
        await asyncio.sleep(0.001)
