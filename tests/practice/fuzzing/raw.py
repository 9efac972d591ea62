"""Fuzzes a practice gateway over real sockets: fragments, chunks, pipelines, broken and truncated HTTP."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from urllib.parse import urlencode

from tests.practice.fuzzing.calls import FORM
from tests.practice.fuzzing.values import spoil_bytes
from tests.practice.schema import entries, find_http_faults
from tests.practice.world import Client

PRODUCT_GET = "aliexpress.ds.product.get"
ANSWER_SECONDS = 20
"""Whoever waits this long for a loopback answer was left without one."""

LINES = (
    *(
        b"GET / HTTP/1.0\r\n\r\n",
        b"GET /sync HTTP/1.1\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\r\n\r\n",
        b"\x16\x03\x01\x02\x00",
    ),
    *(
        b"GET /sync HTTP/1.1\r\nHost: evil.test\r\n\r\n",
        b"GET /sync HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"GET  HTTP/1.1\r\n\r\n",
    ),
    *(
        b"GET http://127.0.0.1/sync HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n",
        b"GET",
    ),
    *(
        b"GET /\xff HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /sync HTTP/9.9\r\nHost: localhost\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n\r\n",
    ),
    *(
        b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\n folded: x\r\n\r\n",
    ),
    *(
        b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X: y\r\n" * 20_000 + b"\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX\x00: y\r\n\r\n",
    ),
    *(
        b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"HEAD /sync HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /%ff HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ),
    *(
        b"POST /sync HTTP/1.1\r\nHost: localhost\r\n" + more + b"\r\n\r\n"
        for more in (
            *(
                b"Content-Length: -1",
                b"Content-Length: x",
                b"Content-Length: 1\r\nContent-Length: 2",
                b"Content-Length: +1",
            ),
            *(b"Content-Length: " + b"9" * 50, b"Transfer-Encoding: gzip", b"Transfer-Encoding: chunked, chunked"),
            *(
                b"Transfer-Encoding: chunked\r\nContent-Length: 3",
                b"Upgrade: websocket\r\nConnection: upgrade",
                b"Expect: x",
            ),
            *(
                b"Connection: close, keep-alive",
                b"Content-Type: \xff",
                b"Content-Type: multipart/form-data; boundary=\xe9",
            ),
        )
    ),
)
BAD_CHUNKS = (
    b"x\r\n",
    b"-1\r\n",
    b"5\r\nab\r\n",
    b"ffffffffffffffffffff\r\n",
    b"1;" + b"a" * 70_000 + b"\r\n",
    b"3\r\nabcde\r\n",
    b"\r\n",
)


@dataclass(frozen=True)
class Reply:
    """An HTTP answer out of a stream of bytes."""

    status: int
    body: bytes


class RawFuzz:
    """Talks to one gateway, a connection for each turn."""

    def __init__(self, client: Client, seed: int) -> None:
        self.findings: list[str] = []
        self.requests = 0
        self._client = client
        self._port = int(client.practice.url.rpartition(":")[2])
        self._seed = seed

    def run(self, count: int) -> None:
        """So many connections."""
        turns: tuple[Callable[[Random], str], ...] = (
            *(self._fragments, self._chunks, self._pipeline, self._truncated),
            *(self._spoiled, self._lines, self._bad_chunks, self._expecting),
        )
        for number in range(count):
            chance = Random(f"{self._seed}:raw:{number}")
            turn = chance.choice(turns)
            self.requests += 1
            try:
                why = turn(chance)
            except OSError as error:
                why = f"no answer: {error!r}"
            if why:
                self.findings.append(f"seed {self._seed}, connection {number}, {turn.__name__}: {why}")

    # ------------------------------------------------------------ well formed: each gets its answer

    def _fragments(self, chance: Random) -> str:
        whole = self._request(self._body(), close=True)
        cuts = sorted(chance.randrange(len(whole)) for _ in range(chance.choice((0, 1, 5, 20))))
        parts = [whole[start:end] for start, end in zip([0, *cuts], [*cuts, len(whole)], strict=True)]
        return self._expect_products(self._talk(parts), 1)

    def _chunks(self, chance: Random) -> str:
        body = self._body()
        chunks = []
        while body:
            size = min(chance.choice((1, 7, 100, 5000)), len(body))
            extension = chance.choice((b"", b"", b";a=b", b';a="b"'))
            chunks.append(b"%x%b\r\n%b\r\n" % (size, extension, body[:size]))
            body = body[size:]
        end = chance.choice((b"0\r\n\r\n", b"000\r\n\r\n", b"0\r\nX-Trailer: y\r\n\r\n"))
        head = self._head(b"Transfer-Encoding: chunked", close=True)
        return self._expect_products(self._talk([head + b"".join(chunks) + end]), 1)

    def _pipeline(self, chance: Random) -> str:
        many = chance.choice((2, 3, 8))
        self.requests += many - 1
        whole = b"".join(self._request(self._body(), close=number == many - 1) for number in range(many))
        return self._expect_products(self._talk([whole]), many)

    def _expecting(self, _: Random) -> str:
        body = self._body()
        head = self._head(b"Content-Length: %d\r\nExpect: 100-continue" % len(body), close=True)
        found = self._talk([head, body])
        return self._expect_products(
            found.removeprefix(b"HTTP/1.1 100 \r\n\r\n").removeprefix(b"HTTP/1.1 100 Continue\r\n\r\n"), 1
        )

    # ------------------------------------------------------------ broken: no 5xx, and an end

    def _truncated(self, chance: Random) -> str:
        whole = self._request(self._body(), close=chance.random() < 0.5)
        return _expect_no_fault(self._talk([whole[: chance.randrange(len(whole))]], is_cut=True))

    def _spoiled(self, chance: Random) -> str:
        whole = spoil_bytes(self._request(self._body(), close=True), chance)
        return _expect_no_fault(self._talk([whole], is_cut=True))

    def _lines(self, chance: Random) -> str:
        return _expect_no_fault(self._talk([chance.choice(LINES)], is_cut=True))

    def _bad_chunks(self, chance: Random) -> str:
        head = self._head(b"Transfer-Encoding: chunked", close=False)
        return _expect_no_fault(self._talk([head + chance.choice(BAD_CHUNKS) * 2], is_cut=True))

    # ------------------------------------------------------------ HTTP by hand

    def _body(self) -> bytes:
        told = self._client.told
        item = told["test_case"]["item_id"]
        sent = {"product_id": item, "ship_to_country": "US", "session": told["access_token"]}
        return urlencode(self._client.params(PRODUCT_GET, **sent)).encode()

    def _head(self, more: bytes, *, close: bool) -> bytes:
        end = b"Connection: close\r\n" if close else b""
        start = b"POST /sync HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: %b\r\n" % FORM.encode()
        return b"%b%b%b\r\n\r\n" % (start, end, more)

    def _request(self, body: bytes, *, close: bool) -> bytes:
        return self._head(b"Content-Length: %d" % len(body), close=close) + body

    def _talk(self, parts: list[bytes], *, is_cut: bool = False) -> bytes:
        """Sends the parts and reads to the end; `is_cut` says that nothing more will come."""
        found = b""
        with socket.create_connection(("127.0.0.1", self._port), timeout=ANSWER_SECONDS) as connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            try:
                for part in parts:
                    connection.sendall(part)
                if is_cut:
                    connection.shutdown(socket.SHUT_WR)
                while chunk := connection.recv(65_536):
                    found += chunk
            except TimeoutError:
                raise
            except OSError:
                if not is_cut:  # the gateway closed on what it could not read while it was still being sent
                    raise
        return found

    def _expect_products(self, found: bytes, many: int) -> str:
        replies = list(read_replies(found))
        if len(replies) != many:
            return f"{len(replies)} answers to {many} requests: {found[:500]!r}"
        faults = [fault for one in replies for fault in find_http_faults(entries()[PRODUCT_GET], one.status, one.body)]
        faults += [f"no product: {one.body!r:.300}" for one in replies if b'"rsp_code": 200' not in one.body]
        return "; ".join(faults)


def _expect_no_fault(found: bytes) -> str:
    lines = [line for line in found.split(b"\r\n") if line.startswith(b"HTTP/1.1 ")]
    return "".join(line.decode("latin-1") for line in lines if line.split(b" ")[1].startswith(b"5"))


def read_replies(found: bytes) -> Iterator[Reply]:
    """The answers in a stream; the last may lack a length."""
    while found:
        head, _, rest = found.partition(b"\r\n\r\n")
        lines = head.split(b"\r\n")
        lengths = [int(line.split(b":")[1]) for line in lines if line.lower().startswith(b"content-length:")]
        size = lengths[0] if lengths else len(rest)
        yield Reply(int(lines[0].split(b" ")[1]), rest[:size])
        found = rest[size:]
