"""What was signed here leaves: to practice without httpx, anywhere else with it, and the bytes are the same."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from aexdesk.workspace.environment import LIVE, Environment
from tests.gateway.fakes import Bench, answer, at, read_request, saying, serving, signed


def _live_at(port: int) -> Environment:
    return replace(LIVE, base_url=f"http://127.0.0.1:{port}")


def _lines(request: bytes) -> tuple[bytes, set[bytes], bytes]:
    head, _blank, body = request.partition(b"\r\n\r\n")
    first, *headers = head.split(b"\r\n")
    return first, {line for line in headers if not line.lower().startswith((b"host:", b"connection:"))}, body


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_both_ways_send_the_same(tmp_path: Path, method: str) -> None:
    seen: list[bytes] = []
    pairs = (("product_id", "1005"), ("note", "größe/+%"))
    async with serving(saying(answer(b'{"ok":1}'), seen)) as port:
        for place, environment in enumerate((at(port), _live_at(port))):
            folder = tmp_path / str(place)
            folder.mkdir()
            async with Bench(folder) as bench:
                done = await bench.send(signed(pairs=pairs, environment=environment, http_method=method), environment)
                assert done.response is not None
                assert done.response.body.data == b'{"ok":1}'
                assert (bench.gateway._sent._client is not None) == environment.is_live
    here, by_httpx = map(_lines, seen)
    assert here == by_httpx


async def test_connections_are_used_again(tmp_path: Path) -> None:
    connections = 0

    async def keep(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        while True:
            await read_request(reader)
            writer.write(answer(b"{}"))
            await writer.drain()

    async with serving(keep) as port, Bench(tmp_path) as bench:
        for _time in range(3):
            done = await bench.send(signed(environment=at(port)), at(port))
            assert done.error is None
    assert connections == 1


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ((b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc",), "connection_lost"),
        ((b"good morning\r\n\r\n",), "connection_lost"),
        ((), "connection_lost"),
    ],
)
async def test_what_breaks_off_is_a_fault(tmp_path: Path, said: Sequence[bytes], code: str) -> None:
    async with serving(saying(b"".join(said))) as port, Bench(tmp_path) as bench:
        done = await bench.send(signed(environment=at(port)), at(port))
        assert done.error is not None
        assert (done.error.kind, done.error.code) == ("network", code)
        assert bench.files() == []


async def test_a_call_given_up_is_recorded_and_its_connection_closed(tmp_path: Path) -> None:
    asked, gone = asyncio.Event(), asyncio.Event()

    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        asked.set()
        await reader.read()
        gone.set()

    async with serving(silent) as port, Bench(tmp_path) as bench:
        sending = asyncio.get_running_loop().create_task(bench.send(signed(environment=at(port)), at(port)))
        await asked.wait()
        sending.cancel()
        with pytest.raises(asyncio.CancelledError):
            await sending
        await gone.wait()
        (kept,) = bench.recorder.kept
        assert kept.error is not None
        assert kept.error.code == "cancelled"
