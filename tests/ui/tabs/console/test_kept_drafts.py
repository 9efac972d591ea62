"""What is being typed is written down while it is being typed: a crash takes a moment of it, not all."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from aexdesk.faults import StorageFault
from aexdesk.ui.tabs.console.opened.tabs import KEEP_AFTER_S, KEEP_AGAIN_S
from tests.conftest import Run
from tests.ui.tabs.console.conftest import Bench, OpenBench, close


async def stored(bench: Bench) -> dict[str, str]:
    """The values of the draft as the database has them."""
    found = await bench.desk.preferences._settings.get("console.draft.practice")
    return dict(found["values"]) if found else {}


@pytest.mark.fault("kill -9")
def test_who_types_without_a_pause_is_kept_all_the_same(run: Run, bench: Bench) -> None:
    bench.model.add_parameter("mine")
    for letters in range(1, 21):
        bench.model.set_value("mine", "x" * letters)
        run(bench.wait(KEEP_AFTER_S / 4))
    assert len(run(stored(bench))["mine"]) >= 16


def test_half_written_json_comes_back_without_secrets(run: Run, open_bench: OpenBench, tmp_path: Path) -> None:
    bench = open_bench(tmp_path / "home")
    values = bench.state.draft.values
    half = '{"product_id": "1005", "session": "canary-session", "note": "not yet'
    bench.model.set_json(half)
    run(bench.wait(KEEP_AFTER_S))
    run(close(bench), 20)
    again = open_bench(tmp_path / "home")
    assert again.state.draft.json_text == half.replace("canary-session", "••••")
    assert again.state.draft.json_problem is not None
    assert again.state.draft.values == values
    files = [path for path in (tmp_path / "home").rglob("*") if path.is_file()]
    assert not [path for path in files if b"canary-session" in path.read_bytes()]


def test_what_was_typed_for_the_former_api_comes_back_too(run: Run, open_bench: OpenBench, tmp_path: Path) -> None:
    """After a crash as after a restart: nothing but the passing of a moment writes it down. Without its secrets."""
    bench = open_bench(tmp_path / "home")
    first = bench.state.draft.api
    bench.model.set_value("biz_model", "typed-for-the-first")
    bench.model.add_parameter("session")
    bench.model.set_value("session", "canary-session")
    bench.model.choose_api("aliexpress.ds.freight.query")
    bench.model.set_value("queryDeliveryReq", "{half written")
    bench.model.choose_api("aliexpress.ds.category.get")
    run(bench.wait(KEEP_AFTER_S))
    bench.model.tabs._unkept.clear()  # what closing would write down
    run(close(bench), 20)
    again = open_bench(tmp_path / "home")
    assert again.state.draft.api == "aliexpress.ds.category.get"
    again.model.choose_api("aliexpress.ds.freight.query")
    assert again.state.draft.value("queryDeliveryReq") == "{half written"
    again.model.choose_api(first)
    assert again.state.draft.value("biz_model") == "typed-for-the-first"
    assert again.state.draft.value("session") == ""
    files = [path for path in (tmp_path / "home").rglob("*") if path.is_file()]
    assert not [path for path in files if b"canary-session" in path.read_bytes()]


def test_a_request_that_is_closed_takes_its_other_drafts_along(run: Run, open_bench: OpenBench, tmp_path: Path) -> None:
    bench = open_bench(tmp_path / "home")

    async def write_and_close_it() -> None:
        bench.model.tabs.new()
        bench.model.choose_api("aliexpress.ds.freight.query")
        bench.model.set_value("queryDeliveryReq", "canary-of-the-closed")
        bench.model.choose_api("aliexpress.ds.category.get")
        await bench.wait(KEEP_AFTER_S)
        bench.model.tabs.close_one()

    async def open_one() -> None:
        again.model.tabs.new()

    run(write_and_close_it())
    run(close(bench), 20)
    again = open_bench(tmp_path / "home")
    run(open_one())
    again.model.choose_api("aliexpress.ds.freight.query")
    assert again.state.draft.value("queryDeliveryReq") == ""


def test_a_request_waits_for_its_turn_behind_no_other_that_is_typed_in(
    run: Run, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Writing is slower than typing: what was typed before in another request is written all the same."""
    going_on, written = asyncio.Event(), list[set[str]]()
    settings = bench.desk.preferences._settings
    set_all = settings.set_all

    async def slowly(values: Mapping[str, Any]) -> None:
        written.append(set(values))
        bench.model.set_value("product_id", f"1{len(written)}")  # a key, while each write is under way
        going_on.set()
        await set_all(values)

    async def work() -> None:
        bench.model.tabs.new()
        second = bench.state.request
        bench.model.choose_api("aexdesk.mine")
        await bench.wait(KEEP_AFTER_S)
        await choose_first()
        monkeypatch.setattr(settings, "set_all", slowly)
        bench.model.tabs._unkept.add((bench.state.environment.name, second))
        bench.model.tabs.shelf.change((bench.state.environment.name, second), is_unsaved=False)
        bench.model.set_value("product_id", "1")
        await bench.wait(KEEP_AFTER_S)
        await going_on.wait()
        assert f"console.draft:{second}.practice" in written[0]
        monkeypatch.undo()

    async def choose_first() -> None:
        bench.model.tabs.choose("")

    run(work())


