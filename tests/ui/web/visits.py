"""A login in the browser as a test drives it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aexdesk.secret import Secret
from aexdesk.ui.ports import Visit
from aexdesk.ui.web.browser import Browser
from tests.conftest import Run
from tests.ui.web.servers import Callback

if TYPE_CHECKING:
    from PySide6.QtWebEngineCore import QWebEnginePage

PATIENCE_S = 20.0


@dataclass
class World:
    """The browser, its callback, and what was caught."""

    run: Run
    browser: Browser
    callback: Callback
    caught: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)

    def open(self, url: str, fill_origins: tuple[str, ...] = (), is_ready: bool = True) -> None:
        """Opens it, and waits until it stands."""

        async def work() -> None:
            missing = self.browser.open(Visit(url, self._is_callback, fill_origins, self.caught.append))
            assert missing == ""

        self.run(work())
        if is_ready:
            self.until(lambda: self.browser.state.progress is None)

    def until(self, holds: Callable[[], object]) -> None:
        """Lets the loop turn until it holds."""

        async def wait() -> None:
            while not holds():  # noqa: ASYNC110 - a page says nothing of most things; the limit ends it
                await asyncio.sleep(0.01)

        self.run(wait(), limit_s=PATIENCE_S)

    def settle(self, turns: int = 30) -> None:
        """Lets what would happen happen."""

        async def wait() -> None:
            for _turn in range(turns):
                await asyncio.sleep(0.01)

        self.run(wait())

    @property
    def page(self) -> QWebEnginePage:
        """What is shown."""
        running = self.browser._running
        assert running is not None
        return running._page()

    def ask(self, script: str) -> Any:
        """What the page's own world answers."""
        answers: list[Any] = []
        self.page.runJavaScript(script, 0, answers.append)
        self.until(lambda: answers)
        return answers[0]

    def until_page(self, script: str) -> Any:
        """Asks the page until it answers something; that."""
        while not (answer := self.ask(script)):
            self.settle(1)
        return answer

    def fill(self, email: str = "loan.buyer@example.test", password: str | None = "pa'ss\"\\</script>ü") -> str:
        """Presses Fill in; what it answered."""
        self.answers.clear()
        self.browser.fill_in(email, Secret(password) if password else None, self.answers.append)
        self.until(lambda: self.answers)
        return self.answers[0]

    def _is_callback(self, url: str) -> bool:
        return url.partition("?")[0] == self.callback.url
