"""The list: what it tells, searching, the keys, new, duplicate, delete and its undo, use."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from aexdesk.secret import Secret
from aexdesk.services.profiles import ProfileDraft
from aexdesk.services.secret_store import app_secret_entry
from aexdesk.workspace.profile import AppType, Profile
from tests.ui.hands import CONTROL
from tests.ui.tabs.app_keys.world import CANARY, World


def test_it_tells_name_type_key_and_last_check(world: World) -> None:
    shop = world.add("Shop", "512345")
    world.add("Links", "33508811", app_type=AppType.AFFILIATE)
    world.do(world.desk.profiles.note_check(shop.id, "secret_wrong"))

    assert world.column(0) == ["Links", "Shop · in use"]
    assert world.column(1) == ["Affiliate", "Dropshipping"]
    assert world.column(2) == ["33508811", "512345"]
    assert world.column(3) == ["–", "secret wrong"]


def test_a_list_counts_though_a_newer_one_is_on_its_way(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    shop = world.add("Shop", "512345")
    asked: list[asyncio.Future[tuple[Profile, ...]]] = []

    async def list_slowly(_environment: str, _search: str = "") -> tuple[Profile, ...]:
        asked.append(asyncio.get_running_loop().create_future())
        return await asked[-1]

    async def answer(number: int, *profiles: Profile) -> None:
        asked[number].set_result(profiles)
        await _turns()

    async def change_twice() -> None:
        world.desk.profiles.changed.announce()
        world.desk.profiles.changed.announce()
        await _turns()

    with monkeypatch.context() as patch:
        patch.setattr(world.desk.profiles, "list", list_slowly)
        world.run(change_twice())
        world.run(answer(0, replace(shop, name="First")))
        assert [row.name for row in world.tab.model.state.rows] == ["First"]
        world.run(answer(1, replace(shop, name="Second")))
        assert [row.name for row in world.tab.model.state.rows] == ["Second"]


async def _turns() -> None:
    for _turn in range(5):
        await asyncio.sleep(0)


def test_search_shows_what_fits_and_says_when_nothing_does(world: World) -> None:
    world.add("Shop", "512345")
    world.add("Links", "33508811")
    search = world.tab.view.profiles.search

    world.type(search, "335")
    assert world.column(0) == ["Links"]
    world.type(search, "x")
    assert world.column(0) == []
    assert _said(world) == "No app key matches “335x”."
    world.key(search, Qt.Key.Key_Escape)
    assert len(world.column(0)) == 2


def _said(world: World) -> str:
    return world.tab.view.profiles._nothing.text()


def test_arrows_move_typing_finds_and_enter_opens(world: World) -> None:
    for name in ("Alpha", "Beta", "Gamma"):
        world.add(name)
    model, table = world.tab.model, world.tab.view.profiles.table
    table.setFocus()
    by_name = {row.name: row.id for row in model.state.rows}

    world.act(lambda: model.choose(by_name["Alpha"]))
    world.key(table, Qt.Key.Key_Down)
    assert model.state.chosen == by_name["Beta"]
    world.type(table, "g")
    assert model.state.chosen == by_name["Gamma"]
    world.key(table, Qt.Key.Key_Return)
    fields = world.tab.view.profile.fields
    assert QApplication.focusWidget() is fields.name
    assert fields.name.selectedText() == "Gamma"


def test_control_n_begins_and_control_d_duplicates_with_the_secret(world: World) -> None:
    world.add("Shop")
    table = world.tab.view.profiles.table
    table.setFocus()

    world.key(table, Qt.Key.Key_D, CONTROL)
    world.until(lambda: "Shop 2" in world.names())
    copy = next(profile for profile in world.run(world.desk.profiles.list()) if profile.name == "Shop 2")
    assert world.secret_of(copy) == Secret(CANARY)
    assert world.tab.model.state.chosen == copy.id

    world.key(table, Qt.Key.Key_N, CONTROL)
    assert world.tab.view.profile.heading.whole() == "New app key"
    assert QApplication.focusWidget() is world.tab.view.profile.fields.name
    assert world.column(0)[0] == "New app key · not saved"


def test_delete_can_be_undone_for_eight_seconds(world: World) -> None:
    shop = world.add("Shop")
    world.add("Links")
    world.choose(shop)
    table = world.tab.view.profiles.table
    table.setFocus()

    world.key(table, Qt.Key.Key_Delete)
    world.until(lambda: world.names() == ["Links"])
    assert world.toasts.said[-1]() == "Shop is deleted."
    assert world.tab.view.profile.heading.whole() == "Links"

    world.wait(8)
    world.undo()
    world.until(lambda: "Shop" in world.names())
    assert world.tab.model.state.chosen == shop.id
    assert world.desk.standing.profile == shop
    assert world.secret_of(shop) == Secret(CANARY)
    world.wait(60)
    assert world.secret_of(shop) == Secret(CANARY)


def test_after_the_time_to_undo_the_vault_forgets_the_secret(world: World) -> None:
    shop = world.add("Shop")
    world.press(world.tab.view.profiles.delete)
    world.until(lambda: world.names() == [])
    assert world.run(world.vault.get(app_secret_entry(shop))) == Secret(CANARY)

    world.wait(10)
    world.until(lambda: world.vault.items() == [])


def test_a_second_deletion_does_not_shorten_its_own_time(world: World) -> None:
    shop = world.add("Shop")
    world.choose(world.add("Alpha"))
    world.press(world.tab.view.profiles.delete)
    world.wait(7)
    world.press(world.tab.view.profiles.delete)
    world.until(lambda: world.names() == [])

    world.wait(7)
    world.undo()
    world.until(lambda: world.names() == ["Shop"])
    assert world.secret_of(shop) == Secret(CANARY)


def test_closing_ends_the_time_to_undo(world: World) -> None:
    world.add("Shop")
    world.press(world.tab.view.profiles.delete)
    world.until(lambda: world.names() == [])

    world.close()
    assert world.vault.items() == []


def test_an_undo_after_the_name_was_taken_says_so(world: World) -> None:
    world.add("Shop")
    world.press(world.tab.view.profiles.delete)
    world.until(lambda: world.names() == [])
    world.add("Shop")

    world.undo()
    world.until(world.tab.view.trouble.isVisible)
    assert world.tab.view.trouble.accessibleName() == "The name Shop is in use already."


def test_using_an_app_makes_it_the_one_of_the_top_line(world: World) -> None:
    world.add("Alpha")
    beta = world.add("Beta")
    world.choose(beta)

    world.press(world.tab.view.profile.use)
    world.until(lambda: world.desk.standing.profile == beta)
    assert not world.tab.view.profile.use.isVisible()
    assert world.column(0) == ["Alpha", "Beta · in use"]


def test_what_the_top_line_chooses_is_shown(world: World) -> None:
    alpha, beta = world.add("Alpha"), world.add("Beta")
    world.do(world.desk.standing.choose_profile(alpha.id))
    world.do(world.desk.standing.choose_profile(beta.id))
    assert world.tab.view.profile.heading.whole() == "Beta"


def test_a_new_first_name_does_not_change_as_which_app_one_works(world: World) -> None:
    # Never chosen by anybody: the first there was.
    shop = world.do(world.desk.profiles.add(ProfileDraft("practice", "Shop", "1"), None))
    world.do(world.desk.standing.load())
    view = world.tab.view
    world.press(view.profiles.new)
    world.type(view.profile.fields.name, "Alpha")
    world.type(view.profile.fields.app_key, "1")
    world.press(view.profile.save)
    world.until(lambda: "Alpha" in world.names())
    assert world.desk.standing.profile == shop


def test_another_environment_shows_its_own_app_keys_and_comes_back(world: World) -> None:
    shop = world.add("Shop")
    world.add("Links")
    world.choose(shop)
    world.do(world.desk.standing.choose_environment("live"))
    assert world.column(0) == []
    world.do(world.desk.standing.choose_environment("practice"))
    assert world.tab.model.state.chosen == shop.id


def test_the_narrow_list_gives_up_the_app_type_first(world: World) -> None:
    world.add("Shop")
    table = world.tab.view.profiles.table
    assert table.isColumnHidden(1)
    world.tab.view.resize(1112, 700)
    world.settle()
    assert not table.isColumnHidden(1)


def test_it_lets_go_of_the_services_when_it_closes(open_tab: Callable[[], World]) -> None:
    world = open_tab()
    desk = world.desk
    listened = [desk.profiles.changed, desk.standing.changed, desk.practising.changed, desk.vault_status.changed]
    assert all(listened)
    world.close()
    assert not any(listened)
