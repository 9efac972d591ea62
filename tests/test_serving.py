"""serving: listens before its thread starts, lets only this machine in, stops at once and leaves nothing."""

from __future__ import annotations

import asyncio
import http.client
import socket
import threading
from collections.abc import Callable, Iterator

import pytest

from aexdesk.faults import BadInput, NetworkFault
from aexdesk.serving import LoopbackServer, Receive, Scope, Send, is_loopback_host


async def hello(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "lifespan":
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await send({"type": "lifespan.shutdown.complete"})
        return
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"5")]})
    await send({"type": "http.response.body", "body": b"hello"})


@pytest.fixture
def server() -> Iterator[LoopbackServer]:
    with LoopbackServer(0, name="test-server") as server:
        yield server


def ask(port: int, host: str | None = None) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.putrequest("GET", "/", skip_host=True)
        if host is not None:
            connection.putheader("Host", host)
        connection.endheaders()
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def test_serves_on_a_free_port_of_loopback(server: LoopbackServer) -> None:
    server.start(hello)
    assert server.url == f"http://127.0.0.1:{server.port}"
    assert ask(server.port, f"127.0.0.1:{server.port}") == (200, b"hello")


def test_listens_before_it_is_started(server: LoopbackServer) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as early:
        early.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        server.start(hello)
        assert early.recv(100).startswith(b"HTTP/1.1 200")


def test_an_answer_does_not_wait_for_the_other_sides_word(server: LoopbackServer) -> None:
    """Nagle's algorithm is off: with it on, each answer of two packets waits 40 ms for the client's delayed ACK."""
    told: list[int] = []

    async def look(scope: Scope, receive: Receive, send: Send) -> None:
        handle = scope["state"]["connection"].socket
        told.append(handle.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        await hello(scope, receive, send)

    server.start(look)
    assert ask(server.port, "localhost") == (200, b"hello")
    assert told[0] != 0


def begin(server: LoopbackServer) -> socket.socket:
    client = socket.create_connection(("127.0.0.1", server.port), timeout=10)
    client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
    return client


def test_a_short_answer_is_sent_at_one_go(server: LoopbackServer) -> None:
    server.start(hello)
    with begin(server) as client:
        assert client.recv(1000).endswith(b"\r\n\r\nhello")


def test_what_an_answer_begins_with_does_not_wait_for_its_end(server: LoopbackServer) -> None:
    go_on = threading.Event()

    async def half(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return await hello(scope, receive, send)
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"5")]})
        await asyncio.to_thread(go_on.wait, 10)
        await send({"type": "http.response.body", "body": b"hello"})
        return None

    server.start(half)
    with begin(server) as client:
        assert client.recv(1000).endswith(b"\r\n\r\n")
        go_on.set()
        assert client.recv(1000) == b"hello"


def test_who_does_not_read_holds_a_long_answer_up(server: LoopbackServer) -> None:
    """Or all of it would lie in memory, the faster the more."""
    sent: list[int] = []
    part, parts = b"x" * 4096, 16_384

    async def long(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return await hello(scope, receive, send)
        length = str(len(part) * parts).encode()
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", length)]})
        for number in range(parts):
            await send({"type": "http.response.body", "body": part, "more_body": number < parts - 1})
            sent.append(number)
        return None

    server.start(long)
    with begin(server) as client:
        assert client.recv(1).startswith(b"H")
        assert len(sent) < parts


def test_what_was_written_goes_out_before_the_connection_ends(server: LoopbackServer) -> None:
    async def broken_off(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return await hello(scope, receive, send)
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"9")]})
        await send({"type": "http.response.body", "body": b"half", "more_body": True})
        await scope["state"]["connection"].hang_up(receive)
        return None

    server.start(broken_off)
    with begin(server) as client:
        assert client.recv(1000).endswith(b"\r\n\r\nhalf")
        assert client.recv(1000) == b""


def test_a_taken_port_fails_in_the_caller(server: LoopbackServer) -> None:
    with pytest.raises(NetworkFault) as caught:
        LoopbackServer(server.port, name="second")
    assert caught.value.code == "port_taken"
    assert caught.value.values == {"port": server.port}


def test_a_port_that_cannot_be(server: LoopbackServer) -> None:
    with pytest.raises(BadInput, match="port_out_of_range"):
        LoopbackServer(65_536, name="never")


def test_the_port_is_free_after_stop(server: LoopbackServer) -> None:
    server.start(hello)
    ask(server.port, "localhost")
    server.stop()
    with LoopbackServer(server.port, name="second") as second:
        second.start(hello)
        assert ask(second.port, "localhost")[0] == 200