def test_drafts_of_former_apis_are_written_when_they_change_and_not_with_each_key(
    run: Run, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = list[set[str]]()
    settings = bench.desk.preferences._settings
    set_all = settings.set_all

    async def noting(values: Mapping[str, Any]) -> None:
        written.append(set(values))
        await set_all(values)

    async def work() -> None:
        bench.model.set_value("product_id", "1")
        bench.model.choose_api("aliexpress.ds.freight.query")
        await bench.wait(KEEP_AFTER_S)
        bench.model.set_value("queryDeliveryReq", "{")
        await bench.wait(KEEP_AFTER_S)
        await bench.model.tabs.keep_all()
        bench.model.tabs.keep_soon()
        await bench.wait(KEEP_AFTER_S)
        await bench.model.tabs.keep_all()

    monkeypatch.setattr(settings, "set_all", noting)
    run(work())
    draft = "console.draft.practice"
    assert [one for one in written if draft in one] == [{draft, "console.earlier.practice"}, {draft}]


def test_a_closed_request_that_is_brought_back_is_kept_again(run: Run, open_bench: OpenBench, tmp_path: Path) -> None:
    bench = open_bench(tmp_path / "home")

    async def work() -> None:
        bench.model.tabs.new()
        bench.model.choose_api("aliexpress.ds.freight.query")
        bench.model.set_value("queryDeliveryReq", "{ typed")
        bench.model.choose_api("aliexpress.ds.category.get")
        bench.model.tabs.close_one()
        _say, undo = bench.toasts.lines[-1]
        assert undo is not None
        undo()

    run(work())
    run(close(bench), 20)
    again = open_bench(tmp_path / "home")
    assert again.state.draft.api == "aliexpress.ds.category.get"
    again.model.choose_api("aliexpress.ds.freight.query")
    assert again.state.draft.value("queryDeliveryReq") == "{ typed"


def test_what_an_older_version_kept_of_former_apis_is_read(run: Run, open_bench: OpenBench, tmp_path: Path) -> None:
    """There it stood within the row of the request."""
    bench = open_bench(tmp_path / "home")
    freight = {"api": "aliexpress.ds.freight.query", "http_method": "POST", "values": [["queryDeliveryReq", "{ old"]]}

    async def write_as_before() -> None:
        bench.model.set_value("product_id", "1")
        await bench.model.tabs.keep_all()
        settings = bench.desk.preferences._settings
        kept = await settings.get("console.draft.practice")
        await settings.set_all(
            {"console.draft.practice": {**kept, "earlier": [freight]}, "console.earlier.practice": None}
        )

    run(write_as_before())
    run(close(bench), 20)
    again = open_bench(tmp_path / "home")
    again.model.choose_api("aliexpress.ds.freight.query")
    assert again.state.draft.value("queryDeliveryReq") == "{ old"


@pytest.mark.fault("disk full")
def test_a_full_disk_is_told_once_and_what_was_typed_is_written_when_there_is_room(
    run: Run, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = bench.desk.preferences._settings

    async def refuse(_values: Mapping[str, Any]) -> None:
        raise StorageFault("disk_full", path="workspace.sqlite3")

    with monkeypatch.context() as full:
        full.setattr(settings, "set_all", refuse)
        for text in ("1", "12", "123"):
            bench.model.set_value("product_id", text)
            run(bench.wait(KEEP_AGAIN_S))
    assert [str(one) for one in bench.reports] == ["edits_not_kept_full (path='workspace.sqlite3')"]
    bench.reports.clear()
    run(bench.wait(KEEP_AGAIN_S))
    assert run(stored(bench))["product_id"] == "123"
