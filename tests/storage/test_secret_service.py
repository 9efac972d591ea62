"""The vault on a real Secret Service: a private bus, and gnome-keyring behind it."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from aexdesk.faults import VaultUnavailable
from aexdesk.storage.system_vault import SystemVault
from tests.storage.vault_contract import CANARY, ENTRY, VaultContract

secretstorage = pytest.importorskip("secretstorage", reason="keyring brings it on Linux only")

_MISSING = [name for name in ("dbus-daemon", "gnome-keyring-daemon") if shutil.which(name) is None]
pytestmark = pytest.mark.skipif(bool(_MISSING), reason=f"not installed: {', '.join(_MISSING)}")


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A session bus of this test alone, on which nothing is started by itself: no dialog can open."""
    config = tmp_path / "bus.conf"
    allowed = '<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>'
    config.write_text(
        f"<busconfig><type>session</type><listen>unix:dir={os.environ['XDG_RUNTIME_DIR']}</listen>"
        f'<policy context="default">{allowed}</policy></busconfig>'
    )
    command = ["dbus-daemon", f"--config-file={config}", "--nofork", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as daemon:
        assert daemon.stdout is not None
        try:
            monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", daemon.stdout.readline().strip())
            yield
        finally:
            daemon.terminate()


@contextmanager
def _keyring(*options: str) -> Iterator[None]:
    """gnome-keyring, as the user's login would start it: with `--unlock`, its password comes on stdin."""
    command = ["gnome-keyring-daemon", "--foreground", "--components=secrets", *options]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as one:
        assert one.stdin is not None
        one.stdin.write(b"password")
        one.stdin.close()
        try:
            _wait_until_it_stands()
            yield
        finally:
            one.terminate()


def _wait_until_it_stands(limit_s: float = 20) -> None:
    end = time.monotonic() + limit_s
    with closing(secretstorage.dbus_init()) as connection:
        while not secretstorage.check_service_availability(connection):
            assert time.monotonic() < end, "gnome-keyring does not come up"
            time.sleep(0.02)


class TestAnUnlockedOne(VaultContract):
    @pytest.fixture
    def vault(self, bus: None) -> Iterator[SystemVault]:
        with _keyring("--unlock"):
            vault = SystemVault(limit_s=30)
            yield vault
            vault.close()

    async def test_keeps_secrets_for_the_next_run(self, vault: SystemVault) -> None:
        await vault.set(ENTRY, CANARY)
        assert vault.name == "Secret Service"
        next_run = SystemVault(limit_s=30)
        assert await next_run.get(ENTRY) == CANARY
        next_run.close()


@pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")  # keyring 25.7 drops it with the error
@pytest.mark.fault("keyring locked")
async def test_a_locked_one_is_told_apart(bus: None) -> None:
    with _keyring("--unlock"):
        vault = SystemVault(limit_s=30)
        await vault.set(ENTRY, CANARY)
        vault.close()
    with _keyring():
        vault = SystemVault(limit_s=30)
        with pytest.raises(VaultUnavailable, match="vault_locked"):
            await vault.get(ENTRY)
        vault.close()
        gc.collect()


@pytest.mark.fault("keyring gone")
async def test_a_bus_without_a_keyring_has_none(bus: None) -> None:
    vault = SystemVault(limit_s=30)
    with pytest.raises(VaultUnavailable, match="vault_missing"):
        await vault.get(ENTRY)
    vault.close()
