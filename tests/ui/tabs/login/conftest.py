"""The tab on a desk of straw; and, marked `webengine`, on a real one with the real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication

from aexdesk import resources
from aexdesk.desk import Desk
from aexdesk.openplatform.errorbook import ErrorBook
from aexdesk.ui.book_link import BookLink
from aexdesk.ui.ports import Ports
from aexdesk.ui.tabs.login.model import LoginModel
from aexdesk.ui.tabs.login.state import LoginState
from aexdesk.ui.tabs.login.view import LoginView
from aexdesk.ui.turns import at_once
from aexdesk.ui.web.browser import Browser
from tests.conftest import Run
from tests.ui.conftest import turns
from tests.ui.fakes import NOW, FakeClipboard, FakeLater, Reports
from tests.ui.tabs.login.fakes import CALLBACK, CODE, FakeBrowser, FakeLinks, LoginDesk
from tests.ui.web.chromium import CHROMIUM_SAYS

# As desktop.py does; it counts only before the QApplication, which no fixture has made yet.
QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent) and item.get_closest_marker("webengine"):
            item.add_marker(pytest.mark.qt_log_ignore(*CHROMIUM_SAYS, extend=True))


class Toasts:
    def __init__(self) -> None:
        self.said: list[str] = []

    def show(self, text: Callable[[], str], undo: Callable[[], None] | None = None) -> None:
        self.said.append(text())


class World:
    """The model and its view; the browser in the view is never opened, the model drives the fake one."""

    def __init__(self, run: Run, desk: LoginDesk, ports: Ports, links: FakeLinks, toasts: Toasts) -> None:
        self.run, self.desk, self.ports, self.links, self.toasts = run, desk, ports, links, toasts
        self.browser = FakeBrowser()
        self.is_closed = False
        self.went_to: list[str] = []
        self.model = self.make(ports)

    def make(self, ports: Ports) -> LoginModel:
        async def build() -> LoginModel:
            model = LoginModel(cast("Desk", self.desk), ports, self.browser, NOW.date)
            give = self.desk.handovers.account_for_test_case.give
            self.view = LoginView(model, Browser(ports), ports, self.went_to.append, give, lambda: NOW)
            at_once(self.view.compose())
            book = BookLink(ErrorBook.from_json(resources.read_json("error_book.json")))
            book.use(self.desk.handovers.code_for_error_book, self.went_to.append)
            self.view.right.use_book(book)
            self.view.resize(1112, 726)
            self.view.show()
            await turns()
            return model

        model: LoginModel = self.run(build())
        return model

    @property
    def state(self) -> LoginState:
        return self.model.state

    def act(self, hand: Callable[[], object]) -> None:
        """What a person does, and what follows."""

        async def work() -> None:
            hand()
            await turns()

        self.run(work())

    def open(self) -> None:
        self.act(self.model.open_page)

    def come_back(self, query: str | None = None, base: str = CALLBACK) -> None:
        """The login page sends the browser to the callback."""
        visit = self.browser.visits[-1]
        url = f"{base}?{query if query is not None else self.good_query}"
        assert visit.is_callback(url)
        self.act(lambda: visit.caught(url))

    @property
    def good_query(self) -> str:
        return f"code={CODE}&state={self.desk.login.begun[-1].state}"

    def log_in(self) -> None:
        self.open()
        self.come_back()

    def again(self) -> World:
        """The same workspace after a restart; this one is closed first."""
        self.close()
        return World(self.run, self.desk, self.ports, self.links, self.toasts)

    def close(self) -> None:
        async def work() -> None:
            await self.model.close()
            self.view.close()
            self.view.deleteLater()

        if not self.is_closed:
            self.is_closed = True
            self.run(work())


@pytest.fixture
def login_desk() -> LoginDesk:
    return LoginDesk()


@pytest.fixture
def world(
    qapp: QApplication, run: Run, login_desk: LoginDesk, clipboard: FakeClipboard, later: FakeLater, reports: Reports
) -> Iterator[World]:
    unused: Any = None
    links, toasts = FakeLinks(), Toasts()
    ports = Ports(clipboard, unused, unused, links, toasts, later, reports.report)
    made = World(run, login_desk, ports, links, toasts)
    yield made
    made.close()
    assert not reports, f"reported: {reports}"
