"""The contract of a vault, kept by memory and by the system's store; and what becomes of it when that store fails."""

from __future__ import annotations

import asyncio
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest
from keyring.errors import KeyringError, KeyringLocked, NoKeyringError, PasswordDeleteError

from aexdesk.faults import VaultUnavailable
from aexdesk.secret import Secret
from aexdesk.storage.fallback_vault import FallbackVault
from aexdesk.storage.keyring_backends import ChosenStore, choose_trusted_store
from aexdesk.storage.system_vault import SystemVault
from aexdesk.storage.vault import MemoryVault, Vault, VaultEntry
from tests.storage.vault_contract import CANARY, ENTRY, OTHER, FakeStore, VaultContract


@pytest.fixture
def store() -> FakeStore:
    return FakeStore()


@pytest.fixture
def system(store: FakeStore) -> Iterator[SystemVault]:
    """So patient that a slow machine is no hanging store."""
    vault = SystemVault(lambda: ChosenStore("Fake", store), limit_s=30)
    yield vault
    store.may_go_on.set()
    vault.close()


@pytest.fixture
def hasty(store: FakeStore) -> Iterator[SystemVault]:
    vault = SystemVault(lambda: ChosenStore("Fake", store), limit_s=0.05)
    yield vault
    store.may_go_on.set()
    vault.close()


class TestMemory(VaultContract):
    @pytest.fixture
    def vault(self) -> Vault:
        return MemoryVault()


class TestTheSystemsStore(VaultContract):
    @pytest.fixture
    def vault(self, system: SystemVault) -> Vault:
        return system


class TestTheFallback(VaultContract):
    @pytest.fixture
    def vault(self, system: SystemVault) -> Vault:
        return FallbackVault(system, MemoryVault(), lambda: None)


def test_service_names_have_no_blanks_and_never_meet() -> None:
    assert ENTRY.service == "aexdesk.practice.p1.app_secret"
    odd = VaultEntry("my env", "a.b", "c/d\n")
    assert not any(character.isspace() for character in odd.service)
    assert VaultEntry("a.b", "c", "d").service != VaultEntry("a", "b.c", "d").service


async def test_reads_ask_the_store_once(system: SystemVault, store: FakeStore) -> None:
    await system.set(ENTRY, CANARY)
    await system.get(ENTRY)
    store.passwords[OTHER.service, "aexdesk"] = "kept"
    await system.get(OTHER)
    await system.get(OTHER)
    assert store.calls == ["set", "get"]


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (NoKeyringError("none"), "vault_missing"),
        (KeyringLocked("locked"), "vault_locked"),
        (type("LockedException", (Exception,), {})("secretstorage's own"), "vault_locked"),
        (type("PromptDismissedException", (Exception,), {})("nobody unlocked it"), "vault_locked"),
        (KeyringError(f"could not store {CANARY.reveal()}"), "vault_failed"),
        (OSError(f"pipe {CANARY.reveal()}"), "vault_failed"),
    ],
)
@pytest.mark.fault("keyring locked", "keyring gone")
async def test_a_failing_store_is_told_apart_and_quotes_nothing(
    system: SystemVault, store: FakeStore, fault: Exception, code: str
) -> None:
    store.fault = fault
    for call in (system.get(ENTRY), system.set(ENTRY, CANARY), system.delete(ENTRY)):
        with pytest.raises(VaultUnavailable, match=code) as caught:
            await call
        chain = [caught.value, caught.value.__cause__, caught.value.__context__]
        assert CANARY.reveal() not in repr([(error, getattr(error, "values", None)) for error in chain])
    store.fault = None
    await system.set(ENTRY, CANARY)


async def test_a_failed_delete_of_an_existing_secret_is_an_error(system: SystemVault, store: FakeStore) -> None:
    await system.set(ENTRY, CANARY)
    store.delete_password = _cancelled  # type: ignore[method-assign]
    with pytest.raises(VaultUnavailable, match="PasswordDeleteError"):
        await system.delete(ENTRY)


