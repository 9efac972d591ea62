"""The one way out: what is refused is not sent, what is sent is recorded, and no secret stays in the record."""

from __future__ import annotations

import asyncio
import gzip
import json
import socket
import struct
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from aexdesk.faults import StorageFault
from aexdesk.gateway import answer_reading, sent_calls
from aexdesk.openplatform.request import SignedRequest
from aexdesk.storage.body_files import BodyFiles
from aexdesk.workspace.body import IN_MEMORY_LIMIT
from aexdesk.workspace.environment import LIVE, PRACTICE
from aexdesk.workspace.exchange import CallError, Exchange
from tests.gateway.fakes import (
    APP_SECRET,
    ORDER,
    READ,
    SESSION,
    Bench,
    Handler,
    answer,
    at,
    read_request,
    saying,
    serving,
    signed,
)
from tests.test_redaction import every_text, forms_of

GOOD = b'{"aliexpress_ds_product_get_response":{"rsp_code":200,"result":{"id":18446744073709551615}},"request_id":"r1"}'


def mock(*answers: httpx.Response | Exception, seen: list[httpx.Request] | None = None) -> httpx.MockTransport:
    left = list(answers)

    def respond(request: httpx.Request) -> httpx.Response:
        if seen is not None:
            seen.append(request)
        said = left.pop(0)
        if isinstance(said, Exception):
            raise said
        return said

    return httpx.MockTransport(respond)


def json_answer(body: bytes = GOOD, **headers: str) -> httpx.Response:
    return httpx.Response(200, headers=headers, content=body)


async def once(
    folder: Path, handle: Handler, pairs: tuple[tuple[str, str], ...] = (), **call: Any
) -> tuple[Exchange, Bench]:
    """One call to a server that behaves as `handle`."""
    async with serving(handle) as port, Bench(folder) as bench:
        exchange = await bench.send(signed(READ, pairs, at(port), **call), at(port))
    assert bench.recorder.kept == [exchange]
    assert bench.troubles == []
    return exchange, bench


# ---------------------------------------------------------------- refused, sent, recorded


@pytest.mark.parametrize(
    ("request_", "environment", "reason"),
    [
        (signed(ORDER), PRACTICE, "unclear_request"),
        (signed("aliexpress.ds.add.info", environment=LIVE), LIVE, "live_locked"),
        (signed(READ, environment=LIVE), PRACTICE, "unclear_request"),
        (signed(READ, (("access_token", "1"), ("session", "2"))), PRACTICE, "unclear_request"),
    ],
    ids=["an order", "a write in Live", "another host", "two sessions"],
)
async def test_what_is_refused_is_recorded_and_never_sent(
    tmp_path: Path, request_: SignedRequest, environment: Any, reason: str
) -> None:
    seen: list[httpx.Request] = []
    async with Bench(tmp_path, mock(seen=seen)) as bench:
        exchange = await bench.send(request_, environment)
    assert seen == []
    assert bench.recorder.kept == [exchange]
    assert (exchange.guard.allowed, exchange.guard.reason) == (False, reason)
    assert exchange.error == CallError("guard", "GuardRefused")
    assert exchange.response is None


async def test_an_answer_comes_back_as_it_was_recorded(tmp_path: Path) -> None:
    async with Bench(tmp_path, mock(json_answer(x="1"))) as bench:
        exchange = await bench.send(signed())
    assert bench.recorder.kept == [exchange]
    assert (exchange.api, exchange.environment, exchange.profile, exchange.app_key) == (
        READ,
        "practice",
        "shop",
        "500001",
    )
    assert (exchange.error, exchange.request_id, exchange.guard.reason) == (None, "r1", "reads")
    assert exchange.response is not None
    assert (exchange.response.status, exchange.response.body.data) == (200, GOOD)
    assert ("x", "1") in exchange.response.headers
    assert exchange.response.ms >= exchange.response.first_byte_ms >= 0
    assert bench.facts.asked == []  # what only reads is judged by its name
    assert bench.files() == []


async def test_what_writes_is_judged_by_what_the_workspace_knows(tmp_path: Path) -> None:
    async with Bench(tmp_path, mock(json_answer())) as bench:
        await bench.send(signed("aliexpress.ds.unknown.thing"))
    assert bench.facts.asked == [SESSION]


