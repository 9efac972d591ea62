"""What the proxy's callers were told is in the log: however many call, and however it ends."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
import urllib.parse
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from tests.e2e.processes import ORDER_PARAMETER, aexdesk, write_json
from tests.e2e.proxied_live import LiveProxy, get, history
from tests.e2e.test_proxy import Proxied
from tests.e2e.upstreams import misbehaving
from tests.practice import world
from tests.practice.login.login import authorize

pytestmark = pytest.mark.slow
linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
CALLERS = 16
_MOST_MORE_MIB = 24
_MOST_WAITING = 64
"""Reads that wait to be written. A batch of as many may be under way."""


@pytest.fixture
def proxy() -> Iterator[LiveProxy]:
    with misbehaving() as upstream:
        running = LiveProxy(upstream.url)
        yield running
        running.stop()


class Callers:
    """Some callers with connections that stay open; `answered`: how many whole answers they hold in their hands."""

    def __init__(self, port: int, most: int, after: Callable[[int], None] = lambda answered: None) -> None:
        self.answered = 0
        self._begun = 0
        self._port = port
        self._most = most
        self._after = after

    def run(self) -> int:
        """Until all is asked, or the proxy is gone."""
        asyncio.run(self._run())
        return self.answered

    async def _run(self) -> None:
        async with asyncio.TaskGroup() as group:
            for _ in range(CALLERS):
                group.create_task(self._call())

    async def _call(self) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        try:
            while self._begun < self._most:
                self._begun += 1
                writer.write(get("ok", self._begun, closes=False))
                head = await reader.readuntil(b"\r\n\r\n")
                assert head.startswith(b"HTTP/1.1 200 "), head
                length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
                assert b"request_id" in await reader.readexactly(int(length))
                self.answered += 1
                self._after(self.answered)
        except (ConnectionError, asyncio.IncompleteReadError):
            return
        finally:
            writer.transport.abort()


@linux_only
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("count", [2_000, pytest.param(100_000, marks=pytest.mark.long)])
def test_as_many_are_in_the_log_as_were_asked(count: int, proxy: LiveProxy) -> None:
    assert Callers(proxy.port, 500).run() == 500
    before = proxy.memory()
    assert Callers(proxy.port, count - 500).run() == count - 500
    after = proxy.memory()
    print(f"{count:,} calls: VmRSS {before:.1f} -> {after:.1f} MiB, at most {proxy.memory('VmHWM'):.1f}")  # noqa: T201
    assert after < before + _MOST_MORE_MIB
    done = proxy.stop()
    assert (done.code, done.err) == (0, "")
    kept = history()
    assert len(kept) == count
    assert {(line["status"], line["error_code"]) for line in kept} == {(200, "")}


# ---------------------------------------------------------------- however it ends


@pytest.mark.skipif(sys.platform == "win32", reason="no signals there")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_what_was_answered_is_in_the_log_when_it_is_told_to_end(number: signal.Signals, proxy: LiveProxy) -> None:
    def after(answered: int) -> None:
        if answered == 300:
            proxy.process.send_signal(number)

    answered = Callers(proxy.port, 1_000_000, after).run()
    assert (proxy.end().code, answered >= 300) == (0, True)
    whole = [line for line in history() if line["status"] == 200]
    assert answered <= len(whole) <= answered + CALLERS


@pytest.mark.skipif(sys.platform == "win32", reason="no signals there")
def test_of_reads_only_the_last_moment_is_lost_where_it_is_killed(proxy: LiveProxy) -> None:
    """They are written some 50 ms after their answers, many at once: nobody waits for a disk that only reads."""

    def after(answered: int) -> None:
        if answered == 1_500:
            proxy.process.kill()

    answered = Callers(proxy.port, 1_000_000, after).run()
    assert proxy.end().code == -signal.SIGKILL
    kept = len(history())
    print(f"killed after {answered} answers: {answered - kept} of them are not in the log")  # noqa: T201
    assert answered >= 1_500
    assert answered - kept <= 2 * (_MOST_WAITING + CALLERS)


@pytest.fixture
def practice_proxy() -> Iterator[Proxied]:
    running = Proxied("--order-mismatch", "charge")
    yield running
    running.stop()


def _signed(proxy: Proxied, api: str, *arguments: str, session: str = "") -> bytes:
    """The body of a call, signed beforehand."""
    env = {"A_SECRET": proxy.told["app_secret"], "A_SESSION": session}
    words = (
        "--app-key",
        proxy.app_key,
        "--secret-env",
        "A_SECRET",
        *(("--session-env", "A_SESSION") if session else ()),
    )
    signed = aexdesk("sign", "--api", api, *words, *arguments, "--json", env=env).json
    return urllib.parse.urlencode(signed["params"]).encode()


def _send_and_kill(proxy: Proxied, path: str, bodies: list[bytes]) -> list[Any]:
    """The answers; the proxy is killed as soon as the last has come."""
    answers = [world.fetch(proxy.url + path, body).body for body in bodies]
    proxy.process.kill()
    assert proxy.end().code == -signal.SIGKILL
    return [json.loads(answer) for answer in answers]


@pytest.mark.skipif(sys.platform == "win32", reason="no signals there")
def test_an_order_is_in_the_log_before_its_answer_comes(practice_proxy: Proxied, tmp_path: Path) -> None:
    bodies = []
    for number in range(3):
        order = write_json(tmp_path, {ORDER_PARAMETER: practice_proxy.order() | {"out_order_id": f"o-{number}"}})
        session = practice_proxy.told["access_token"]
        bodies.append(_signed(practice_proxy, "aliexpress.ds.order.create", "--params", order, session=session))
    answers = _send_and_kill(practice_proxy, "/sync", bodies)
    assert [one["aliexpress_ds_order_create_response"]["result"]["is_success"] for one in answers] == [True] * 3
    assert [(line["api"], line["status"]) for line in history()] == [("aliexpress.ds.order.create", 200)] * 3


@pytest.mark.skipif(sys.platform == "win32", reason="no signals there")
def test_a_refused_order_is_in_the_log_before_its_refusal_comes(practice_proxy: Proxied, tmp_path: Path) -> None:
    order = write_json(tmp_path, {ORDER_PARAMETER: practice_proxy.order(country="FR")})
    session = practice_proxy.told["access_token"]
    body = _signed(practice_proxy, "aliexpress.ds.order.create", "--params", order, session=session)
    (answer,) = _send_and_kill(practice_proxy, "/sync", [body])
    assert answer["error_response"]["code"] == "GuardRefused"
    assert [line["error_code"] for line in history()] == ["GuardRefused"]


@pytest.mark.skipif(sys.platform == "win32", reason="no signals there")
def test_a_token_call_is_in_the_log_before_its_tokens_come(practice_proxy: Proxied) -> None:
    code = authorize(cast(world.Client, practice_proxy))
    create = _signed(practice_proxy, "/auth/token/create", "-p", f"code={code}")
    (answer,) = _send_and_kill(practice_proxy, "/rest/auth/token/create", [create])
    assert answer["access_token"]
    assert [(line["api"], line["status"]) for line in history()] == [("/auth/token/create", 200)]
