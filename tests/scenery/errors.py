"""Tabs in which something has gone wrong, by a real failure each."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from unittest.mock import patch

from aexdesk.services.practising import Practising
from aexdesk.ui.tabs.support.state import SupportPage
from tests.desktop_scenes import _start
from tests.scenery.scene import Scene, State
from tests.scenery.stage import Stage
from tests.scenery.workspace import MISSING_ITEM, OLD_SECRET, PRODUCT


def scenes() -> tuple[Scene, ...]:
    """In this order: the last two stop the gateway."""
    plays = {
        "app_keys": _wrong_secret,
        "login": _wrong_code,
        "loan_accounts": _bad_account,
        "order_tests": _item_gone,
        "console": _no_such_product,
        "doctor": _unreadable,
        "support": _call_gone,
        "access_log": _port_taken,
        "ledger": _check_fails,
        "runs": _folder_gone,
        "history": _bad_query,
        "help": _unknown_code,
        "meters": _no_time,
        "practice": _practice_off,
    }
    return tuple(Scene(tab, State.ERROR, play) for tab, play in plays.items())


@asynccontextmanager
async def _wrong_secret(stage: Stage) -> AsyncIterator[None]:
    model = (await stage.go("app_keys")).model
    model.show_environment("")
    before = model.state.chosen
    model.choose(next(row.id for row in model.state.rows if row.name == OLD_SECRET))
    model.check_key()
    await stage.calm("app_keys")
    yield
    model.choose(before)


@asynccontextmanager
async def _wrong_code(stage: Stage) -> AsyncIterator[None]:
    model = (await stage.go("login")).model
    model.attempts.paste(_callback(model, "made-up-code"))
    await stage.calm("login")
    yield
    model.attempts.start_again()
    await stage.calm("login")


def _callback(model: object, code: str) -> str:
    """The URL that a browser would come back with."""
    way = model.attempts.way  # type: ignore[attr-defined]
    state = way.authorize_url.partition("state=")[2].partition("&")[0]
    return f"{way.callback_url}?code={code}&state={state}"


@asynccontextmanager
async def _bad_account(stage: Stage) -> AsyncIterator[None]:
    tab = await stage.go("loan_accounts")
    model = tab.model
    model.paste("nothing that the App Console would say")
    model.begin_new()
    model.enter(email="not an email", until="2026-13-40")
    await stage.calm("loan_accounts")
    tab.view.account.save_now()
    await stage.calm("loan_accounts")
    yield
    model.discard()
    model.put_away_trouble()


@asynccontextmanager
async def _item_gone(stage: Stage) -> AsyncIterator[None]:
    model = (await stage.go("order_tests")).model
    model.choose(stage.kept["gone_case"])
    await stage.calm("order_tests")
    model.check()
    await stage.calm("order_tests")
    yield
    model.choose(stage.kept["case"])


@asynccontextmanager
async def _no_such_product(stage: Stage) -> AsyncIterator[None]:
    tab = await stage.go("console")
    tab.view.tabs.setCurrentIndex(0)
    tab.view.response.tabs.setCurrentIndex(0)
    tab.model.choose_api(PRODUCT)
    tab.model.set_value("product_id", MISSING_ITEM)
    tab.model.send()
    await stage.calm("console")
    yield


@asynccontextmanager
async def _unreadable(stage: Stage) -> AsyncIterator[None]:
    model = (await stage.go("doctor")).model
    model.write("my request does not work")
    model.examine(None)
    await stage.calm("doctor")
    yield
    model.let_go()


@asynccontextmanager
async def _call_gone(stage: Stage) -> AsyncIterator[None]:
    model = (await stage.go("support")).model
    model.turn_to(SupportPage.CALLS)
    model.choose("a-call-that-was-deleted")
    await stage.calm("support")
    yield
    model.choose(stage.kept["failed"])
    await stage.calm("support")


@asynccontextmanager
async def _port_taken(stage: Stage) -> AsyncIterator[None]:
    model = (await stage.go("access_log")).model
    model.stop()
    await stage.until(lambda: not model.state.is_on, "the proxy off")
    model.start_on(int(stage.url.rpartition(":")[2]))
    await stage.until(lambda: model.state.proxy.trouble is not None, "a port that is taken")
    await stage.calm("access_log")
    yield
    model.start_on(0)
    await stage.until(lambda: model.state.is_on, "the proxy on")


@asynccontextmanager
async def _check_fails(stage: Stage) -> AsyncIterator[None]:
    model = (await stage.go("ledger")).model
    row = next(row for row in model.state.rows if row.entry.order_id)
    model.choose(row.entry.id)
    async with stage.failing("*", "reset"):
        model.check()
        await stage.until(lambda: model.state.inquiry.is_running, "an inquiry")
        await stage.until(lambda: model.state.inquiry.fault is not None, "an inquiry that failed")
        yield
    model.cancel_check()


@asynccontextmanager
async def _folder_gone(stage: Stage) -> AsyncIterator[None]:
    model = (await stage.go("runs")).model
    root = stage.desk.request_root.path
    assert root is not None
    await stage.desk.request_root.choose(root.parent / "moved-away")
    await stage.until(lambda: model.state.fault is not None, "a folder that is gone")
    yield
    await stage.desk.request_root.choose(root)
    model.put_away_fault()
    await stage.calm("runs")


@asynccontextmanager
async def _bad_query(stage: Stage) -> AsyncIterator[None]:
    model = (await stage.go("history")).model
    model.search("status:often")
    await stage.calm("history")
    yield
    model.search("")
    await stage.calm("history")


@asynccontextmanager
async def _unknown_code(stage: Stage) -> AsyncIterator[None]:
    model = (await stage.go("help")).model
    model.look_up("NoSuchErrorAtAll")
    await stage.calm("help")
    yield
    model.search("")


@asynccontextmanager
async def _no_time(stage: Stage) -> AsyncIterator[None]:
    await stage.desk.practising.stop()
    model = (await stage.go("meters")).model
    model.ask_time()
    await stage.calm("meters")
    yield
    model.put_away_fault()


@asynccontextmanager
async def _practice_off(stage: Stage) -> AsyncIterator[None]:
    """Its port is another's: the proxy's."""
    model = (await stage.go("practice")).model
    taken = int((stage.desk.proxying.state.url or "").rpartition(":")[2])
    await stage.desk.practising.stop()
    with patch.object(Practising, "start", _start):
        model.start("Practice app", taken)
        await stage.until(lambda: model.state.practice.trouble is not None, "a port that is taken")
    yield
    model.start("Practice app", 0)
    await stage.until(lambda: model.state.is_on, "practice on again")
