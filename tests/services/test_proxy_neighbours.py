"""A proxy of one process, found by another of the same data folder: by proof, for one environment, never unlocked."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from aexdesk.desk import Desk
from aexdesk.practice import Rules, start_practice
from aexdesk.workspace.environment import LIVE, PRACTICE, Environment
from tests.practice import world
from tests.services.worlds import FaultyVault

AT = replace(LIVE, base_url="http://127.0.0.1:9")


@asynccontextmanager
async def desks(folder: Path, *, for_window: bool = False) -> AsyncIterator[tuple[Desk, Desk]]:
    """One that runs a proxy, and one that looks for it; they share a folder. Live leads to where nobody answers."""
    vault = FaultyVault()
    running = Desk(folder / "data", for_window=for_window, vault=vault)
    looking = Desk(folder / "data", for_window=False, vault=vault)
    try:
        await running.open()
        await looking.open()
        await looking.environments.set_base_url("live", AT.base_url)
        yield running, looking
    finally:
        await looking.close()
        await running.close()


def notice(folder: Path, environment: str = "live") -> Path:
    return folder / "data" / f"proxy-{environment}.json"


async def test_it_is_found_while_it_runs(tmp_path: Path) -> None:
    async with desks(tmp_path) as (running, looking):
        assert await looking.proxying.find_running(AT) is None
        await running.proxying.start(AT, 0)
        url = running.proxying.state.url
        assert url is not None
        assert await looking.proxying.find_running(AT) == url
        assert notice(tmp_path).stat().st_mode & 0o077 == 0
        await running.proxying.stop()
        assert not notice(tmp_path).exists()
        assert await looking.proxying.find_running(AT) is None


async def test_one_of_another_environment_or_place_is_not_taken(tmp_path: Path) -> None:
    async with desks(tmp_path) as (running, looking):
        await running.proxying.start(AT, 0)
        assert await looking.proxying.find_running(PRACTICE) is None
        assert await looking.proxying.find_running(replace(AT, base_url="http://127.0.0.1:10")) is None
        notice(tmp_path, "practice").write_bytes(notice(tmp_path).read_bytes())
        assert await looking.proxying.find_running(PRACTICE) is None, "the proxy itself says which one it is for"


async def test_one_that_is_for_its_own_process_alone_is_not_found(tmp_path: Path) -> None:
    async with desks(tmp_path) as (running, looking):
        await running.proxying.start_somewhere(AT)
        assert await looking.proxying.find_running(AT) is None


@pytest.mark.parametrize(("environment", "is_found"), [(AT, False), (PRACTICE, True)])
async def test_a_window_can_unlock_live_so_nobody_joins_it_there(
    environment: Environment, is_found: bool, tmp_path: Path
) -> None:
    gateway = start_practice(0, rules=Rules(throttle=False))
    try:
        async with desks(tmp_path, for_window=True) as (running, looking):
            await running.practising.join(gateway.url)
            await running.proxying.start(environment, 0)
            found = await looking.proxying.find_running(environment)
            assert found == (running.proxying.state.url if is_found else None)
    finally:
        gateway.stop()


async def test_in_practice_it_must_lead_to_the_gateway_that_is_known_here(tmp_path: Path) -> None:
    first, second = (start_practice(0, rules=Rules(throttle=False)) for _ in range(2))
    try:
        async with desks(tmp_path) as (running, looking):
            await running.practising.join(first.url)
            await running.proxying.start(PRACTICE, 0)
            place = tmp_path / "data" / "practice-url.json"
            place.write_text(json.dumps(second.url), encoding="utf-8")
            assert await looking.proxying.find_running(PRACTICE) is None
            place.write_text(json.dumps(first.url), encoding="utf-8")
            assert await looking.proxying.find_running(PRACTICE) == running.proxying.state.url
            await running.practising.stop()
            assert await looking.proxying.find_running(PRACTICE) is None, "it leads nowhere any more"
    finally:
        first.stop()
        second.stop()


async def test_it_takes_back_only_its_own_word(tmp_path: Path) -> None:
    async with desks(tmp_path) as (running, looking):
        await running.proxying.start(AT, 0)
        await looking.proxying.start(AT, 0)
        await running.proxying.stop()
        assert json.loads(notice(tmp_path).read_text(encoding="utf-8"))["url"] == looking.proxying.state.url


# ---------------------------------------------------------------- others on its port


@contextmanager
def somebody(answer: bytes) -> Iterator[str]:
    """A program that answers everything with the same."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


