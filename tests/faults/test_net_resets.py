"""A connection that is reset in each phase of a call, on both ways out: a fault of the network, and nothing is sent
again."""

from __future__ import annotations

import asyncio
import socket
import struct
from dataclasses import replace
from pathlib import Path

import pytest

from aexdesk.workspace.environment import LIVE, PRACTICE, Environment
from tests.gateway.fakes import Bench, read_request, serving, signed

HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"
LARGE = "x" * 300_000  # comes in more than one piece


@pytest.mark.fault("truncated")
@pytest.mark.parametrize("environment", [PRACTICE, LIVE], ids=lambda one: one.name)
@pytest.mark.parametrize("phase", ["connected", "in the request", "asked", "behind the head", "in the body"])
async def test_a_reset_is_told_and_nothing_is_sent_again(phase: str, environment: Environment, tmp_path: Path) -> None:
    connections = 0

    async def reset(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        if phase == "in the request":
            await reader.readuntil(b"\r\n\r\n")
        elif phase != "connected":
            await read_request(reader)
        writer.write({"behind the head": HEAD, "in the body": HEAD + b"half"}.get(phase, b""))
        await writer.drain()
        await asyncio.sleep(0.02)  # so that it arrives before the reset
        handle: socket.socket = writer.get_extra_info("socket")
        handle.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()

    async with serving(reset) as port, Bench(tmp_path) as bench:
        there = replace(environment, base_url=f"http://127.0.0.1:{port}")
        call = signed(
            pairs=(("note", LARGE if phase == "in the request" else ""),), environment=there, http_method="POST"
        )
        done = await bench.send(call, there)
        assert bench.files() == []
    assert done.error is not None
    assert (done.error.kind, done.error.code) == ("network", "connection_lost")
    assert bench.recorder.kept == [done]
    assert connections == 1
