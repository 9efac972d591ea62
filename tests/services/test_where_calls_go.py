"""Nothing leaves for practice while it is off, Live is left where it is, and a call ends with its desk."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from aexdesk.desk import Desk
from aexdesk.faults import NetworkFault
from aexdesk.openplatform.request import Call
from aexdesk.workspace.environment import LIVE, PRACTICE
from tests.gateway.fakes import serving
from tests.services.worlds import APP_SECRET, SESSION, FaultyVault, a_desk


async def test_while_practice_is_off_nothing_reaches_whoever_listens_at_its_address(tmp_path: Path) -> None:
    heard: list[bytes] = []

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.read(1))

    async with serving(listen) as port, a_desk(tmp_path) as desk:
        place = await desk.environments.set_base_url("practice", f"http://127.0.0.1:{port}")
        caller = desk.callers.as_given("1", APP_SECRET, SESSION)
        for environment in (place, replace(place, name="another")):
            with pytest.raises(NetworkFault, match="practice_off"):
                await desk.calling.send(Call("aliexpress.ds.product.get"), caller, environment)
        assert await desk.history.count() == 0
    assert heard == []


async def test_live_is_called_where_it_says_even_while_practice_runs(tmp_path: Path) -> None:
    async with a_desk(tmp_path) as desk:
        await desk.practising.start(port=0)
        caller = desk.callers.as_given("1", APP_SECRET, None)
        moved = replace(LIVE, base_url="https://api-de.aliexpress.com", sync_path="/v2/sync")
        for environment in (LIVE, moved):
            signed = desk.calling.sign(Call("aliexpress.ds.product.get"), caller, environment)
            assert signed.url.startswith(environment.sync_url)
        practice = desk.calling.sign(Call("aliexpress.ds.product.get"), caller, PRACTICE)
        assert practice.url.startswith(f"{desk.practising.state.url}/sync")


async def test_a_call_that_is_left_running_ends_when_the_desk_closes(tmp_path: Path) -> None:
    reached = asyncio.Event()

    async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        reached.set()
        await reader.read()

    desk = Desk(tmp_path / "data", vault=FaultyVault())
    await desk.open()
    async with serving(hang) as port, asyncio.timeout(10), asyncio.TaskGroup() as group:
        live = await desk.environments.set_base_url("live", f"http://127.0.0.1:{port}")
        caller = desk.callers.as_given("1", APP_SECRET, None)
        sending = group.create_task(desk.calling.send(Call("aliexpress.ds.product.get"), caller, live))
        await reached.wait()
        await desk.close()
        exchange = await sending
        assert exchange.error is not None
        assert exchange.error.kind == "network"
