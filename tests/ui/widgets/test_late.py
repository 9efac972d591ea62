"""late: a dear view is built in turns once somebody looks, at once for who asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest
from PySide6.QtWidgets import QLineEdit, QStackedWidget

from aexdesk.ui.turns import Steps
from aexdesk.ui.view import ComposedView
from aexdesk.ui.widgets.late import Late
from tests.conftest import Run
from tests.ui.conftest import turns

LINES = 12


class Dear(ComposedView):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[QLineEdit] = []
        self.shown = 0

    def _compose(self) -> Steps:
        for _number in range(LINES):
            self.lines.append(QLineEdit(self))
            yield

    def retranslate(self) -> None:
        for line in self.lines:
            line.setText("word")

    def show_state(self) -> None:
        self.shown += 1


@pytest.fixture
def pages(qapp: object) -> Iterator[QStackedWidget]:
    pages = QStackedWidget()
    first = QLineEdit()
    pages.addWidget(first)
    pages.show()
    pages.activateWindow()
    first.setFocus()
    yield pages
    pages.close()
    pages.deleteLater()


def late(pages: QStackedWidget) -> tuple[Late[Dear], list[Dear]]:
    """Each look at its clock is a second later: a turn is one step."""
    begun: list[Dear] = []

    def make() -> Dear:
        begun.append(Dear())
        return begun[-1]

    ticking = count()
    place = Late(make, clock=lambda: float(next(ticking)))
    pages.addWidget(place)
    return place, begun


async def until_made(place: Late[Dear]) -> Dear:
    while (made := place.if_made) is None or not made.isVisible():
        await turns(1)
    await turns(3)
    return made


def test_it_is_built_in_turns_and_takes_the_keys_when_whole(pages: QStackedWidget, run: Run) -> None:
    place, begun = late(pages)

    async def look() -> None:
        await turns(3)
        assert begun == []
        pages.setCurrentWidget(place)
        assert len(begun) == 1
        assert len(begun[0].lines) < LINES
        assert not begun[0].isVisible()
        assert place.if_made is None
        made = await until_made(place)
        assert made is begun[0]
        assert [line.text() for line in made.lines] == ["word"] * LINES
        assert made.shown
        assert pages.focusWidget() is made.lines[0]

    run(look(), 30)


def test_who_asks_for_it_has_it_at_once(pages: QStackedWidget, run: Run) -> None:
    place, begun = late(pages)

    async def look() -> None:
        pages.setCurrentWidget(place)
        assert len(place.made.lines) == LINES
        assert place.made.isVisible()
        await turns(5)
        assert len(begun) == 1

    run(look(), 30)


def test_it_is_built_to_its_end_also_where_nobody_waits(pages: QStackedWidget, run: Run) -> None:
    place, _begun = late(pages)

    async def look() -> None:
        pages.setCurrentWidget(place)
        pages.setCurrentIndex(0)
        while place.if_made is None:
            await turns(1)
        assert not place.made.isVisible()

    run(look(), 30)
