"""More ways in which a server can misbehave, beside those of tests.e2e.upstreams: what an answer says of itself is not
true, it is packed so that little becomes much, or it comes to no end."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from asyncio import StreamReader, StreamWriter

from tests.e2e.upstreams import CHUNKED, MEGABYTE, OK_BODY, Act, Upstream, say_and_close

SURPLUS_ID = "smuggled"
"""The request ID of an answer that nobody asked for."""

_PIECE = b" " * 65_536
_SURPLUS_BODY = OK_BODY.replace(b'"r1"', b'"smuggled"')


def say(said: bytes) -> Act:
    """Says that much, and waits for the next request."""

    async def act(_up: Upstream, _reader: StreamReader, writer: StreamWriter) -> None:
        writer.write(said)
        await writer.drain()

    return act


def answer(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    """A whole answer. It names its length, unless one of the `headers` does."""
    lines = [f"HTTP/1.1 {status}", *headers]
    if not any(line.lower().startswith("content-length") for line in headers):
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def lead_to(url: str, status: str = "302 Found") -> Act:
    """Leads elsewhere, with all that it was sent in the address: the worst that a server can do."""

    async def act(up: Upstream, _reader: StreamReader, writer: StreamWriter) -> None:
        query = up.received[-1].partition("&")[2]
        writer.write(answer(b"{}", "Content-Type: application/json", f"Location: {url}/sync?{query}", status=status))
        await writer.drain()

    return act


def drip(head: bytes, drop: bytes) -> Act:
    """A little at a time, for as long as somebody listens."""

    async def act(_up: Upstream, reader: StreamReader, writer: StreamWriter) -> None:
        writer.write(head)
        while not writer.is_closing() and not reader.at_eof():
            writer.write(drop)
            await writer.drain()
            await asyncio.sleep(0.02)
        raise ConnectionError

    return act


async def _endless(_up: Upstream, reader: StreamReader, writer: StreamWriter) -> None:
    writer.write(CHUNKED)
    while not reader.at_eof():
        writer.write(b"%x\r\n%b\r\n" % (len(_PIECE), _PIECE))
        await writer.drain()
    raise ConnectionError


def packed(coding: str, body: bytes) -> bytes:
    """An answer in that coding."""
    return answer(body, "Content-Type: application/json", f"Content-Encoding: {coding}")


def _spaces(megabytes: int, packer: zlib._Compress) -> bytes:
    return b"".join(packer.compress(b" " * MEGABYTE) for _ in range(megabytes)) + packer.flush()


def bomb(coding: str, megabytes: int) -> Act:
    """So many megabytes of spaces in that coding, a last one that is nested around the first."""
    first, *outer = coding.split(", ")
    wbits = {"gzip": 16 + zlib.MAX_WBITS, "deflate": zlib.MAX_WBITS, "raw": -zlib.MAX_WBITS}[first]

    def make() -> bytes:
        body = _spaces(megabytes, zlib.compressobj(1, zlib.DEFLATED, wbits))
        for _coding in outer:
            body = gzip.compress(body, 9)
        return packed(coding.replace("raw", "deflate"), body)

    made: list[bytes] = []

    async def act(_up: Upstream, _reader: StreamReader, writer: StreamWriter) -> None:
        if not made:
            made.append(make())
        writer.write(made[0])
        await writer.drain()

    return act


_JSON = "Content-Type: application/json"
CHINESE = '{"aliexpress_ds_product_get_response":{"result":{"title":"杯子"},"rsp_code":200,"request_id":"r1"}}'

ACTS: dict[str, Act] = {
    "drip_in_head": drip(b"HTTP/1.1 200 OK\r\nX-Slow: ", b"y"),
    "drip_in_body": drip(CHUNKED, b"1\r\n \r\n"),
    "too_short": say(answer(OK_BODY, _JSON, f"Content-Length: {len(OK_BODY) - 9}")),
    "too_long": say(answer(OK_BODY, _JSON, f"Content-Length: {len(OK_BODY) + 9}")),
    "too_long_and_gone": say_and_close(answer(OK_BODY, _JSON, f"Content-Length: {len(OK_BODY) + 9}")),
    "no_number": say(answer(OK_BODY, _JSON, "Content-Length: many")),
    "two_lengths": say(answer(OK_BODY, _JSON, "Content-Length: 5", f"Content-Length: {len(OK_BODY)}")),
    "surplus": say(answer(OK_BODY, _JSON) + answer(_SURPLUS_BODY, _JSON)),
    "endless": _endless,
    "gbk": say(answer(CHINESE.encode("gbk"), "Content-Type: application/json; charset=utf-8")),
    "gbk_told": say(answer(CHINESE.encode("gbk"), "Content-Type: application/json; charset=GBK")),
    "utf16": say(answer(CHINESE.encode("utf-16"), "Content-Type: application/json; charset=utf-16")),
    "bom": say(answer(b"\xef\xbb\xbf" + CHINESE.encode(), _JSON)),
    "no_charset": say(answer(CHINESE.encode(), "Content-Type: application/json; charset=no-such-charset")),
    "gzip": say(packed("gzip", gzip.compress(OK_BODY))),
    "gzip_twice": say(packed("gzip, gzip", gzip.compress(gzip.compress(OK_BODY)))),
    "raw_deflate": say(packed("deflate", zlib.compress(OK_BODY, wbits=-zlib.MAX_WBITS))),
    "half_gzip": say(packed("gzip", gzip.compress(OK_BODY)[:-12])),
    "no_gzip": say(packed("gzip", OK_BODY)),
    "br": say(packed("br", OK_BODY)),
    "zstd": say(packed("zstd", OK_BODY)),
    "bomb_gzip": bomb("gzip", 100),
    "bomb_deflate": bomb("deflate", 100),
    "bomb_raw": bomb("raw", 100),
    "bomb_nested": bomb("gzip, gzip", 100),
}
"""Further ways, by the name that a request asks for."""
