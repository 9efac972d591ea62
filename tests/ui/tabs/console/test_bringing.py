"""Requests from elsewhere: a cURL command pasted, a file opened; what was left out is said, nothing is sent."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from aexdesk.ui.tabs.console.bringing import BringState, is_curl
from tests.conftest import Run
from tests.ui.tabs.console.conftest import Bench
from tests.ui.waiting import until

COMMAND = """curl --request POST 'https://api-sg.aliexpress.com/sync' \\
  --data-urlencode 'method=aliexpress.ds.text.search' \\
  --data-urlencode 'keyWord=red shoes' \\
  --data-urlencode 'session=50000000abc' \\
  --data-urlencode 'sign=0123'
"""


async def _until(bench: Bench, holds: Callable[[BringState], object]) -> None:
    bringing = bench.tab.bringing
    await until(bringing.changed, lambda: holds(bringing.state) and not bringing.state.is_working)


def test_pasted_curl_becomes_the_draft(bench: Bench, run: Run) -> None:
    bench.clipboard.content = COMMAND

    async def scene() -> None:
        bench.tab.bringing.paste()
        await _until(bench, lambda state: state.taken == 0)
        draft = bench.state.draft
        assert draft.api == "aliexpress.ds.text.search"
        assert draft.values == (("keyWord", "red shoes"),)
        message, hint = bench.view.bring.banner.accessibleName(), bench.view.bring.banner.accessibleDescription()
        assert "stands below" in message
        assert "session is a secret" in hint
        assert "50000000abc" not in hint
        assert "sign " not in hint  # what every call makes anew is nothing to tell

    run(scene(), 20)


def test_a_command_in_the_field_of_the_api_is_offered_whole(bench: Bench, run: Run) -> None:
    bench.clipboard.content = COMMAND

    async def scene() -> None:
        api, before = bench.view.request.api, bench.state.draft.api
        api.selectAll()
        QTest.keyClicks(api, "x")
        api.clear()
        api.insert(" ".join(COMMAND.splitlines()))
        api.textEdited.emit(api.text())
        await _until(bench, lambda state: state.offered == COMMAND)
        QTest.keyClick(api, Qt.Key.Key_Return)
        assert bench.state.draft.api == before  # Enter takes a command for no name
        bench.tab.bringing.take_offered()
        await _until(bench, lambda state: state.taken == 0)
        await until(bench.model.changed, lambda: api.text() == "aliexpress.ds.text.search")
        assert bench.state.draft.value("keyWord") == "red shoes"

    run(scene(), 20)


def test_an_offer_that_is_put_away_leaves_the_api_as_it_was(bench: Bench, run: Run) -> None:
    async def scene() -> None:
        api, before = bench.view.request.api, bench.state.draft.api
        api.setText("curl http://127.0.0.1/sync")
        api.textEdited.emit(api.text())
        await _until(bench, lambda state: state.offered)
        bench.tab.bringing.put_away()
        await _until(bench, lambda state: api.text() == before)
        assert bench.view.bring.isHidden()

    run(scene(), 20)


def test_what_is_no_command_is_said(bench: Bench, run: Run) -> None:
    bench.clipboard.content = "good morning"

    async def scene() -> None:
        before = bench.state.draft
        bench.tab.bringing.paste()
        await _until(bench, lambda state: state.found is not None)
        assert "No call of this platform" in bench.view.bring.banner.accessibleName()
        assert bench.state.draft == before

    run(scene(), 20)


def _har(path: Path, *words: str) -> Path:
    entries = [
        {
            "request": {
                "method": "POST",
                "url": "https://api-sg.aliexpress.com/sync",
                "headers": [],
                "postData": {
                    "mimeType": "application/x-www-form-urlencoded",
                    "text": f"method=aliexpress.ds.text.search&keyWord={word}",
                },
            }
        }
        for word in words
    ]
    entries.append({"request": {"method": "GET", "url": "https://example.com/", "headers": []}})
    path.write_text(json.dumps({"log": {"entries": entries}}), encoding="utf-8")
    return path


def test_of_a_file_with_many_one_is_chosen_or_all_are_written(bench: Bench, run: Run, tmp_path: Path) -> None:
    bench.files.to_open = _har(tmp_path / "seen.har", "shoes", "hats")
    bench.files.folder = tmp_path / "kept"
    bench.files.folder.mkdir()

    async def scene() -> None:
        bringing, strip = bench.tab.bringing, bench.view.bring
        before = bench.state.draft
        bringing.open_file("Open", "")
        await _until(bench, lambda state: state.found is not None)
        assert bench.state.draft == before
        assert "seen.har holds 2 requests" in strip.banner.accessibleName()
        assert "left aside" in strip.banner.accessibleDescription()
        strip.which.setCurrentIndex(1)
        strip.put.click()
        assert bench.state.draft.value("keyWord") == "hats"
        strip.save.click()
        await _until(bench, lambda state: state.saved == 2)

    run(scene(), 20)
    written = [json.loads(one.read_text()) for one in (tmp_path / "kept").rglob("*.json")]
    assert sorted(one["parameters"]["keyWord"] for one in written if "parameters" in one) == ["hats", "shoes"]


def test_a_file_that_cannot_be_read_is_said(bench: Bench, run: Run, tmp_path: Path) -> None:
    bench.files.to_open = tmp_path / "picture.png"
    bench.files.to_open.write_bytes(b"\x89PNG\xff")

    async def scene() -> None:
        bench.tab.bringing.open_file("Open", "")
        await _until(bench, lambda state: state.fault is not None)
        assert "picture.png" in bench.view.bring.banner.accessibleName()

    run(scene(), 20)


def test_what_was_being_written_can_be_brought_back(bench: Bench, run: Run) -> None:
    bench.clipboard.content = COMMAND

    async def scene() -> None:
        bench.model.set_value("product_id", "4711")
        bench.tab.bringing.paste()
        await _until(bench, lambda state: state.taken == 0)
        say, undo = bench.toasts.lines[-1]
        assert "imported" in say()
        assert undo is not None
        undo()
        assert bench.state.draft.value("product_id") == "4711"

    run(scene(), 20)


def test_what_looks_like_a_command() -> None:
    commands = (
        "curl http://127.0.0.1/x",
        " $ CURL -X POST http://a.b/c",
        "curl.exe http://127.0.0.1",
        "curl\thttp://abc",
    )
    assert all(map(is_curl, commands))
    assert not any(map(is_curl, ("curl", "aliexpress.curl.get", "curling http://127.0.0.1/x", "")))
