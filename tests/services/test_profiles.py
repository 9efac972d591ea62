"""Profiles: added, edited, copied, removed and brought back, on real storage; their secrets in the vault alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from aexdesk.desk import Desk
from aexdesk.faults import BadInput, VaultUnavailable
from aexdesk.secret import Secret
from tests.services.worlds import APP_SECRET, REFRESH, SESSION, FaultyVault, a_desk, a_profile, a_token, draft


async def names(desk: Desk, search: str = "", environment: str | None = None) -> list[str]:
    return [profile.name for profile in await desk.profiles.list(environment, search)]


async def test_what_was_added_is_there_after_a_restart_and_its_secret_only_in_the_vault(tmp_path: Path) -> None:
    vault = FaultyVault()
    async with a_desk(tmp_path, vault) as desk:
        added = await desk.profiles.add(draft(" Shop ", notes="n", callback_url=" https://a.example/cb "), APP_SECRET)
        assert (added.name, added.callback_url) == ("Shop", "https://a.example/cb")
    async with a_desk(tmp_path, vault) as desk:
        assert await desk.profiles.list() == (added,)
        assert await desk.profiles.get(added.id) == added == await desk.profiles.find("practice", "Shop")
        assert await desk.profiles.app_secret(added) == APP_SECRET
    stored = b"".join(path.read_bytes() for path in (tmp_path / "data").rglob("*") if path.is_file())
    assert b"CANARY" not in stored
    assert vault.texts() == {APP_SECRET.reveal()}


@pytest.mark.parametrize(
    ("changes", "secret", "code", "field"),
    [
        ({"name": "  "}, APP_SECRET, "field_missing", "name"),
        ({"app_key": " "}, APP_SECRET, "field_missing", "app_key"),
        ({}, Secret(""), "field_missing", "app_secret"),
        ({"callback_url": "not a url"}, APP_SECRET, "bad_callback_url", "callback_url"),
        ({"callback_url": "http://["}, APP_SECRET, "bad_callback_url", "callback_url"),
        ({"environment": "nowhere"}, APP_SECRET, "unknown_environment", None),
    ],
)
async def test_what_cannot_be_a_profile_is_refused_and_leaves_nothing(
    tmp_path: Path, changes: dict[str, str], secret: Secret, code: str, field: str | None
) -> None:
    vault = FaultyVault()
    async with a_desk(tmp_path, vault) as desk:
        with pytest.raises(BadInput) as caught:
            await desk.profiles.add(draft(**changes), secret)
        assert (caught.value.code, caught.value.values.get("field")) == (code, field)
        assert await names(desk) == []
    assert vault.texts() == set()


async def test_a_name_belongs_to_one_profile_of_its_environment(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        first = await a_profile(desk)
        await a_profile(desk, environment="live")
        with pytest.raises(BadInput, match="name_taken"):
            await a_profile(desk)
        second = await a_profile(desk, "Other")
        with pytest.raises(BadInput, match="name_taken"):
            await desk.profiles.edit(second.id, draft("Shop"))
        assert (await desk.profiles.edit(first.id, draft("Shop", notes="new"))).notes == "new"


async def test_search_wants_every_word_somewhere(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        await desk.profiles.add(draft("Alpha", app_key="111", notes="Brazil shop"), APP_SECRET)
        await desk.profiles.add(draft("Beta", app_key="222", notes="brazil"), APP_SECRET)
        assert await names(desk, "BRAZIL") == ["Alpha", "Beta"]
        assert await names(desk, "  brazil shop ") == ["Alpha"]
        assert await names(desk, "222") == ["Beta"]
        assert await names(desk, "dropshipping") == ["Alpha", "Beta"]
        assert await names(desk, "brazil nowhere") == []
        assert await names(desk, environment="live") == []


async def test_an_edit_keeps_the_secret_unless_there_is_a_new_one(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        profile = await a_profile(desk)
        await desk.profiles.note_check(profile.id, "permitted")
        edited = await desk.profiles.edit(profile.id, draft("Renamed"))
        assert await desk.profiles.app_secret(edited) == APP_SECRET
        assert edited.last_check is not None
        edited = await desk.profiles.edit(profile.id, draft("Renamed"), Secret("another"))
        assert await desk.profiles.app_secret(edited) == Secret("another")
        assert edited.last_check is None
        await desk.profiles.note_check(profile.id, "permitted")
        assert (await desk.profiles.edit(profile.id, draft("Renamed", app_key="500002"))).last_check is None
        with pytest.raises(BadInput, match="unknown_profile"):
            await desk.profiles.edit("nobody", draft())


async def test_a_duplicate_has_a_free_name_and_the_secret_and_no_token(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        profile = await a_profile(desk)
        await a_token(desk, profile)
        copies = [await desk.profiles.duplicate(profile.id, "Shop copy") for _ in range(3)]
        assert [copy.name for copy in copies] == ["Shop copy", "Shop copy 2", "Shop copy 3"]
        for copy in copies:
            assert copy.id != profile.id
            assert await desk.profiles.app_secret(copy) == APP_SECRET
            assert await desk.tokens.newest_of(copy.id) is None


async def test_a_removed_profile_comes_back_with_its_tokens_and_secrets(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        profile = await a_profile(desk)
        token = await a_token(desk, profile, refresh_token=REFRESH)
        await desk.profiles.remove(profile.id)
        assert await desk.profiles.list() == ()
        assert await desk.tokens.list() == ()
        with pytest.raises(BadInput, match="unknown_profile"):
            await desk.profiles.get(profile.id)
        await desk.profiles.restore(profile.id)
        assert await desk.profiles.list() == (profile,)
        assert await desk.tokens.list() == (token,)
        assert await desk.tokens.session(token) == SESSION


async def test_a_name_taken_meanwhile_keeps_the_removed_one_away(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        profile = await a_profile(desk)
        await desk.profiles.remove(profile.id)
        other = await a_profile(desk)
        with pytest.raises(BadInput, match="name_taken"):
            await desk.profiles.restore(profile.id)
        assert await desk.profiles.list() == (other,)
        await desk.profiles.remove(other.id)
        await desk.profiles.restore(profile.id)
        assert await desk.profiles.list() == (profile,)


async def test_what_else_is_removed_meanwhile_does_not_take_the_undo_away(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        removed, other = await a_profile(desk), await a_profile(desk, "Other")
        token = await a_token(desk, removed)
        await desk.profiles.remove(removed.id)
        await desk.tokens.remove(await a_token(desk, other, session=Secret("CANARY-session-2")))
        await desk.profiles.remove(other.id)
        await desk.profiles.purge(other.id)
        await desk.profiles.restore(removed.id)
        assert await desk.tokens.list() == (token,)
        assert await desk.tokens.session(token) == SESSION


async def test_a_purge_leaves_nothing_and_goes_on_after_a_crash(tmp_path: Path) -> None:
    vault = FaultyVault()
    async with a_desk(tmp_path, vault) as desk:
        profile = await a_profile(desk)
        await a_token(desk, profile, refresh_token=REFRESH)
        await desk.profiles.remove(profile.id)
        vault.fault, vault.failing = "vault_locked", {"delete"}
        with pytest.raises(VaultUnavailable):
            await desk.profiles.purge_removed()
        assert len(vault.texts()) == 3, "nothing was forgotten that is still in the vault"
    vault.fault = ""
    async with a_desk(tmp_path, vault) as desk:
        assert await desk.profiles.list() == ()
        await desk.profiles.purge_removed()
        assert vault.texts() == set()
        await desk.profiles.restore(profile.id)
        assert await desk.profiles.list() == ()


@pytest.mark.fault("keyring locked")
async def test_a_vault_that_fails_costs_the_secret_and_not_the_profile(tmp_path: Path) -> None:
    vault = FaultyVault()
    async with a_desk(tmp_path, vault) as desk:
        heard: list[str] = []
        desk.profiles.changed.append(lambda: heard.append("changed"))
        vault.fault = "vault_locked"
        with pytest.raises(VaultUnavailable):
            await a_profile(desk)
        assert await names(desk) == ["Shop"]
        assert heard == ["changed"]
        vault.fault = ""
        (profile,) = await desk.profiles.list()
        assert await desk.profiles.app_secret(profile) is None


@pytest.mark.fault("kill -9")
async def test_a_secret_outlives_no_crash_between_vault_and_database(tmp_path: Path) -> None:
    vault = FaultyVault()
    async with a_desk(tmp_path, vault) as desk:
        profile = await a_profile(desk)
        await desk.profiles.remove(profile.id)
        vault.fault, vault.failing = "vault_silent", {"delete"}
        with pytest.raises(VaultUnavailable):
            await desk.profiles.purge_removed()
    vault.fault = ""
    async with a_desk(tmp_path, vault) as desk:
        await desk.profiles.purge_removed()
    assert vault.texts() == set()


@pytest.mark.fault("kill -9")
async def test_who_was_killed_before_the_secret_was_kept_adds_the_same_again(tmp_path: Path) -> None:
    vault = FaultyVault()
    async with a_desk(tmp_path, vault) as desk:
        vault.fault, vault.failing = "vault_silent", {"set"}  # what a kill there leaves
        with pytest.raises(VaultUnavailable):
            await a_profile(desk)
    vault.fault = ""
    async with a_desk(tmp_path, vault) as desk:
        for other in (draft(app_key="500002"), draft(notes="of another")):
            with pytest.raises(BadInput, match="name_taken"):
                await desk.profiles.add(other, APP_SECRET)
        profile = await desk.profiles.add(draft(" Shop "), APP_SECRET)
        assert await desk.profiles.list() == (profile,)
        assert await desk.profiles.app_secret(profile) == APP_SECRET
        with pytest.raises(BadInput, match="name_taken"):
            await desk.profiles.add(draft(), Secret("CANARY-another"))
        assert await desk.profiles.app_secret(profile) == APP_SECRET


async def test_a_secret_that_is_read_is_hidden_from_the_log(tmp_path: Path) -> None:
    vault = FaultyVault()
    async with a_desk(tmp_path, vault) as desk:
        profile = await a_profile(desk)
    async with a_desk(tmp_path, vault) as desk:
        assert await desk.profiles.app_secret(profile) == APP_SECRET
        assert desk.redact(f"it was {APP_SECRET.reveal()}") == "it was ••••"
