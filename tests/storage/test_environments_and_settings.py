"""The environments that are always there, and the settings."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from aexdesk.faults import BadInput
from aexdesk.storage.database import Database
from aexdesk.storage.environments import Environments
from aexdesk.storage.settings import Settings
from aexdesk.workspace.environment import LIVE, PRACTICE, Environment, EnvironmentKind


async def test_practice_and_live_are_there_from_the_first_day(database: Database) -> None:
    assert await Environments(database).list() == [PRACTICE, LIVE]


async def test_an_environment_is_edited_and_added(database: Database) -> None:
    environments = Environments(database)
    moved = replace(LIVE, base_url="http://127.0.0.1:9000", sync_path="/s")
    other = Environment("other", EnvironmentKind.PRACTICE, "http://127.0.0.1:1")
    await environments.save(moved)
    await environments.save(other)
    assert await environments.get("live") == moved
    assert await environments.list() == [PRACTICE, moved, other]
    with pytest.raises(BadInput, match="unknown_environment"):
        await environments.get("nowhere")


async def test_live_never_becomes_practice(database: Database) -> None:
    with pytest.raises(BadInput, match="environment_kind_fixed"):
        await Environments(database).save(replace(LIVE, kind=EnvironmentKind.PRACTICE))
    assert (await Environments(database).get("live")).is_live


@pytest.mark.parametrize("value", [False, 0, "", "订\ud800", 1.5, [1, {"a": None}], {"k": 2**64 - 1}])
async def test_settings_keep_json(database: Database, value: Any) -> None:
    settings = Settings(database)
    assert await settings.get("a") is None
    await settings.set("a", "before")
    await settings.set("a", value)
    assert await settings.get("a") == value
    assert await settings.all() == {"a": value}
    await settings.set("a", None)
    assert await settings.all() == {}


@pytest.mark.parametrize("broken", ["", "{", "[" * 100_000], ids=["empty", "half", "deep"])
async def test_a_value_that_is_no_json_counts_as_never_set(database: Database, broken: str) -> None:
    settings = Settings(database)
    await settings.set("good", 1)
    await database.run(lambda sql: sql.execute("INSERT INTO settings VALUES ('bad', ?)", (broken,)).close())
    assert await settings.all() == {"good": 1}
    assert await settings.get("bad") is None
