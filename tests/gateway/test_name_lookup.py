"""A name server that does not answer: whoever waits is given up in time, and nothing else waits along."""

from __future__ import annotations

import asyncio
import gc
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from aexdesk.gateway import httpx_calls
from aexdesk.gateway.name_lookup import NameLookups
from aexdesk.workspace.environment import LIVE
from aexdesk.workspace.exchange import Exchange
from tests.gateway.fakes import Bench, answer, saying, serving, signed

pytestmark = pytest.mark.fault("DNS failure")
NOWHERE = replace(LIVE, base_url="http://nowhere.invalid")
AT_ONCE = 50  # more than there are threads in any pool


class Resolver:
    """Answers when it is `released`, with what `says`."""

    def __init__(self) -> None:
        self.asked: list[object] = []
        self.released = threading.Event()
        self.says: Any = socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    def look_up(self, host: object, *_more: object) -> Any:
        self.asked.append(host)
        self.released.wait()
        if isinstance(self.says, Exception):
            raise self.says
        return self.says


@pytest.fixture
def resolver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Resolver]:
    made = Resolver()
    monkeypatch.setattr(socket, "getaddrinfo", made.look_up)
    yield made
    made.released.set()


async def _send(bench: Bench) -> Exchange:
    return await bench.send(signed(environment=NOWHERE), NOWHERE)


async def _until(holds: Callable[[], object]) -> None:
    while not holds():  # noqa: ASYNC110 - a thread says nothing; the limit of the test ends it
        await asyncio.sleep(0.001)


def _code(exchange: Exchange) -> str:
    assert exchange.error is not None
    return exchange.error.code


async def test_one_that_hangs_is_given_up(resolver: Resolver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(httpx_calls, "CONNECT_LIMIT_S", 0.1)
    async with Bench(tmp_path) as bench:
        assert _code(await _send(bench)) == "connect_timeout"


async def test_many_that_hang_keep_one_thread_and_no_other_work(resolver: Resolver, tmp_path: Path) -> None:
    before = threading.active_count()
    async with Bench(tmp_path) as bench, asyncio.TaskGroup() as group:
        calls = [group.create_task(_send(bench)) for _call in range(AT_ONCE)]
        await _until(lambda: resolver.asked)
        assert threading.active_count() == before + 1
        assert await asyncio.wait_for(asyncio.to_thread(lambda: 42), 10) == 42
        assert not any(call.done() for call in calls)
        resolver.released.set()
        assert {_code(await call) for call in calls} == {"host_unknown"}
    assert len(resolver.asked) == 1


async def test_a_call_that_waits_is_cancelled_at_once_and_the_answer_troubles_nobody(
    resolver: Resolver, tmp_path: Path
) -> None:
    troubles: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, trouble: troubles.append(trouble))
    async with Bench(tmp_path) as bench:
        sending = asyncio.get_running_loop().create_task(_send(bench))
        await _until(lambda: resolver.asked)
        sending.cancel()
        await asyncio.wait((sending,), timeout=10)
        assert sending.cancelled()
        (kept,) = bench.recorder.kept
        assert _code(kept) == "cancelled"
        resolver.released.set()
        lookups: Any = asyncio.get_running_loop().getaddrinfo
        await _until(lambda: not lookups.__self__._running)
    gc.collect()
    assert troubles == []


async def test_it_is_asked_again_for_what_was_not_known(resolver: Resolver, tmp_path: Path) -> None:
    """The next call may find the network well: nothing is remembered."""
    resolver.released.set()
    async with serving(saying(answer(b"{}"))) as port, Bench(tmp_path) as bench:
        assert _code(await _send(bench)) == "host_unknown"
        resolver.says = [(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", ("127.0.0.1", port))]
        there = replace(LIVE, base_url=f"http://found.test:{port}")
        assert (await bench.send(signed(environment=there), there)).error is None


@pytest.mark.parametrize(("host", "port"), [("a" * 64 + ".example", 1), ("\x00", 1)])
async def test_what_is_no_name_is_an_error_of_who_asks(host: str, port: int) -> None:
    with pytest.raises((OSError, ValueError)):
        await asyncio.wait_for(NameLookups().find(host, port), 10)


def test_an_answer_that_comes_after_the_end_troubles_nobody(
    resolver: Resolver, monkeypatch: pytest.MonkeyPatch
) -> None:
    troubles: list[object] = []
    monkeypatch.setattr(threading, "excepthook", troubles.append)
    before = set(threading.enumerate())

    async def give_up() -> None:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(NameLookups().find("nowhere.invalid", 1), 0.05)

    asyncio.run(give_up())
    (thread,) = set(threading.enumerate()) - before
    assert thread.daemon  # so that the program ends without it
    resolver.released.set()
    thread.join(10)
    assert troubles == []