def _cancelled(service: str, username: str) -> None:
    raise PasswordDeleteError("Cancelled by user")


def _locked(service: str, username: str, password: str) -> None:
    raise KeyringLocked("locked")


@pytest.mark.timeout(20)
class TestAHangingStore:
    @pytest.mark.fault("keyring hanging")
    async def test_is_given_up_and_then_fails_at_once(self, hasty: SystemVault, store: FakeStore) -> None:
        store.may_go_on.clear()
        with pytest.raises(VaultUnavailable, match="vault_silent"):
            await hasty.get(ENTRY)
        for _ in range(3):
            with pytest.raises(VaultUnavailable, match="vault_silent"):
                await hasty.set(ENTRY, CANARY)
        store.may_go_on.set()
        await asyncio.to_thread(hasty.close)  # what queues is carried out by then
        assert store.calls == ["get"], "nothing may queue behind the call that hangs"

    @pytest.mark.fault("keyring hanging")
    async def test_is_used_again_once_it_answers(self, hasty: SystemVault, store: FakeStore) -> None:
        store.passwords[ENTRY.service, "aexdesk"] = CANARY.reveal()
        store.may_go_on.clear()
        with pytest.raises(VaultUnavailable, match="vault_silent"):
            await hasty.get(ENTRY)
        store.may_go_on.set()
        while (found := await _patiently(hasty, ENTRY)) is None:
            pass
        assert found == CANARY

    @pytest.mark.fault("keyring hanging", "sleep and resume of timers")
    async def test_after_a_long_rest_is_as_good_as_new(self, store: FakeStore) -> None:
        now = [0.0]
        vault = SystemVault(lambda: ChosenStore("Fake", store), limit_s=30, clock=lambda: now[0])
        await vault.set(ENTRY, CANARY)
        now[0] = 1000.0
        await vault.set(OTHER, CANARY)
        vault.close()

    @pytest.mark.fault("keyring hanging")
    async def test_never_gets_a_call_that_was_cancelled_meanwhile(self, system: SystemVault, store: FakeStore) -> None:
        store.may_go_on.clear()
        async with asyncio.TaskGroup() as group:
            group.create_task(system.get(ENTRY))
            waiting = group.create_task(system.set(ENTRY, CANARY))
            await asyncio.sleep(0)
            waiting.cancel()
            await asyncio.sleep(0)
            store.may_go_on.set()
            system._submit(lambda _: None).result(timeout=10)  # the loop stands still: the cancel must be in force now
        assert store.calls == ["get"]

    @pytest.mark.fault("keyring hanging")
    async def test_runs_one_thread_whatever_happens(self, hasty: SystemVault, store: FakeStore) -> None:
        store.may_go_on.clear()
        for _ in range(5):
            with pytest.raises(VaultUnavailable):
                await hasty.get(ENTRY)
        assert [thread.name for thread in threading.enumerate()].count("aexdesk-vault") == 1
        store.may_go_on.set()

    @pytest.mark.fault("keyring hanging")
    def test_does_not_keep_the_process_from_ending(self) -> None:
        program = (
            "import asyncio, threading\n"
            "from aexdesk.faults import VaultUnavailable\n"
            "from aexdesk.storage.system_vault import SystemVault\n"
            "from aexdesk.storage.vault import VaultEntry\n"
            "vault = SystemVault(lambda: threading.Event().wait(), limit_s=0.05)\n"
            "try:\n"
            "    asyncio.run(vault.get(VaultEntry('practice', 'p', 'k')))\n"
            "except VaultUnavailable as error:\n"
            "    vault.close()\n"
            "    raise SystemExit(error.code)\n"
        )
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=30, check=False)
        assert done.stderr.strip() == "vault_silent"


async def _patiently(vault: Vault, entry: VaultEntry) -> Secret | None:
    try:
        return await vault.get(entry)
    except VaultUnavailable:
        return None


