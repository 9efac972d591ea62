"""The whole login with the real browser, the real desk and the real practice gateway."""

from __future__ import annotations

import asyncio
import json
import socket
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtWidgets import QApplication

from aexdesk.desk import Desk
from aexdesk.secret import Secret
from aexdesk.services.profiles import ProfileDraft
from aexdesk.storage.vault import MemoryVault
from aexdesk.ui.ports import Ports
from aexdesk.ui.tabs.login.state import LoginState, Phase
from aexdesk.ui.tabs.login.tab import LoginTab
from aexdesk.workspace.profile import Profile
from tests.conftest import Run
from tests.ui.fakes import FakeClipboard, FakeLater, Reports
from tests.ui.hands import click
from tests.ui.tabs.login.conftest import Toasts
from tests.ui.tabs.login.fakes import FakeLinks
from tests.ui.whole import whole

if TYPE_CHECKING:
    from PySide6.QtWebEngineCore import QWebEnginePage

pytestmark = pytest.mark.webengine
PATIENCE_S = 25.0
PROFILE_NAME = "Practice app"
APP_KEY, APP_SECRET = "500123", Secret("own-app-secret-0123456789abcdef")


class KeptVault(MemoryVault):
    name = "Test Keyring"
    is_persistent = True


@dataclass
class Clock:
    """The desk's clock, which a test can set on."""

    ahead: timedelta = timedelta(0)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@dataclass
class World:
    run: Run
    desk: Desk
    tab: LoginTab
    clock: Clock
    callback: socket.socket
    went_to: list[str] = field(default_factory=list)

    @property
    def state(self) -> LoginState:
        return self.tab.model.state

    def until(self, holds: Callable[[], object]) -> None:
        async def wait() -> None:
            while not holds():  # noqa: ASYNC110 - a page says nothing of most things; the limit ends it
                await asyncio.sleep(0.01)

        self.run(wait(), limit_s=PATIENCE_S)

    def act(self, hand: Callable[[], object]) -> None:
        async def work() -> None:
            hand()
            await asyncio.sleep(0.01)

        self.run(work())

    def reach(self, *phases: Phase) -> Phase:
        """Waits until the login is there."""
        self.until(lambda: self.state.run.phase in phases)
        self.until(lambda: not self.tab.model._tasks.names)
        return self.state.run.phase

    @property
    def page(self) -> QWebEnginePage:
        running = self.tab.browser._running
        assert running is not None
        return running._page()

    def ask(self, script: str) -> Any:
        answers: list[Any] = []
        self.page.runJavaScript(script, 0, answers.append)
        self.until(lambda: answers)
        return answers[0]

    def until_page(self, script: str) -> Any:
        while not (answer := self.ask(script)):
            self.act(lambda: None)
        return answer

    def open(self) -> None:
        """Opens the login page."""
        self.until(lambda: self.state.way.authorize_url)
        self.act(lambda: click(self.tab.view.steps.open))
        self.reach(Phase.PAGE)
        self.until(lambda: self.state.page.progress is None)

    def submit(self, email: str, password: str) -> None:
        """Logs in as a person does."""
        self.until_page("!!document.querySelector('input[type=password]')")
        values = json.dumps([email, password])
        self.ask(
            f"(() => {{ const f = document.forms[0], v = {values};"
            " f.email.value = v[0]; f.password.value = v[1]; f.submit(); return 1; })()"
        )

    def consent(self, decision: str = "allow") -> None:
        """Answers whether the app may have access."""
        button = f"document.querySelector('button[value={decision}]')"
        self.until_page(f"!!{button}")
        self.ask(f"{button}.click(); 1")

    def log_in_as(self, email: str, password: str) -> None:
        self.open()
        self.submit(email, password)
        self.consent()

    @property
    def seeds(self) -> Any:
        seeds = self.desk.practising.seeds
        assert seeds is not None
        return seeds

    @property
    def buyer(self) -> tuple[str, str]:
        return self.seeds.buyer_email, self.seeds.buyer_password.reveal()

    def lend(self, email: str, password: str) -> None:
        """One more account at the gateway."""
        self.tell("loan-accounts", email=email, password=password)

    def tell(self, path: str, **told: str) -> None:
        """Through the gateway's door for tests."""
        url = f"{self.desk.practising.state.url}/_practice/{path}"
        asked = urllib.request.Request(url, json.dumps(told).encode(), {"Content-Type": "application/json"})
        with urllib.request.urlopen(asked, timeout=5):
            pass

    def was_asked(self) -> bool:
        """Whether anybody came to the callback."""
        try:
            self.callback.accept()[0].close()
        except BlockingIOError:
            return False
        return True

    def profile(self) -> Profile:
        assert self.desk.standing.profile is not None
        return self.desk.standing.profile

    def edit(self, app_key: str = "", callback_url: str = "", secret: Secret | None = None) -> None:
        """Changes the app, as App keys does."""
        now = self.profile()
        draft = ProfileDraft(
            now.environment, now.name, app_key or now.app_key, now.app_type, callback_url or now.callback_url
        )

        async def save() -> None:
            await self.desk.profiles.edit(now.id, draft, secret)
            await self.desk.standing.load()

        self.run(save())
        self.until(lambda: not self.tab.model._tasks.names)

    def take_own_app(self) -> None:
        """An app whose callback nobody answers: the port of the seeded one may be somebody else's."""
        url = f"http://127.0.0.1:{self.callback.getsockname()[1]}/callback"
        self.tell("apps", app_key=APP_KEY, app_secret=APP_SECRET.reveal(), callback_url=url)
        self.edit(APP_KEY, url, APP_SECRET)


