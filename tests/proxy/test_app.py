"""proxy: which addresses it has, whom it lets in, what it says to everybody else."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from aexdesk.i18n import PSEUDO, use_language
from aexdesk.proxy.app import BODY_LIMIT
from tests.gateway.fakes import answer, saying
from tests.proxy.bench import body_of, proxied, request

OK = answer(b"{}")
READ = "/sync?method=aliexpress.ds.product.get"


async def test_the_login_is_pointed_to_and_its_query_is_not_touched(tmp_path: Path) -> None:
    seen: list[bytes] = []
    async with proxied(tmp_path, saying(OK, seen), authorize_path="/oauth/elsewhere") as bench:
        got = await bench.ask(request("/oauth/authorize?client_id=5&redirect_uri=http%3a%2F%2Fx&&state=%zz+"))
    assert got.startswith(b"HTTP/1.1 302 ")
    there = f"{bench.there.base_url}/oauth/elsewhere"
    assert f"location: {there}?client_id=5&redirect_uri=http%3a%2F%2Fx&&state=%zz+\r\n".encode() in got
    assert seen == []


@pytest.mark.parametrize(
    "target",
    ["/", "/sync/", "/syncx", "/SYNC", "/%73ync", "//sync", "/rest%2fx", "/restx", "/router/rest", "/oauth/token",
     "/_practice/orders", "/./sync", "/sync#x"],
)  # fmt: skip
async def test_nothing_else_is_there(target: str, tmp_path: Path) -> None:
    seen: list[bytes] = []
    async with proxied(tmp_path, saying(OK, seen)) as bench:
        got = await bench.ask(request(f"{target}?method=aliexpress.ds.product.get"))
    assert got.startswith((b"HTTP/1.1 404 ", b"HTTP/1.1 400 "))
    assert seen == []


async def test_an_absolute_address_is_none_of_ours(tmp_path: Path) -> None:
    seen: list[bytes] = []
    async with proxied(tmp_path, saying(OK, seen)) as bench:
        got = await bench.ask(request(f"http://127.0.0.1:{bench.port}{READ}"))
    assert got.startswith(b"HTTP/1.1 404 ")
    assert seen == []


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:8918"])
async def test_web_pages_are_refused(origin: str, tmp_path: Path) -> None:
    seen: list[bytes] = []
    async with proxied(tmp_path, saying(OK, seen)) as bench:
        got = await bench.ask(request(READ, f"Origin: {origin}"))
        other = await bench.ask(request(READ, host="evil.example"))
    assert got.startswith(b"HTTP/1.1 403 ")
    assert other.startswith(b"HTTP/1.1 403 ")
    assert seen == []


@pytest.mark.parametrize("is_told", [True, False])
async def test_a_body_that_is_too_long_is_refused_and_told(is_told: bool, tmp_path: Path) -> None:
    seen: list[bytes] = []
    async with proxied(tmp_path, saying(OK, seen)) as bench:
        reader, writer = await asyncio.open_connection("127.0.0.1", bench.port)
        if is_told:
            writer.write(request("/sync", f"Content-Length: {BODY_LIMIT + 1}", method="POST"))
        else:
            writer.write(request("/sync", "Transfer-Encoding: chunked", method="POST"))
            writer.write(b"%x\r\n%b\r\n" % (BODY_LIMIT + 1, b"x" * (BODY_LIMIT + 1)))
        got = await reader.read()
        writer.close()
    told = json.loads(body_of(got))["error_response"]
    assert told["code"] == "GuardRefused"
    assert "longer than 8 MiB" in told["msg"]
    assert seen == []
    (kept,) = bench.kept
    assert [one.expected for one in kept.guard.differences] == ["body_too_long"]


async def test_a_refusal_is_flat_where_system_interfaces_are(tmp_path: Path) -> None:
    async with proxied(tmp_path, saying(OK)) as bench:
        got = await bench.ask(request("/rest/a//b"))
    told = json.loads(body_of(got))
    assert (told["code"], told["type"], told["msg"]) == ("GuardRefused", "ISV", told["message"])


async def test_it_speaks_english_whatever_the_window_does(tmp_path: Path) -> None:
    use_language(PSEUDO)
    try:
        async with proxied(tmp_path, saying(OK)) as bench:
            got = await bench.ask(request("/rest/a//b"))
    finally:
        use_language("en")
    assert b"The guard cannot read this request in one way only. Nothing was sent." in got


async def test_without_a_place_to_go_it_says_so(tmp_path: Path) -> None:
    async with proxied(tmp_path, saying(OK)) as bench:
        bench.environment = None
        got = await bench.ask(request(READ))
    assert got.startswith(b"HTTP/1.1 502 ")
    assert json.loads(body_of(got))["error_response"]["code"] == "NoAnswer"


@pytest.mark.parametrize("count", [100, pytest.param(1000, marks=pytest.mark.long)])
async def test_connections_that_break_half_way_leave_nothing(count: int, tmp_path: Path) -> None:
    seen: list[bytes] = []
    async with proxied(tmp_path, saying(OK, seen)) as bench:
        whole = request(
            "/sync", "Content-Type: application/x-www-form-urlencoded", body=b"method=aliexpress.ds.product.get&x=1"
        )
        for start in range(0, count, 50):
            pairs = [await asyncio.open_connection("127.0.0.1", bench.port) for _ in range(50)]
            for number, (_reader, writer) in enumerate(pairs):
                writer.write(whole[: 1 + (start + number) * 7 % (len(whole) - 1)])
                if number % 2:
                    writer.transport.abort()
                else:
                    writer.close()
        assert body_of(await bench.ask(whole)) == b"{}"
    assert len(seen) == 1
    assert len(bench.kept) == 1
