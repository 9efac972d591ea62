"""A .env file becomes a profile: what is found under which names, what is kept, and where."""

from __future__ import annotations

from pathlib import Path

import pytest

from aexdesk.faults import BadInput, VaultUnavailable
from aexdesk.services.env_import import find_settings
from aexdesk.workspace.profile import EnvNames
from aexdesk.workspace.token import NOBODY, Binding
from tests.services.worlds import FaultyVault, a_desk, draft

PLACE = Path("/x/.env")
TEXT = """
export AE_APP_KEY=500001
AE_APP_SECRET="CANARY-secret-1"
AE_SESSION='CANARY-session-1'
AE_REFRESH_TOKEN=CANARY-refresh-1   # good for a month
AE_CALLBACK_URL=https://shop.example/cb
DATABASE_URL=postgres://${HOST}/x
"""


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("AE_APP_KEY=1", {"app_key": "AE_APP_KEY"}),
        ("ALIEXPRESS_APP_KEY=1\nALIEXPRESS_APP_SECRET=s", {"app_key": "ALIEXPRESS_APP_KEY",
         "app_secret": "ALIEXPRESS_APP_SECRET"}),
        ("APP_KEY=1\nAPP_SECRET=s\nACCESS_TOKEN=t", {"app_key": "APP_KEY", "app_secret": "APP_SECRET",
         "session": "ACCESS_TOKEN"}),
        ("AE_APP_KEY=1\nAE_SECRET=s\nAE_ACCESS_TOKEN=t\nAE_REDIRECT_URI=u", {"app_key": "AE_APP_KEY",
         "app_secret": "AE_SECRET", "session": "AE_ACCESS_TOKEN", "callback_url": "AE_REDIRECT_URI"}),
        ("APP_KEY=base64:x/y=\nALI_APP_KEY=1", {"app_key": "ALI_APP_KEY"}),
        ("APP_KEY=2\nAE_APP_KEY=1\nSECRET=no\nSESSION=no", {"app_key": "AE_APP_KEY"}),
        ("AE_APP_KEY=1\nAE_APP_SECRET=", {"app_key": "AE_APP_KEY"}),
    ],
)  # fmt: skip
def test_each_part_is_found_under_its_usual_names(text: str, names: dict[str, str]) -> None:
    found = find_settings(PLACE, text)
    assert (found.names, found.app_key) == (names, "1")


@pytest.mark.parametrize("text", ["", "X=1", "APP_KEY=", "APP_KEY=base64:xyz", "APP_SECRET=s", "APP_KEY=" + "1" * 33])
def test_a_file_without_an_app_key_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="env_nothing"):
        find_settings(PLACE, text)


def test_the_program_finds_its_values_again_under_the_names_that_it_reads() -> None:
    found = find_settings(PLACE, "ALI_APP_KEY=1\nALI_APP_SECRET=s\nALI_BASE_URL=https://x.example")
    assert found.env_names == EnvNames("ALI_APP_KEY", "ALI_APP_SECRET", base_url="ALI_BASE_URL")


async def test_what_was_found_becomes_a_profile_and_its_secrets_lie_in_the_vault_alone(tmp_path: Path) -> None:
    vault = FaultyVault()
    (tmp_path / ".env").write_text(TEXT)
    async with a_desk(tmp_path, vault) as desk:
        found = await desk.env_import.read(tmp_path / ".env")
        assert "CANARY" not in repr(found)
        assert "CANARY" not in desk.redact("it was CANARY-session-1")
        assert await desk.profiles.list() == ()
        profile = await desk.env_import.keep(found, "practice", " Shop ", "Buyer@loan.example")
        assert (profile.name, profile.app_key, profile.callback_url) == ("Shop", "500001", "https://shop.example/cb")
        (token,) = await desk.tokens.list("practice")
        assert (token.account, token.binding, token.is_real) == ("Buyer@loan.example", Binding.BY_HAND, False)
        assert (token.profile_id, token.access_expires_at) == (profile.id, None)
    assert vault.texts() == {"CANARY-secret-1", "CANARY-session-1", "CANARY-refresh-1"}
    stored = b"".join(path.read_bytes() for path in (tmp_path / "data").rglob("*") if path.is_file())
    assert b"CANARY" not in stored


async def test_a_session_without_an_account_stays_nobodys(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        await desk.env_import.keep(find_settings(PLACE, TEXT), "live", "Shop")
        (token,) = await desk.tokens.list("live")
        assert (token.account, token.binding, token.is_real) == (NOBODY, Binding.UNBOUND, True)


async def test_without_a_session_there_is_no_token(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        await desk.env_import.keep(find_settings(PLACE, "AE_APP_KEY=1"), "practice", "Shop", "b@loan.example")
        assert len(await desk.profiles.list()) == 1
        assert await desk.tokens.list() == ()


async def test_what_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    vault = FaultyVault()
    async with a_desk(tmp_path, vault) as desk:
        await desk.profiles.add(draft("Shop"), None)
        with pytest.raises(BadInput, match="name_taken"):
            await desk.env_import.keep(find_settings(PLACE, TEXT), "practice", "Shop")
        assert [profile.name for profile in await desk.profiles.list()] == ["Shop"]
        vault.fault = "vault_locked"
        with pytest.raises(VaultUnavailable):
            await desk.env_import.keep(find_settings(PLACE, TEXT), "practice", "New")
        vault.fault = ""
        assert [profile.name for profile in await desk.profiles.list()] == ["Shop"]
        await desk.env_import.keep(find_settings(PLACE, TEXT), "practice", "New")


async def test_a_session_that_no_vault_can_hold_takes_its_profile_along(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        text = TEXT.replace("CANARY-session-1", "x" * 5000)
        with pytest.raises(BadInput, match="secret_too_long"):
            await desk.env_import.keep(find_settings(PLACE, text), "practice", "New")
        assert (await desk.profiles.list(), await desk.tokens.list()) == ((), ())
