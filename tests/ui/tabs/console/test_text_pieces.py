"""The raw text of a large body: all of it can be scrolled through and searched, in pieces that its reader gives."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from aexdesk.ui import theme
from aexdesk.ui.tabs.console.response_view import RAW, TREE, ResponseView
from aexdesk.workspace.body import Body
from tests.conftest import Run
from tests.ui.conftest import turns
from tests.ui.tabs.console.conftest import Bench
from tests.ui.tabs.console.test_body import show, until

COUNT = 60_000


async def _line(view: ResponseView, number: int) -> str:
    while (line := view.pieces.line_of(number)) is None:
        await turns(2)
    return line


async def _copied(bench: Bench, view: ResponseView) -> str:
    bench.clipboard.texts.clear()
    view.pieces.copy()
    while not bench.clipboard.texts:
        await turns(2)
    return bench.clipboard.texts[0]


def _file(folder: Path, end: str = "]") -> Body:
    file = folder / "large.body"
    file.write_text("[" + ",".join(f'"row {number}"' for number in range(COUNT)) + end)
    return Body(file.stat().st_size, file=file)


def test_its_end_can_be_reached_and_pages_behind_are_let_go(run: Run, bench: Bench, tmp_path: Path) -> None:
    body = _file(tmp_path)

    async def work() -> None:
        view = await show(bench, body)
        view.tabs.setCurrentIndex(RAW)
        await turns()
        pieces = view.pieces
        assert view.raw_pages.currentWidget() is pieces
        assert (await _line(view, 0)).startswith('["row 0","row 1"')
        bar = pieces.verticalScrollBar()
        bar.setValue(bar.maximum())
        assert (await _line(view, (body.size - 1) // pieces._width)).endswith("]")
        for number in range(0, body.size // pieces._width, 200):
            await _line(view, number)
        assert len(pieces._pages) <= 20

    run(work(), 60)


def test_find_goes_through_all_of_it(run: Run, bench: Bench, tmp_path: Path) -> None:
    body = _file(tmp_path)

    async def work() -> None:
        view = await show(bench, body)
        view.tabs.setCurrentIndex(RAW)
        view.find_bar.open_it()
        view.find_bar.edit.setText("row 59999")
        await until(bench, lambda state: state.finding.offset > 0 and not state.finding.is_running)
        assert view.find_bar.count.text() == "1 of 1"
        pieces, bar = view.pieces, view.pieces.verticalScrollBar()
        assert bar.value() <= pieces._hit // pieces._width <= bar.value() + bar.pageStep()
        assert pieces._hit == body.size - len('row 59999"]')

    run(work(), 60)


def test_where_a_large_one_breaks_is_in_sight(run: Run, bench: Bench, tmp_path: Path) -> None:
    body = _file(tmp_path, end=",")

    async def work() -> None:
        view = await show(bench, body)
        await turns()
        assert view.tabs.currentIndex() == RAW
        assert view.pieces._hit == body.size

    run(work(), 60)


def test_a_small_one_is_shown_as_a_text(run: Run, bench: Bench) -> None:
    async def work() -> None:
        view = await show(bench, Body.of(b"[1]"))
        assert view.raw_pages.currentWidget() is view.raw

    run(work(), 30)


def test_a_range_over_lines_that_are_out_of_sight_is_copied(run: Run, bench: Bench, tmp_path: Path) -> None:
    body = _file(tmp_path)
    assert body.file is not None
    text = body.file.read_text()

    async def work() -> None:
        view = await show(bench, body)
        view.tabs.setCurrentIndex(RAW)
        await turns()
        pieces = view.pieces
        width, metrics = pieces._width, pieces._metrics()
        await _line(view, 3)
        edge = metrics.horizontalAdvance("0") * 5 + theme.space("s")
        QTest.mousePress(pieces.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(edge, 3 * metrics.lineSpacing() + 2))
        QTest.mouseRelease(pieces.viewport(), Qt.MouseButton.LeftButton)
        assert pieces.selection.is_empty
        pieces.verticalScrollBar().setValue(7_000)
        await _line(view, 7_001)
        QTest.mousePress(
            pieces.viewport(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.ShiftModifier,
            QPoint(edge, metrics.lineSpacing() + 2),
        )
        assert await _copied(bench, view) == text[3 * width + 5 : 7_001 * width + 5]
        QTest.keyClick(pieces, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        assert await _copied(bench, view) == text

    run(work(), 60)


def test_what_is_looked_for_before_the_body_is_open_is_found_then(run: Run, bench: Bench, tmp_path: Path) -> None:
    """In the tree, and in the raw text: of which nobody knows yet that it is shown in pieces."""
    body = _file(tmp_path)

    async def work(place: int) -> None:
        bench.view.response.find_bar.shut_it()
        view = await show(bench, body, waits=False)
        assert view._body.state.is_opening
        view.tabs.setCurrentIndex(place)
        view.find_bar.open_it()
        view.find_bar.edit.setText("row 59998")
        await turns()
        await until(bench, lambda state: bool(state.kind and state.finding.count) and not state.finding.is_running)
        await until(bench, lambda state: state.finding.offset > 0)
        assert view.find_bar.count.text() == "1 of 1"

    run(work(TREE), 60)
    run(work(RAW), 60)