async def ask(target: str, *more: Any) -> world.Answer:
    """In a thread: the proxy asks this loop before it answers."""
    return await asyncio.to_thread(world.fetch, target, *more)


@pytest.mark.parametrize("kind", ["an answer that was overheard", "a claim", "no text", "no JSON", "a flood", "a list"])
async def test_another_program_on_its_port_is_found_out(kind: str, tmp_path: Path) -> None:
    async with desks(tmp_path) as (running, looking):
        await running.proxying.start(AT, 0)
        url = running.proxying.state.url
        assert url is not None
        claim = {"environment": "live", "leads_to": AT.base_url, "proof": "0" * 64}
        said = {
            "an answer that was overheard": (await ask(f"{url}/_aexdesk/proxy?challenge=abc")).body,
            "a claim": json.dumps(claim).encode(),
            "no text": json.dumps(claim | {"proof": 7}).encode(),
            "no JSON": b"\xff{",
            "a flood": b" " * 1_000_000 + json.dumps(claim).encode(),
            "a list": b"[]",
        }[kind]
        kept = json.loads(notice(tmp_path).read_text(encoding="utf-8"))
        with somebody(said) as other:
            notice(tmp_path).write_text(json.dumps(kept | {"url": other}), encoding="utf-8")
            assert await looking.proxying.find_running(AT) is None


async def test_a_proxy_that_is_asked_by_way_of_another_program_does_not_vouch_for_it(tmp_path: Path) -> None:
    """The proof names the address, so what stands between cannot pass it on as its own."""
    async with desks(tmp_path) as (running, looking):
        await running.proxying.start(AT, 0)
        kept = json.loads(notice(tmp_path).read_text(encoding="utf-8"))
        same = kept["url"].replace("127.0.0.1", "localhost")
        notice(tmp_path).write_text(json.dumps(kept | {"url": same}), encoding="utf-8")
        assert await looking.proxying.find_running(AT) is None


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '"http://127.0.0.1:1"', '{"url": "http://127.0.0.1:1", "key": 5}', '{"url": 1, "key": "k"}',
     '{"url": "http://example.com", "key": "k"}', '{"url": "http://127.0.0.1:99999", "key": "k"}',
     '{"url": "http://127.0.0.1:1", "key": "k"}'],
)  # fmt: skip
async def test_a_notice_that_says_nothing_useful_is_none(text: str, tmp_path: Path) -> None:
    async with desks(tmp_path) as (_running, looking):
        notice(tmp_path).write_text(text, encoding="utf-8")
        assert await looking.proxying.find_running(AT) is None


async def test_it_tells_itself_to_no_web_page_and_to_no_odd_challenge(tmp_path: Path) -> None:
    async with desks(tmp_path) as (running, _looking):
        await running.proxying.start(AT, 0)
        url = f"{running.proxying.state.url}/_aexdesk/proxy"
        assert (await ask(f"{url}?challenge=abc")).status == 200
        for odd in ("", "?challenge=", "?challenge=a&challenge=b", "?challenge=a%0Ab", f"?challenge={'a' * 129}"):
            assert (await ask(url + odd)).status == 403, odd
        assert (await ask(f"{url}?challenge=abc", None, {"Origin": "null"})).status == 403
        assert (await ask(f"{url}?challenge=abc", b"x")).status == 403
