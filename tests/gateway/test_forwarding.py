"""forwarding: what arrived is what leaves, what came is passed on, and both stand in the log without secrets."""

from __future__ import annotations

import asyncio
import gzip
import json
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import pytest

from aexdesk.faults import StorageFault, VaultUnavailable
from aexdesk.gateway import answer_copy
from aexdesk.secret import MASK
from aexdesk.workspace.body import IN_MEMORY_LIMIT
from tests.gateway.fakes import ORDER, READ, SESSION, answer, read_request, saying, serving, signed
from tests.proxy.bench import CASE, answered, body_of, error_of, proxied, request, until

FORM = "Content-Type: application/x-www-form-urlencoded;charset=UTF-8"
BOTH_WAYS = [False, True]
READING = f"/sync?method={READ}"
OK = answer(b'{"x_response":{"rsp_code":"200","request_id":"r1"}}', "X-Odd: \xe9  two")
TOKENS = json.dumps(
    {"access_token": "CANARY-new-session", "refresh_token": "CANARY-new-refresh", "account": "Buyer@loan.example"}
).encode()


def order(**changes: object) -> bytes:
    item = {"product_id": changes.get("item", CASE.item_id), "product_count": 1}
    asked = {"product_items": [item], "logistics_address": {"country": "US"}, "out_order_id": "mine-1"}
    made = signed(ORDER, (("param_place_order_request4_open_api_d_t_o", json.dumps(asked)),))
    return request("/sync", FORM, body=made.body)


@pytest.mark.parametrize("by_httpx", BOTH_WAYS)
@pytest.mark.parametrize(
    ("target", "headers", "body"),
    [
        (
            "/sync?method=aliexpress.ds.product.get&x=%7e%2F+y&&z=",
            ("X-MixedCase:  two  blanks", "x-Again: 1", "x-again2: 2"),
            b"",
        ),
        (
            "/sync",
            (FORM, "ACCEPT-encoding: br;q=1, gzip"),
            b"method=aliexpress.ds.product.get&x=%E2%82%AC&&empty=",
        ),
        ("/rest/auth/token/x?", ("Cookie: a=b",), b""),
        ("/rest?method=aliexpress.ds.product.get", (FORM,), b"a=1"),
    ],
)
async def test_it_leaves_byte_for_byte(
    target: str, headers: tuple[str, ...], body: bytes, by_httpx: bool, tmp_path: Path
) -> None:
    seen: list[bytes] = []
    async with proxied(tmp_path, saying(OK, seen), by_httpx=by_httpx) as bench:
        sent = request(target, *headers, body=body, closes=False)
        reader, writer = await asyncio.open_connection("127.0.0.1", bench.port)
        writer.write(sent)
        assert (await reader.read(12)).startswith(b"HTTP/1.1 200")
        writer.close()
    port = bench.there.base_url.rpartition(":")[2].encode()
    # HTTP itself leaves blanks around a header's value out; everything else is the same byte.
    expected = sent.replace(b"Host: 127.0.0.1", b"Host: 127.0.0.1:" + port).replace(b":  two", b": two")
    assert seen == [expected]


async def test_only_what_belongs_to_one_connection_stays_behind(tmp_path: Path) -> None:
    seen: list[bytes] = []
    own = ("Keep-Alive: 5", "TE: trailers", "Connection: X-Mine, close", "X-Mine: 1", "X-Other: 2")
    async with proxied(tmp_path, saying(OK, seen)) as bench:
        await bench.ask(request("/sync?method=aliexpress.ds.product.get", *own, closes=False))
    head = seen[0].lower()
    assert b"x-other: 2" in head
    assert all(name not in head for name in (b"keep-alive", b"te:", b"x-mine", b"connection"))


async def test_a_body_in_chunks_leaves_whole_and_its_trailer_not_at_all(tmp_path: Path) -> None:
    seen: list[bytes] = []
    chunked = b"4\r\nmeth\r\n9\r\nod=a.b.ge\r\n1\r\nt\r\n0\r\nmethod: aliexpress.ds.order.create\r\n\r\n"
    async with proxied(tmp_path, saying(OK, seen)) as bench:
        await bench.ask(request("/sync", FORM, "Transfer-Encoding: chunked", body=chunked, method="POST"))
    assert seen[0].endswith(b"\r\nContent-Length: 14\r\n\r\nmethod=a.b.get")
    assert b"order.create" not in seen[0]


