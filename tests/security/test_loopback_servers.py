"""Every server of the app, asked as a web page would ask: by another name, from another origin, without any.

What a browser may send without asking first ("simple" requests) and what it loads beside a page are tried on the
practice gateway, its admin address, the guard proxy and the login's callback; and each listens on loopback alone.
"""

from __future__ import annotations

import asyncio
import os
import re
import socket
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from aexdesk.practice import RunningPractice, start_practice
from aexdesk.proxy import identity
from aexdesk.proxy.running import RunningProxy
from aexdesk.services.login import LoginAttempt
from aexdesk.workspace.environment import LIVE
from tests.gateway.fakes import answer, saying
from tests.proxy.bench import Bench, body_of, proxied, request
from tests.services.worlds import APP_SECRET, a_desk, draft

READ = "/sync?method=aliexpress.ds.product.get"
NO_HOSTS = (
    "evil.example.test", "127.0.0.1.evil.example.test", "localhost.evil.example.test", "localhost.", "0.0.0.0",
    "evil.example.test@127.0.0.1", "127.0.0.1@evil.example.test", "127.0.0.1:80:80", "127.1", "2130706433", "[::]", "",
    "localhost\t.evil.example.test",
)  # fmt: skip
"""What a name that is rebound to this machine looks like, and what only looks like this machine."""