async def test_no_form_of_a_secret_stays_in_the_record(tmp_path: Path) -> None:
    echo = json.dumps(
        {"a": SESSION.reveal(), "b": json.dumps({"access_token": "CANARY-new"}), "msg": APP_SECRET.reveal()}
    )
    transport = mock(httpx.Response(200, headers={"set-cookie": "a=CANARY", "x-echo": SESSION.reveal()}, text=echo))
    async with Bench(tmp_path, transport) as bench:
        exchange = await bench.send(signed(READ, (("note", SESSION.reveal()), ("password", "CANARY-password"))))
    texts = b"\n".join(every_text(exchange))
    assert b"CANARY" not in texts
    for form in (*forms_of(SESSION.reveal()).values(), *forms_of(APP_SECRET.reveal()).values()):
        assert form not in texts
    assert b"{{session:t1}}" in exchange.request.body
    assert exchange.request.sign


@pytest.mark.parametrize("http_method", ["GET", "POST"])
async def test_the_bytes_that_leave_are_those_that_were_signed_and_judged(tmp_path: Path, http_method: str) -> None:
    seen: list[bytes] = []
    pairs = (("text", "a b+c%41&=;'()*~!üß订"), ("empty", ""), ("json", '{"a":"b"}'))
    async with serving(saying(answer(GOOD), seen)) as port, Bench(tmp_path) as bench:
        request = signed(READ, pairs, at(port), http_method=http_method)
        exchange = await bench.send(request, at(port))
    assert exchange.error is None
    head, _blank, body = seen[0].partition(b"\r\n\r\n")
    first, *headers = head.split(b"\r\n")
    target = request.url.partition(f"127.0.0.1:{port}")[2]
    assert first.decode() == f"{http_method} {target} HTTP/1.1"
    assert body == request.body
    lowered = [line.lower() for line in headers]
    assert f"host: 127.0.0.1:{port}".encode() in lowered
    assert b"accept-encoding: identity" in lowered
    assert b"user-agent: aexdesk" in lowered
    assert len({line.split(b":")[0] for line in lowered}) == len(lowered)


async def test_an_address_that_libraries_would_tidy_up_leaves_as_it_is(tmp_path: Path) -> None:
    seen: list[bytes] = []
    async with serving(saying(answer(GOOD), seen)) as port, Bench(tmp_path) as bench:
        request = signed(READ, environment=at(port), http_method="GET")
        untidy = replace(request, url=request.url + "&a=%2f%7e&b=\"[]{}|^`'<>&c=~")
        exchange = await bench.send(untidy, at(port))
    assert exchange.error is None
    assert seen[0].startswith(b"GET " + untidy.url.partition(f":{port}")[2].encode() + b" HTTP/1.1\r\n")


async def test_redirects_are_not_followed(tmp_path: Path) -> None:
    seen: list[bytes] = []
    said = answer(b"", "Location: http://127.0.0.1:1/?code=CANARY", status="302 Found")
    exchange, _bench = await once(tmp_path, saying(said, seen))
    assert len(seen) == 1
    assert exchange.response is not None
    assert exchange.response.status == 302
    assert exchange.error is not None
    assert (exchange.error.code, exchange.error.message) == ("led_elsewhere", "127.0.0.1:1")
    assert b"CANARY" not in b"".join(every_text(exchange))


async def test_cookies_are_neither_kept_nor_sent(tmp_path: Path) -> None:
    seen: list[bytes] = []

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for _ in range(2):
            seen.append(await read_request(reader))
            writer.write(answer(GOOD, "Set-Cookie: JSESSIONID=CANARY; Path=/"))

    async with serving(handle) as port, Bench(tmp_path) as bench:
        for _ in range(2):
            assert (await bench.send(signed(environment=at(port)), at(port))).error is None
    assert b"cookie" not in seen[1].lower()


async def test_loopback_never_goes_through_a_proxy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    exchange, _bench = await once(tmp_path, saying(answer(GOOD)))
    assert exchange.error is None


async def test_an_http_proxy_is_asked_for_the_platform_and_learns_nothing_of_a_call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bytes] = []
    live = replace(PRACTICE, base_url="https://platform.invalid")
    async with serving(saying(b"HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n", seen)) as port:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{port}")
        async with Bench(tmp_path) as bench:
            exchange = await bench.send(signed(environment=live), live)
    assert [one.partition(b" HTTP")[0] for one in seen] == [b"CONNECT platform.invalid:443"]
    assert exchange.error is not None
    assert exchange.error.code == "proxy_failed"


