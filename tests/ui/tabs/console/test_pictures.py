"""Pictures behind the links of an answer: offered, fetched when asked for and not before, shown or refused in words."""

from __future__ import annotations

import asyncio
import json
from typing import Any, cast

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest

from aexdesk.faults import NetworkFault
from aexdesk.practice.goods.picture_files import draw_picture
from aexdesk.ui.tabs.console.response_view import TABLE, TREE, ResponseView
from aexdesk.ui.widgets.picture.state import PictureState
from aexdesk.workspace.body import Body
from aexdesk.workspace.picture import FetchedPicture
from tests.conftest import Run
from tests.ui.conftest import turns
from tests.ui.tabs.console.conftest import Bench
from tests.ui.tabs.console.test_body import show, until

FIRST, SECOND = "https://ae01.example/kf/1.jpg", "https://ae01.example/kf/2.jpg"
ALL = ";".join(f"https://ae01.example/kf/{number}.jpg" for number in range(20))
ANSWER = {
    "image_urls": f"{FIRST};{SECOND}",
    "all_images": ALL,
    "name": "Mug",
    "rows": [{"id": 1, "image": FIRST, "name": "a"}],
}


class FakeFetching:
    """Gives one picture; waits at `gate`, raises `fault`."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.fault: NetworkFault | None = None
        self.gate: asyncio.Event | None = None

    async def fetch(self, url: str) -> FetchedPicture:
        self.asked.append(url)
        if self.gate is not None:
            await self.gate.wait()
        if self.fault is not None:
            raise self.fault
        return FetchedPicture(url, "png", draw_picture("1", ""))


async def _open(bench: Bench) -> tuple[ResponseView, FakeFetching]:
    fetching = FakeFetching()
    bench.tab.body.pictures._fetching = cast("Any", fetching)
    view = await show(bench, Body.of(json.dumps(ANSWER).encode()))
    view.tabs.setCurrentIndex(TREE)
    while view.tree.rows.rowCount() < len(ANSWER):
        await turns(2)
    return view, fetching


async def _stand_at(bench: Bench, view: ResponseView, number: int) -> None:
    view.tree.tree.setCurrentIndex(view.tree.rows.index(number, 0, QModelIndex()))
    await until(bench, lambda state: state.place is not None and state.place.at == (number,))


def _state(bench: Bench) -> PictureState:
    return bench.tab.body.pictures.state


async def _settle(bench: Bench) -> None:
    while _state(bench).is_fetching:
        await turns(2)
    await turns()


def test_nothing_is_fetched_before_the_click(run: Run, bench: Bench) -> None:
    async def work() -> None:
        view, fetching = await _open(bench)
        await _stand_at(bench, view, 2)
        assert view.tree.preview.isHidden()
        await _stand_at(bench, view, 0)
        assert not view.tree.preview.isHidden()
        await turns(10)
        assert fetching.asked == []
        assert view.tree.picture.isHidden()
        view.tree.preview.click()
        await _settle(bench)
        assert fetching.asked == [FIRST]
        pane = view.tree.picture
        assert not pane.isHidden()
        assert pane.facts.text() == f"1 of 2 · 320 × 320 px · {_size()} · PNG · ae01.example"
        assert pane.canvas._image is not None

    run(work(), 30)


def _size() -> str:
    return f"{len(draw_picture('1', ''))} B"


def test_the_key_asks_too_and_several_are_stepped_through(run: Run, bench: Bench) -> None:
    async def work() -> None:
        view, fetching = await _open(bench)
        await _stand_at(bench, view, 0)
        view.tree.tree.setFocus()
        QTest.keyClick(view.tree.tree, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
        await _settle(bench)
        view.tree.picture.on.click()
        await _settle(bench)
        view.tree.picture.on.click()
        await _settle(bench)
        assert fetching.asked == [FIRST, SECOND, FIRST]

    run(work(), 30)


def test_of_a_long_value_all_are_found(run: Run, bench: Bench) -> None:
    async def work() -> None:
        view, _fetching = await _open(bench)
        await _stand_at(bench, view, 1)
        view.tree.preview.click()
        while not _state(bench).links:
            await turns(2)
        await _settle(bench)
        assert len(_state(bench).links) == 20

    run(work(), 30)


def test_a_fault_is_told_and_can_be_tried_again(run: Run, bench: Bench) -> None:
    async def work() -> None:
        view, fetching = await _open(bench)
        fetching.fault = NetworkFault("picture_status", host="ae01.example", status=404)
        await _stand_at(bench, view, 0)
        view.tree.preview.click()
        await _settle(bench)
        pane = view.tree.picture
        assert "404" in pane.told.text()
        assert pane.pages.currentWidget() is pane.told
        fetching.fault = None
        pane.again.click()
        await _settle(bench)
        assert pane.pages.currentWidget() is pane.canvas

    run(work(), 30)


def test_closing_the_pane_or_another_answer_gives_it_up(run: Run, bench: Bench) -> None:
    async def work() -> None:
        view, fetching = await _open(bench)
        fetching.gate = asyncio.Event()
        await _stand_at(bench, view, 0)
        view.tree.preview.click()
        await turns()
        assert "ae01.example" in view.tree.picture.facts.text()
        job = bench.tab.body.pictures._job
        view.tree.picture.close_button.click()
        await turns()
        assert view.tree.picture.isHidden()
        assert job is not None
        assert job.cancelled()
        view.tree.preview.click()
        await turns()
        await show(bench, Body.of(b'{"other": 1}'))
        assert _state(bench) == PictureState()

    run(work(), 30)


def test_a_cell_of_the_table_offers_its_picture(run: Run, bench: Bench) -> None:
    async def work() -> None:
        view, fetching = await _open(bench)
        view.tabs.setCurrentIndex(TABLE)
        table = view.table.table
        while view.table.rows.row(0) is None:
            await turns(2)
        table.setCurrentIndex(view.table.rows.index(0, 0))
        assert view.table.preview.isHidden()
        table.setCurrentIndex(view.table.rows.index(0, 1))
        assert not view.table.preview.isHidden()
        table.setFocus()
        QTest.keyClick(table, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
        await _settle(bench)
        assert fetching.asked == [FIRST]
        assert not view.table.picture.isHidden()

    run(work(), 30)


def test_the_goods_of_the_practice_gateway_can_be_seen(run: Run, bench: Bench) -> None:
    async def work() -> None:
        await bench.send()
        view = bench.view.response
        view.tabs.setCurrentIndex(TREE)
        await until(bench, lambda state: state.kind == "json")
        bench.tab.body.find("/pictures/")
        await until(bench, lambda state: state.place is not None and bool(state.place.pictures))
        view.tree.preview.click()
        await _settle(bench)
        assert _state(bench).fault is None
        shown = _state(bench).shown
        assert shown is not None
        assert (shown.width, shown.height) == (320, 320)

    run(work(), 30)