FROM_A_PAGE: Mapping[str, tuple[str, ...]] = {
    "fetch": ("Origin: https://evil.example.test", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: cors"),
    "fetch, an old browser": ("Origin: https://evil.example.test",),
    "a sandboxed frame": ("Origin: null",),
    "a page of another port here": ("Origin: http://127.0.0.1:3000", "Sec-Fetch-Site: same-site"),
    "a picture or script": ("Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: image"),
    "a picture of a page here": ("Sec-Fetch-Site: same-site", "Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: image"),
    "a frame": ("Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: iframe"),
    "a link": ("Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"),
    "a socket": ("Origin: https://evil.example.test", "Upgrade: websocket", "Connection: Upgrade"),
}  # fmt: skip
SIMPLE = ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x")
"""What a page may post anywhere without asking first."""


async def ask(port: int, raw: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(raw)
        async with asyncio.timeout(20):
            return await reader.read()
    finally:
        writer.close()


def port_of(url: str) -> int:
    return int(url.rpartition(":")[2])


# ---------------------------------------------------------------- the servers


@dataclass(frozen=True)
class Servers:
    """All of them at once. `bench` is the proxy's; what reached its platform stands in `reached`."""

    practice: RunningPractice
    bench: Bench
    reached: list[bytes]
    attempt: LoginAttempt
    coming: asyncio.Task[str]

    @property
    def ports(self) -> dict[str, int]:
        return {
            "practice": port_of(self.practice.url),
            "proxy": self.bench.port,
            "callback": port_of(self.attempt.callback_url.removesuffix("/callback")),
        }


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    return port


@asynccontextmanager
async def running(folder: Path) -> AsyncIterator[Servers]:
    reached: list[bytes] = []
    with start_practice(0) as practice:
        async with a_desk(folder) as desk, proxied(folder, saying(answer(b"{}"), reached)) as bench:
            callback = f"http://127.0.0.1:{_free_port()}/callback"
            profile = await desk.profiles.add(draft("Shop", LIVE.name, callback_url=callback), APP_SECRET)
            attempt = await desk.login.begin(profile)
            coming = asyncio.get_running_loop().create_task(desk.callback_listener.wait(attempt))
            await asyncio.sleep(0)  # it binds before it waits
            try:
                yield Servers(practice, bench, reached, attempt, coming)
            finally:
                coming.cancel()
                await asyncio.wait({coming})


# ---------------------------------------------------------------- names


async def test_none_answers_to_another_name(tmp_path: Path) -> None:
    async with running(tmp_path) as servers:
        targets = [
            *((servers.ports["practice"], path) for path in ("/_practice/object", "/sync", "/oauth/authorize", "/")),
            *(
                (servers.ports["proxy"], path)
                for path in (READ, "/oauth/authorize?client_id=5", identity.IDENTITY_PATH)
            ),
            (servers.ports["callback"], f"/callback?code=1&state={servers.attempt.state}"),
        ]
        for port, path in targets:
            for host in NO_HOSTS:
                got = await ask(port, request(path, host=host))
                assert re.match(rb"HTTP/1\.1 40[03] ", got), (path, host, got)
            doubled = await ask(port, request(path, "Host: evil.example.test"))
            assert re.match(rb"HTTP/1\.1 40[03] ", doubled), (path, doubled)
        assert servers.reached == []
        assert not servers.coming.done()
        assert list(servers.practice.object.to_json()) != []


# ---------------------------------------------------------------- origins


@pytest.mark.parametrize("how", FROM_A_PAGE)
async def test_the_admin_address_is_closed_to_pages(how: str) -> None:
    with start_practice(0) as practice:
        port, told = port_of(practice.url), practice.object.to_json()
        for path in ("object", "log", "orders", "changes", "faults", "apps", "order-mismatch"):
            got = await ask(port, request(f"/_practice/{path}", *FROM_A_PAGE[how]))
            assert got.startswith(b"HTTP/1.1 403 "), (path, got)
            assert told["app_secret"].encode() not in got
        before = body_of(await ask(port, request("/_practice/faults")))
        for path, body in {"faults": b'{"api":"*","kind":"error"}', "reset": b"{}"}.items():
            for kind in SIMPLE:
                got = await ask(
                    port, request(f"/_practice/{path}", f"Content-Type: {kind}", *FROM_A_PAGE[how], body=body)
                )
                assert got.startswith(b"HTTP/1.1 403 "), (path, kind, got)
        assert body_of(await ask(port, request("/_practice/faults"))) == before


async def test_a_person_may_type_the_admin_address_and_programs_may_ask() -> None:
    with start_practice(0) as practice:
        port = port_of(practice.url)
        for headers in ((), ("Sec-Fetch-Site: none", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document")):
            assert (await ask(port, request("/_practice/object", *headers))).startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize("how", FROM_A_PAGE)
async def test_the_proxy_carries_nothing_for_a_page(how: str, tmp_path: Path) -> None:
    reached: list[bytes] = []
    async with proxied(tmp_path, saying(answer(b"{}"), reached)) as bench:
        for target in (READ, "/rest/auth/token/create?code=1", "/nothing"):
            got = await bench.ask(request(target, *FROM_A_PAGE[how]))
            assert got.startswith(b"HTTP/1.1 403 "), (target, got)
        for kind in SIMPLE:
            got = await bench.ask(request("/sync", f"Content-Type: {kind}", *FROM_A_PAGE[how], body=b"method=x"))
            assert got.startswith(b"HTTP/1.1 403 "), (kind, got)
    assert reached == []
    assert bench.kept == []


async def test_a_developers_page_may_lead_to_the_login_through_the_proxy(tmp_path: Path) -> None:
    async with proxied(tmp_path, saying(answer(b"{}"), [])) as bench:
        led = await bench.ask(request("/oauth/authorize?client_id=5", *FROM_A_PAGE["a link"]))
        fetched = await bench.ask(request("/oauth/authorize?client_id=5", *FROM_A_PAGE["fetch"]))
    assert led.startswith(b"HTTP/1.1 302 ")
    assert fetched.startswith(b"HTTP/1.1 403 ")


@pytest.mark.parametrize("how", FROM_A_PAGE)
async def test_a_proxy_tells_no_page_who_it_is(how: str, tmp_path: Path) -> None:
    asked: list[str] = []

    async def prove(challenge: str) -> Mapping[str, str]:
        asked.append(challenge)
        return {}

    bench = Bench(tmp_path)
    from aexdesk.proxy import start_proxy

    proxy: RunningProxy = start_proxy(0, bench.make_gateway, bench.door, prove)
    try:
        target = f"{identity.IDENTITY_PATH}?{identity.CHALLENGE}=abc"
        assert (await ask(port_of(proxy.url), request(target, *FROM_A_PAGE[how]))).startswith(b"HTTP/1.1 403 ")
        assert asked == []
        assert (await ask(port_of(proxy.url), request(target))).startswith(b"HTTP/1.1 200 ")
    finally:
        await asyncio.to_thread(proxy.stop)


async def test_a_page_cannot_bring_a_code_of_its_own_by_a_picture_or_a_frame(tmp_path: Path) -> None:
    """By a link it could, as the platform does: then `state` decides, in Login.receive."""
    async with running(tmp_path) as servers:
        port = servers.ports["callback"]
        target, host = f"/callback?code=evil&state={servers.attempt.state}", f"127.0.0.1:{port}"
        for how in ("a picture or script", "a picture of a page here", "a frame"):
            got = await ask(port, request(target, *FROM_A_PAGE[how], host=host))
            assert got.startswith(b"HTTP/1.1 403 "), got
        assert not servers.coming.done()
        led = await ask(port, request(target, *FROM_A_PAGE["a link"], host=host))
        assert led.startswith(b"HTTP/1.1 200 ")
        assert await asyncio.wait_for(servers.coming, 20)


async def test_no_server_lets_another_origin_read_its_answers(tmp_path: Path) -> None:
    """Neither when asked beforehand (a preflight), nor in an answer."""
    preflight = ("Access-Control-Request-Method: POST", "Access-Control-Request-Private-Network: true")
    async with running(tmp_path) as servers:
        paths = {
            "practice": ("/sync", "/_practice/faults", "/oauth/authorize"),
            "proxy": ("/sync",),
            "callback": ("/callback",),
        }
        for name, port in servers.ports.items():
            for path in paths[name]:
                for method in ("OPTIONS", "GET", "POST"):
                    origin = "Origin: https://evil.example.test"
                    got = await ask(
                        port, request(path, origin, *preflight, method=method, body=b"x" if method == "POST" else b"")
                    )
                    assert b"access-control-" not in got.lower(), (name, path, method)
                    assert method != "OPTIONS" or not re.match(rb"HTTP/1\.1 2", got), (name, path, got)


# ---------------------------------------------------------------- where they listen


def listening(pid: int) -> dict[int, str]:
    """Port and address of each TCP socket that this process listens on, as the kernel tells it."""
    inodes = {os.readlink(f"/proc/{pid}/fd/{name}") for name in os.listdir(f"/proc/{pid}/fd") if _is_link(pid, name)}
    found = {}
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            address, _, port = fields[1].partition(":")
            if fields[3] == "0A" and f"socket:[{fields[9]}]" in inodes:
                found[int(port, 16)] = address
    return found


def _is_link(pid: int, name: str) -> bool:
    return Path(f"/proc/{pid}/fd/{name}").is_symlink()


LOOPBACK = "0100007F"
"""127.0.0.1 as the kernel writes it on the machines that this runs on."""


@pytest.mark.skipif(sys.platform != "linux" or sys.byteorder != "little", reason="reads Linux's /proc")
async def test_each_listens_on_loopback_alone(tmp_path: Path) -> None:
    before = listening(os.getpid())
    with socket.create_server(("0.0.0.0", 0)) as everywhere:
        assert listening(os.getpid())[everywhere.getsockname()[1]] == "00000000"
    async with running(tmp_path) as servers:
        there = {port: address for port, address in listening(os.getpid()).items() if port not in before}
        assert set(servers.ports.values()) <= set(there)
        assert set(there.values()) == {LOOPBACK}
