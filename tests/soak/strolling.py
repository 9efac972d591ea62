"""Who looks around between the calls: one tab of the window after the other, each with what one does there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from itertools import cycle
from typing import Any

from aexdesk.services.doctor_examples import ExampleKind
from aexdesk.ui.tabs.access_log.state import Verdict
from aexdesk.ui.tabs.practice.state import Page
from tests.scenery.stage import Stage

Visit = Callable[[Stage], Awaitable[None]]

_WORDS = ("product", "is:failed", "order", "mug", "")


class Strolling:
    """`go_on` visits the next tab."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._visits = cycle(VISITS)

    async def go_on(self) -> None:
        """One visit."""
        await next(self._visits)(self._stage)

    async def go_round(self) -> None:
        """Every visit once."""
        for _visit in VISITS:
            await self.go_on()


async def _search_history(stage: Stage) -> None:
    model = (await stage.go("history")).model
    for word in _WORDS:
        model.search(word)
        await stage.calm("history")
    for _page in range(3):
        model.load_more()
        await stage.calm("history")
    if count := model.calls.count():
        model.choose(model.calls.page(count - 1, 1)[0].id)
    await stage.calm("history")


async def _read_access_log(stage: Stage) -> None:
    model = (await stage.go("access_log")).model
    model.choose_verdict(Verdict.REFUSED.value)
    await stage.calm("access_log")
    if model.calls.count():
        model.choose(model.calls.page(0, 1)[0].id)
    await stage.calm("access_log")
    model.look_for_all()
    await stage.calm("access_log")


async def _look_into_ledger(stage: Stage) -> None:
    model = (await stage.go("ledger")).model
    if model.state.rows:
        model.choose(model.state.rows[0].entry.id)
    await stage.calm("ledger")


async def _newest_failed(stage: Stage) -> str | None:
    found = await stage.desk.history.recent(stage.desk.standing.environment.name, 1, failed_only=True)
    return found[0].id if found else None


async def _ask_doctor(stage: Stage) -> None:
    failed = await _newest_failed(stage)
    if failed is not None:
        stage.desk.handovers.exchange_for_doctor.give(failed)
    await stage.go("doctor")
    model = stage.window.host.tabs["doctor"].model  # type: ignore[attr-defined]
    model.take_example(ExampleKind.ENCODING)
    await stage.calm("doctor")


async def _ask_support(stage: Stage) -> None:
    failed = await _newest_failed(stage)
    if failed is not None:
        stage.desk.handovers.exchange_for_support.give(failed)
    await stage.go("support")


async def _read_meters(stage: Stage) -> None:
    await stage.go("meters")


async def _turn_practice(stage: Stage) -> None:
    model = (await stage.go("practice")).model
    for page in Page:
        model.show_page(page.value)
        await stage.calm("practice")


async def _open_recorded(stage: Stage) -> None:
    """From the history back into the Console."""
    (newest,) = await stage.desk.history.recent(stage.desk.standing.environment.name, 1)
    model: Any = (await stage.go("console")).model
    model.open_exchange(newest.id)
    await stage.calm("console")


async def _open_palette(stage: Stage) -> None:
    await stage.go("console")
    stage.window.open_palette()
    palette = stage.window._popups["palette"]
    palette.line.setText("product")
    await stage.until(palette.isVisible, "the palette")
    palette.close()


VISITS: tuple[Visit, ...] = (
    _search_history,
    _read_access_log,
    _look_into_ledger,
    _ask_doctor,
    _ask_support,
    _read_meters,
    _turn_practice,
    _open_recorded,
    _open_palette,
)
