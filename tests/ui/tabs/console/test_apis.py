"""Choosing an API by keyboard and mouse: groups, letters, stars, what was used, and one's own files."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from aexdesk.openplatform.catalogue import Effect
from aexdesk.ui.language import Language
from aexdesk.ui.tabs.console.apis.model import FAVOURITES_KEY, RECENT_KEY
from aexdesk.ui.tabs.console.apis.picker import ApiPicker
from aexdesk.ui.tabs.console.apis.rows import LINE, star_place
from aexdesk.ui.tabs.console.apis.state import FAVOURITES, OWN, RECENT
from tests.conftest import Run
from tests.ui.conftest import turns
from tests.ui.tabs.console.conftest import Bench, OpenBench, close
from tests.ui.tabs.console.test_model import ORDER_CREATE, PRODUCT_GET
from tests.ui.waiting import until

CONTROL = Qt.KeyboardModifier.ControlModifier
MINE = "aexdesk.my.order.thing"


def picker(bench: Bench) -> ApiPicker:
    return bench.view.picker


def listed(bench: Bench) -> list[str]:
    """The names in the list, and heads in capitals."""
    return [
        line.api.definition.name if line.api else str(picker(bench).rows.index(row).data()).upper()
        for row, line in enumerate(picker(bench).rows.lines)
    ]


async def open_it(bench: Bench) -> None:
    bench.view.activateWindow()
    await turns(2)
    bench.view.json.edit.setFocus()
    QTest.keyClick(bench.view, Qt.Key.Key_L, CONTROL)
    await turns()


async def key(bench: Bench, which: Qt.Key, modifier: Any = Qt.KeyboardModifier.NoModifier, times: int = 1) -> None:
    for _press in range(times):
        QTest.keyClick(bench.view.request.api, which, modifier)
    await turns(3)


async def write(bench: Bench, text: str) -> None:
    bench.view.request.api.selectAll()
    QTest.keyClicks(bench.view.request.api, text)
    await turns(3)


def go(run: Run, *steps: Callable[[], Any]) -> None:
    async def work() -> None:
        for step in steps:
            await step()

    run(work(), 20)


def own(home: Path, file: str, content: Any) -> None:
    (home / "apis").mkdir(parents=True, exist_ok=True)
    (home / "apis" / file).write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")


# ---------------------------------------------------------------- by keyboard


def test_it_opens_with_every_api_by_group_and_on_the_one_that_is_chosen(run: Run, bench: Bench) -> None:
    go(run, lambda: open_it(bench))
    assert picker(bench).isVisible()
    assert bench.view.request.api.hasFocus()
    names = listed(bench)
    assert {one.name for one in bench.desk.catalogue.definitions} <= set(names)
    assert names.index("DROPSHIPPING") < names.index(PRODUCT_GET)
    assert picker(bench).chosen() == PRODUCT_GET


def test_letters_find_it_and_enter_takes_it(run: Run, bench: Bench) -> None:
    go(run, lambda: open_it(bench), lambda: write(bench, "order creat"))
    assert picker(bench).chosen() == ORDER_CREATE
    first = picker(bench).rows.lines[0].api
    assert first is not None
    assert "".join(ORDER_CREATE[place] for place in first.in_name) == "ordercreat"
    assert picker(bench).rows.effect(picker(bench).rows.lines[0]) is Effect.CREATES_ORDER
    go(run, lambda: key(bench, Qt.Key.Key_Return))
    assert bench.state.draft.api == ORDER_CREATE
    assert bench.view.request.api.text() == ORDER_CREATE
    assert not picker(bench).isVisible()


def test_the_arrows_go_over_heads_and_round_the_ends(run: Run, bench: Bench) -> None:
    go(run, lambda: open_it(bench), lambda: key(bench, Qt.Key.Key_Backspace))
    names = [name for name in listed(bench) if name != name.upper()]
    start = names.index(picker(bench).chosen())
    go(run, lambda: key(bench, Qt.Key.Key_Down, times=len(names) - 1))
    assert picker(bench).chosen() == names[start - 1]
    go(run, lambda: key(bench, Qt.Key.Key_Up, times=2))
    assert picker(bench).chosen() == names[start - 3]
    before = picker(bench).chosen()
    go(run, lambda: key(bench, Qt.Key.Key_PageDown), lambda: key(bench, Qt.Key.Key_PageUp))
    assert picker(bench).chosen() == before


def test_groups_change_by_key_and_letters_look_inside_them(run: Run, bench: Bench) -> None:
    go(run, lambda: open_it(bench), lambda: key(bench, Qt.Key.Key_Backspace))
    go(run, lambda: key(bench, Qt.Key.Key_Up, CONTROL, times=2))
    assert set(listed(bench)) == {one.name for one in bench.desk.catalogue.definitions if one.group == "seller"}
    go(run, lambda: write(bench, "product"))
    assert PRODUCT_GET not in listed(bench)


def test_escape_leaves_everything_as_it_was(run: Run, bench: Bench) -> None:
    before = bench.state.draft
    go(run, lambda: open_it(bench), lambda: write(bench, "freight"), lambda: key(bench, Qt.Key.Key_Escape))
    assert not picker(bench).isVisible()
    assert bench.view.request.api.text() == PRODUCT_GET
    assert bench.state.draft == before


def test_enter_at_once_changes_nothing(run: Run, bench: Bench) -> None:
    before = bench.state.draft
    go(run, lambda: open_it(bench), lambda: key(bench, Qt.Key.Key_Return))
    assert bench.state.draft == before


@pytest.mark.parametrize("name", ["aliexpress.my.own", "/my/own/path", "nothing-fits-this"])
def test_a_name_that_nobody_knows_is_taken_as_it_is_typed(run: Run, bench: Bench, name: str) -> None:
    go(run, lambda: open_it(bench), lambda: write(bench, name), lambda: key(bench, Qt.Key.Key_Return))
    assert bench.state.draft.api == name


def test_leaving_the_field_shuts_it(run: Run, bench: Bench) -> None:
    async def leave() -> None:
        bench.view.parameters._name.setFocus()
        await turns()

    go(run, lambda: open_it(bench), leave)
    assert not picker(bench).isVisible()


# ---------------------------------------------------------------- stars and what was used


def test_stars_come_first_and_are_kept(run: Run, open_bench: OpenBench, tmp_path: Path) -> None:
    first = open_bench(tmp_path / "home")
    go(run, lambda: open_it(first), lambda: write(first, "order create"), lambda: key(first, Qt.Key.Key_B, CONTROL))
    assert first.tab.shelf.state.favourites == (ORDER_CREATE,)
    go(run, lambda: key(first, Qt.Key.Key_Escape), lambda: open_it(first))
    assert listed(first)[:2] == ["FAVOURITES", ORDER_CREATE]
    run(close(first), 20)
    again = open_bench(tmp_path / "home")
    assert again.desk.preferences.value(FAVOURITES_KEY) == [ORDER_CREATE]
    assert again.tab.shelf.state.favourites == (ORDER_CREATE,)
    go(run, lambda: open_it(again), lambda: write(again, "order create"), lambda: key(again, Qt.Key.Key_B, CONTROL))
    assert not again.tab.shelf.state.favourites


def test_a_press_on_the_star_is_no_choice_and_a_press_on_the_name_is(run: Run, bench: Bench) -> None:
    async def press_star() -> None:
        view = picker(bench).list
        place = star_place(view.visualRect(picker(bench).rows.index(0))).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        await turns(3)

    async def press_name() -> None:
        view = picker(bench).list
        QTest.mouseClick(
            view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(picker(bench).rows.index(0)).center()
        )
        await turns(3)

    go(run, lambda: open_it(bench), lambda: write(bench, "order create"), press_star)
    assert bench.tab.shelf.state.favourites == (ORDER_CREATE,)
    assert picker(bench).isVisible()
    assert bench.state.draft.api == PRODUCT_GET
    go(run, press_name)
    assert bench.state.draft.api == ORDER_CREATE


def test_what_was_chosen_last_comes_first_among_the_recent_ones(run: Run, bench: Bench) -> None:
    for typed in ("order create", "freight query", "order create"):
        go(run, lambda: open_it(bench), partial(write, bench, typed), lambda: key(bench, Qt.Key.Key_Return))
    recent = bench.tab.shelf.state.recent
    assert recent == (ORDER_CREATE, "aliexpress.ds.freight.query")
    assert bench.desk.preferences.value(RECENT_KEY) == list(recent)
    go(run, lambda: open_it(bench))
    assert listed(bench)[:3] == ["RECENT", *recent]
    assert picker(bench).chosen() == ORDER_CREATE


@pytest.mark.parametrize("kept", [None, 7, "x", [1, None, "gone.api", "gone.api"], {"a": 1}])
def test_whatever_somebody_stored_there_it_opens(run: Run, open_bench: OpenBench, tmp_path: Path, kept: Any) -> None:
    first = open_bench(tmp_path / "home", with_practice=False)
    run(first.desk.preferences.set(FAVOURITES_KEY, kept))
    run(first.desk.preferences.set(RECENT_KEY, kept))
    run(close(first), 20)
    bench = open_bench(tmp_path / "home", with_practice=False)
    go(run, lambda: open_it(bench))
    assert not {"FAVOURITES", "RECENT"} & set(listed(bench))


# ---------------------------------------------------------------- one's own


def test_own_apis_stand_in_a_group_and_fill_the_form(run: Run, open_bench: OpenBench, tmp_path: Path) -> None:
    home = tmp_path / "home"
    fields = [{"name": "id", "type": "Number", "required": True}, {"name": "more", "type": "String"}]
    own(home, "mine.json", {"name": MINE, "title": "Mine", "http_methods": ["GET"], "parameters": fields})
    own(home, "broken.json", '{"name": "a.b",\n "effect": "read"}')
    bench = open_bench(home)
    go(run, lambda: open_it(bench), lambda: key(bench, Qt.Key.Key_Up, CONTROL))
    assert picker(bench)._group == OWN
    assert listed(bench) == [MINE]
    assert "broken.json: Line 2, column 2" in picker(bench)._broken.text()
    assert picker(bench)._broken.isVisible()
    go(run, lambda: key(bench, Qt.Key.Key_Down), lambda: key(bench, Qt.Key.Key_Return))
    assert bench.state.draft.api == MINE
    assert bench.state.draft.http_method == "GET"
    assert list(bench.view.parameters.rows) == ["id", "more"]
    assert bench.view.parameters._title.text() == "Mine"
    bench.model.set_value("id", "18446744073709551615")
    assert '"id": 18446744073709551615' in bench.state.draft.json_text


def test_an_own_api_is_as_unknown_to_the_guard_as_without_its_file(
    run: Run, open_bench: OpenBench, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    own(home, "mine.json", {"name": MINE, "title": "Only reads, believe me", "http_methods": ["GET"]})
    bench = open_bench(home)
    bench.model.choose_api(MINE)
    run(turns())
    assert bench.state.definition is not None
    assert bench.state.effect is Effect.CREATES_ORDER
    assert bench.state.can_mark
    run(bench.judged())
    assert not bench.state.can_send
    run(bench.send_past_the_button(), 20)
    assert bench.state.answer is not None
    verdict = bench.state.answer.exchange.guard
    assert verdict is not None
    assert (verdict.allowed, verdict.reason) == (False, "unknown_api")


def test_a_file_that_is_written_meanwhile_is_found_when_the_picker_opens(run: Run, bench: Bench) -> None:
    own(bench.desk.home, "mine.json", {"name": MINE, "parameters": [{"name": "id", "type": "Number"}]})
    bench.model.choose_api(MINE)
    run(turns())
    assert bench.state.definition is None

    async def found() -> None:
        shelf = bench.tab.shelf
        await until(shelf.changed, lambda: any(one.name == MINE for one in shelf.state.definitions))
        await turns()

    go(run, lambda: open_it(bench), found)
    assert list(bench.view.parameters.rows) == ["id"]
    own(bench.desk.home, "mine.json", "{")

    async def gone() -> None:
        shelf = bench.tab.shelf
        shelf.read_again()
        await until(shelf.changed, lambda: bool(shelf.state.broken))
        await turns()

    run(gone())
    assert bench.state.definition is None
    assert bench.state.draft.api == MINE


def test_empty_groups_say_what_to_do(run: Run, bench: Bench) -> None:
    go(run, lambda: open_it(bench))
    for group, word in ((FAVOURITES, "Ctrl+B"), (RECENT, "Nothing"), (OWN, str(bench.desk.home / "apis"))):
        picker(bench).groups.setCurrentRow(bench.tab.shelf.state.groups.index(group))
        run(turns(2))
        assert word in picker(bench)._nothing.text()
        assert picker(bench)._nothing.isVisible()
    picker(bench)._copy.click()
    assert bench.clipboard.texts == [str(bench.desk.home / "apis")]


def test_lines_are_told_to_those_who_hear_them(run: Run, bench: Bench) -> None:
    go(run, lambda: open_it(bench), lambda: write(bench, "order create"), lambda: key(bench, Qt.Key.Key_B, CONTROL))
    told = picker(bench).rows.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told == f"{ORDER_CREATE}, Create an order, and pay if asked, order, favourite"
    assert picker(bench).rows.index(0).data(LINE).is_favourite


@pytest.mark.parametrize("size", [(1112, 726), (852, 526), (700, 400)])
def test_it_stays_inside_the_tab_in_every_language(run: Run, bench: Bench, language: Language, size: Any) -> None:
    language.use("qps")
    bench.view.resize(*size)
    go(run, lambda: open_it(bench))
    assert bench.view.rect().contains(picker(bench).geometry())
    assert picker(bench)._keys.text().startswith("⟦")
    assert bench.view.grab().width() == bench.view.width()
