"""What the user calls harmless: by exact name, in one environment, and never what the catalogue knows better."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from aexdesk.faults import BadInput
from aexdesk.openplatform.request import Call
from aexdesk.secret import Secret
from aexdesk.workspace.environment import LIVE
from tests.services.worlds import a_desk

NAME = "aliexpress.trade.new.query"


async def test_a_mark_is_kept_in_its_environment_until_it_is_taken_away(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        heard: list[int] = []
        desk.harmless_apis.changed.append(lambda: heard.append(1))
        await desk.harmless_apis.mark("live", NAME)
        await desk.harmless_apis.mark("live", "b.c")
        assert heard == [1, 1]
    async with a_desk(tmp_path) as desk:
        assert desk.harmless_apis.names("live") == {NAME, "b.c"}
        assert desk.harmless_apis.names("practice") == frozenset()
        await desk.harmless_apis.unmark("live", NAME)
        assert desk.harmless_apis.names("live") == {"b.c"}


async def test_what_the_catalogue_knows_cannot_be_marked(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        with pytest.raises(BadInput, match="api_known"):
            await desk.harmless_apis.mark("live", "aliexpress.ds.order.create")
        with pytest.raises(BadInput, match="field_missing"):
            await desk.harmless_apis.mark("live", "")
        assert desk.harmless_apis.names("live") == frozenset()


@pytest.mark.parametrize("stored", [["aliexpress.ds.order.create", 7, None, NAME], NAME, 5, {"a": 1}, True])
async def test_whatever_somebody_stored_there_it_is_names_alone(tmp_path: Path, stored: Any) -> None:
    async with a_desk(tmp_path) as desk:
        await desk.preferences.set("harmless.live", stored)
        assert desk.harmless_apis.names("live") <= {NAME}


async def test_the_guard_hears_of_it_and_of_the_unlock(tmp_path: Path) -> None:
    """Through the same facts as every call; refused before anything is sent."""
    async with a_desk(tmp_path) as desk:
        await desk.environments.set_base_url("live", "http://127.0.0.1:9")
        environment = await desk.environments.get(LIVE.name)
        caller = desk.callers.as_given("1", Secret("s"), None)
        locked = await desk.order_checks.check_as(Call("aliexpress.logistics.save"), caller, environment)
        assert not locked.verdict.allowed
        known = await desk.order_checks._facts.facts(environment, None, "1")
        assert (known.is_unlocked, known.harmless) == (False, frozenset())
        await desk.harmless_apis.mark("live", NAME)
        desk.live_unlock.unlock("x", "x")
        known = await desk.order_checks._facts.facts(environment, None, "1")
        assert (known.is_unlocked, known.harmless) == (True, frozenset({NAME}))
        practice = await desk.environments.get("practice")
        assert not (await desk.order_checks._facts.facts(practice, None, "1")).is_unlocked


async def test_a_mark_of_another_process_counts_at_the_next_call_and_so_does_its_end(tmp_path: Path) -> None:
    """A window marks, a proxy in a process of its own has been running since before."""
    async with a_desk(tmp_path) as window, a_desk(tmp_path) as proxy:
        heard: list[int] = []
        proxy.harmless_apis.changed.append(lambda: heard.append(1))
        facts = proxy.order_checks._facts

        async def harmless() -> frozenset[str]:
            return (await facts.facts(LIVE, None, "1")).harmless

        assert await harmless() == frozenset()
        await window.harmless_apis.mark("live", NAME)
        assert await harmless() == {NAME}
        await proxy.harmless_apis.mark("live", "b.c")
        await window.harmless_apis.unmark("live", NAME)
        assert await harmless() == {"b.c"}, "neither process writes over what the other did"
        assert len(heard) == 3
