"""Several open requests: each keeps its draft and its answer, across tabs, environments and restarts."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from aexdesk.ui.tabs.console.draft import Draft
from aexdesk.ui.tabs.console.exact_edit import ExactEdit
from aexdesk.ui.tabs.console.opened.tabs import KEEP_AFTER_S
from aexdesk.ui.tabs.console.state import ConsoleState
from tests.conftest import Run
from tests.ui.tabs.console.conftest import Bench, OpenBench, close

PRODUCT_GET, FREIGHT = "aliexpress.ds.product.get", "aliexpress.ds.freight.query"


def names(state: ConsoleState) -> list[str]:
    return [one.api for one in state.requests]


def open_second(run: Run, bench: Bench, api: str = FREIGHT) -> None:
    async def work() -> None:
        bench.model.tabs.new()
        bench.model.choose_api(api)

    run(work())


async def choose(bench: Bench, place: int) -> None:
    bench.model.tabs.choose(bench.state.requests[place].id)


def test_each_open_request_has_its_own_draft_and_answer(run: Run, bench: Bench) -> None:
    run(bench.send(), 20)
    first = bench.state.answer
    open_second(run, bench)
    assert bench.state.answer is None
    bench.model.set_value("language", "de")
    run(choose(bench, 0))
    assert bench.state.draft.api == PRODUCT_GET
    assert bench.state.answer is first
    run(choose(bench, 1))
    assert bench.state.draft.value("language") == "de"


def test_an_answer_goes_to_the_request_that_was_sent_while_another_is_looked_at(run: Run, bench: Bench) -> None:
    async def work() -> None:
        bench.model.send()
        bench.model.tabs.new()
        assert bench.state.running is None
        assert bench.state.requests[0].is_running
        bench.model.choose_api(FREIGHT)
        await bench.until(lambda: not bench.state.requests[0].is_running)
        assert bench.state.answer is None
        await choose(bench, 0)
        assert bench.state.answer is not None

    run(work(), 20)


def test_two_requests_run_at_once_and_each_is_cancelled_for_itself(run: Run, bench: Bench) -> None:
    async def work() -> None:
        await bench.make_slow(PRODUCT_GET, times=2)
        bench.model.send()
        bench.model.tabs.new()
        bench.model.choose_api(PRODUCT_GET)
        bench.model.set_value("product_id", "1")
        bench.model.send()
        await bench.until_arrived()
        bench.model.cancel()
        await bench.until(lambda: bench.state.running is None)
        assert bench.state.is_cancelled
        await choose(bench, 0)
        assert bench.state.running is not None
        bench.model.cancel()
        await bench.until(lambda: bench.state.running is None)

    run(work(), 20)


def test_open_requests_come_back_in_their_order_with_unsent_edits_and_answers(
    run: Run, open_bench: OpenBench, tmp_path: Path
) -> None:
    bench = open_bench(tmp_path / "home")
    run(bench.send(), 20)
    open_second(run, bench)
    bench.model.set_value("language", "fr")
    open_second(run, bench, "aliexpress.x")
    bench.model.add_parameter("session")
    bench.model.set_value("session", "canary-session")

    async def move() -> None:
        bench.model.tabs.move(bench.state.requests[2].id, 0)
        await choose(bench, 2)

    run(move())
    before = names(bench.state)
    run(close(bench), 20)

    again = open_bench(tmp_path / "home")
    assert names(again.state) == before == ["aliexpress.x", PRODUCT_GET, FREIGHT]
    assert again.state.draft.value("language") == "fr"
    assert again.state.requests[2].is_unsaved

    async def look() -> None:
        await choose(again, 1)
        await again.until(lambda: again.state.answer is not None)

    run(look())
    files = [path for path in (tmp_path / "home").rglob("*") if path.is_file()]
    assert not [path for path in files if b"canary-session" in path.read_bytes()]


def test_what_is_typed_in_a_second_request_is_kept_within_the_second(run: Run, bench: Bench) -> None:
    open_second(run, bench)
    bench.model.set_value("language", "de")
    run(bench.wait(KEEP_AFTER_S))
    key = f"console.draft:{bench.state.request}.practice"
    kept = run(bench.desk.preferences._settings.get(key))
    assert dict(kept["values"])["language"] == "de"
    assert run(bench.desk.preferences._settings.get("console.open.practice"))["order"] == ["", bench.state.request]


def test_a_closed_request_comes_back_where_it_was(run: Run, bench: Bench) -> None:
    bench.model.set_value("product_id", "77")
    open_second(run, bench)

    async def close_first() -> None:
        bench.model.tabs.close_one(bench.state.requests[0].id)

    run(close_first())
    assert names(bench.state) == [FREIGHT]
    ((say, undo),) = bench.toasts.lines
    assert "product.get" in say()
    assert undo is not None

    async def take_back() -> None:
        undo()

    run(take_back())
    assert names(bench.state) == [PRODUCT_GET, FREIGHT]
    assert bench.state.draft.value("product_id") == "77"


def test_of_closed_requests_only_the_one_that_can_come_back_is_held(run: Run, bench: Bench) -> None:
    run(bench.send(), 20)

    async def open_and_close(text: str) -> None:
        bench.model.tabs.new()
        bench.model.choose_api(PRODUCT_GET)
        bench.model.set_value("product_id", text)
        bench.model.choose_api(FREIGHT)
        bench.model.tabs.close_one()

    for text in ("1", "2", "3"):
        run(open_and_close(text))
    tabs, held = bench.model.tabs, [("practice", one) for one in ("2", "3", "4")]
    assert [tabs.shelf.find(key) is not None for key in held] == [False, False, True]
    drafts = bench.model._drafts
    assert [bool(drafts.earlier(key, Draft())) for key in held] == [False, False, True]
    run(tabs.close())
    undo = bench.toasts.lines[-1][1]
    assert undo is not None

    async def take_back() -> None:
        undo()
        bench.model.choose_api(PRODUCT_GET)

    run(take_back())
    assert bench.state.draft.value("product_id") == "3"


def test_the_last_one_that_is_closed_leaves_an_empty_one(run: Run, bench: Bench) -> None:
    async def work() -> None:
        bench.model.tabs.close_one()
        assert names(bench.state) == [""]
        bench.model.tabs.close_one()  # there is nothing to close
        assert len(bench.toasts.lines) == 1
        undo = bench.toasts.lines[0][1]
        assert undo is not None
        undo()
        assert names(bench.state) == [PRODUCT_GET]

    run(work())


def test_environments_do_not_mix_their_requests(run: Run, bench: Bench) -> None:
    open_second(run, bench)
    run(bench.desk.standing.choose_environment("live"))
    assert names(bench.state) == [PRODUCT_GET]
    run(bench.desk.standing.choose_environment("practice"))
    assert names(bench.state) == [PRODUCT_GET, FREIGHT]
    assert bench.state.draft.api == FREIGHT


def test_undo_in_an_editor_never_brings_another_requests_text(run: Run, bench: Bench) -> None:
    bench.model.set_json('{"product_id": "1", "mine": "of the first"}')
    run(bench.wait(1))
    open_second(run, bench, PRODUCT_GET)
    run(bench.wait(1))
    bench.view.show_state()
    edit = bench.view.json.edit
    edit.undo()
    assert "of the first" not in edit.toPlainText()
    assert not any(one.document().isUndoAvailable() for one in bench.view.findChildren(ExactEdit))


@pytest.mark.parametrize(("keys", "count"), [("Ctrl+T", 3), ("Ctrl+W", 1)])
def test_keys_open_and_close(run: Run, qtbot: QtBot, bench: Bench, keys: str, count: int) -> None:
    open_second(run, bench)
    bench.view.activateWindow()
    qtbot.waitUntil(bench.view.isActiveWindow)
    bench.view.request.api.setFocus()

    async def press() -> None:
        key = {"Ctrl+T": Qt.Key.Key_T, "Ctrl+W": Qt.Key.Key_W}[keys]
        QTest.keyClick(bench.view.request.api, key, Qt.KeyboardModifier.ControlModifier)
        await bench.until(lambda: len(bench.state.requests) == count)

    run(press())
    assert bench.view.requests.bar.count() in (2, count)


def test_the_middle_button_closes_and_a_dot_says_what_is_unsaved(run: Run, bench: Bench) -> None:
    open_second(run, bench)
    bar = bench.view.requests.bar
    assert bar.tabText(1).startswith("● ")
    assert not bar.tabText(0).startswith("● ")
    assert bar.tabToolTip(1)

    async def click() -> None:
        at = QPointF(bar.tabRect(1).center())
        middle, nothing = Qt.MouseButton.MiddleButton, Qt.KeyboardModifier.NoModifier
        event = QMouseEvent(QMouseEvent.Type.MouseButtonRelease, at, bar.mapToGlobal(at), middle, middle, nothing)
        QApplication.sendEvent(bar, event)
        await bench.until(lambda: len(bench.state.requests) == 1)

    run(click())
    assert bar.count() == 1