async def test_an_environment_with_other_paths(tmp_path: Path) -> None:
    seen: list[bytes] = []
    async with proxied(tmp_path, saying(OK, seen), sync_path="/v2/call", rest_path="/v2/system") as bench:
        await bench.ask(request("/sync?method=aliexpress.ds.product.get&x=1"))
        await bench.ask(request("/rest/a/b?x=1"))
    lines = [one.partition(b" HTTP")[0] for one in seen]
    assert lines == [b"GET /v2/call?method=aliexpress.ds.product.get&x=1", b"GET /v2/system/a/b?x=1"]


@pytest.mark.parametrize("by_httpx", BOTH_WAYS)
async def test_the_answer_is_passed_on_to_the_byte(by_httpx: bool, tmp_path: Path) -> None:
    packed = gzip.compress(b'{"x_response":{"rsp_code":"500","rsp_msg":"no"}}')
    said = answer(packed, "Content-Encoding: gzip", "X-Twice: 1", "X-Twice: 2", status="418 I'm a teapot")
    async with proxied(tmp_path, saying(said), by_httpx=by_httpx) as bench:
        got = await bench.ask(request("/sync?method=aliexpress.ds.product.get", "Accept-Encoding: gzip"))
    assert got.startswith(b"HTTP/1.1 418 ")
    assert got.lower().count(b"x-twice: ") == 2
    assert body_of(got) == packed
    (kept,) = bench.kept
    assert kept.response is not None
    assert kept.response.body.data == gzip.decompress(packed)  # and the log can be read
    assert kept.door == "proxy"


@pytest.mark.parametrize(
    ("encoding", "pack"), [("deflate", zlib.compress), ("deflate", lambda data: zlib.compress(data)[2:-4])]
)
async def test_both_forms_of_deflate_are_read_for_the_log(encoding: str, pack: object, tmp_path: Path) -> None:
    plain = b'{"x_response":{"session":"CANARY-told","request_id":"r7"}}'
    said = answer(pack(plain), f"Content-Encoding: {encoding}")  # type: ignore[operator]
    async with proxied(tmp_path, saying(said)) as bench:
        await bench.ask(request(READING))
    assert bench.kept[0].request_id == "r7"
    assert "CANARY" not in repr(bench.kept)


@pytest.mark.parametrize(
    ("encoding", "body"), [("br", b"CANARY in what nobody here reads"), ("gzip", b"CANARY: no gzip at all")]
)
async def test_what_cannot_be_read_is_passed_on_and_not_kept(encoding: str, body: bytes, tmp_path: Path) -> None:
    async with proxied(tmp_path, saying(answer(body, f"Content-Encoding: {encoding}"))) as bench:
        got = await bench.ask(request(READING))
    assert body_of(got) == body
    assert bench.kept[0].guard.notes == ("body_not_kept",)
    assert bench.kept[0].error is None, "to the caller, who can read it, it may well be the answer"
    assert "CANARY" not in repr(bench.kept)


