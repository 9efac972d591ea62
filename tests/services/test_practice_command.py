"""The practice gateway of a command: announced, and with a state file going on where it stopped."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from aexdesk.faults import NetworkFault, StorageFault
from aexdesk.services.practice_command import AnnouncedPractice, PracticeWishes, start_announced_practice
from tests.practice.world import fetch
from tests.services.worlds import FaultyVault


def ask(practice: AnnouncedPractice, path: str, body: bytes | None = None) -> Any:
    return fetch(f"{practice.describe()['url']}/_practice{path}", body).json


def register(practice: AnnouncedPractice) -> None:
    ask(practice, "/apps", b'{"app_key": "51000", "app_secret": "registered", "callback_url": "http://127.0.0.1/x"}')


class World:
    """Starts gateways that share a state file and a vault; stops them all."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.file = folder / "state.json"
        self.vault = FaultyVault()
        self._started: list[AnnouncedPractice] = []

    def start(self, port: int = 0, file: Path | None = None, **wishes: Any) -> AnnouncedPractice:
        wanted = PracticeWishes(port, "refuse", state_file=file or self.file, **wishes)
        practice = start_announced_practice(self.home, wanted, lambda: self.vault)
        self._started.append(practice)
        return practice

    def close(self) -> None:
        for practice in self._started:
            practice.stop()


@pytest.fixture
def world(tmp_path: Path) -> Any:
    made = World(tmp_path)
    yield made
    made.close()


def test_it_goes_on_where_it_stopped(world: World) -> None:
    first = world.start()
    case = {"name": "Mine", "loan_account_email": "loan.buyer@example.test", "item_id": "1", "quantity": 2}
    ask(first, "/test-cases", json.dumps({**case, "country": "FR"}).encode())
    register(first)
    told = first.describe()
    first.stop()
    again = world.start()
    assert b'"Mine"' in world.file.read_bytes()
    for name in ("app_secret", "buyer_password", "real_buyer_password"):
        assert again.describe()[name] == told[name], f"{name} is kept, as a person noted it down"
    assert again.trouble is None
    assert "registered" in world.vault.texts()


def test_no_secret_stands_in_the_file(world: World) -> None:
    practice = world.start()
    register(practice)
    told = practice.describe()
    practice.stop()
    kept = world.file.read_text()
    secrets = [told[name] for name in told if "secret" in name or "password" in name or "access" in name]
    assert len(secrets) >= 5
    assert not [secret for secret in [*secrets, told["refresh_token"], "registered"] if secret in kept]


def test_two_state_files_share_no_secret(world: World, tmp_path: Path) -> None:
    first = world.start()
    other = world.start(file=tmp_path / "other.json")
    assert first.describe()["app_secret"] != other.describe()["app_secret"]


@pytest.mark.parametrize("when", ["before", "from the second start on"])
def test_without_a_vault_secrets_are_new_and_the_rest_is_kept(world: World, when: str) -> None:
    world.vault.fault = "vault_missing" if when == "before" else ""
    first = world.start()
    ask(first, "/loan-accounts", b'{"email": "new@example.test", "password": "a-password"}')
    first.stop()
    world.vault.fault = "vault_missing"
    again = world.start()
    assert again.trouble is not None
    assert again.describe()["app_secret"] != first.describe()["app_secret"]
    again.stop()
    assert "new@example.test" in world.file.read_text()


def test_a_file_in_use_is_refused_and_free_again_afterwards(world: World) -> None:
    first = world.start()
    with pytest.raises(StorageFault, match="practice_state_in_use"):
        world.start()
    assert ask(first, "/log") == []
    first.stop()
    assert ask(world.start(), "/log") == []


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"version": 99}', b"\xff\xfe", b"[" * 100_000])
def test_a_file_that_is_none_of_ours_is_left_as_it_is(world: World, content: bytes) -> None:
    world.file.write_bytes(content)
    with pytest.raises(StorageFault):
        world.start()
    assert world.file.read_bytes() == content
    world.file.unlink()
    world.start()


def test_a_start_that_fails_lets_the_file_go(world: World) -> None:
    running = world.start()
    taken = int(running.describe()["url"].rpartition(":")[2])
    with pytest.raises(NetworkFault, match="port_taken"):
        world.start(port=taken, file=world.file.with_name("other.json"))
    world.start(file=world.file.with_name("other.json"))


def test_an_empty_file_is_a_beginning(world: World) -> None:
    """As mktemp makes one."""
    world.file.touch()
    world.start().stop()
    assert world.file.stat().st_size > 0


def test_where_no_file_can_be(world: World) -> None:
    world.file.touch()
    with pytest.raises(StorageFault):
        world.start(file=world.file / "below.json")
