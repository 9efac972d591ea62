"""The process that reads a large body is killed at work: the window says so, goes on, and opens the body again."""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path

import pytest

from aexdesk.bodies.reader_child import ChildReader
from aexdesk.ui.tabs.console.response_view import TREE, ResponseView
from aexdesk.workspace.body import Body
from tests.conftest import Run
from tests.ui.conftest import turns
from tests.ui.tabs.console.conftest import Bench
from tests.ui.tabs.console.test_body import show, until, visible_rows

pytestmark = [
    pytest.mark.fault("crash of the body reader"),
    pytest.mark.skipif(sys.platform == "win32", reason="no process can be stopped there"),
]
ROWS = {"rows": [{"n": number, "p": "1.10"} for number in range(60_000)]}


def _reader(bench: Bench) -> ChildReader | None:
    reader = bench.tab.body._reader
    return reader if isinstance(reader, ChildReader) and reader.pid is not None else None


def _strike(bench: Bench, number: int) -> None:
    reader = _reader(bench)
    assert reader is not None
    assert reader.pid is not None
    os.kill(reader.pid, number)


async def _kill_while_it_opens(bench: Bench, body: Body) -> ResponseView:
    view = await show(bench, body, waits=False)
    while _reader(bench) is None:
        await turns(1)
    _strike(bench, signal.SIGKILL)
    return view


async def _kill_while_it_scrolls(bench: Bench, body: Body) -> ResponseView:
    view = await show(bench, body)
    _strike(bench, signal.SIGSTOP)  # so that it cannot have answered
    bench.tab.body.ask_rows((0,), 59_000, 100)
    await turns(2)
    _strike(bench, signal.SIGKILL)
    return view


async def _kill_while_it_searches(bench: Bench, body: Body) -> ResponseView:
    view = await show(bench, body)
    view.tabs.setCurrentIndex(TREE)
    _strike(bench, signal.SIGSTOP)
    view.find_bar.open_it()
    view.find_bar.edit.setText("1.10")
    await until(bench, lambda state: state.finding.is_running)
    _strike(bench, signal.SIGKILL)
    return view


@pytest.mark.parametrize("kill", [_kill_while_it_opens, _kill_while_it_scrolls, _kill_while_it_searches])
def test_a_reader_that_is_killed_is_told_and_the_body_opens_again(
    run: Run, bench: Bench, tmp_path: Path, kill: object
) -> None:
    file = tmp_path / "large.body"
    file.write_bytes(json.dumps(ROWS).encode())
    size = file.stat().st_size
    assert callable(kill)

    async def work() -> None:
        view = await kill(bench, Body(size, file=file))
        await until(bench, lambda state: state.fault is not None)
        assert "What read this body has ended" in view._note.text()
        assert "Open the call from the history again." in view._note.text()
        state = bench.tab.body.state
        assert (state.is_opening, state.finding.is_running, state.table.is_looking) == (False, False, False)
        assert view.find_bar.count.text() != "searching…"
        # The window goes on; from the history the same body comes anew, with a reader of its own.
        view = await show(bench, Body(size, file=file))
        assert bench.tab.body.state.fault is None
        view.tabs.setCurrentIndex(TREE)
        while ("[59,000 … 59,999]", "") not in visible_rows(view):
            await turns(2)
        await bench.send()
        assert bench.state.answer is not None
        assert bench.state.answer.exchange.error is None

    run(work(), 60)