# ---------------------------------------------------------------- what the platform says


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (200, b'{"error_response":{"code":"15","msg":"m","type":"ISP"}}', CallError("platform", "15", "m", "ISP")),
        (200, b'{"x_response":{"rsp_code":405,"rsp_msg":"none"}}', CallError("no_results", "405", "none")),
        (500, b"<html>", CallError("platform", "HTTP 500")),
        (404, b"{}", CallError("platform", "HTTP 404")),
        (403, b'{"code":"AppWhite","message":"m","type":"ISV"}', CallError("platform", "AppWhite", "m", "ISV")),
        (200, b"", CallError("network", "not_json")),
        (200, b"<html>login</html>", CallError("network", "not_json")),
        (200, GOOD[:-9], CallError("network", "not_json")),
        (200, GOOD, None),
    ],
)  # fmt: skip
async def test_errors_of_the_platform_are_read(
    tmp_path: Path, status: int, body: bytes, expected: CallError | None
) -> None:
    async with Bench(tmp_path, mock(httpx.Response(status, content=body))) as bench:
        exchange = await bench.send(signed())
    assert exchange.error == expected
    assert exchange.response is not None
    assert exchange.response.body.data == body


async def test_an_answer_in_xml_is_none_of_an_error_where_xml_was_asked_for(tmp_path: Path) -> None:
    async with Bench(tmp_path, mock(json_answer(b"<r><session>CANARY</session></r>"))) as bench:
        exchange = await bench.send(signed(READ, (("format", "xml"),)))
    assert exchange.error is None
    assert b"CANARY" not in b"".join(every_text(exchange))


# ---------------------------------------------------------------- large answers


def big(size: int, secret: bytes = b"") -> bytes:
    return b'{"request_id":"r9","a":"' + b"x" * size + secret + b'"}'


@pytest.mark.parametrize(("more", "is_file"), [(0, False), (1, True)])
async def test_up_to_one_mebibyte_stays_in_memory_and_more_goes_to_a_file(
    tmp_path: Path, more: int, is_file: bool
) -> None:
    body = big(IN_MEMORY_LIMIT - len(big(0)) + more)
    exchange, bench = await once(tmp_path, saying(answer(body)))
    assert exchange.response is not None
    found = exchange.response.body
    assert (found.file is not None, found.size, found.read() == body) == (is_file, len(body), True)
    assert exchange.request_id == "r9"
    assert bench.files() == ([found.file] if is_file else [])


async def test_a_large_answer_holds_no_secret_at_any_time(tmp_path: Path) -> None:
    """Also not while it arrives: a crash would leave it there."""
    reached = asyncio.Event()
    go_on = asyncio.Event()
    secret = SESSION.reveal().encode()
    body = big(2 * IN_MEMORY_LIMIT, secret) + secret

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        said = answer(body + b" " * 300_000)
        writer.write(said[:-200_000])
        await writer.drain()
        reached.set()
        await go_on.wait()
        writer.write(said[-200_000:])

    async with serving(handle) as port, Bench(tmp_path) as bench, asyncio.TaskGroup() as group:
        sending = group.create_task(bench.send(signed(environment=at(port)), at(port)))
        await reached.wait()
        for _ in range(500):
            if bench.files() and bench.files()[0].stat().st_size > 2 * IN_MEMORY_LIMIT:
                break
            await asyncio.sleep(0.01)
        assert secret not in bench.files()[0].read_bytes()
        go_on.set()
        exchange = await sending
    assert exchange.response is not None
    found = exchange.response.body.read()
    assert found == body.replace(secret, b"{{session:t1}}") + b" " * 300_000
    assert exchange.response.body.size == len(found)