@pytest.fixture
def real(
    qapp: QApplication, run: Run, tmp_path: Path, clipboard: FakeClipboard, later: FakeLater, reports: Reports
) -> Iterator[World]:
    unused: Any = None
    clock = Clock()
    desk = Desk(tmp_path / "desk", vault=KeptVault(), now=clock.now)
    ports = Ports(clipboard, unused, unused, FakeLinks(), Toasts(), later, reports.report)
    went_to: list[str] = []
    # It listens where the app's callback points to, and answers nobody.
    callback = socket.create_server(("127.0.0.1", 0))
    callback.setblocking(False)

    async def open_tab() -> LoginTab:
        await desk.open()
        await desk.practice_opening.open(PROFILE_NAME, 0)
        tab = whole(LoginTab(desk, ports, went_to.append, clock.now))
        tab.view.resize(1112, 726)
        tab.view.show()
        return tab

    async def close() -> None:
        await world.tab.close()
        world.tab.view.close()
        world.tab.view.deleteLater()
        await desk.close()

    world = World(run, desk, run(open_tab(), limit_s=PATIENCE_S), clock, callback, went_to)
    world.until(lambda: world.state.is_loaded)
    try:
        world.take_own_app()
        yield world
        world.until(lambda: not world.tab.model._tasks.names)
    finally:
        run(close(), limit_s=PATIENCE_S)
        callback.close()
    assert not reports, f"reported: {reports}"


def test_a_loaned_buyer_logs_in_with_fill_in(real: World) -> None:
    real.open()
    real.until(lambda: real.state.page.fill_origin)
    assert real.state.page.fill_origin == real.desk.practising.state.url
    real.act(lambda: click(real.tab.view.steps.fill))
    real.until(lambda: real.state.filled)
    real.ask("document.forms[0].submit()")
    real.consent()
    assert real.reach(Phase.DONE, Phase.FAILED, Phase.DECIDING) is Phase.DONE
    token = real.state.session.token
    assert token is not None
    assert (token.account, token.is_real) == (real.seeds.buyer_email, False)
    session = real.run(real.desk.tokens.session(token))
    assert session not in (None, real.seeds.session)
    assert not real.was_asked()
    assert real.desk.standing.token == token


def test_denied_consent(real: World) -> None:
    real.open()
    real.submit(*real.buyer)
    real.consent("deny")
    real.reach(Phase.FAILED)
    assert real.state.run.fault is not None
    assert real.state.run.fault.code == "access_denied"
    assert not real.was_asked()


def test_a_wrong_password_then_the_right_one(real: World) -> None:
    real.open()
    real.submit(real.buyer[0], "wrong")
    real.until_page("document.body.innerText.includes('wrong')")
    assert real.state.run.phase is Phase.PAGE
    real.submit(*real.buyer)
    real.consent()
    assert real.reach(Phase.DONE, Phase.FAILED) is Phase.DONE


@pytest.mark.parametrize(
    ("app_key", "callback_url", "title"),
    [("123456", "", "Unknown app"), ("", "http://127.0.0.1:8919/other", "The callback does not match")],
)
def test_what_the_platform_does_not_know_shows_its_page(
    real: World, app_key: str, callback_url: str, title: str
) -> None:
    real.edit(app_key, callback_url)
    real.open()
    assert title in real.until_page("document.body && document.body.innerText")
    problem = real.state.page.problem
    assert problem is not None
    assert (problem.kind, problem.detail) == ("status", "400")
    assert real.tab.browser.pages.isVisible()
    assert not real.was_asked()


