"""A .env file comes in: what is shown of it, what is kept, and how one gets out of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication

from aexdesk.ui.tabs.app_keys.importing import ImportModel
from aexdesk.workspace.token import Binding
from tests.ui.tabs.app_keys.world import World, texts

TEXT = "AE_APP_KEY=500042\nAE_APP_SECRET=canary-secret\nAE_SESSION=canary-session\nMY_OTHER=1\n"
OLD_POINT = "ignore:Function. 'QDragEnterEvent:DeprecationWarning"
"""Qt is leaving whole points for broken ones; not every version that we run on knows the new ones."""


class FileChooser:
    def __init__(self, path: Path | None) -> None:
        self.path = path

    async def choose_to_open(self, title: str, patterns: str = "") -> Path | None:
        return self.path

    async def choose_folder(self, title: str) -> Path | None:
        raise AssertionError(title)

    async def choose_to_save(self, title: str, suggested: str, patterns: str = "") -> Path | None:
        raise AssertionError("nothing is written")


@pytest.fixture
def env(tmp_path: Path) -> Path:
    folder = tmp_path / "my-shop"
    folder.mkdir()
    (folder / ".env").write_text(TEXT)
    return folder / ".env"


def choose(world: World, path: Path | None) -> ImportModel:
    model = world.tab.importing
    model._files = FileChooser(path)
    world.press(world.tab.view.profiles.take)
    world.until(lambda: not model._tasks.names)
    return model


def press(world: World, button: QAbstractButton) -> None:
    world.press(button)
    world.until(lambda: not world.tab.importing._tasks.names)


def test_what_was_found_is_shown_with_its_secrets_hidden_and_nothing_is_kept_yet(world: World, env: Path) -> None:
    choose(world, env)
    pane = world.tab.view.importing
    assert pane.isVisible()
    said = "\n".join(texts(pane))
    for shown in ("500042", "AE_APP_KEY", "AE_APP_SECRET", "AE_SESSION", "••••"):
        assert shown in said
    assert "canary" not in said
    assert "Unbound" in said
    assert pane.name.text() == "my-shop"
    assert world.names() == []


def drop(world: World, *paths: Path) -> bool:
    """Lets go of files over the tab; whether it takes them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place, copy, left = QPointF(20, 200), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    entering = QDragEnterEvent(place.toPoint(), copy, data, left, Qt.KeyboardModifier.NoModifier)
    entering.ignore()
    QApplication.sendEvent(world.tab.view, entering)
    if entering.isAccepted():
        dropping = QDropEvent(place, copy, data, left, Qt.KeyboardModifier.NoModifier)
        world.act(lambda: QApplication.sendEvent(world.tab.view, dropping))
        world.until(lambda: not world.tab.importing._tasks.names)
    return entering.isAccepted()


@pytest.mark.filterwarnings(OLD_POINT)
def test_a_file_that_is_dropped_goes_to_the_vault_and_nowhere_else(world: World, env: Path) -> None:
    assert drop(world, env)
    press(world, world.tab.view.importing.keep)
    assert world.names() == ["my-shop"]
    (profile,) = world.run(world.desk.profiles.list())
    assert world.run(world.desk.profiles.app_secret(profile)).reveal() == "canary-secret"
    held = {secret.reveal() for _entry, secret in world.vault.items()}
    assert {"canary-secret", "canary-session"} <= held
    written = [path for path in world.desk.home.rglob("*") if path.is_file()]
    assert any(b"500042" in path.read_bytes() for path in written), "the app key is no secret"
    assert not [path for path in written if b"canary-" in path.read_bytes()]


@pytest.mark.filterwarnings(OLD_POINT)
def test_two_files_or_none_are_not_taken(world: World, env: Path) -> None:
    assert not drop(world, env, env)
    assert not drop(world)
    assert world.tab.importing.state.found is None


def test_it_is_offered_beside_the_practice_app_until_there_is_another(practised: World, env: Path) -> None:
    world, model = practised, practised.tab.importing
    first = world.tab.view.profiles.take_first
    world.until(first.isVisible)
    assert first.text() == "Import a .env file…"
    model._files = FileChooser(env)
    press(world, first)
    press(world, world.tab.view.importing.keep)
    world.until(lambda: not first.isVisible())


def test_it_becomes_a_profile_and_is_shown(world: World, env: Path) -> None:
    choose(world, env)
    world.type(world.tab.view.importing.name, " 2")
    press(world, world.tab.view.importing.keep)
    (name,) = world.names()
    world.until(lambda: world.tab.model.state.form is not None)
    assert world.tab.model.state.form is not None
    assert world.tab.model.state.form.entry.name == name
    assert not world.tab.view.importing.isVisible()
    (token,) = world.run(world.desk.tokens.list())
    assert token.binding is Binding.UNBOUND