def body_files_in(folder: Path) -> list[Path]:
    return list(folder.rglob("*.body"))


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
@pytest.mark.fault("oversized", "compressed bomb")
async def test_what_is_too_long_is_passed_on_whole_and_not_kept(
    pack: Callable[[bytes], bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answer_copy, "MOST_BYTES", 3 * IN_MEMORY_LIMIT)
    body = pack(b"x" * (4 * IN_MEMORY_LIMIT))
    headers = ("Content-Encoding: gzip",) if pack is gzip.compress else ()
    async with proxied(tmp_path, saying(answer(body, *headers))) as bench:
        got = await bench.ask(request(READING))
    assert body_of(got) == body
    assert bench.kept[0].guard.notes == ("body_not_kept",)
    assert bench.kept[0].error is None
    assert body_files_in(tmp_path) == []


async def test_what_cannot_be_read_is_an_error_all_the_same_where_its_status_is_one(tmp_path: Path) -> None:
    said = answer(b"CANARY", "Content-Encoding: br", status="503 Busy")
    async with proxied(tmp_path, saying(said)) as bench:
        await bench.ask(request(READING))
    assert error_of(bench.kept[0]).code == "HTTP 503"


async def test_no_secret_reaches_the_log(tmp_path: Path) -> None:
    made = signed(READ)
    async with proxied(tmp_path, saying(answer(b'{"session":"' + SESSION.reveal().encode() + b'"}'))) as bench:
        await bench.ask(request("/sync", FORM, f"X-S: {SESSION.reveal()}", "Cookie: CANARY=1", body=made.body))
    (kept,) = bench.kept
    assert "CANARY" not in repr(kept)
    assert ("session", "{{session:t1}}") in [(one.name, one.value) for one in kept.request.parameters]
    assert "session{{session:t1}}" in kept.request.string_to_sign
    assert (kept.profile, kept.app_key, kept.guard.notes) == ("shop", "500001", ())


async def test_a_wrong_signature_is_noted_and_goes_on(tmp_path: Path) -> None:
    seen: list[bytes] = []
    made = signed(READ)
    async with proxied(tmp_path, saying(OK, seen)) as bench:
        await bench.ask(request("/sync", FORM, body=made.body.replace(b"sign=", b"sign=0")))
        await bench.ask(request("/sync", FORM, body=made.body.replace(b"app_key=500001", b"app_key=7")))
    assert len(seen) == 2
    assert [one.guard.notes for one in bench.kept] == [("signature_wrong",), ()]  # of an unknown app nobody can tell


async def test_an_order_that_matches_leaves_and_is_in_the_log_before_its_answer(tmp_path: Path) -> None:
    seen: list[bytes] = []
    async with proxied(tmp_path, saying(OK, seen)) as bench:
        bench.recorder.gate = asyncio.Event()
        asking = asyncio.get_running_loop().create_task(bench.ask(order()))
        await until(bench.recorder.entered.is_set)
        assert seen
        assert not asking.done()  # the answer has come, and waits for the log
        bench.recorder.gate.set()
        # The event belongs to the proxy's loop by now: another call there wakes it.
        await bench.ask(request(READING))
        assert body_of(await asking) == body_of(OK)
    assert [one.guard.reason for one in bench.kept] == ["matches_test_case", "reads"]


async def test_an_order_that_differs_never_leaves(tmp_path: Path) -> None:
    seen: list[bytes] = []
    async with proxied(tmp_path, saying(OK, seen)) as bench:
        got = await bench.ask(order(item="999"))
    assert seen == []
    told = json.loads(body_of(got))["error_response"]
    assert (told["type"], told["code"]) == ("ISV", "GuardRefused")
    assert "Item ID: expected 1005, found 999" in told["msg"]
    assert got.startswith(b"HTTP/1.1 200 ")
    assert b"\r\nx-aexdesk-verdict: refused\r\n" in got
    (kept,) = bench.kept
    assert (kept.guard.allowed, kept.api, kept.response) == (False, ORDER, None)


async def test_a_request_with_two_readings_never_leaves_and_its_secrets_stay_hidden(tmp_path: Path) -> None:
    seen: list[bytes] = []
    async with proxied(tmp_path, saying(OK, seen)) as bench:
        twice = urlencode({"method": "aliexpress.ds.product.get", "session": "CANARY-1"})
        await bench.ask(request(f"/sync?{twice}", FORM, body=b"method=a.c.get&refresh_token=CANARY-2"))
        await bench.ask(request("/rest/auth//token/create?code=CANARY-3"))
    assert seen == []
    assert [one.guard.reason for one in bench.kept] == ["unclear_request"] * 2
    assert "CANARY" not in repr(bench.kept)


async def test_reads_ask_for_no_facts_and_orders_do(tmp_path: Path) -> None:
    async with proxied(tmp_path, saying(OK)) as bench:
        await bench.ask(request(READING))
        assert bench.facts.asked == 0
        await bench.ask(order())
        assert bench.facts.asked == 1


async def test_an_order_without_an_id_of_its_own_is_noted(tmp_path: Path) -> None:
    async with proxied(tmp_path, saying(OK)) as bench:
        await bench.ask(order())
        asked = {"product_items": [{"product_id": "1005", "product_count": 1}], "logistics_address": {"country": "US"}}
        made = signed(ORDER, (("param_place_order_request4_open_api_d_t_o", json.dumps(asked)),))
        await bench.ask(request("/sync", FORM, body=made.body))
    assert [one.guard.notes for one in bench.kept] == [(), ("out_order_id_missing",)]


# ---------------------------------------------------------------- tokens


def refresh() -> bytes:
    made = signed("/auth/token/refresh", (("refresh_token", "CANARY-old-refresh"),))
    return request("/rest/auth/token/refresh", FORM, body=made.body)


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
async def test_tokens_that_pass_are_learned_and_not_written_down(pack: object, tmp_path: Path) -> None:
    body = pack(TOKENS)  # type: ignore[operator]
    encoding = "identity" if body == TOKENS else "gzip"
    async with proxied(tmp_path, saying(answer(body, f"Content-Encoding: {encoding}"))) as bench:
        got = await bench.ask(refresh())
    assert body_of(got) == body
    (seen,) = bench.acquaintance.seen
    assert seen.answer.access_token.reveal() == "CANARY-new-session"
    assert seen.spent is not None
    assert (seen.app_key, seen.spent.reveal()) == ("500001", "CANARY-old-refresh")
    assert "CANARY" not in repr(bench.kept)
    assert MASK.encode() in answered(bench.kept[0]).body.data


async def test_a_vault_that_is_shut_is_told_and_the_answer_goes_on(tmp_path: Path) -> None:
    async with proxied(tmp_path, saying(answer(TOKENS))) as bench:
        bench.acquaintance.fault = VaultUnavailable("vault_missing")
        assert body_of(await bench.ask(refresh())) == TOKENS
    assert [one.code for one in bench.troubles] == ["vault_missing"]


async def test_an_error_teaches_nothing(tmp_path: Path) -> None:
    said = answer(b'{"type":"ISV","code":"IllegalRefreshToken","message":"no"}')
    async with proxied(tmp_path, saying(said)) as bench:
        await bench.ask(refresh())
    assert bench.acquaintance.seen == []


# ---------------------------------------------------------------- trouble


@pytest.mark.parametrize("by_httpx", BOTH_WAYS)
@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"\x00\xff garbage \r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: \x01\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n",
    ],
)
@pytest.mark.parametrize("asked", [request(READING), order()])
async def test_no_answer_is_told_as_one_and_recorded(said: bytes, asked: bytes, by_httpx: bool, tmp_path: Path) -> None:
    async with proxied(tmp_path, saying(said), by_httpx=by_httpx) as bench:
        got = await bench.ask(asked)
    assert got.startswith(b"HTTP/1.1 502 ")
    assert json.loads(body_of(got))["error_response"]["code"] == "NoAnswer"
    (kept,) = bench.kept
    assert kept.error is not None
    assert (kept.error.kind, kept.error.code) == ("network", "connection_lost")


