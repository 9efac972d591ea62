"""An upstream that misbehaves, behind the real proxy: what the caller sees, what the log says, what it costs."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from tests.e2e.processes import wait_until
from tests.e2e.proxied_live import IMPATIENT, LiveProxy, ask, get, history
from tests.e2e.upstreams import LARGE, MEGABYTE, Upstream, misbehaving

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]
linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")


@pytest.fixture
def upstream() -> Iterator[Upstream]:
    with misbehaving() as server:
        yield server


@pytest.fixture
def proxy(upstream: Upstream) -> Iterator[LiveProxy]:
    running = LiveProxy(upstream.url)
    yield running
    running.stop()


@pytest.fixture
def impatient(upstream: Upstream) -> Iterator[LiveProxy]:
    running = LiveProxy(upstream.url, program=IMPATIENT)
    yield running
    running.stop()


def told(answer: bytes) -> dict[str, Any]:
    error: dict[str, Any] = json.loads(answer.partition(b"\r\n\r\n")[2])["error_response"]
    return error


# What it does: the status that the caller sees, and the code in the log.
WITHOUT_AN_ANSWER = {
    "hang": (504, "silent"),
    "reset": (502, "connection_lost"),
    "close": (502, "connection_lost"),
    "close_in_head": (502, "connection_lost"),
    "garbage": (502, "connection_lost"),
    "endless_head": (502, "connection_lost"),
}
BROKEN_OFF = {
    "hang_in_body": "silent",
    "reset_in_body": "connection_lost",
    "close_in_body": "connection_lost",
    "close_in_chunk": "connection_lost",
    "garbage_in_body": "connection_lost",
}


def test_what_the_caller_sees_and_what_the_log_says(impatient: LiveProxy) -> None:
    """One proxy for all of it: each leaves it as it was."""
    proxy = impatient
    expected: list[tuple[int | None, str]] = []
    for what, (status, code) in WITHOUT_AN_ANSWER.items():
        answer, is_whole = ask(proxy, get(what))
        assert is_whole, what
        assert answer.startswith(f"HTTP/1.1 {status} ".encode()), (what, answer)
        assert b"x-aexdesk-verdict: failed" in answer.lower()
        assert told(answer)["code"] == "NoAnswer", what
        expected.append((None, code))
    for what, code in BROKEN_OFF.items():
        answer, is_whole = ask(proxy, get(what))
        assert not is_whole, f"{what}: a half answer must not look like a whole one"
        assert answer == b"" or answer.startswith(b"HTTP/1.1 200 "), (what, answer)
        expected.append((None, code))
    answer, is_whole = ask(proxy, get("ok"))
    assert is_whole
    assert b"request_id" in answer
    expected.append((200, ""))
    done = proxy.stop()
    assert (done.code, done.err) == (0, "")
    assert [(line["status"], line["error_code"]) for line in reversed(history())] == expected


def test_others_are_served_while_an_upstream_hangs(proxy: LiveProxy, upstream: Upstream) -> None:
    hanging = [proxy.connect() for _ in range(30)]
    for number, connection in enumerate(hanging):
        connection.sendall(get("hang" if number % 2 else "hang_in_body", number))
    wait_until(lambda: upstream.busy == len(hanging))
    assert b"request_id" in ask(proxy, get("ok"))[0]
    for connection in hanging:
        connection.close()
    wait_until(lambda: upstream.busy == 0)
    assert proxy.stop().code == 0
    assert sorted(line["error_code"] for line in history()) == [""] + ["cancelled"] * 30


# ---------------------------------------------------------------- a hundred megabytes

_MOST_MORE_MIB = 48
"""Of memory, for whatever passes: a body is never in it as a whole."""


@linux_only
@pytest.mark.parametrize("what", ["large", "large_chunked", "bomb", "great_bomb"])
def test_a_hundred_megabytes_pass_at_bounded_memory(what: str, proxy: LiveProxy) -> None:
    ask(proxy, get("ok"))
    before = proxy.memory("VmHWM")
    answered: list[bool] = []
    with proxy.connect() as connection:
        connection.sendall(get(what))
        first = connection.recv(65536)
        assert first.startswith(b"HTTP/1.1 200 "), first
        size = len(first)
        side = threading.Thread(target=lambda: answered.append(b"request_id" in ask(proxy, get("ok"))[0]))
        side.start()
        while chunk := connection.recv(MEGABYTE):
            size += len(chunk)
    side.join()
    assert answered == [True], "others are served meanwhile"
    after = proxy.memory("VmHWM")
    print(f"{what}: {size:,} bytes passed; VmHWM {before:.1f} -> {after:.1f} MiB, VmRSS {proxy.memory():.1f} MiB")  # noqa: T201
    assert (size > LARGE) == ("bomb" not in what)
    assert after < before + _MOST_MORE_MIB
    assert proxy.stop().code == 0
    assert sorted(line["error_code"] for line in history()) == ["", "", ""]


@linux_only
def test_a_caller_that_reads_slowly_is_waited_for_and_not_buffered_for(proxy: LiveProxy, upstream: Upstream) -> None:
    ask(proxy, get("ok"))
    before = proxy.memory("VmHWM")
    with proxy.connect() as connection:
        connection.sendall(get("large"))
        size = len(connection.recv(65536))
        for _ in range(100):
            size += len(connection.recv(4096))
            assert b"request_id" in ask(proxy, get("ok"))[0]
        assert upstream.busy == 1, "it cannot get rid of its answer"
        assert size < MEGABYTE
        while chunk := connection.recv(MEGABYTE):
            size += len(chunk)
    assert size > LARGE
    print(f"slow reader: VmHWM {before:.1f} -> {proxy.memory('VmHWM'):.1f} MiB")  # noqa: T201
    assert proxy.memory("VmHWM") < before + _MOST_MORE_MIB