def test_another_account_than_chosen(real: World) -> None:
    real.lend("second.buyer@example.test", "second-password")
    before = real.desk.standing.token
    real.log_in_as("second.buyer@example.test", "second-password")
    assert real.reach(Phase.DECIDING, Phase.DONE, Phase.FAILED) is Phase.DECIDING
    assert real.desk.standing.token == before
    assert real.tab.view.other.isVisible()
    real.act(lambda: click(real.tab.view.other.keep))
    real.reach(Phase.DONE)
    token = real.desk.standing.token
    assert token is not None
    assert (token.account, token.is_real) == ("second.buyer@example.test", True)


@pytest.mark.parametrize("force", [True, False])
def test_cookies_of_one_login_are_not_in_the_next(real: World, force: bool) -> None:
    real.act(lambda: real.tab.model.force_auth(force))
    real.until(lambda: ("force_auth=true" in real.state.way.authorize_url) is force)
    real.log_in_as(*real.buyer)
    real.reach(Phase.DONE)
    real.open()
    assert real.until_page("document.querySelector('h1') && document.querySelector('h1').innerText") == "Log in"


def test_a_callback_of_another_state(real: World) -> None:
    real.open()
    real.ask(f"location = '{real.profile().callback_url}?code=3_509900_x&state=another'; 1")
    real.reach(Phase.FAILED)
    assert real.state.run.fault is not None
    assert real.state.run.fault.code == "state_differs"
    assert not real.was_asked()


def test_a_code_twice(real: World) -> None:
    """The same callback, pasted once more after it was used."""
    seen: list[str] = []
    login = real.desk.login
    receive = login.receive

    def note(attempt: Any, url: str) -> Any:
        seen.append(url)
        return receive(attempt, url)

    login.receive = note  # type: ignore[method-assign]
    real.log_in_as(*real.buyer)
    real.reach(Phase.DONE)
    real.act(lambda: real.tab.model.attempts.paste(seen[0]))
    real.reach(Phase.FAILED)
    assert real.state.run.fault is not None
    assert real.state.run.fault.code == "login_used"


def test_a_code_that_is_too_old(real: World) -> None:
    login = real.desk.login
    exchange = login.exchange

    async def late(attempt: Any, received: Any) -> Any:
        real.clock.ahead = timedelta(minutes=3)
        return await exchange(attempt, received)

    login.exchange = late  # type: ignore[method-assign]
    real.log_in_as(*real.buyer)
    real.reach(Phase.FAILED)
    assert real.state.run.fault is not None
    assert real.state.run.fault.code == "code_too_old"


def test_practice_that_stops_during_the_exchange(real: World) -> None:
    login, port = real.desk.login, int(str(real.desk.practising.state.url).rpartition(":")[2])
    exchange, stops = login.exchange, [1]

    async def stopped(attempt: Any, received: Any) -> Any:
        if stops:
            stops.pop()
            await real.desk.practising.stop()
        return await exchange(attempt, received)

    login.exchange = stopped  # type: ignore[method-assign]
    real.log_in_as(*real.buyer)
    real.reach(Phase.FAILED)
    assert real.state.run.can_retry
    assert "practice gateway is not running" in real.tab.view.right.error.accessibleName()

    async def start() -> None:
        await real.desk.practising.start(port=port)

    real.run(start(), limit_s=PATIENCE_S)
    real.act(real.tab.model.attempts.retry)
    # A gateway that was stopped has forgotten its codes; what counts is that the platform answers again.
    real.reach(Phase.FAILED, Phase.DONE)
    assert real.state.run.fault is not None
    assert real.state.run.fault.code == "InvalidCode"


def test_the_view_closed(real: World) -> None:
    real.open()
    real.act(lambda: click(real.tab.browser.shut))
    assert real.reach(Phase.CLOSED) is Phase.CLOSED
    assert real.tab.browser.pages.count() == 1


def test_the_tab_closes_while_a_page_is_open(real: World) -> None:
    """The fixture closes it; a warning of Qt would fail the test."""
    real.open()
    real.submit(*real.buyer)
    assert real.state.run.phase is Phase.PAGE
