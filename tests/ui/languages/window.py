"""`python -m tests.ui.languages.window`: works in every tab, changes the language, and tells as JSON what it read."""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLineEdit

from aexdesk import desktop
from aexdesk.desk import Desk
from aexdesk.i18n import PSEUDO, PSEUDO_RTL
from aexdesk.openplatform.request import Call
from aexdesk.services.doctor_examples import ExampleKind
from aexdesk.services.practising import Practising
from aexdesk.tour import stage as tour_stage
from aexdesk.tour.watching import outside_of_tasks, until
from aexdesk.ui.frame.model import FrameModel
from aexdesk.ui.tabs.help.state import HelpPage
from aexdesk.ui.tabs.practice.state import Page
from aexdesk.ui.tabs.registry import entries
from aexdesk.ui.tabs.support.state import SupportPage
from aexdesk.ui.window import Window
from tests.desktop_scenes import on_any_port
from tests.ui.languages.kept import read_kept
from tests.ui.languages.texts import read
from tests.ui.waiting import arrival

PRODUCT = "aliexpress.ds.product.get"
CHANGES = (PSEUDO, "en", "zh_CN", PSEUDO_RTL, "en")
"""The languages, one after the other."""
_LASTING = frozenset({"follow practice", "follow the clock"})


class Speaker:
    """The guest: `told` is what stood in the window before the first change, and after each."""

    def __init__(self) -> None:
        self.told: list[dict[str, Any]] = []

    def make_desk(self, home: Path) -> Desk:
        """Secrets stay in memory."""
        return tour_stage.make_desk(home)

    async def visit(self, window: Window, model: FrameModel, desk: Desk) -> int:
        """The exit code."""
        window.resize(1280, 800)
        await _call(desk, "1005990000009999")
        for entry in entries():
            await _go(window, entry.id)
        await _work(window)
        await _look(window)
        window.open_settings()
        await self._tell_pages(window, "en")
        for code in CHANGES:
            await outside_of_tasks(partial(window.choose_language, code))
            await self._tell_pages(window, code)
        sys.stderr.write(model.state.crash)
        return 1 if model.state.crash else 0

    async def _tell_pages(self, window: Window, code: str) -> None:
        """Each page of each tab, without showing the tab: it hears of the change out of sight, too."""
        texts: dict[str, str] = {}
        kept: dict[str, object] = {}
        for name, pages in _pages(window).items():
            view = window.host.tabs[name].view
            for number, page in enumerate(pages or [_stay]):
                page()
                await _calm(window, name)
                texts |= {f"{number} {place}": text for place, text in read(view).items()}
                kept |= {f"{number} {place}": value for place, value in read_kept(view).items()}
        for top in QApplication.topLevelWidgets():
            if top.isVisible():
                texts |= read(top)
        self.told.append({"language": code, "texts": texts, "kept": kept})


async def _go(window: Window, name: str) -> None:
    await outside_of_tasks(lambda: window.navigate(name))
    await arrival(window)
    await _calm(window, name)


async def _calm(window: Window, name: str) -> None:
    model: Any = window.host.tabs[name].model  # type: ignore[attr-defined] # every tab of the registry has one
    await asyncio.sleep(0)
    await until(
        lambda: not set(model._tasks.names) - _LASTING and not model._turn.isActive(),
        f"{name} calm",
        lambda: str(model._tasks.names),
    )


async def _call(desk: Desk, product: str) -> None:
    profile = desk.standing.profile
    assert profile is not None
    caller = await desk.callers.of_profile(profile, PRODUCT)
    call = Call(PRODUCT, (("product_id", product), ("ship_to_country", "US")))
    await desk.calling.send(call, caller, desk.standing.environment)


async def _work(window: Window) -> None:
    """In each tab something is done, typed, chosen and scrolled."""
    tabs: Any = window.host.tabs
    tabs["app_keys"].model.check_key()
    tabs["order_tests"].model.check()
    console = tabs["console"].model
    console.choose_api(PRODUCT)
    for name, value in (("product_id", "1005990000001014"), ("ship_to_country", "US")):
        console.set_value(name, value)
    console.send()
    tabs["doctor"].model.take_example(ExampleKind.ENCODING)
    tabs["loan_accounts"].model.paste("nothing that the App Console would say")
    tabs["loan_accounts"].model.begin_new()
    tabs["loan_accounts"].model.enter(email="not an email", until="2026-13-40")
    login = tabs["login"].model.attempts
    login.paste(f"{login.way.callback_url}?code=made-up&state={_state(login.way.authorize_url)}")
    for name in ("app_keys", "login", "loan_accounts", "order_tests", "console", "doctor"):
        await _calm(window, name)
    tabs["order_tests"].model.build()
    await _calm(window, "order_tests")
    for name, tab in tabs.items():
        await _go(window, name)
        for view in tab.view.findChildren(QAbstractScrollArea):
            if view.isVisible():
                view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 3)
        for field in tab.view.findChildren(QLineEdit):
            if field.isVisible() and field.isEnabled() and field.objectName().endswith(".search"):
                field.insert("status:9" if name == "history" else "a")
        await _calm(window, name)


async def _look(window: Window) -> None:
    """At each page of each tab: some are written when somebody looks at them."""
    for name, pages in _pages(window).items():
        await _go(window, name)
        for page in pages:
            page()
            await _calm(window, name)


def _stay() -> None: ...


def _state(authorize_url: str) -> str:
    return authorize_url.partition("state=")[2].partition("&")[0]


def _pages(window: Window) -> dict[str, list[Callable[[], object]]]:
    """How to turn to each page of a tab; none where it has but one."""
    tabs: Any = window.host.tabs
    view = tabs["console"].view

    def turn(request: int, answer: int) -> None:
        view.tabs.setCurrentIndex(request)
        view.response.tabs.setCurrentIndex(answer)

    support, practice, told = tabs["support"].model, tabs["practice"].model, tabs["help"].model
    return {
        **{name: [] for name in tabs},
        "console": [partial(turn, min(number, 3), number) for number in range(view.response.tabs.count())],
        "support": [partial(support.turn_to, page) for page in SupportPage],
        "practice": [partial(practice.show_page, page.value) for page in Page],
        "help": [partial(told.turn_to, page) for page in HelpPage],
    }


if __name__ == "__main__":
    tour_stage.hush_browser()
    speaker = Speaker()
    with tempfile.TemporaryDirectory() as place, patch.object(Practising, "start", on_any_port):
        code = desktop.run(Path(place) / "home", guest=speaker)
    json.dump(speaker.told, sys.stdout)
    sys.exit(code)
