"""Tabs in which somebody has worked: every page of each."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from aexdesk.services.doctor_examples import ExampleKind
from aexdesk.ui.tabs.access_log.state import Verdict
from aexdesk.ui.tabs.help.state import HelpPage
from aexdesk.ui.tabs.practice.state import Page
from aexdesk.ui.tabs.support.state import SupportPage
from aexdesk.ui.window import Window
from tests.scenery.scene import Play, Scene, State, shown
from tests.scenery.stage import Stage
from tests.scenery.workspace import PRODUCT, seeds

_SENT = ("json", "signing", "code")
_ANSWER = ("tree", "table", "raw", "headers", "timing")


def scenes() -> tuple[Scene, ...]:
    """Every tab, every page of it, and what lies over the window."""
    return (
        _filled("app_keys", shown("app_keys")),
        _filled("app_keys", shown("app_keys", _show_environment), "environment"),
        _filled("login", shown("login")),
        _filled("loan_accounts", shown("loan_accounts")),
        _filled("order_tests", shown("order_tests")),
        _filled("order_tests", _build_order, "build"),
        _filled("console", shown("console", lambda stage: _turn_console(stage, 0, 0))),
        *(_filled("console", _console(number, 0), part) for number, part in enumerate(_SENT, start=1)),
        *(_filled("console", _console(0, number), part) for number, part in enumerate(_ANSWER, start=1)),
        _filled("console", _saved_requests, "folder"),
        _filled("doctor", shown("doctor")),
        *(_filled("support", _support(page), page.value) for page in SupportPage),
        _filled("access_log", shown("access_log")),
        *(_filled("practice", _practice(page), page.value) for page in Page),
        _filled("ledger", shown("ledger")),
        _filled("runs", shown("runs")),
        _filled("history", shown("history")),
        _filled("history", _compare, "compare"),
        _filled("meters", shown("meters")),
        *(_filled("help", _help(page), page.value) for page in HelpPage),
        _filled("window", _over("palette", Window.open_palette), "palette"),
        _filled("window", _over("shortcuts", Window.open_shortcuts), "shortcuts"),
        _filled("window", _over("settings", Window.open_settings), "settings"),
    )


async def work(stage: Stage) -> None:
    """What a person does in the tabs themselves, once for all scenes."""
    await _check_key(stage)
    await _check_case(stage)
    await send(stage)
    await _examine(stage)
    await _look_at_calls(stage)
    await _run(stage)


async def _check_key(stage: Stage) -> None:
    tab = await stage.go("app_keys")
    practice = next(row for row in tab.model.state.rows if row.name == "Practice app")
    tab.model.choose(practice.id)
    tab.model.check_key()
    await stage.calm("app_keys")


async def _check_case(stage: Stage) -> None:
    tab = await stage.go("order_tests")
    tab.model.choose(stage.kept["case"])
    await stage.calm("order_tests")
    tab.model.check()
    await stage.calm("order_tests")


async def send(stage: Stage) -> None:
    """A call in the console, with its answer."""
    tab = await stage.go("console")
    tab.model.choose_api(PRODUCT)
    for name, value in (
        ("product_id", seeds(stage).test_case.item_id),
        ("ship_to_country", "US"),
        ("target_currency", "USD"),
    ):
        tab.model.set_value(name, value)
    tab.model.send()
    await stage.calm("console")


async def _examine(stage: Stage) -> None:
    tab = await stage.go("doctor")
    tab.model.take_example(ExampleKind.ENCODING)
    await stage.calm("doctor")


async def _look_at_calls(stage: Stage) -> None:
    tab = await stage.go("access_log")
    await stage.until(lambda: tab.model.state.count == 4, "four calls in the access log")
    refused = next(call for call in tab.model.calls.page(0, 4) if call.verdict is Verdict.REFUSED)
    tab.model.choose(refused.id)
    tab = await stage.go("history")
    tab.model.choose(stage.kept["failed"])
    await stage.calm("history")


async def _run(stage: Stage) -> None:
    tab = await stage.go("runs")
    await stage.until(lambda: tab.model.state.check is not None, "the folder of requests")
    await tab.model.use_data(stage.place / "rows.csv")
    tab.model.running.run()
    await stage.calm("runs")
    tab.model.pick(tab.model.running.last.steps[2])


# ---------------------------------------------------------------- pages


def _filled(tab: str, play: Play, part: str = "") -> Scene:
    return Scene(tab, State.FILLED, play, part)


def _show_environment(stage: Stage) -> None:
    tab = stage.window.host.tabs["app_keys"]
    tab.model.show_environment("live")  # type: ignore[attr-defined]


def _turn_console(stage: Stage, request: int, answer: int) -> None:
    view = stage.window.host.tabs["console"].view
    view.tabs.setCurrentIndex(request)  # type: ignore[attr-defined]
    view.response.tabs.setCurrentIndex(answer)  # type: ignore[attr-defined]


def _console(request: int, answer: int) -> Play:
    return shown("console", lambda stage: _turn_console(stage, request, answer))


@asynccontextmanager
async def _saved_requests(stage: Stage) -> AsyncIterator[None]:
    tab = await stage.go("console")
    _turn_console(stage, 0, 0)
    tab.model.folder.open_panel(True)
    await stage.calm("console")
    yield
    tab.model.folder.open_panel(False)


@asynccontextmanager
async def _build_order(stage: Stage) -> AsyncIterator[None]:
    tab = await stage.go("order_tests")
    tab.model.build()
    await stage.calm("order_tests")
    yield
    tab.model.builder.close()
    await stage.calm("order_tests")


@asynccontextmanager
async def _compare(stage: Stage) -> AsyncIterator[None]:
    tab = await stage.go("history")
    lines = [line for line in tab.model.calls.page(0, 20) if line.api == PRODUCT]
    for line in (lines[-1], lines[0]):
        tab.model.comparing.take(line.id)
    await stage.calm("history")
    yield
    tab.model.comparing.close()


def _support(page: SupportPage) -> Play:
    def turn(stage: Stage) -> None:
        model = stage.window.host.tabs["support"].model  # type: ignore[attr-defined]
        model.turn_to(page)
        if page is SupportPage.CASES and model.state.cases.rows:
            model.cases.choose(model.state.cases.rows[0].id)

    return shown("support", turn)


def _practice(page: Page) -> Play:
    @asynccontextmanager
    async def play(stage: Stage) -> AsyncIterator[None]:
        tab = await stage.go("practice")
        await stage.until(lambda: tab.model.state.orders, "the orders of practice")
        tab.model.show_page(page.value)
        await stage.calm("practice")
        yield

    return play


def _help(page: HelpPage) -> Play:
    return shown("help", lambda stage: stage.window.host.tabs["help"].model.turn_to(page))  # type: ignore[attr-defined]


def _over(name: str, open_it: Callable[[Window], None]) -> Callable[[Stage], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def play(stage: Stage) -> AsyncIterator[None]:
        await stage.go("console")
        open_it(stage.window)
        yield
        stage.window._popups[name].close()

    return play
