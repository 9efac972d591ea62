"""The connection to a practice gateway's admin address: what is asked, what comes of odd answers, and its end."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from aexdesk.faults import BadInput, NetworkFault
from aexdesk.gateway.practice_views import PracticeViews
from tests.gateway.fakes import answer, saying, serving


async def test_what_is_asked() -> None:
    seen: list[bytes] = []
    async with serving(saying(answer(b'{"version": 5}'), seen)) as port:
        views = PracticeViews(f"http://127.0.0.1:{port}")
        await views.read("test-cases")
        assert await views.await_change(3) == 5
        await views.set_order("91/x", "FINISH")
        await views.add_fault({"api": "*", "kind": "reset", "times": 0})
        await views.remove_fault("f 1")
        await views.remove_all_faults()
        await views.reset()
        await views.close()
    heads, bodies = zip(*(one.split(b"\r\n\r\n", 1) for one in seen), strict=True)
    assert [head.split(b" HTTP", 1)[0].decode() for head in heads] == [
        "GET /_practice/test-cases",
        "GET /_practice/changes?since=3",
        "POST /_practice/orders/91%2Fx",
        "POST /_practice/faults",
        "DELETE /_practice/faults/f%201",
        "DELETE /_practice/faults",
        "POST /_practice/reset",
    ]
    assert json.loads(bodies[2]) == {"state": "FINISH"}
    assert json.loads(bodies[3]) == {"api": "*", "kind": "reset", "times": 0}
    assert not any(b"origin:" in head.lower() for head in heads)


async def asked(body: bytes, status: str = "200 OK", what: str = "read") -> Any:
    async with serving(saying(answer(body, status=status), [])) as port:
        views = PracticeViews(f"http://127.0.0.1:{port}")
        acts: dict[str, Callable[[], Awaitable[Any]]] = {
            "read": lambda: views.read("orders"),
            "watch": lambda: views.await_change(1),
            "act": lambda: views.set_order("1", "FINISH"),
            "remove": lambda: views.remove_fault("1"),
        }
        try:
            return await acts[what]()
        finally:
            await views.close()


@pytest.mark.parametrize("body", [b"<html>", b"\xff", b"[" * 50_000, b"{"], ids=range(4))
async def test_what_is_no_json_is_no_gateway(body: bytes) -> None:
    with pytest.raises(BadInput, match="practice_object_incomplete"):
        await asked(body)


@pytest.mark.parametrize("body", [b"[]", b"{}", b'{"version": true}', b'{"version": "5"}', b'{"version": 1.5}'])
async def test_a_version_is_a_whole_number(body: bytes) -> None:
    with pytest.raises(BadInput, match="practice_object_incomplete"):
        await asked(body, what="watch")


async def test_an_address_that_is_not_there() -> None:
    assert await asked(b'{"error": "x"}', "404 Not Found") is None
    assert await asked(b"Method Not Allowed", "405 Method Not Allowed") is None  # it can be told, not asked
    assert await asked(b"", "404 Not Found", "remove") is None  # it has been played meanwhile
    with pytest.raises(BadInput, match="practice_refused"):
        await asked(b'{"error": "no such order"}', "404 Not Found", "act")


async def test_who_has_gone() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        views = PracticeViews(f"http://127.0.0.1:{taken.getsockname()[1]}")
        with pytest.raises(NetworkFault, match="connect_failed"):
            await views.read("orders")
        await views.close()


async def test_a_watch_can_be_left() -> None:
    arrived = asyncio.Event()

    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        arrived.set()
        await reader.read()  # until the other side hangs up
        writer.close()

    async with serving(silent) as port:
        views = PracticeViews(f"http://127.0.0.1:{port}")
        watching = asyncio.get_running_loop().create_task(views.await_change(1))
        await arrived.wait()
        watching.cancel()
        with pytest.raises(asyncio.CancelledError):
            await watching
        await views.close()


async def test_a_closed_one_says_that_practice_is_off() -> None:
    views = PracticeViews("http://127.0.0.1:1")
    await views.close()
    with pytest.raises(NetworkFault, match="practice_off"):
        await views.read("orders")


@pytest.mark.parametrize("url", ["http://h.example", "https://10.0.0.1:8917", "", "http://127.0.0.1.h.example"])
def test_no_other_machine_is_asked(url: str) -> None:
    with pytest.raises(BadInput, match="practice_not_loopback"):
        PracticeViews(url)
