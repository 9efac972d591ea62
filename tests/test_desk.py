"""The desk: opened, closed, opened again; a second window; a folder that is damaged; what it leaves behind."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import stat
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from aexdesk.desk import Desk
from aexdesk.faults import AexError, StorageFault, VaultUnavailable
from aexdesk.openplatform.request import Call
from aexdesk.secret import Secret
from aexdesk.workspace.environment import PRACTICE
from tests.file_modes import modes_count
from tests.gateway.fakes import answer, at, saying, serving
from tests.services.worlds import APP_SECRET, FaultyVault, a_desk, a_profile, draft


async def test_it_opens_closes_and_opens_again_with_everything_in_it(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "data", vault=FaultyVault())
    for number in range(3):
        await desk.open()
        assert desk.has_folder
        await desk.profiles.add(draft(f"Shop {number}"), APP_SECRET)
        assert len(await desk.profiles.list()) == number + 1
        await desk.close()
        await desk.close()
        assert not desk.has_folder


async def test_open_again_without_closing_closes_first(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "data", vault=FaultyVault())
    await desk.open()
    await a_profile(desk)
    await desk.open()
    assert len(await desk.profiles.list()) == 1
    await desk.close()


@pytest.mark.fault("two windows on one folder")
async def test_a_second_window_gets_no_folder_and_builds_nothing(tmp_path: Path) -> None:
    async with a_desk(tmp_path, for_window=True) as first:
        second = Desk(tmp_path / "data", vault=FaultyVault())
        await second.open()
        assert (first.has_folder, second.has_folder) == (True, False)
        assert not hasattr(second, "profiles")
        await second.close()
        await first.profiles.add(draft(), APP_SECRET)
    await second.open()
    assert second.has_folder
    assert len(await second.profiles.list()) == 1
    await second.close()


async def test_a_command_works_beside_a_window(tmp_path: Path) -> None:
    async with a_desk(tmp_path, for_window=True) as window, a_desk(tmp_path) as command:
        await a_profile(command)
        assert [one.name for one in await window.profiles.list()] == ["Shop"]


@pytest.mark.fault("database corrupted")
async def test_a_damaged_database_is_a_fault_is_left_alone_and_can_be_replaced(tmp_path: Path) -> None:
    async with a_desk(tmp_path, for_window=True) as desk:
        await a_profile(desk)
    database = tmp_path / "data" / "workspace.sqlite3"
    good = database.read_bytes()
    database.write_bytes(b"this is no database" * 100)
    desk = Desk(tmp_path / "data", vault=FaultyVault())
    for _ in range(2):
        with pytest.raises(StorageFault) as caught:
            await desk.open()
        assert caught.value.code == "database_damaged"
        assert database.read_bytes() == b"this is no database" * 100
    database.write_bytes(good)
    await desk.open()
    assert len(await desk.profiles.list()) == 1
    await desk.close()


async def test_a_newer_database_is_a_fault_and_is_left_alone(tmp_path: Path) -> None:
    async with a_desk(tmp_path):
        pass
    database = tmp_path / "data" / "workspace.sqlite3"
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()
    desk = Desk(tmp_path / "data", vault=FaultyVault())
    with pytest.raises(StorageFault, match="database_newer"):
        await desk.open()
    await desk.close()


@pytest.mark.fault("read-only data folder")
async def test_a_folder_that_cannot_be_written_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "sealed").mkdir(mode=0o500)
    with modes_count(), pytest.raises(StorageFault, match="folder_unwritable"):
        await Desk(tmp_path / "sealed" / "data", vault=FaultyVault()).open()


async def test_a_folder_that_is_a_file_is_a_fault_and_can_be_made_good(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    desk = Desk(tmp_path / "data", vault=FaultyVault())
    with pytest.raises(StorageFault, match="folder_unwritable"):
        await desk.open()
    (tmp_path / "data").unlink()
    await desk.open()
    await desk.close()


@pytest.mark.skipif(sys.platform == "win32", reason="modes are not Windows'")
async def test_nobody_else_may_read_the_folder(tmp_path: Path) -> None:
    async with a_desk(tmp_path, for_window=True) as desk:
        await a_profile(desk)
        await desk.practising.start(port=0)
    for path in (tmp_path / "data", *(tmp_path / "data").rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


@pytest.mark.fault("keyring locked")
async def test_a_window_goes_on_in_memory_where_a_command_says_so_and_fails(tmp_path: Path) -> None:
    vault = FaultyVault()
    vault.fault = "vault_locked"
    async with a_desk(tmp_path, vault, for_window=True) as window:
        heard: list[bool] = []
        window.vault_status.changed.append(lambda: heard.append(window.vault_status.is_persistent))
        profile = await a_profile(window)
        assert await window.profiles.app_secret(profile) == APP_SECRET
        assert (window.vault_status.name, window.vault_status.is_persistent) == ("memory", False)
        assert window.vault_status.trouble is not None
        assert window.vault_status.trouble.code == "vault_locked"
        assert heard == [False]
        vault.fault = ""
        assert (await window.callers.of_profile(profile, "a.b")).credentials.app_secret == APP_SECRET
    vault.fault = "vault_locked"
    async with a_desk(tmp_path, vault) as command:
        with pytest.raises(VaultUnavailable):
            await a_profile(command, "Other")
        assert command.vault_status.trouble is None


@pytest.mark.fault("kill -9")
async def test_what_was_removed_is_purged_and_stray_bodies_are_swept_once_the_window_stands(tmp_path: Path) -> None:
    vault = FaultyVault()
    async with a_desk(tmp_path, vault, for_window=True) as desk:
        profile = await a_profile(desk)
        await desk.profiles.remove(profile.id)
    stray = tmp_path / "data" / "bodies" / "stray.body"
    stray.write_bytes(b"left by a crash")
    young = tmp_path / "data" / "bodies" / "young.body"
    young.write_bytes(b"still arriving")
    old = (datetime.now(UTC) - timedelta(days=3)).timestamp()
    os.utime(stray, (old, old))
    async with a_desk(tmp_path, vault, for_window=True, now=lambda: datetime.now(UTC)) as desk:
        assert APP_SECRET.reveal() in vault.texts()
        await desk.tidy()
        assert APP_SECRET.reveal() not in vault.texts()
        assert (stray.exists(), young.exists()) == (False, True)


@pytest.mark.fault("keyring locked")
async def test_what_waits_for_a_locked_keyring_holds_up_nothing_else(tmp_path: Path) -> None:
    vault = FaultyVault()
    stray = tmp_path / "data" / "bodies" / "stray.body"
    async with a_desk(tmp_path, vault, for_window=True, now=lambda: datetime.now(UTC)) as desk:
        profile = await a_profile(desk)
        await desk.profiles.remove(profile.id)
        stray.write_bytes(b"left by a crash")
        os.utime(stray, (0, 0))
        vault.fault, vault.failing = "vault_locked", {"delete"}
        with pytest.raises(VaultUnavailable, match="vault_locked"):
            await desk.tidy()
        assert not stray.exists()
        vault.fault = ""
        await desk.tidy()
        assert APP_SECRET.reveal() not in vault.texts()


@pytest.mark.fault("clock jumps")
async def test_a_clock_that_jumps_makes_no_file_that_is_still_arriving_a_stray_one(tmp_path: Path) -> None:
    async with a_desk(tmp_path, for_window=True, now=lambda: datetime.now(UTC)) as desk:
        await desk.tidy()
    young = tmp_path / "data" / "bodies" / "young.body"
    young.write_bytes(b"still arriving")
    async with a_desk(tmp_path, for_window=True, now=lambda: datetime.now(UTC) + timedelta(days=3650)) as desk:
        await desk.tidy()
    assert young.exists()


async def test_trouble_with_a_record_reaches_whoever_listens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with a_desk(tmp_path) as desk:
        troubles: list[AexError] = []
        desk.on_trouble = troubles.append

        async def fail(exchange: object) -> None:
            raise StorageFault("disk_full", path="x")

        monkeypatch.setattr(desk.history, "record", fail)
        async with serving(saying(answer(b"{}"))) as port:
            await desk.environments.set_base_url("live", at(port).base_url)
            live = await desk.environments.get("live")
            caller = desk.callers.as_given("1", Secret("secret"), None)
            exchange = await desk.calling.send(Call("aliexpress.ds.product.get"), caller, live)
        assert exchange.response is not None
        assert [trouble.code for trouble in troubles] == ["call_not_recorded_full"]


async def test_closing_in_the_middle_of_a_call_ends_it_and_keeps_its_record(tmp_path: Path) -> None:
    reached = asyncio.Event()

    async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        reached.set()
        await reader.read()

    async with serving(hang) as port, a_desk(tmp_path) as desk, asyncio.TaskGroup() as group:
        await desk.environments.set_base_url("live", at(port).base_url)
        live = await desk.environments.get("live")
        call = desk.calling.send(Call("aliexpress.ds.product.get"), desk.callers.as_given("1", APP_SECRET, None), live)
        sending = group.create_task(call)
        await reached.wait()
        sending.cancel()
        with pytest.raises(asyncio.CancelledError):
            await sending
        assert [line.error_code for line in await desk.history.recent()] == ["cancelled"]
    assert not desk.has_folder


async def test_no_secret_reaches_the_folder_in_a_full_round(tmp_path: Path) -> None:
    async with a_desk(tmp_path, for_window=True, now=lambda: datetime.now(UTC)) as desk:
        await desk.practice_opening.open("Practice app", 0)
        seeds = desk.practising.seeds
        assert seeds is not None
        profile = await desk.profiles.get("practice-app")
        for api in ("aliexpress.ds.product.get", "/auth/token/refresh"):
            pairs = (
                (("refresh_token", seeds.refresh_token.reveal()),) if api.startswith("/") else (("product_id", "1"),)
            )
            caller = await desk.callers.of_profile(profile, api, seeds.session)
            exchange = await desk.calling.send(Call(api, pairs), caller, PRACTICE)
            assert exchange.response is not None
        secrets = [seeds.app_secret, seeds.session, seeds.refresh_token, seeds.buyer_password, seeds.real_session]
    stored = b"".join(path.read_bytes() for path in (tmp_path / "data").rglob("*") if path.is_file())
    for secret in secrets:
        assert secret.reveal().encode() not in stored


@pytest.mark.fault("database corrupted")
async def test_a_database_that_is_damaged_inside_is_a_fault_and_lets_the_folder_go(tmp_path: Path) -> None:
    async with a_desk(tmp_path, for_window=True) as desk:
        for number in range(50):
            await desk.preferences.set(f"key {number}", "x" * 2000)
    database = tmp_path / "data" / "workspace.sqlite3"
    good = database.read_bytes()
    # The header and the first page, which names the tables, are whole: what is broken shows when something is read.
    database.write_bytes(good[:4096] + b"\xaa" * (len(good) - 4096))
    desk = Desk(tmp_path / "data", vault=FaultyVault())
    with pytest.raises(StorageFault) as caught:
        await desk.open()
    assert caught.value.code == "database_damaged"
    await desk.close()
    database.write_bytes(good)
    async with a_desk(tmp_path, for_window=True) as other:
        assert other.has_folder
        assert other.preferences.value("key 7") == "x" * 2000


@pytest.mark.fault("two windows on one folder")
async def test_what_a_window_and_commands_write_at_the_same_time_is_all_there(tmp_path: Path) -> None:
    async with a_desk(tmp_path, for_window=True) as window, a_desk(tmp_path) as one, a_desk(tmp_path) as two:
        desks = (window, one, two)
        adding = (
            desk.profiles.add(draft(f"{who} {number}"), APP_SECRET)
            for number in range(10)
            for who, desk in enumerate(desks)
        )
        await asyncio.gather(*adding)
        for desk in desks:
            assert len(await desk.profiles.list()) == 30
