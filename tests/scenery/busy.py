"""Tabs that wait: for a call that the gateway has got and does not answer, or for work that is held."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from aexdesk.services.doctor_examples import ExampleKind
from aexdesk.tour.watching import outside_of_tasks
from aexdesk.ui.tabs.practice.state import Page
from aexdesk.ui.tabs.support.state import SupportPage
from tests.scenery.errors import _callback
from tests.scenery.scene import Play, Scene, State
from tests.scenery.stage import Stage, held
from tests.scenery.workspace import PRODUCT, seeds

_TOKEN = "/auth/token/create"
_REFRESH = "/auth/token/refresh"


def scenes() -> tuple[Scene, ...]:
    """Each tab once."""
    plays: dict[str, Play] = {
        "app_keys": _calling("app_keys", _TOKEN, lambda model: model.check_key(), lambda model: model.cancel_check()),
        "login": _calling("login", _TOKEN, _bring_code, lambda model: model.attempts.cancel()),
        "loan_accounts": _lending,
        "order_tests": _calling("order_tests", PRODUCT, lambda model: model.check(), lambda m: m.cancel_check()),
        "console": _sending,
        "doctor": _examining,
        "support": _opening,
        "access_log": _starting,
        "practice": _resetting,
        "ledger": _checking,
        "runs": _calling("runs", PRODUCT, lambda model: model.running.run(), _cut_run),
        "history": _deleting,
        "meters": _calling("meters", "*", lambda model: model.ask_time(), _give_up),
        "help": _calling("help", _REFRESH, lambda model: model.act("refresh_token"), _give_up),
    }
    return tuple(Scene(tab, State.BUSY, play) for tab, play in plays.items())


def _calling(tab: str, api: str, act: Callable[[Any], object], end: Callable[[Any], object]) -> Play:
    @asynccontextmanager
    async def play(stage: Stage) -> AsyncIterator[None]:
        model = (await stage.go(tab)).model
        async with stage.delayed(api, lambda: act(model), lambda: end(model)):
            yield

    return play


def _give_up(model: Any) -> None:
    """Where a person has no Cancel: as if the window closed."""
    for task in set(model._tasks._running):
        task.cancel()


def _cut_run(model: Any) -> None:
    for _press in range(2):
        model.running.cancel()


def _bring_code(model: Any) -> None:
    model.attempts.paste(_callback(model, "a-code"))


@asynccontextmanager
async def _lending(stage: Stage) -> AsyncIterator[None]:
    model = (await stage.go("loan_accounts")).model
    async with held(stage.desk.practice_acts, "lend_account"):
        await outside_of_tasks(model.lend)
        yield
    await stage.calm("loan_accounts")


@asynccontextmanager
async def _sending(stage: Stage) -> AsyncIterator[None]:
    model = (await stage.go("console")).model
    model.choose_api(PRODUCT)
    model.set_value("product_id", seeds(stage).test_case.item_id)
    async with stage.delayed(PRODUCT, model.send, model.cancel):
        await stage.until(lambda: model.state.running is not None, "a call under way")
        yield
    await stage.calm("console")


@asynccontextmanager
async def _examining(stage: Stage) -> AsyncIterator[None]:
    model = (await stage.go("doctor")).model
    async with held(stage.desk.diagnosing, "examine"):
        await outside_of_tasks(lambda: model.take_example(ExampleKind.DIGEST))
        await stage.until(lambda: model.state.is_examining and model.state.app, "a search")
        yield
    await stage.calm("doctor")


@asynccontextmanager
async def _opening(stage: Stage) -> AsyncIterator[None]:
    model = (await stage.go("support")).model
    model.turn_to(SupportPage.CALLS)
    other = model.state.rows[0].id
    async with held(stage.desk.support_desk, "open_case"):
        await outside_of_tasks(lambda: model.choose(other))
        yield
    await stage.calm("support")


@asynccontextmanager
async def _starting(stage: Stage) -> AsyncIterator[None]:
    model = (await stage.go("access_log")).model
    model.stop()
    await stage.until(lambda: not model.state.is_on, "the proxy off")
    async with held(stage.desk.proxying, "_start"):
        await outside_of_tasks(lambda: model.start_on(0))
        await stage.until(lambda: model.state.proxy.is_starting, "a proxy that starts")
        yield
    await stage.until(lambda: model.state.is_on, "the proxy on")


@asynccontextmanager
async def _resetting(stage: Stage) -> AsyncIterator[None]:
    model = (await stage.go("practice")).model
    model.show_page(Page.ORDERS.value)
    await stage.until(lambda: model.state.orders, "the orders of practice")
    async with held(stage.desk.practice_panel, "reset", _nothing):
        for _press in range(2):
            await outside_of_tasks(lambda: model.press_reset("Practice app", lambda: "Practice begins anew"))
        yield
    await stage.calm("practice")


@asynccontextmanager
async def _checking(stage: Stage) -> AsyncIterator[None]:
    model = (await stage.go("ledger")).model
    row = next(row for row in model.state.rows if row.entry.order_id)
    model.choose(row.entry.id)
    async with stage.delayed("*", model.check, model.cancel_check):
        yield


@asynccontextmanager
async def _deleting(stage: Stage) -> AsyncIterator[None]:
    model = (await stage.go("history")).model
    async with held(stage.desk.clearing, "hide_found", _nothing):
        await outside_of_tasks(model.delete_found)
        yield
    await stage.calm("history")


async def _nothing() -> int:
    return 0
