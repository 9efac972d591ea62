"""The page that the system's browser comes back to: one path, one port, this machine only, and always an end."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from aexdesk.desk import Desk
from aexdesk.faults import BadInput, NetworkFault
from aexdesk.gateway.late_tls import late_tls
from aexdesk.services.login import LoginAttempt
from aexdesk.workspace.environment import LIVE
from tests.services.worlds import APP_SECRET, a_desk, draft


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


async def _attempt(desk: Desk, callback: str) -> LoginAttempt:
    profile = await desk.profiles.add(draft("Shop", LIVE.name, callback_url=callback), APP_SECRET)
    return await desk.login.begin(profile)


@asynccontextmanager
async def _waiting(folder: Path, callback: str) -> AsyncIterator[tuple[Desk, LoginAttempt, asyncio.Task[str]]]:
    async with a_desk(folder) as desk:
        attempt = await _attempt(desk, callback)
        waiting = asyncio.get_running_loop().create_task(desk.callback_listener.wait(attempt))
        await asyncio.sleep(0)  # it binds before it waits
        try:
            yield desk, attempt, waiting
        finally:
            waiting.cancel()
            await asyncio.wait({waiting})


async def _get(url: str, method: str = "GET", **headers: str) -> httpx.Response:
    async with httpx.AsyncClient(trust_env=False, verify=late_tls()) as client:
        return await client.request(method, url, headers=headers)


@pytest.mark.parametrize(
    ("host", "rest"), [("127.0.0.1", "/callback"), ("localhost", "/ali/c%61ll?env=a%2Fb"), ("127.0.0.1", "")]
)
async def test_the_browser_comes_back_with_a_code(tmp_path: Path, host: str, rest: str) -> None:
    callback = f"http://{host}:{_free_port()}{rest}"
    async with _waiting(tmp_path, callback) as (desk, attempt, waiting):
        told = f"{'&' if '?' in rest else '?'}code=3_1_a%2Bb&state={attempt.state}"
        page = await _get(callback + told)
        assert (page.status_code, page.headers["cache-control"]) == (200, "no-store")
        assert page.headers["content-security-policy"].startswith("default-src 'none'")
        assert page.headers["referrer-policy"] == "no-referrer"
        assert "go back to AExDesk" in page.text
        assert "<script" not in page.text
        assert "3_1_a" not in page.text
        came = await asyncio.wait_for(waiting, 10)
        assert came == (callback if rest else callback + "/") + told
        assert desk.login.receive(attempt, came).code.reveal() == "3_1_a+b"
        with pytest.raises(httpx.ConnectError):
            await _get(callback)


async def test_a_refusal_comes_back_too(tmp_path: Path) -> None:
    callback = f"http://127.0.0.1:{_free_port()}/callback"
    async with _waiting(tmp_path, callback) as (desk, attempt, waiting):
        await _get(f"{callback}?error=access_denied&state={attempt.state}")
        with pytest.raises(BadInput, match="access_denied"):
            desk.login.receive(attempt, await asyncio.wait_for(waiting, 10))


async def test_anything_else_is_turned_away_and_the_waiting_goes_on(tmp_path: Path) -> None:
    port = _free_port()
    base = f"http://127.0.0.1:{port}"
    async with _waiting(tmp_path, f"{base}/callback?env=a") as (_desk, attempt, waiting):
        told = f"env=a&code=1&state={attempt.state}"
        for url, status in {
            f"{base}/": 404,
            f"{base}/favicon.ico": 404,
            f"{base}/Callback?{told}": 404,
            f"{base}/callback/?{told}": 404,
            f"{base}/callback?code=1": 404,
            f"{base}/callback?{told}&env=b": 404,
            f"http://localhost:{port}/callback?{told}": 404,
            f"{base}/callback?env=a": 400,
            f"{base}/callback?env=a&state={attempt.state}": 400,
        }.items():
            assert (await _get(url)).status_code == status, url
        assert (await _get(f"{base}/callback?{told}", Host="evil.example.test")).status_code == 403
        posted = await _get(f"{base}/callback?{told}", "POST")
        assert (posted.status_code, posted.headers["allow"]) == (405, "GET")
        assert not waiting.done()
        await _get(f"{base}/callback?{told}")
        assert (await asyncio.wait_for(waiting, 10)).endswith(told)


async def test_two_that_come_at_once_are_one_callback(tmp_path: Path) -> None:
    callback = f"http://127.0.0.1:{_free_port()}/callback"
    async with _waiting(tmp_path, callback) as (*_others, waiting):
        asked = (_get(f"{callback}?code={number}&state=s") for number in range(3))
        answers = await asyncio.gather(*asked, return_exceptions=True)
        for answer in answers:  # who comes after the first may find nobody there any more
            assert isinstance(answer, httpx.TransportError | httpx.Response)
            assert isinstance(answer, httpx.TransportError) or answer.status_code == 200
        assert (await asyncio.wait_for(waiting, 10)).startswith(callback)


async def test_cancelling_frees_the_port(tmp_path: Path) -> None:
    callback = f"http://127.0.0.1:{_free_port()}/callback"
    for number in range(2):
        (tmp_path / str(number)).mkdir()
        async with _waiting(tmp_path / str(number), callback) as (*_others, waiting):
            assert (await _get(callback)).status_code == 400
            waiting.cancel()
            with pytest.raises(asyncio.CancelledError):
                await waiting


async def test_a_taken_port_is_told(tmp_path: Path) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        async with a_desk(tmp_path) as desk:
            attempt = await _attempt(desk, f"http://127.0.0.1:{port}/callback")
            with pytest.raises(NetworkFault) as caught:
                await desk.callback_listener.wait(attempt)
    assert (caught.value.code, caught.value.values) == ("port_taken", {"port": port})


@pytest.mark.parametrize(
    "callback",
    ["https://127.0.0.1:8919/cb", "http://shop.example.test:8919/cb", "http://127.0.0.1/cb", "http://[::1]:8919/cb"],
)
async def test_what_is_no_loopback_callback_is_not_waited_for(tmp_path: Path, callback: str) -> None:
    async with a_desk(tmp_path) as desk:
        attempt = await _attempt(desk, callback)
        assert not attempt.can_listen
        with pytest.raises(BadInput, match="callback_not_loopback"):
            await desk.callback_listener.wait(attempt)
