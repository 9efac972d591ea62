"""The Code side: the draft as code while one looks, in a language that is remembered, never with a secret."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QTextCharFormat, QTextDocument
from pytestqt.qtbot import QtBot

from aexdesk.ui import theme
from aexdesk.ui.tabs.console.code_model import WRITE_AFTER_S, CodeState
from aexdesk.ui.widgets.code_colours import CodeColours
from tests.conftest import Run
from tests.ui.tabs.console.conftest import Bench, OpenBench
from tests.ui.waiting import until

CODE = 3


async def _until(bench: Bench, holds: Callable[[CodeState], object]) -> CodeState:
    """Waits for such a state of the code; the person stops typing whenever the Console has changed."""

    def stop_typing() -> None:
        bench.later.advance(WRITE_AFTER_S)

    bench.model.changed.connect(stop_typing)  # behind the code's own
    stop_typing()
    try:
        await until(bench.tab.code.changed, lambda: holds(bench.tab.code.state))
    finally:
        bench.model.changed.disconnect(stop_typing)
    return bench.tab.code.state


async def _written(bench: Bench, text: str) -> CodeState:
    return await _until(bench, lambda state: text in state.text)


def _look(bench: Bench) -> None:
    bench.view.tabs.setCurrentIndex(CODE)
    assert bench.view.code.isVisible()  # built, though its turns have not come: nobody chooses before it stands there


def test_the_draft_is_code_that_reads_its_secrets(bench: Bench, run: Run) -> None:
    seeds = bench.desk.practising.seeds
    assert seeds is not None

    async def scene() -> None:
        _look(bench)
        state = await _written(bench, "aliexpress.ds.product.get")
        ast.parse(state.text)
        assert state.variables == ("AE_APP_SECRET", "AE_SESSION")
        assert seeds.app_key in state.text
        for secret in (seeds.app_secret, seeds.session):
            assert secret.reveal() not in state.text
        assert "AE_APP_SECRET and AE_SESSION" in bench.view.code.note.text()
        assert bench.view.code.code.text() == state.text

    run(scene(), 20)


def test_it_follows_what_is_typed(bench: Bench, run: Run) -> None:
    async def scene() -> None:
        _look(bench)
        await _written(bench, "product_id")
        bench.model.set_value("product_id", "4711")
        await _written(bench, '"4711"')

    run(scene(), 20)


def test_nothing_is_written_while_nobody_looks(bench: Bench, run: Run) -> None:
    async def scene() -> None:
        _look(bench)
        before = await _written(bench, "product_id")
        bench.view.tabs.setCurrentIndex(0)
        bench.model.set_value("product_id", "4711")
        await bench.signed()
        assert not bench.tab.code._delays.stop("write")
        assert bench.tab.code.state is before
        _look(bench)
        await _written(bench, '"4711"')

    run(scene(), 20)


def test_the_language_comes_back(open_bench: OpenBench, run: Run, tmp_path: Path) -> None:
    home = tmp_path / "kept"
    first = open_bench(home)

    async def choose() -> None:
        _look(first)
        await _written(first, "import httpx")
        first.tab.code.choose("go")
        await _written(first, "package main")
        await first.tab.close()
        await first.desk.close()

    run(choose(), 20)
    second = open_bench(home)

    async def look() -> None:
        _look(second)
        await _written(second, "package main")
        assert second.view.code.language.choice() == "go"

    run(look(), 20)


def test_curl_is_the_call_as_it_was_sent(bench: Bench, run: Run) -> None:
    seeds = bench.desk.practising.seeds
    assert seeds is not None

    async def scene() -> None:
        _look(bench)
        bench.tab.code.choose("curl")
        await _until(bench, lambda state: "Send the call" in bench.view.code.note.text())
        assert bench.tab.code.state.text == ""
        await bench.send()
        state = await _written(bench, "curl --request POST")
        assert seeds.session.reveal() not in state.text
        bench.view.code.copy.copy()
        assert bench.clipboard.texts == [state.text]

    run(scene(), 20)


def test_without_an_app_key_the_code_stands_there_all_the_same(open_bench: OpenBench, run: Run) -> None:
    bench = open_bench(with_practice=False)

    async def scene() -> None:
        _look(bench)
        await _written(bench, "AE_APP_KEY")

    run(scene(), 20)


def test_what_cannot_be_signed_is_said(bench: Bench, run: Run) -> None:
    async def scene() -> None:
        _look(bench)
        await _written(bench, "product_id")
        bench.model.set_value("sign_method", "rot13")
        await _until(bench, lambda state: state.fault is not None)
        assert bench.tab.code.state.text == ""
        assert "rot13" in bench.view.code.note.text()

    run(scene(), 20)


def test_strings_comments_and_words_have_colours(qtbot: QtBot) -> None:
    document = QTextDocument()
    colours = CodeColours(document)
    colours.set_language("python")
    document.setPlainText('"""Calls\n\nwith words"""\nimport os  # a comment\nurl = "http://x/#y"')
    colours.rehighlight()
    shown = {}
    block = document.begin()
    while block.isValid():
        for one in block.layout().formats():
            what: QTextCharFormat = one.format
            shown[block.text()[one.start : one.start + one.length]] = what.foreground().color().name()
        block = block.next()
    expected = {
        '"""Calls': "syntax_string",
        'with words"""': "syntax_string",
        "import": "syntax_key",
        "# a comment": "muted",
        '"http://x/#y"': "syntax_string",
    }
    assert shown == {text: theme.colour(token).name() for text, token in expected.items()}
