"""The form: adding, editing, what is wrong in a sentence, what was typed and not saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from aexdesk.faults import StorageFault
from aexdesk.secret import Secret
from aexdesk.services.profiles import ProfileDraft
from aexdesk.workspace.profile import AppType
from tests.ui.hands import CONTROL
from tests.ui.tabs.app_keys.world import CANARY, World


def begin(world: World) -> Any:
    """The fields of an app key that was just begun."""
    world.press(world.tab.view.profiles.new)
    return world.tab.view.profile.fields


def test_an_app_key_is_added_with_its_secret_in_the_vault(world: World) -> None:
    fields = begin(world)
    world.type(fields.name, "Demo shop")
    world.type(fields.app_key, "512345")
    world.type(fields.secret.secret.line, CANARY)
    world.type(fields.callback_url, "https://shop.example.test/cb")
    world.type(fields.notes, "from Ann")
    world.act(lambda: fields.app_type.chosen.emit("affiliate"))
    world.press(world.tab.view.profile.save)
    world.until(lambda: world.names() == ["Demo shop"])

    (saved,) = world.run(world.desk.profiles.list())
    assert (saved.app_key, saved.app_type, saved.notes) == ("512345", AppType.AFFILIATE, "from Ann")
    assert saved.callback_url == "https://shop.example.test/cb"
    assert world.secret_of(saved) == Secret(CANARY)
    assert world.desk.standing.profile == saved
    assert fields.secret.secret.line.text() == ""
    assert world.under("app_secret") == "Stored in: Secret Service."
    assert not world.tab.view.profile.save.isEnabled()


def test_editing_leaves_the_stored_secret(world: World) -> None:
    shop = world.add()
    fields = world.tab.view.profile.fields
    world.key(fields.name, Qt.Key.Key_End)
    world.type(fields.name, " two")
    world.key(fields.name, Qt.Key.Key_Return)
    world.until(lambda: world.names() == ["Demo shop two"])
    assert world.secret_of(shop) == Secret(CANARY)


def test_nothing_complains_before_a_field_was_left(world: World) -> None:
    fields = begin(world)
    assert world.under("name") == ""
    world.act(fields.app_key.setFocus)
    assert world.under("name") == "Give it a name, so that you find it again."
    assert world.under("app_key") == ""
    world.act(fields.notes.setFocus)
    assert world.under("app_key") == "Copy the app key from the App Console."


def test_another_app_key_begins_without_complaints(world: World) -> None:
    shop = world.add()
    fields = begin(world)
    world.act(fields.app_key.setFocus)
    assert world.under("name")
    world.choose(shop)
    world.act(lambda: world.tab.model.enter(name=""))
    assert world.under("name") == ""


def test_saving_says_at_once_what_is_wrong_and_goes_there(world: World) -> None:
    world.add("Taken")
    fields = begin(world)
    world.type(fields.name, "Taken")
    world.type(fields.callback_url, "no url")
    world.press(world.tab.view.profile.save)
    assert world.under("name") == "The name Taken is in use already. Choose another name."
    assert world.under("app_key") == "Copy the app key from the App Console."
    assert world.under("callback_url") == "The callback URL is not a URL. Copy it from the App Console, to the letter."
    assert QApplication.focusWidget() is fields.name
    assert world.names() == ["Taken"]


def test_the_callback_url_must_equal_the_consoles(world: World) -> None:
    world.add()
    assert "to the letter" in world.under("callback_url")


def test_blanks_at_the_ends_are_pointed_out_and_left_out(world: World) -> None:
    fields = begin(world)
    world.type(fields.name, "Shop")
    world.type(fields.app_key, " 512345 ")
    world.type(fields.secret.secret.line, f"{CANARY} ")
    world.act(fields.notes.setFocus)
    sentence = "There are blanks at the ends; they will not be saved."
    assert (world.under("app_key"), world.under("app_secret")) == (sentence, sentence)

    world.press(world.tab.view.profile.save)
    world.until(lambda: world.names() == ["Shop"])
    (saved,) = world.run(world.desk.profiles.list())
    assert saved.app_key == "512345"
    assert world.secret_of(saved) == Secret(CANARY)


def test_what_was_typed_survives_choosing_another(world: World) -> None:
    shop, other = world.add("Shop"), world.add("Other")
    world.choose(shop)
    fields = world.tab.view.profile.fields
    world.type(fields.notes, "half a thought")
    world.choose(other)
    assert fields.notes.toPlainText() == ""
    assert world.column(0) == ["Other", "Shop · in use · not saved"]
    world.choose(shop)
    assert fields.notes.toPlainText() == "half a thought"
    assert world.tab.view.profile.save.isEnabled()


def test_discard_goes_back_to_what_is_saved(world: World) -> None:
    world.add("Shop")
    fields = world.tab.view.profile.fields
    world.type(fields.name, "xx")
    world.press(world.tab.view.profile.discard)
    assert fields.name.text() == "Shop"
    assert not world.tab.view.profile.discard.isEnabled()


def test_a_begun_app_key_goes_with_discard_or_delete(world: World) -> None:
    world.add("Shop")
    begin(world)
    world.press(world.tab.view.profile.discard)
    assert world.tab.view.profile.heading.whole() == "Shop"
    begin(world)
    world.press(world.tab.view.profiles.delete)
    assert world.column(0) == ["Shop · in use"]
    assert world.toasts.said == []


def test_what_was_typed_comes_back_with_the_window_but_no_secret(open_tab: Callable[[], World]) -> None:
    world = open_tab()
    fields = begin(world)
    world.type(fields.name, "Half")
    world.type(fields.secret.secret.line, CANARY)
    world.close()
    assert CANARY not in str(world.desk.preferences.value("app_keys.entries"))

    again = open_tab()
    assert again.tab.view.profile.fields.name.text() == "Half"
    assert again.tab.model.state.form is not None
    assert again.tab.model.state.form.entry.secret is None


def test_what_cannot_be_read_any_more_is_forgotten(world: World, open_tab: Callable[[], World]) -> None:
    world.do(world.desk.preferences.set("app_keys.entries", {"new practice": {"name": "x"}, "a": 5}))
    assert open_tab().column(0) == []


def test_control_s_saves(world: World) -> None:
    world.add("Shop")
    fields = world.tab.view.profile.fields
    world.type(fields.notes, "x")
    world.key(fields.notes, Qt.Key.Key_S, CONTROL)
    world.until(lambda: world.run(world.desk.profiles.list())[0].notes == "x")


def test_a_full_disk_is_told_and_nothing_typed_is_lost(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.add("Shop")

    async def fail(*_given: object) -> None:
        raise StorageFault("disk_full", path="/data")

    monkeypatch.setattr(world.desk.profiles, "edit", fail)
    fields = world.tab.view.profile.fields
    world.type(fields.notes, "precious")
    world.press(world.tab.view.profile.save)
    banner = world.tab.view.trouble
    assert banner.isVisible()
    assert banner.accessibleName() == "The disk is full: /data."
    assert fields.notes.toPlainText() == "precious"
    monkeypatch.undo()
    world.press(world.tab.view.profile.save)
    world.until(lambda: world.run(world.desk.profiles.list())[0].notes == "precious")
    assert not banner.isVisible()


def test_a_list_that_cannot_be_read_is_told_and_tried_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(*_given: object) -> None:
        raise StorageFault("database_locked", path="/data/db")

    monkeypatch.setattr(world.desk.profiles, "list", fail)
    world.act(lambda: world.tab.model.search("x"))
    banner = world.tab.view.trouble
    assert banner.accessibleName() == "Another program holds the workspace database: /data/db."
    monkeypatch.undo()
    world.act(world.tab.model.try_again)
    assert not banner.isVisible()


def test_a_secret_that_no_vault_takes_keeps_nothing_else_from_being_saved(world: World) -> None:
    fields = begin(world)
    world.type(fields.name, "Shop")
    world.type(fields.app_key, "1")
    world.act(lambda: world.tab.model.enter(secret=Secret("x" * 1201)))
    world.press(world.tab.view.profile.save)
    world.until(lambda: world.names() == ["Shop"])
    assert "a keyring holds 1200" in world.under("app_secret")
    assert world.column(0) == ["Shop · in use · not saved"]


def test_saving_shows_that_it_is_at_work(world: World) -> None:
    fields = begin(world)
    world.type(fields.name, "Shop")
    world.type(fields.app_key, "1")
    world.type(fields.secret.secret.line, CANARY)
    pane = world.tab.view.profile

    world.run(world.vault.stop())
    world.press(pane.save)
    assert pane._saving.isVisible()
    assert not pane.save.isEnabled()
    world.do(world.vault.go_on())
    world.until(lambda: not pane._saving.isVisible())
    assert world.names() == ["Shop"]


def test_what_is_typed_while_saving_is_not_lost(world: World) -> None:
    world.add("Shop")
    fields, pane = world.tab.view.profile.fields, world.tab.view.profile
    world.press(fields.secret.replace)
    world.type(fields.secret.secret.line, "new")
    world.run(world.vault.stop())
    world.press(pane.save)
    world.type(fields.notes, "an afterthought")
    world.do(world.vault.go_on())
    world.until(lambda: not world.at_work)
    assert fields.notes.toPlainText() == "an afterthought"
    assert pane.save.isEnabled()
    world.press(pane.save)
    assert world.run(world.desk.profiles.list())[0].notes == "an afterthought"


def test_a_profile_that_another_program_added_appears(world: World) -> None:
    world.do(world.desk.profiles.add(ProfileDraft("practice", "By command", "1"), None))
    assert world.column(0) == ["By command"]


@pytest.mark.parametrize(
    ("environment", "sentence", "button"),
    [
        ("practice", "Add the app key from your App Console.", "Add an app key"),
        ("live", "Add the app key from your App Console. Live is read-only.", "Add an app key"),
    ],
)
def test_an_empty_tab_says_what_to_do(world: World, environment: str, sentence: str, button: str) -> None:
    world.do(world.desk.standing.choose_environment(environment))
    empty = world.tab.view.empty
    assert empty.isVisible()
    assert empty.accessibleDescription() == sentence
    assert empty._other.isVisible()
    assert empty._other.text() == "Import a .env file…"
    world.press(empty._button)
    assert empty._button.text() == button
    assert world.tab.view.profile.heading.whole() == "New app key"


def test_in_practice_one_can_start_with_the_practice_app(practised: World) -> None:
    world, empty = practised, practised.tab.view.empty
    world.press(world.tab.view.profiles.delete)
    world.until(empty.isVisible)
    assert empty.accessibleDescription() == "Add the app key from your App Console, or start with the practice app."
    for gone_for_good in (False, True):
        if gone_for_good:
            world.press(world.tab.view.profiles.delete)
            world.until(empty.isVisible)
            world.wait(60)
            world.until(lambda: not any(entry.owner == "practice-app" for entry, _secret in world.vault.items()))
        world.press(empty._button)
        world.until(lambda: world.names() == ["Practice app"])
        world.until(lambda: world.desk.standing.token is not None)
        assert world.desk.practising.seeds is not None
        (app,) = world.run(world.desk.profiles.list())
        assert world.secret_of(app) == world.desk.practising.seeds.app_secret
        assert world.under("app_secret") == "Stored in: Secret Service."