def test_stop_may_be_called_again_and_before_start(server: LoopbackServer) -> None:
    server.stop()
    with LoopbackServer(0, name="started") as started:
        started.start(hello)
        started.stop()
        started.stop()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LocalHost:80", "[::1]", "[::1]:8917", "127.0.0.1:1"])
def test_loopback_hosts(host: str) -> None:
    assert is_loopback_host(host)


@pytest.mark.parametrize(
    "host",
    [
        "",
        "example.test",
        "localhost.example.test",
        "127.0.0.1.example.test",
        "localhost.",
        "localhost:",
        "127.0.0.1:80:80",
        "127.0.0.2",
        "0.0.0.0",
        "::1",
        "localhost\n",
        "user@localhost",
        "[::1].example.test",
    ],
)
def test_other_hosts(host: str) -> None:
    assert not is_loopback_host(host)


@pytest.mark.parametrize("host", ["rebound.example.test", "rebound.example.test:8917", None])
def test_refuses_a_host_that_is_not_this_machine(server: LoopbackServer, host: str | None) -> None:
    server.start(hello)
    status, body = ask(server.port, host)
    assert status in (400, 403)  # h11 itself refuses a request without any Host
    assert body != b"hello"


def test_no_app_code_runs_for_a_refused_host(server: LoopbackServer) -> None:
    ran: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            ran.append(scope["path"])
        await hello(scope, receive, send)

    server.start(app)
    assert ask(server.port, "rebound.example.test")[0] == 403
    assert not ran


class SlowApp:
    """Says when a request is under way, then waits: for `stopping`, or for ever."""

    def __init__(self, wait: Callable[[], asyncio.Event]) -> None:
        self.under_way = threading.Event()
        self._wait = wait

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            self.under_way.set()
            await self._wait().wait()
        await hello(scope, receive, send)


def in_background(server: LoopbackServer, app: SlowApp) -> tuple[threading.Thread, list[object]]:
    results: list[object] = []

    def work() -> None:
        try:
            results.append(ask(server.port, "localhost"))
        except OSError as error:
            results.append(type(error))

    thread = threading.Thread(target=work, name="asker")
    thread.start()
    assert app.under_way.wait(10)
    return thread, results


def test_a_slow_handler_that_awaits_stopping_still_answers(
    server: LoopbackServer, caplog: pytest.LogCaptureFixture
) -> None:
    app = SlowApp(lambda: server.stopping)
    server.start(app)
    thread, results = in_background(server, app)
    server.stop()
    thread.join()
    assert results == [(200, b"hello")]
    assert not caplog.records


def test_a_handler_that_hears_nothing_is_broken_off_without_noise(
    server: LoopbackServer, caplog: pytest.LogCaptureFixture
) -> None:
    app = SlowApp(asyncio.Event)
    server.start(app)
    thread, results = in_background(server, app)
    server.stop()
    thread.join()
    assert len(results) == 1
    assert isinstance(results[0], type)
    assert issubclass(results[0], OSError)
    assert not caplog.records


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GET / HTT",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhalf",
        b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ],
    ids=["nothing", "half a request line", "half a body", "kept alive"],
)
def test_stops_under_an_open_connection(server: LoopbackServer, sent: bytes, caplog: pytest.LogCaptureFixture) -> None:
    server.start(hello)
    assert ask(server.port, "localhost")[0] == 200  # the loop runs
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as client:
        client.sendall(sent)
        server.stop()
        while True:
            try:
                if not client.recv(1000):
                    break
            except ConnectionResetError:
                break
    assert not caplog.records


def test_leaves_no_thread(server: LoopbackServer) -> None:
    server.start(hello)
    assert "test-server" in {thread.name for thread in threading.enumerate()}
    server.stop()
    assert "test-server" not in {thread.name for thread in threading.enumerate()}


def test_what_is_no_http_is_a_line_of_the_log_and_none_of_the_terminal(
    server: LoopbackServer, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    server.start(hello)
    caplog.set_level("INFO", "aexdesk.serving")
    for said in (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc", b"GET / HTTP/9\r\n\r\n", b"SSH-2.0-x\r\n"):
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as odd:
            odd.sendall(said)
            assert odd.recv(100).startswith(b"HTTP/1.1 400")
    upgrade = b"GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as odd:
        odd.sendall(upgrade)
        assert odd.recv(100).startswith(b"HTTP/1.1 200")
    assert ask(server.port, "localhost") == (200, b"hello")
    assert [record.name for record in caplog.records] == ["aexdesk.serving"] * 4
    assert capfd.readouterr().err == ""
