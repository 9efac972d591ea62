"""Callers that break off half-way, at every point and in both ways: the proxy goes on as if they had never been."""

from __future__ import annotations

import socket
import struct
import sys
from collections.abc import Callable, Iterator

import pytest

from tests.e2e.processes import wait_until
from tests.e2e.proxied_live import COUNTING, LiveProxy, ask, get, history, post
from tests.e2e.upstreams import Upstream, misbehaving

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(300),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="counts in /proc"),
]
BATCH = 40  # the proxy holds at most a hundred connections to the platform
_MOST_MORE_MIB = 24
_IDLE_TASKS = 3
"""The command that waits to be told to end, the server, and the life of its app."""

Way = Callable[[LiveProxy, Upstream, int], socket.socket]


@pytest.fixture
def upstream() -> Iterator[Upstream]:
    with misbehaving() as server:
        yield server


@pytest.fixture
def proxy(upstream: Upstream) -> Iterator[LiveProxy]:
    running = LiveProxy(upstream.url, program=COUNTING)
    yield running
    running.stop()


def _begin(proxy: LiveProxy, said: bytes) -> socket.socket:
    connection = proxy.connect()
    connection.sendall(said)
    return connection


def in_the_head(proxy: LiveProxy, _upstream: Upstream, number: int) -> socket.socket:
    whole = get("ok", number)
    return _begin(proxy, whole[: 1 + number * 7 % (len(whole) - 1)])


def in_the_body(proxy: LiveProxy, _upstream: Upstream, number: int) -> socket.socket:
    head, _, body = post("ok", number).partition(b"\r\n\r\n")
    return _begin(proxy, head + b"\r\n\r\n" + body[: number % len(body)])


def before_the_answer(proxy: LiveProxy, _upstream: Upstream, number: int) -> socket.socket:
    return _begin(proxy, post("hang", number))


def in_the_answer(proxy: LiveProxy, _upstream: Upstream, number: int) -> socket.socket:
    return _begin(proxy, get("drip", number))


WAYS: tuple[Way, ...] = (in_the_head, in_the_body, before_the_answer, in_the_answer)


def _break(connection: socket.socket, *, by_reset: bool) -> None:
    if by_reset:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    else:
        connection.shutdown(socket.SHUT_WR)
    connection.close()


def _break_a_batch(proxy: LiveProxy, upstream: Upstream, numbers: range) -> None:
    """Begins all, waits until each has come as far as it shall, breaks them off, and waits until nothing is left."""
    before = len(upstream.received)
    ways = [(WAYS[number % len(WAYS)], number) for number in numbers]
    begun = [(way, number, way(proxy, upstream, number)) for way, number in ways]
    wait_until(lambda: len(upstream.received) == before + sum(way in WAYS[2:] for way, _number in ways))
    for way, _number, connection in begun:
        if way is in_the_answer:
            received = connection.recv(65536)
            assert received.startswith(b"HTTP/1.1 200 "), received
    for _way, number, connection in begun:
        _break(connection, by_reset=bool(number // len(WAYS) % 2))
    wait_until(lambda: upstream.busy == 0)


@pytest.mark.parametrize("count", [100, pytest.param(1000, marks=pytest.mark.long)])
def test_nothing_is_left_of_connections_that_broke_half_way(count: int, proxy: LiveProxy, upstream: Upstream) -> None:
    _break_a_batch(proxy, upstream, range(BATCH))  # what is made once is there from now on
    assert b"request_id" in ask(proxy, get("ok"))[0]
    wait_until(lambda: proxy.tasks == _IDLE_TASKS)
    before = (proxy.descriptors, proxy.tasks, proxy.threads, proxy.memory())
    for start in range(BATCH, BATCH + count, BATCH):
        _break_a_batch(proxy, upstream, range(start, min(start + BATCH, BATCH + count)))
    assert b"request_id" in ask(proxy, get("ok"))[0]
    wait_until(lambda: proxy.descriptors <= before[0] and proxy.tasks == _IDLE_TASKS)
    after = (proxy.descriptors, proxy.tasks, proxy.threads, proxy.memory())
    print(f"{count} broken: descriptors, tasks, threads, MiB {before} -> {after}")  # noqa: T201 - figures are asked for
    assert after[2] <= before[2] + 2, "threads"  # the pool of the loop may have grown to its size
    assert after[3] <= before[3] + _MOST_MORE_MIB, "memory"
    done = proxy.stop()
    assert (done.code, done.err) == (0, "")
    # Reset or not: of what had been forwarded all is told, and nothing else is.
    kept = history()
    assert len(kept) == len(upstream.received)
    assert sorted(line["error_code"] for line in kept) == [""] * 2 + ["cancelled"] * (len(upstream.received) - 2)
