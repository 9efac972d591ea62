"""Where the user stands, and what is remembered of it; whatever is gone or spoilt, there is a place to stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from aexdesk.services.preferences import Preferences
from aexdesk.storage.settings import Settings
from tests.services.worlds import FaultyVault, a_desk, a_profile, a_token


async def test_the_app_in_use_stays_when_another_comes_whose_name_stands_before_it(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        used = await a_profile(desk, "M")
        await desk.standing.load()
        for name in ("A", "Z"):
            await a_profile(desk, name)
            await desk.standing.load()
            assert desk.standing.profile == used
        await desk.profiles.remove(used.id)
        await desk.standing.load()
        assert desk.standing.profile is not None
        assert desk.standing.profile.name == "A"


async def test_the_app_that_was_chosen_comes_back_with_its_undo(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        other, chosen = await a_profile(desk, "A"), await a_profile(desk, "B")
        token = await a_token(desk, chosen)
        await desk.standing.choose_profile(chosen.id)
        await desk.profiles.remove(chosen.id)
        await desk.standing.load()
        assert (desk.standing.profile, desk.standing.token) == (other, None)
        await desk.profiles.restore(chosen.id)
        await desk.standing.load()
        assert (desk.standing.profile, desk.standing.token) == (chosen, token)


async def test_nobody_chosen_is_the_app_in_use(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        await a_profile(desk, "A")
        chosen = await a_profile(desk, "B")
        await desk.standing.choose_profile(chosen.id)
        await desk.standing.choose_profile(None)
        assert desk.standing.profile == chosen


@pytest.mark.parametrize("spoilt", ["nowhere", "", 7, ["live"], {"x": 1}, True])
async def test_a_remembered_environment_that_cannot_be_is_the_first_there_is(tmp_path: Path, spoilt: object) -> None:
    vault = FaultyVault()
    async with a_desk(tmp_path, vault) as desk:
        await a_profile(desk)
        await desk.preferences.set("standing.environment", spoilt)
        await desk.preferences.set("standing.profile.practice", spoilt)
    async with a_desk(tmp_path, vault) as desk:
        assert desk.standing.environment.name == "practice"
        assert desk.standing.profile is not None


async def test_a_load_tells_its_listeners_once_and_after_all_is_read(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        seen: list[tuple[str, str]] = []
        live = await a_profile(desk, "L", "live")
        await a_profile(desk, "P")

        def look() -> None:
            profile = desk.standing.profile
            seen.append((desk.standing.environment.name, profile.environment if profile else ""))

        desk.standing.changed.append(look)
        await desk.standing.choose_environment("live")
        assert desk.standing.profile == live
        await desk.standing.choose_environment("practice")
        assert seen == [("live", "live"), ("practice", "practice")]


async def test_a_preference_is_at_hand_at_once_and_after_a_restart_until_it_is_taken_away(tmp_path: Path) -> None:
    value = {"a": [1, 2.5, None, "订单"], "b": {"c": True}}
    async with a_desk(tmp_path) as desk:
        assert desk.preferences.value("x", "default") == "default"
        await desk.preferences.set("x", value)
        assert desk.preferences.value("x") == value
    async with a_desk(tmp_path) as desk:
        assert desk.preferences.value("x") == value
        assert desk._database is not None
        again = Preferences(Settings(desk._database))
        assert again.value("x") is None, "nothing is known before the load"
        await again.load()
        assert again.value("x") == value
        await desk.preferences.set("x", None)
        assert desk.preferences.value("x", "default") == "default"
    async with a_desk(tmp_path) as desk:
        assert desk.preferences.value("x") is None


async def test_environments_announce_what_moved_and_standing_follows(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        heard: list[str] = []
        desk.environments.changed.append(lambda: heard.append("changed"))
        await desk.environments.set_base_url("practice", "http://127.0.0.1:1234")
        await desk.environments.set_paths("practice", "/a", "/b", "/c")
        assert heard == ["changed", "changed"]
        await desk.standing.load()
        assert desk.standing.environment.sync_url == "http://127.0.0.1:1234/a"
