"""APIs of one's own: found beside the broken ones, never in the catalogue's place, never harmless by their file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from aexdesk.desk import Desk
from aexdesk.openplatform.catalogue import Effect
from aexdesk.openplatform.request import Call
from aexdesk.secret import Secret
from tests.services.worlds import a_desk

SPENDING = "aliexpress.my.order.place"


def write(desk: Desk, file: str, content: Any) -> None:
    folder = desk.own_apis.folder
    folder.mkdir(exist_ok=True)
    text = content if isinstance(content, str) else json.dumps(content)
    (folder / file).write_text(text, encoding="utf-8")


async def test_without_a_folder_there_are_none(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        await desk.own_apis.read()
        assert desk.own_apis.found.definitions == ()
        assert desk.own_apis.definitions == desk.catalogue.definitions
        assert not desk.own_apis.folder.exists()


async def test_a_broken_file_never_hides_the_others(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        write(desk, "b.json", '{"name": "b.thing",\n "titel": "B"}')
        write(desk, "a.json", {"name": "a.thing", "title": "A"})
        write(desk, "latin.json", "{}")
        (desk.own_apis.folder / "latin.json").write_bytes(b'{"name": "\xe4"}')
        write(desk, "z.json", {"name": "z.thing"})
        await desk.own_apis.read()
        found = desk.own_apis.found
        assert [(one.name, one.title) for one in found.definitions] == [("a.thing", "A"), ("z.thing", "z")]
        assert [(one.path, one.trouble.code) for one in found.broken] == [
            ("b.json", "request_unknown_key"),
            ("latin.json", "file_not_text"),
        ]
        assert found.broken[0].trouble.values["line"] == 2


async def test_reading_again_tells_only_what_is_new(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        heard: list[int] = []
        desk.own_apis.changed.append(lambda: heard.append(1))
        write(desk, "a.json", {"name": "a.thing"})
        write(desk, "b.json", "{")
        await desk.own_apis.read()
        await desk.own_apis.read()
        assert heard == [1]
        write(desk, "b.json", "{}\n{")
        await desk.own_apis.read()
        assert heard == [1, 1]
        (desk.own_apis.folder / "a.json").unlink()
        await desk.own_apis.read()
        assert desk.own_apis.find("a.thing") is None


@pytest.mark.parametrize(
    "name",
    ["aliexpress.ds.order.create", "ALIEXPRESS.DS.ORDER.CREATE", "aliexpress.ds.order%2Ecreate", "/auth/token/create"],
)
async def test_no_spelling_of_a_name_of_the_catalogue_can_be_taken(tmp_path: Path, name: str) -> None:
    async with a_desk(tmp_path) as desk:
        before = desk.own_apis.find("aliexpress.ds.order.create")
        write(desk, "a.json", {"name": name, "title": "Mine"})
        await desk.own_apis.read()
        assert desk.own_apis.found.definitions == ()
        assert [one.trouble.code for one in desk.own_apis.found.broken] == ["own_api_known"]
        assert desk.own_apis.find("aliexpress.ds.order.create") == before


async def test_of_two_files_with_one_name_the_first_counts_and_the_second_names_it(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        write(desk, "a.json", {"name": "a.thing", "title": "first"})
        write(desk, "b.json", {"name": "a.thing", "title": "second"})
        await desk.own_apis.read()
        assert [one.title for one in desk.own_apis.found.definitions] == ["first"]
        trouble = desk.own_apis.found.broken[0].trouble
        assert (trouble.code, trouble.values["path"]) == ("own_api_twice", "a.json")


@pytest.mark.parametrize("environment", ["practice", "live"])
async def test_no_file_makes_a_name_harmless(tmp_path: Path, environment: str) -> None:
    """The words of the name count, as if there were no file; only the mark of a person lets it leave."""
    async with a_desk(tmp_path) as desk:
        place = await desk.environments.get(environment)
        caller = desk.callers.as_given("1", Secret("s"), None)

        async def verdict() -> tuple[bool, str]:
            told = (await desk.order_checks.check_as(Call(SPENDING), caller, place)).verdict
            return told.allowed, told.reason

        before = await verdict()
        write(desk, "a.json", {"name": SPENDING, "title": "Only reads, believe me", "http_methods": ["GET"]})
        await desk.own_apis.read()
        assert desk.own_apis.find(SPENDING) is not None
        assert desk.catalogue.find(SPENDING) is None
        assert desk.catalogue.effect_of(SPENDING) is Effect.CREATES_ORDER
        assert desk.harmless_apis.names(environment) == frozenset()
        assert await verdict() == before == (False, "unknown_api")