class TestTheWindowsVault:
    @pytest.mark.fault("keyring locked")
    async def test_keeps_in_memory_what_the_system_refuses_and_says_so(
        self, system: SystemVault, store: FakeStore
    ) -> None:
        told: list[str | None] = []
        window = FallbackVault(system, MemoryVault(), lambda: told.append(window.trouble))
        store.fault = KeyringLocked("locked")
        await window.set(ENTRY, CANARY)
        assert (window.trouble, window.name, window.is_persistent) == ("vault_locked", "memory", False)
        assert await window.get(ENTRY) == CANARY
        await window.set(OTHER, CANARY)
        assert told == ["vault_locked"], "said once"

    @pytest.mark.fault("keyring locked")
    async def test_moves_them_to_the_system_once_it_answers(self, system: SystemVault, store: FakeStore) -> None:
        told: list[str | None] = []
        window = FallbackVault(system, MemoryVault(), lambda: told.append(window.trouble))
        store.fault = KeyringLocked("locked")
        await window.set(ENTRY, CANARY)
        store.fault = None
        assert await window.get(OTHER) is None
        assert store.passwords[ENTRY.service, "aexdesk"] == CANARY.reveal()
        assert (window.trouble, window.name, window.is_persistent) == (None, "Fake", True)
        assert told == ["vault_locked", None]

    @pytest.mark.fault("keyring locked")
    async def test_what_is_locked_again_while_they_move_stays_in_memory(
        self, system: SystemVault, store: FakeStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        window = FallbackVault(system, MemoryVault(), lambda: None)
        store.fault = KeyringLocked("locked")
        await window.set(ENTRY, CANARY)
        store.fault = None
        with monkeypatch.context() as locked_for_writing:
            locked_for_writing.setattr(store, "set_password", _locked)
            assert await window.get(OTHER) is None
            assert (window.trouble, window.is_persistent) == ("vault_locked", False)
            assert await window.get(ENTRY) == CANARY
        assert await window.get(OTHER) is None
        assert store.passwords[ENTRY.service, "aexdesk"] == CANARY.reveal()

    @pytest.mark.fault("keyring locked")
    async def test_a_locked_store_is_not_an_empty_one(self, system: SystemVault, store: FakeStore) -> None:
        vault = FallbackVault(system, MemoryVault(), lambda: None)
        store.fault = KeyringLocked("locked")
        with pytest.raises(VaultUnavailable, match="vault_locked"):
            await vault.get(ENTRY)
        with pytest.raises(VaultUnavailable, match="vault_locked"):
            await vault.delete(ENTRY)

    @pytest.mark.fault("keyring gone")
    async def test_where_there_is_no_store_there_is_no_secret(self, system: SystemVault, store: FakeStore) -> None:
        vault = FallbackVault(system, MemoryVault(), lambda: None)
        store.fault = NoKeyringError("none")
        assert await vault.get(ENTRY) is None
        await vault.delete(ENTRY)
        assert vault.trouble == "vault_missing"


class TestTheChoice:
    @pytest.mark.fault("keyring gone")
    def test_without_a_bus_there_is_none(self) -> None:
        with pytest.raises(VaultUnavailable, match="vault_missing"):
            choose_trusted_store()

    @pytest.mark.fault("keyring gone")
    def test_never_asks_keyring_to_guess(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "tests.storage.test_vault.NotThere")
        with pytest.raises(VaultUnavailable, match="vault_missing"):
            choose_trusted_store()

    def test_keyring_is_not_imported_before_the_first_use(self) -> None:
        program = (
            "import sys\n"
            "from aexdesk.storage.system_vault import SystemVault\n"
            "from aexdesk.storage.fallback_vault import FallbackVault\n"
            "vault = SystemVault()\n"
            "print(vault.name, 'keyring' in sys.modules)\n"
            "vault.close()\n"
        )
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=30, check=True)
        assert done.stdout.split() == ["system", "False"]


def test_entries_hold_no_secret() -> None:
    assert pickle.loads(pickle.dumps(ENTRY)) == ENTRY
    assert "CANARY" not in repr(ENTRY)