def test_the_session_is_bound_by_hand_to_the_account_that_is_chosen(practised: World, env: Path) -> None:
    world = practised
    model = choose(world, env)
    (account,) = model.state.accounts
    world.act(lambda: model.bind_to(account.email))
    assert "your word" in "\n".join(texts(world.tab.view.importing))
    press(world, world.tab.view.importing.keep)
    tokens = world.run(world.desk.tokens.list())
    assert [token.account for token in tokens if token.binding is Binding.BY_HAND] == [account.email]


@pytest.mark.parametrize("way", ["cancel", "row", "environment"])
def test_who_goes_elsewhere_keeps_nothing(world: World, env: Path, way: str) -> None:
    world.add("Shop")
    model = choose(world, env)
    ways: dict[str, Callable[[], object]] = {
        "cancel": lambda: world.press(world.tab.view.importing.cancel),
        "row": lambda: world.act(lambda: world.tab.view.profiles.table.chosen.emit(world.tab.model.state.rows[0])),
        "environment": lambda: world.do(world.desk.standing.choose_environment("live")),
    }
    ways[way]()
    assert model.state.found is None
    assert not world.tab.view.importing.isVisible()
    assert world.names() == ["Shop"]


def test_a_file_that_cannot_be_read_says_why_and_another_can_be_chosen(world: World, env: Path) -> None:
    env.write_bytes(b"\0\1")
    choose(world, env)
    pane = world.tab.view.importing
    assert "UTF-8" in "\n".join(texts(pane))
    assert not pane.keep.isVisible()
    env.write_text(TEXT)
    press(world, pane.again)
    assert pane.keep.isVisible()


def test_nothing_chosen_opens_nothing(world: World) -> None:
    assert not choose(world, None).state.is_open


def test_a_name_that_is_taken_is_told_and_the_rest_stays(world: World, env: Path) -> None:
    world.add("my-shop")
    model = choose(world, env)
    press(world, world.tab.view.importing.keep)
    assert model.state.fault is not None
    assert world.tab.view.importing.keep.isEnabled()
    world.type(world.tab.view.importing.name, "!")
    press(world, world.tab.view.importing.keep)
    assert len(world.names()) == 2


def test_the_names_of_the_variables_are_edited_behind_a_fold_and_complained_of(world: World) -> None:
    shop = world.add()
    world.choose(shop)
    fields = world.tab.view.profile.fields
    line = fields.env.lines["session"]
    assert not line.isVisible()
    world.act(lambda: world.tab.model.enter(env_names=replace(shop.env_names, session="9 lives")))
    world.act(world.tab.view.profile.save_now)
    assert line.isVisible(), "what is complained of can be seen"
    assert "9 lives is not the name" in world.under("env_session")
    line.selectAll()
    world.type(line, "MY_TOKEN")
    world.act(lambda: world.tab.model.enter(env_names=replace(shop.env_names, session="MY_TOKEN")))
    world.act(world.tab.view.profile.save_now)
    world.settle()
    saved = world.run(world.desk.profiles.get(shop.id))
    assert saved.env_names == replace(shop.env_names, session="MY_TOKEN")


@pytest.mark.parametrize(
    ("session", "code"),
    [("", "bad_env_name"), ("A-B", "bad_env_name"), ("PATH", "env_name_of_system"),
     ("ld_preload", "env_name_of_system"),
     ("ae_app_key", "env_name_twice"), ("Å", "bad_env_name")],
)  # fmt: skip
def test_a_name_that_would_do_harm_is_refused(world: World, session: str, code: str) -> None:
    shop = world.add()
    world.choose(shop)
    world.act(lambda: world.tab.model.enter(env_names=replace(shop.env_names, session=session)))
    form = world.tab.model.state.form
    assert form is not None
    assert [problem.code for problem in form.problems] == [code]


def test_a_real_app_wears_amber(world: World) -> None:
    shop = world.add()
    world.choose(shop)
    world.act(lambda: world.tab.model.enter(is_real=True))
    world.act(world.tab.view.profile.save_now)
    world.settle()
    assert world.run(world.desk.profiles.get(shop.id)).is_real
    assert world.tab.view.profile._real.text() == "REAL APP"
    assert world.tab.view.profile._real.property("tone") == "live"
    assert "· REAL" in world.column(0)[0]
    assert world.tab.view.profiles.table.model().index(0, 0).data(Qt.ItemDataRole.ForegroundRole) is not None
    assert world.run(world.desk.profiles.duplicate(shop.id, "Copy")).is_real
