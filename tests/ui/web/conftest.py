"""A browser on a real page, from servers on this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication

from aexdesk.ui.ports import Ports
from aexdesk.ui.web.browser import Browser
from tests.conftest import Run
from tests.ui.fakes import FakeClipboard, FakeLater, Reports
from tests.ui.web.chromium import CHROMIUM_SAYS
from tests.ui.web.servers import Callback, Site
from tests.ui.web.visits import World

# As desktop.py does; it counts only before the QApplication, which no fixture has made yet.
QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.qt_log_ignore(*CHROMIUM_SAYS, extend=True))


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as made:
        yield made


@pytest.fixture
def other_site() -> Iterator[Site]:
    with Site() as made:
        yield made


@pytest.fixture
def callback() -> Iterator[Callback]:
    with Callback() as made:
        yield made


@pytest.fixture
def browser(
    qapp: QApplication, run: Run, clipboard: FakeClipboard, later: FakeLater, reports: Reports
) -> Iterator[Browser]:
    unused: Any = None
    made = Browser(Ports(clipboard, unused, unused, unused, unused, later, reports.report))
    made.resize(800, 600)
    made.show()
    yield made

    async def close() -> None:
        # Not by qtbot: it takes widgets down before fixtures end.
        made.close_visit()
        made.close()
        made.deleteLater()

    run(close())


@pytest.fixture
def world(run: Run, browser: Browser, callback: Callback) -> World:
    return World(run, browser, callback)


@pytest.fixture
def visit(world: World) -> Callable[..., None]:
    """`visit(url, fill_origins)`: opens it, and waits until it stands."""
    return world.open