@pytest.mark.parametrize("size", [10, 2 * IN_MEMORY_LIMIT])
@pytest.mark.parametrize("charset", ["utf-16", "utf-16-be"])
@pytest.mark.fault("wrong charset")
async def test_an_answer_in_another_charset_keeps_no_secret(tmp_path: Path, charset: str, size: int) -> None:
    secrets = SESSION.reveal(), APP_SECRET.reveal()
    text = json.dumps(
        {"a": secrets[0], "b": "订" * (size // 2), "c": f"{secrets[1]}, {secrets[0]}"}, ensure_ascii=False
    )
    exchange, bench = await once(
        tmp_path, saying(answer(text.encode(charset), f"Content-Type: a/json;charset={charset}"))
    )
    assert exchange.response is not None
    assert bool(bench.files()) == (size > IN_MEMORY_LIMIT)
    kept = exchange.response.body.read().decode(charset)
    assert not any(one in kept for one in secrets)
    assert json.loads(kept)["a"] == "{{session:t1}}"


async def test_a_zip_bomb_goes_to_a_file_and_not_to_memory(tmp_path: Path) -> None:
    bomb = gzip.compress(b"{" + b" " * (20 * IN_MEMORY_LIMIT) + b"}")
    exchange, bench = await once(tmp_path, saying(answer(bomb, "Content-Encoding: gzip")))
    assert exchange.response is not None
    assert exchange.response.body.size == 20 * IN_MEMORY_LIMIT + 2
    assert len(bench.files()) == 1


async def test_a_body_file_that_vanishes_loses_no_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = answer_reading._read

    def vanished(body: Any) -> Any:
        body.file.unlink()
        return read(body)

    monkeypatch.setattr(answer_reading, "_read", vanished)
    exchange, _bench = await once(tmp_path, saying(answer(big(IN_MEMORY_LIMIT))))
    assert (exchange.error, exchange.request_id) == (None, "")


# ---------------------------------------------------------------- faults


async def _reset(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await read_request(reader)
    writer.write(answer(b"x" * 1000)[:200])
    await writer.drain()
    await asyncio.sleep(0.05)
    handle: socket.socket = writer.get_extra_info("socket")
    handle.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


_BROKEN = {
    "cut off": saying(answer(b"x" * 1000)[:-500]),
    "nothing": saying(b""),
    "garbage": saying(b"\x16\x03\x01\x02\x00 what is this\r\n\r\n"),
    "half a head": saying(b"HTTP/1.1 200 OK\r\nContent-Le"),
    "reset": _reset,
    "a wrong chunk": saying(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
}


@pytest.mark.parametrize("name", _BROKEN)
@pytest.mark.fault("truncated")
async def test_a_connection_that_breaks_is_named_so(tmp_path: Path, name: str) -> None:
    exchange, bench = await once(tmp_path, _BROKEN[name])
    assert exchange.error is not None
    assert (exchange.error.kind, exchange.error.code, exchange.response) == ("network", "connection_lost", None)
    assert exchange.error.sub_message.startswith("127.0.0.1:")
    assert bench.files() == []


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
async def test_an_encoding_that_lies_is_named_so(tmp_path: Path, encoding: str) -> None:
    exchange, _bench = await once(tmp_path, saying(answer(b"no such thing", f"Content-Encoding: {encoding}")))
    assert exchange.error is not None
    assert exchange.error.code == "bad_encoding"


async def _send_to(folder: Path, environment: Any) -> CallError:
    async with Bench(folder) as bench:
        exchange = await bench.send(signed(environment=environment), environment)
    assert bench.recorder.kept == [exchange]
    assert exchange.error is not None
    return exchange.error


async def test_nobody_answers(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        error = await _send_to(tmp_path, at(taken.getsockname()[1]))
    assert error.code == "connect_failed"
    assert error.message


async def test_a_host_without_a_name(tmp_path: Path) -> None:
    def no_such_host(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("x") from socket.gaierror(-2, "Name or service not known")

    async with Bench(tmp_path, httpx.MockTransport(no_such_host)) as bench:
        exchange = await bench.send(signed())
    assert exchange.error == CallError("network", "host_unknown", sub_message="127.0.0.1:8917")


async def test_a_certificate_that_nobody_vouches_for(tmp_path: Path) -> None:
    seen: list[bytes] = []
    async with serving(saying(answer(GOOD), seen), tls=True) as port:
        error = await _send_to(tmp_path, at(port, "https", "localhost"))
    assert (error.code, seen) == ("tls_failed", [])
    assert "self-signed" in error.message or "self signed" in error.message


async def test_tls_spoken_to_what_speaks_none(tmp_path: Path) -> None:
    async def greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 ready\r\n")
        await writer.drain()
        await reader.read(1)

    async with serving(greet) as port:
        assert (await _send_to(tmp_path, at(port, "https"))).code == "tls_failed"


async def test_a_server_that_says_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sent_calls, "SILENCE_LIMIT_S", 0.1)

    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()

    exchange, _bench = await once(tmp_path, silent)
    assert exchange.error is not None
    assert exchange.error.code == "silent"


@pytest.mark.fault("disk full")
async def test_a_disk_that_is_full_is_named_so_and_nothing_half_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class FullSink:
        was_discarded = False

        def write(self, chunk: bytes) -> None:
            raise StorageFault("disk_full", path="/data", reason="No space left on device")

        def finish(self) -> Any:
            raise AssertionError

        def discard(self) -> None:
            FullSink.was_discarded = True

    monkeypatch.setattr(BodyFiles, "open_sink", lambda self: FullSink())
    exchange, _bench = await once(tmp_path, saying(answer(big(3_000_000))))
    assert exchange.error == CallError("storage", "disk_full", "No space left on device", sub_message="/data")
    assert FullSink.was_discarded


# ---------------------------------------------------------------- recording


@pytest.mark.fault("disk full")
async def test_a_record_that_cannot_be_written_loses_no_answer(tmp_path: Path) -> None:
    async with Bench(tmp_path, mock(json_answer())) as bench:
        bench.recorder.fault = StorageFault("disk_full", path="x")
        exchange = await bench.send(signed())
    assert exchange.response is not None
    assert exchange.response.body.data == GOOD
    assert [trouble.code for trouble in bench.troubles] == ["disk_full"]


@pytest.mark.fault("kill -9")
async def test_nobody_sees_an_answer_before_it_is_recorded(tmp_path: Path) -> None:
    """Else who is killed at that moment has seen the answer of a call that the history does not know."""
    async with Bench(tmp_path, mock(json_answer())) as bench, asyncio.TaskGroup() as group:
        bench.recorder.gate = asyncio.Event()
        sending = group.create_task(bench.send(signed()))
        await bench.recorder.entered.wait()
        for _turn in range(10):
            await asyncio.sleep(0)
        is_shown = sending.done()
        bench.recorder.gate.set()
        assert (await sending).response is not None
    assert not is_shown


async def test_facts_that_cannot_be_read_let_nothing_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(*_what: object) -> Any:
        raise StorageFault("database_damaged", path="x")

    seen: list[httpx.Request] = []
    async with Bench(tmp_path, mock(seen=seen)) as bench:
        monkeypatch.setattr(bench.facts, "facts", fail)
        with pytest.raises(StorageFault):
            await bench.send(signed("aliexpress.ds.order.create"))
    assert seen == []


async def _cancelled(sending: asyncio.Task[Exchange]) -> bool:
    try:
        await sending
    except asyncio.CancelledError:
        return True
    return False


async def test_a_cancelled_call_is_recorded_as_cancelled(tmp_path: Path) -> None:
    reached = asyncio.Event()

    async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        writer.write(answer(b"x" * 100)[:-50])
        reached.set()
        await reader.read()

    async with serving(hang) as port, Bench(tmp_path) as bench, asyncio.TaskGroup() as group:
        sending = group.create_task(bench.send(signed(environment=at(port)), at(port)))
        await reached.wait()
        sending.cancel()
        assert await _cancelled(sending)
        assert [kept.error for kept in bench.recorder.kept] == [CallError("network", "cancelled")]
        assert bench.files() == []


async def test_a_call_cancelled_while_it_is_recorded_is_recorded_with_its_answer(tmp_path: Path) -> None:
    async with Bench(tmp_path, mock(json_answer())) as bench, asyncio.TaskGroup() as group:
        bench.recorder.gate = asyncio.Event()
        sending = group.create_task(bench.send(signed()))
        await bench.recorder.entered.wait()
        sending.cancel()
        await asyncio.sleep(0)
        bench.recorder.gate.set()
        assert await _cancelled(sending)
        (kept,) = bench.recorder.kept
        assert kept.response is not None
        assert kept.response.body.data == GOOD


async def test_closing_waits_for_a_record_whose_caller_was_cancelled_twice(tmp_path: Path) -> None:
    bench = Bench(tmp_path, mock(json_answer()))
    bench.recorder.gate = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        sending = group.create_task(bench.send(signed()))
        await bench.recorder.entered.wait()
        for _ in range(2):
            sending.cancel()
            await asyncio.sleep(0)
        assert await _cancelled(sending)
        assert bench.recorder.kept == []
        closing = group.create_task(bench.gateway.close())
        await asyncio.sleep(0.05)
        assert not closing.done()
        bench.recorder.gate.set()
        await closing
    assert len(bench.recorder.kept) == 1


async def test_many_calls_at_once_are_all_recorded(tmp_path: Path) -> None:
    async with serving(saying(answer(GOOD, "Connection: close"))) as port, Bench(tmp_path) as bench:
        exchanges = await asyncio.gather(*(bench.send(signed(environment=at(port)), at(port)) for _ in range(30)))
    assert {exchange.error for exchange in exchanges} == {None}
    assert sorted(kept.id for kept in bench.recorder.kept) == sorted({exchange.id for exchange in exchanges})