@pytest.mark.parametrize("by_httpx", BOTH_WAYS)
@pytest.mark.fault("truncated")
async def test_an_answer_that_breaks_off_breaks_off_for_the_caller_too(by_httpx: bool, tmp_path: Path) -> None:
    said = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"
    async with proxied(tmp_path, saying(said), by_httpx=by_httpx) as bench:
        with pytest.raises(ConnectionResetError):
            await bench.ask(request(READING))
    assert error_of(bench.kept[0]).code == "connection_lost"


@pytest.mark.parametrize("by_httpx", BOTH_WAYS)
async def test_a_caller_that_goes_away_ends_a_read_but_not_an_order(by_httpx: bool, tmp_path: Path) -> None:
    arrived, gone, left = asyncio.Queue[bytes](), asyncio.Event(), asyncio.Event()

    async def slow(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        raw = await read_request(reader)
        arrived.put_nowait(raw)
        if b"order.create" in raw:
            await gone.wait()
            writer.write(OK)
            await writer.drain()
        else:
            assert await reader.read() == b""  # the proxy has hung up
            left.set()

    async with proxied(tmp_path, slow, by_httpx=by_httpx) as bench:
        for raw in (request(READING), order()):
            _reader, writer = await asyncio.open_connection("127.0.0.1", bench.port)
            writer.write(raw)
            await arrived.get()
            writer.close()
        await asyncio.wait_for(left.wait(), 10)
        gone.set()
        await until(lambda: len(bench.kept) == 2)
    read, ordered = sorted(bench.kept, key=lambda one: one.api == ORDER)
    assert error_of(read).code == "cancelled"
    assert (ordered.error, answered(ordered).status) == (None, 200)


async def test_what_is_under_way_when_it_stops_is_in_the_log(tmp_path: Path) -> None:
    arrived = asyncio.Queue[bytes]()

    async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        arrived.put_nowait(await read_request(reader))
        await reader.read()

    async with proxied(tmp_path, hang) as bench:
        asking = [asyncio.get_running_loop().create_task(bench.ask(raw)) for raw in (request(READING), order())]
        for _ in asking:
            await arrived.get()
    await asyncio.gather(*asking, return_exceptions=True)
    assert [error_of(one).code for one in bench.kept] == ["cancelled", "cancelled"]


async def test_a_log_that_cannot_be_written_is_told_and_costs_no_answer(tmp_path: Path) -> None:
    async with proxied(tmp_path, saying(OK)) as bench:
        bench.recorder.fault = StorageFault("disk_full", path="x")
        assert body_of(await bench.ask(request(READING))) == body_of(OK)
        assert body_of(await bench.ask(order())) == body_of(OK)
    assert [one.code for one in bench.troubles] == ["disk_full"] * 2


async def test_a_hundred_megabytes_pass_as_they_come_and_lie_in_a_file(tmp_path: Path) -> None:
    piece, count = b"x" * 65_536, 1_600

    async def stream(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % (len(piece) * count))
        for _ in range(count):
            writer.write(piece)
            await writer.drain()

    async with proxied(tmp_path, stream) as bench:
        reader, writer = await asyncio.open_connection("127.0.0.1", bench.port)
        writer.write(request(READING))
        await reader.readuntil(b"\r\n\r\n")
        size = 0
        while chunk := await reader.read(1 << 20):
            size += len(chunk)
        writer.close()
    assert size == len(piece) * count
    body = answered(bench.kept[0]).body
    assert (body.size, body.file is not None) == (size, True)


async def test_many_reads_share_a_commit(tmp_path: Path) -> None:
    async with proxied(tmp_path, saying(OK)) as bench:
        await asyncio.gather(*(bench.ask(request(f"{READING}&n={number}")) for number in range(60)))
    assert len(bench.kept) == 60
    assert len(bench.recorder.batches) < 30


# ---------------------------------------------------------------- the way


async def test_elsewhere_calls_go_through_the_http_proxy_of_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bytes] = []
    async with serving(saying(OK, seen)) as port:
        monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{port}")
        async with proxied(tmp_path, saying(OK)) as bench:
            bench.environment = replace(bench.there, base_url="http://platform.invalid")
            assert body_of(await bench.ask(request(f"{READING}&x=%7e"))) == body_of(OK)
            bench.environment = replace(bench.there, base_url=f"http://localhost:{bench.upstream}")
            assert body_of(await bench.ask(request(READING))) == body_of(OK)
    assert [one.partition(b" HTTP")[0] for one in seen] == [f"GET http://platform.invalid{READING}&x=%7e".encode()]


async def test_an_http_proxy_is_asked_for_the_platform_and_learns_nothing_of_a_call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bytes] = []
    async with serving(saying(b"HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n", seen)) as port:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{port}")
        async with proxied(tmp_path, saying(OK)) as bench:
            bench.environment = replace(bench.there, base_url="https://platform.invalid")
            await bench.ask(request(f"{READING}&session=CANARY", "Cookie: CANARY"))
    assert [one.partition(b" HTTP")[0] for one in seen] == [b"CONNECT platform.invalid:443"]
    assert b"CANARY" not in seen[0]
    assert error_of(bench.kept[0]).code == "proxy_failed"


async def test_tls_is_spoken_on_this_machine_too(tmp_path: Path) -> None:
    seen: list[bytes] = []
    async with serving(saying(OK, seen), tls=True) as port, proxied(tmp_path, saying(OK)) as bench:
        bench.environment = replace(bench.there, base_url=f"https://localhost:{port}")
        assert (await bench.ask(request(READING))).startswith(b"HTTP/1.1 502 ")
    assert (error_of(bench.kept[0]).code, seen) == ("tls_failed", [])
