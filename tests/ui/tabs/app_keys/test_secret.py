"""The app secret: never seen unless asked for, seen for 30 s, copied for 30 s, and where it is kept."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from aexdesk.secret import Secret
from tests.ui.tabs.app_keys.world import CANARY, World, texts


def is_readable(world: World) -> bool:
    return any(CANARY in text for text in texts(world.tab.view))


def test_no_widget_shows_it_unless_asked_and_then_for_thirty_seconds(world: World) -> None:
    world.add()
    field = world.tab.view.profile.fields.secret.secret
    assert not is_readable(world)
    assert field.line.text() == ""

    world.press(field._eye)
    world.until(lambda: is_readable(world))
    world.wait(29)
    assert is_readable(world)
    world.wait(1)
    assert not is_readable(world)
    assert field.line.text() == ""


def test_choosing_another_hides_it_at_once(world: World) -> None:
    shop, other = world.add("Shop"), world.add("Other", secret="another")
    world.choose(shop)
    world.press(world.tab.view.profile.fields.secret.secret._eye)
    world.until(lambda: is_readable(world))
    world.choose(other)
    assert not is_readable(world)


def test_a_copy_is_cleared_after_thirty_seconds(world: World) -> None:
    world.add()
    clipboard = QApplication.clipboard()
    world.press(world.tab.view.profile.fields.secret.secret._copy)
    world.until(lambda: clipboard.text() == CANARY)
    world.wait(29)
    assert clipboard.text() == CANARY
    world.wait(1)
    assert clipboard.text() == ""


def test_what_somebody_else_copied_meanwhile_stays(world: World) -> None:
    world.add()
    clipboard = QApplication.clipboard()
    world.press(world.tab.view.profile.fields.secret.secret._copy)
    world.until(lambda: clipboard.text() == CANARY)
    clipboard.setText("a poem")
    world.wait(30)
    assert clipboard.text() == "a poem"


def test_a_stored_one_is_not_typed_over_by_accident(world: World) -> None:
    shop = world.add()
    row = world.tab.view.profile.fields.secret
    world.type(row.secret.line, "x")
    assert not world.tab.view.profile.save.isEnabled()

    world.press(row.replace)
    assert QApplication.focusWidget() is row.secret.line
    world.type(row.secret.line, "the new one")
    assert world.under("app_secret") == "New, and not saved yet."
    world.press(world.tab.view.profile.save)
    world.until(lambda: world.secret_of(shop) == Secret("the new one"))
    assert row.secret.line.text() == ""


def test_the_stored_one_can_be_kept_after_all(world: World) -> None:
    shop = world.add()
    row = world.tab.view.profile.fields.secret
    world.press(row.replace)
    world.type(row.secret.line, "the new one")
    world.press(row.keep)
    assert row.secret.line.text() == ""
    assert world.under("app_secret") == "Stored in: Secret Service."
    assert not world.tab.view.profile.save.isEnabled()
    assert world.secret_of(shop) == Secret(CANARY)


def test_a_typed_one_survives_choosing_another_without_being_seen(world: World) -> None:
    shop, other = world.add("Shop", secret="old"), world.add("Other", secret="another")
    world.choose(shop)
    row = world.tab.view.profile.fields.secret
    world.press(row.replace)
    world.type(row.secret.line, CANARY)
    world.choose(other)
    assert row.secret.line.text() == ""
    world.choose(shop)
    assert not is_readable(world)
    assert world.under("app_secret") == "New, and not saved yet."
    world.press(row.secret._eye)
    assert is_readable(world)
    world.press(world.tab.view.profile.save)
    world.until(lambda: world.secret_of(shop) == Secret(CANARY))


def test_a_missing_one_is_told_and_can_be_typed(world: World) -> None:
    shop = world.add(secret=None)
    row = world.tab.view.profile.fields.secret
    assert world.under("app_secret") == "No app secret is stored. It will be kept in: Secret Service."
    assert not row.replace.isVisible()
    world.type(row.secret.line, CANARY)
    world.press(world.tab.view.profile.save)
    world.until(lambda: world.secret_of(shop) == Secret(CANARY))


@pytest.mark.fault("keyring locked")
def test_a_keyring_that_was_locked_meanwhile_is_told_and_asked_again(world: World) -> None:
    world.add("Shop")
    row = world.tab.view.profile.fields.secret
    world.vault.fault = "vault_locked"
    world.press(row.secret._eye)
    assert world.under("app_secret") == "The keyring is locked. Unlock it and try again."
    assert not is_readable(world)
    world.vault.fault = ""
    world.press(row.again)
    assert world.under("app_secret") == "Stored in: Secret Service."


@pytest.mark.fault("keyring locked")
def test_under_a_locked_keyring_a_secret_can_be_typed_for_this_run(world: World) -> None:
    shop = world.add("Shop", secret="old")
    row = world.tab.view.profile.fields.secret
    world.vault.fault = "vault_locked"
    world.press(row.secret._eye)
    world.press(row.replace)
    world.type(row.secret.line, CANARY)
    world.press(world.tab.view.profile.save)
    assert world.secret_of(shop) == Secret(CANARY)
    assert world.under("app_secret") == "No keyring is in use: kept in memory, and gone when AExDesk closes."


@pytest.mark.fault("keyring gone")
def test_without_a_keyring_it_says_that_it_is_kept_for_this_run(world: World) -> None:
    world.vault.fault = "vault_missing"
    shop = world.add()
    sentence = "No keyring is in use: kept in memory, and gone when AExDesk closes."
    world.until(lambda: world.under("app_secret") == sentence)
    assert world.secret_of(shop) == Secret(CANARY)


def test_the_state_of_the_tab_hides_it_when_printed(world: World) -> None:
    world.add(secret=None)
    world.type(world.tab.view.profile.fields.secret.secret.line, CANARY)
    assert CANARY not in repr(world.tab.model.state)
