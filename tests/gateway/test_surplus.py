"""More than one answer to one call: what comes behind it is told to nobody, least of all to who asks next."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from aexdesk.gateway.loopback import LoopbackCalls
from aexdesk.gateway.raw_answers import RawCalls
from aexdesk.gateway.raw_requests import RawRequest
from aexdesk.workspace.environment import LIVE, PRACTICE, Environment
from tests.gateway.fakes import Bench, answer, serving, signed
from tests.gateway.test_loopback import Server

FIRST, SURPLUS, SECOND = (answer(b'{"request_id":"%b"}' % name) for name in (b"first", b"surplus", b"second"))


@pytest.mark.parametrize("environment", [PRACTICE, LIVE], ids=lambda one: one.name)
@pytest.mark.parametrize("surplus", [SURPLUS, SURPLUS[:20], b"\r\n", b"x"], ids=len)
@pytest.mark.fault("wrong length")
async def test_a_call_is_never_told_what_came_behind_another(
    surplus: bytes, environment: Environment, tmp_path: Path
) -> None:
    server = Server(FIRST + surplus, SECOND)
    async with serving(server) as port, Bench(tmp_path) as bench:
        there = replace(environment, base_url=f"http://127.0.0.1:{port}")
        told = [await bench.send(signed(environment=there), there) for _time in range(2)]
    assert [(one.request_id, one.error) for one in told] == [("first", None), ("second", None)]
    assert server.connections == 2


@pytest.mark.parametrize("is_short_way", [True, False])
@pytest.mark.fault("wrong length")
async def test_what_passes_through_is_as_safe(is_short_way: bool) -> None:
    server = Server(FIRST + SURPLUS, SECOND)
    async with serving(server) as port, httpx.AsyncClient(trust_env=False) as client:
        calls = RawCalls(client, LoopbackCalls(10.0, 10.0) if is_short_way else None)
        told = []
        for _time in range(2):
            url = f"http://127.0.0.1:{port}/sync"
            came = await calls.open(RawRequest("GET", b"/sync", ((b"Host", b"x"),), b""), url)
            told.append(b"".join([chunk async for chunk in came.chunks(url)]))
            await came.close()
        await calls.close()
    assert told == [b'{"request_id":"first"}', b'{"request_id":"second"}']


@pytest.mark.parametrize("environment", [PRACTICE, LIVE], ids=lambda one: one.name)
async def test_without_a_surplus_a_connection_is_used_again(environment: Environment, tmp_path: Path) -> None:
    server = Server(FIRST, SECOND)
    async with serving(server) as port, Bench(tmp_path) as bench:
        there = replace(environment, base_url=f"http://127.0.0.1:{port}")
        for _time in range(2):
            await bench.send(signed(environment=there), there)
    assert server.connections == 1
