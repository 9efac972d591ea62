"""Where the Console's parts stand in wide and narrow windows, and that a person's choice of it stays."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from aexdesk.ui import theme
from tests.conftest import Run
from tests.ui.conftest import turns
from tests.ui.tabs.console.conftest import Bench, OpenBench, close

WIDE, NARROW = (1112, 700), (852, 526)
LEAST_FORM = 400


def lay(run: Run, bench: Bench, size: tuple[int, int]) -> None:
    async def work() -> None:
        bench.view.resize(*size)
        bench.view.show()
        bench.view.activateWindow()
        await turns(3)

    run(work())


def press_folder(run: Run, bench: Bench) -> None:
    async def work() -> None:
        bench.view.requests.panel.click()
        await turns(3)

    run(work())


def test_in_a_narrow_window_the_folder_lies_over_the_form(run: Run, bench: Bench) -> None:
    """The form keeps its width, and comes forth again as soon as somebody goes on in it."""
    view = bench.view
    lay(run, bench, NARROW)
    before = view.tabs.width()
    assert before >= LEAST_FORM
    press_folder(run, bench)
    assert view.panel.isVisible()
    assert view.tabs.width() == before
    panel_at = view.panel.mapTo(view, view.panel.rect().topLeft())
    assert panel_at.x() == 0
    assert panel_at.y() >= view.requests.height(), "the tabs and the button itself stay in reach"

    async def go_on() -> None:
        view.json.edit.setFocus()
        view.request.api.setFocus()
        await turns(3)

    run(go_on())
    assert not view.panel.isVisible()
    assert not bench.desk.preferences.value("console.collection_open", False), "a drawer is drawn out for a moment"


def test_escape_puts_the_drawer_away(run: Run, bench: Bench) -> None:
    lay(run, bench, NARROW)
    press_folder(run, bench)

    async def work() -> None:
        bench.view.panel.begin.setFocus()
        QTest.keyClick(bench.view.panel.begin, Qt.Key.Key_Escape)
        await turns(3)

    run(work())
    assert not bench.view.panel.isVisible()


def test_a_panel_that_stood_beside_does_not_fall_over_the_form(run: Run, bench: Bench) -> None:
    """When the window shrinks it goes, and comes back with the room."""
    view = bench.view
    lay(run, bench, WIDE)
    press_folder(run, bench)
    assert view.panel.isVisible()
    assert view.tabs.mapTo(view, view.tabs.rect().topLeft()).x() >= view.panel.width()
    lay(run, bench, NARROW)
    assert not view.panel.isVisible()
    lay(run, bench, WIDE)
    assert view.panel.isVisible()


def test_pinned_it_stays_beside_and_the_answer_goes_below(run: Run, open_bench: OpenBench) -> None:
    bench = open_bench()
    view = bench.view
    lay(run, bench, NARROW)
    press_folder(run, bench)

    async def pin() -> None:
        view.panel.pin.click()
        await turns(3)

    run(pin())
    assert view.panel.isVisible()
    assert view.tabs.mapTo(view, view.tabs.rect().topLeft()).x() >= view.panel.width()
    assert view.tabs.width() >= LEAST_FORM
    assert view.places.is_below
    assert view.response.mapTo(view, view.response.rect().topLeft()).y() > view.tabs.mapTo(view, view.tabs.pos()).y()
    run(close(bench))
    again = open_bench()
    lay(run, again, NARROW)
    assert again.view.panel.isVisible()
    assert again.view.places.is_below
    run(close(again))


def test_where_the_answer_stands_is_the_persons_choice(run: Run, open_bench: OpenBench) -> None:
    bench = open_bench()
    lay(run, bench, WIDE)
    assert answer_is_beside(bench)
    run(choose_place(bench))
    assert bench.view.places.is_below
    assert bench.view.tabs.width() > WIDE[0] - theme.size("side")
    run(close(bench))
    again = open_bench()
    lay(run, again, WIDE)
    assert again.view.places.is_below
    run(choose_place(again))
    assert answer_is_beside(again)
    run(close(again))


def answer_is_beside(bench: Bench) -> bool:
    return not bench.view.places.is_below


async def choose_place(bench: Bench) -> None:
    bench.view.requests.place.click()
    await turns(3)
