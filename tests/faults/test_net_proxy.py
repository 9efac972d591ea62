"""A server that misbehaves, and an order through the guard proxy, which is asked to the end: it comes to one."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from aexdesk.gateway import forwarding
from tests.gateway.fakes import answer, read_request, saying
from tests.gateway.test_forwarding import order
from tests.proxy.bench import body_of, error_of, proxied


async def _drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await read_request(reader)
    writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        writer.write(b"1\r\n \r\n")
        await writer.drain()
        await asyncio.sleep(0.02)


@pytest.mark.fault("slow drip")
async def test_an_order_whose_answer_drips_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forwarding, "WHOLE_LIMIT_S", 0.2)
    async with proxied(tmp_path, _drip) as bench:
        got = await asyncio.wait_for(bench.ask(order()), 10)
    assert json.loads(body_of(got))["error_response"]["code"] == "NoAnswer"
    assert [error_of(kept).code for kept in bench.kept] == ["silent"]


@pytest.mark.fault("oversized")
async def test_an_order_whose_answer_is_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not passed on before it is complete, so all of it is in memory."""
    monkeypatch.setattr(forwarding, "WHOLE_LIMIT", 1000)
    async with proxied(tmp_path, saying(answer(b" " * 1001))) as bench:
        got = await bench.ask(order())
    assert json.loads(body_of(got))["error_response"]["code"] == "NoAnswer"
    assert [error_of(kept).code for kept in bench.kept] == ["answer_too_long"]
