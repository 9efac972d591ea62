"""Hand-written attacks on the connection: requests within requests, two lengths, odd chunks, other hosts. Pure.

Every stream carries an order that would cost money; some lead with an honest one, or with a call that reads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from tests.practice.world import sign
from tests.security.drafts import BY_NAME, READ, honest_draft

Told = Mapping[str, Any]
Stream = Callable[[Told], bytes]


def evil(told: Told, layout: str = "IOP-PY post") -> bytes:
    """A signed order that would cost money."""
    draft = honest_draft(BY_NAME[layout], told)
    draft.write_evil()
    return draft.shoot().raw


def body_of(request: bytes) -> bytes:
    """What stands behind the head."""
    return request.partition(b"\r\n\r\n")[2]


def reading(told: Told) -> bytes:
    """The form of a call that reads, signed."""
    draft = honest_draft(BY_NAME["IOP-PY post"], told)
    params = {pair.name: pair.value for pair in draft.pairs if pair.name not in ("sign", draft.slot.name)}
    params |= {"method": READ, "product_id": told["test_case"]["item_id"], "ship_to_country": "US"}
    params["sign"] = sign(params, told["app_secret"])
    return urlencode(params).encode()


def head(*lines: bytes, start: bytes = b"POST /sync HTTP/1.1") -> bytes:
    """A head; without a line that closes the connection."""
    kind = b"Content-Type: application/x-www-form-urlencoded"
    return b"\r\n".join([start, b"Host: 127.0.0.1", kind, *lines, b"", b""])


def chunked(body: bytes, size: bytes = b"", end: bytes = b"0\r\n\r\n", line: bytes = b"\r\n") -> bytes:
    """One chunk of `body`."""
    return (size or b"%x" % len(body)) + line + body + line + end


def _sized(told: Told, *lines: bytes, start: bytes = b"POST /sync HTTP/1.1") -> bytes:
    body = body_of(evil(told))
    return head(b"Content-Length: %d" % len(body), *lines, start=start) + body


def _chunks(told: Told, *lines: bytes, **how: bytes) -> bytes:
    return head(*(lines or (b"Transfer-Encoding: chunked",))) + chunked(body_of(evil(told)), **how)


def _behind_a_call(told: Told, *lines: bytes) -> bytes:
    body = reading(told)
    return head(*(lines or (b"Content-Length: %d" % len(body),))) + body + evil(told)


def _two_lengths(told: Told, *, short_first: bool) -> bytes:
    body, call = body_of(evil(told)), reading(told)
    lengths = [b"Content-Length: %d" % len(call), b"Content-Length: %d" % (len(call) + 1 + len(body))]
    return head(*(lengths if short_first else lengths[::-1])) + call + b"&" + body


def _cl_te(told: Told, name: bytes = b"Transfer-Encoding: chunked") -> bytes:
    inner = b"0\r\n\r\n" + evil(told)
    return head(b"Content-Length: %d" % len(inner), name) + inner


def _te_cl(told: Told, name: bytes = b"Transfer-Encoding: chunked") -> bytes:
    whole = evil(told)
    call = reading(told)
    return head(b"Content-Length: %d" % len(call), name) + chunked(call + b"\r\n" + whole)


def _length(told: Told, value: bytes) -> bytes:
    return head(b"Content-Length: " + value) + body_of(evil(told))


def behind_an_honest_order(told: Told) -> bytes:
    """An order that is free, and behind it, on the same connection, one that is not."""
    honest = honest_draft(BY_NAME["IOP-PY post"], told).shoot().raw
    return honest.replace(b"Connection: close\r\n", b"") + evil(told)


STREAMS: dict[str, Stream] = {
    "pipelined behind a call that reads": _behind_a_call,
    "pipelined twice": lambda told: evil(told).replace(b"Connection: close\r\n", b"") * 2,
    "pipelined as a GET": lambda told: _behind_a_call(told) + evil(told, "AE") + evil(told, "IOP-PY get"),
    "a call with a length that is too short": lambda told: _behind_a_call(told, b"Content-Length: 5"),
    "a call with no length": lambda told: head() + reading(told) + evil(told),
    "a call with a length of nothing": lambda told: head(b"Content-Length: 0") + evil(told),
    "two lengths, the short one first": lambda told: _two_lengths(told, short_first=True),
    "two lengths, the long one first": lambda told: _two_lengths(told, short_first=False),
    "two lengths in one": lambda told: _sized(told).replace(b"Content-Length: ", b"Content-Length: 5, "),
    "a length with a plus": lambda told: _sized(told).replace(b"Content-Length: ", b"Content-Length: +"),
    "a length in hex": lambda told: _sized(told).replace(b"Content-Length: ", b"Content-Length: 0x"),
    "a length below nothing": lambda told: _sized(told).replace(b"Content-Length: ", b"Content-Length: -"),
    "a length with a blank in it": lambda told: _sized(told).replace(b"Content-Length: ", b"Content-Length: 1 "),
    "a length and chunks": _cl_te,
    "chunks and a length": _te_cl,
    "a length and chunks with a tab": lambda told: _cl_te(told, b"Transfer-Encoding:\tchunked"),
    "a length and chunks with a vertical tab": lambda told: _cl_te(told, b"Transfer-Encoding: \x0bchunked"),
    "a length and chunks with a blank before the colon": lambda told: _cl_te(told, b"Transfer-Encoding : chunked"),
    "a length and chunks in capitals": lambda told: _cl_te(told, b"TRANSFER-ENCODING: CHUNKED"),
    "a length and chunks twice": lambda told: _cl_te(told, b"Transfer-Encoding: chunked\r\nTransfer-Encoding: x"),
    "a length and x-chunks": lambda told: _cl_te(told, b"Transfer-Encoding: xchunked"),
    "a length and chunks in a folded line": lambda told: _cl_te(told, b"Transfer-Encoding:\r\n chunked"),
    "a length and chunks behind a bare LF": lambda told: _cl_te(told, b"X: y\nTransfer-Encoding: chunked"),
    "a length and chunks behind a bare CR": lambda told: _cl_te(told, b"X: y\rTransfer-Encoding: chunked"),
    "a length and chunks with an underscore": lambda told: _cl_te(told, b"Transfer_Encoding: chunked"),
    "a length and chunks, then identity": lambda told: _cl_te(told, b"Transfer-Encoding: chunked, identity"),
    "a length and gzip, chunks": lambda told: _cl_te(told, b"Transfer-Encoding: gzip, chunked"),
    "chunks alone": _chunks,
    "chunks with an extension": lambda told: _chunks(told, size=b"%x;a=b" % len(body_of(evil(told)))),
    "chunks with a quoted line end": lambda told: _chunks(told, size=b'%x;a="\r\n"' % len(body_of(evil(told)))),
    "chunks with a size of 0x": lambda told: _chunks(told, size=b"0x%x" % len(body_of(evil(told)))),
    "chunks with a blank behind the size": lambda told: _chunks(told, size=b"%x " % len(body_of(evil(told)))),
    "chunks with LF alone": lambda told: _chunks(told, line=b"\n", end=b"0\n\n"),
    "chunks and trailers that name a type": lambda told: _chunks(told, end=b"0\r\nContent-Type: text/plain\r\n\r\n"),
    "chunks and trailers that name a length": lambda told: _chunks(told, end=b"0\r\nContent-Length: 3\r\n\r\n"),
    "chunks and a request in the trailers": lambda told: _chunks(told, end=b"0\r\n" + evil(told)),
    "chunks without an end": lambda told: _chunks(told, end=b""),
    "chunks of HTTP/1.0": lambda told: head(b"Transfer-Encoding: chunked", start=b"POST /sync HTTP/1.0")
    + chunked(body_of(evil(told))),
    "chunks with a size that wraps round": lambda told: _chunks(told, size=b"1%016x" % len(body_of(evil(told)))),
    "chunks with a plus": lambda told: _chunks(told, size=b"+%x" % len(body_of(evil(told)))),
    "chunks with a minus": lambda told: _chunks(told, size=b"-%x" % len(body_of(evil(told)))),
    "chunks with an underscore": lambda told: _chunks(told, size=b"0_%x" % len(body_of(evil(told)))),
    "a length and chunks with a comma": lambda told: _cl_te(told, b"Transfer-Encoding: ,chunked,"),
    "a length and chunks in quotes": lambda told: _cl_te(told, b'Transfer-Encoding: "chunked"'),
    "a length and chunks with a parameter": lambda told: _cl_te(told, b"Transfer-Encoding: chunked;q=1"),
    "a length and chunks behind a NUL": lambda told: _cl_te(told, b"X: y\0\r\nTransfer-Encoding: chunked"),
    "a length and chunks of identity": lambda told: _cl_te(told, b"Transfer-Encoding: identity"),
    "chunks and a length in a folded line": lambda told: _te_cl(told, b"X: y\r\n Transfer-Encoding: chunked"),
    "a length that wraps round": lambda told: _length(told, b"%d" % (2**64 + len(body_of(evil(told))))),
    "a length with noughts": lambda told: _length(told, b"000%d" % len(body_of(evil(told)))),
    "a length with an underscore": lambda told: _length(told, b"0_%d" % len(body_of(evil(told)))),
    "a length twice in one line": lambda told: _length(told, b"%d, %d" % ((len(body_of(evil(told))),) * 2)),
    "a length in fullwidth digits": lambda told: _length(
        told, "".join(chr(int(digit) + 0xFF10) for digit in str(len(body_of(evil(told))))).encode()
    ),
    "an empty length": lambda told: _length(told, b""),
    "a line without a colon": lambda told: _sized(told, b"X"),
    "a first line that is folded": lambda told: _sized(told).replace(b"Host:", b" Host:"),
    "a method with a dot": lambda told: _sized(told, start=b"POST. /sync HTTP/1.1"),
    "a method with a slash": lambda told: _sized(told, start=b"POST/ /sync HTTP/1.1"),
    "a method with a NUL": lambda told: _sized(told, start=b"POST\0 /sync HTTP/1.1"),
    "a version in small letters": lambda told: _sized(told, start=b"POST /sync http/1.1"),
    "HTTP/1.0 that is kept alive": lambda told: _sized(
        told, b"Connection: keep-alive", start=b"POST /sync HTTP/1.0"
    ) * 2,
    "an absolute target": lambda told: _sized(told, start=b"POST http://127.0.0.1/sync HTTP/1.1"),
    "an absolute target elsewhere": lambda told: _sized(told, start=b"POST http://evil.test/sync HTTP/1.1"),
    "an absolute target of the gateway": lambda told: _sized(
        told, start=b"POST " + told["sync_url"].encode() + b" HTTP/1.1"
    ),
    "an absolute target with a user": lambda told: _sized(told, start=b"POST http://a@127.0.0.1/sync HTTP/1.1"),
    "an absolute target with https": lambda told: _sized(told, start=b"POST https://127.0.0.1/sync HTTP/1.1"),
    "a target with two slashes": lambda told: _sized(told, start=b"POST //127.0.0.1/sync HTTP/1.1"),
    "a target without a slash": lambda told: _sized(told, start=b"POST sync HTTP/1.1"),
    "a target with a blank": lambda told: _sized(told, start=b"POST /sync /sync HTTP/1.1"),
    "a target with a tab": lambda told: _sized(told, start=b"POST\t/sync\tHTTP/1.1"),
    "a target with a fragment": lambda told: _sized(told, start=b"POST /sync#/rest HTTP/1.1"),
    "a tunnel": lambda told: b"CONNECT 127.0.0.1:1 HTTP/1.1\r\nHost: 127.0.0.1:1\r\n\r\n" + evil(told),
    "HTTP/0.9": lambda told: evil(told, "AE").partition(b" HTTP/1.1")[0].replace(b"POST", b"GET") + b"\r\n",
    "HTTP/1.0": lambda told: _sized(told, start=b"POST /sync HTTP/1.0"),
    "HTTP/1.2": lambda told: _sized(told, start=b"POST /sync HTTP/1.2"),
    "HTTP/2 without asking": lambda told: b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + evil(told),
    "an upgrade to h2c": lambda told: _sized(
        told, b"Connection: Upgrade, HTTP2-Settings", b"Upgrade: h2c", b"HTTP2-Settings: AA"
    ),
    "an upgrade to a websocket": lambda told: _sized(told, b"Connection: Upgrade", b"Upgrade: websocket"),
    "line ends before": lambda told: b"\r\n\r\n" + evil(told),
    "line ends of LF alone": lambda told: evil(told).replace(b"\r\n", b"\n"),
    "a head without an end": lambda told: evil(told).partition(b"\r\n\r\n")[0],
    "half a body": lambda told: evil(told)[:-40],
    "two hosts": lambda told: _sized(told, b"Host: api-sg.aliexpress.com"),
    "another host": lambda told: evil(told).replace(b"Host: 127.0.0.1", b"Host: api-sg.aliexpress.com"),
    "no host": lambda told: evil(told).replace(b"Host: 127.0.0.1\r\n", b""),
    "a connection that names its type": lambda told: _sized(told, b"Connection: close, Content-Type"),
    "a connection that names its length": lambda told: _sized(told, b"Connection: Content-Length"),
    "a connection that names its host": lambda told: _sized(told, b"Connection: Host"),
    "a body that is waited for": lambda told: _sized(told, b"Expect: 100-continue"),
    "a body that is waited for in vain": lambda told: _sized(told, b"Expect: 200-ok"),
    "another method in a header": lambda told: _sized(told, b"X-HTTP-Method-Override: GET"),
    "a header with a NUL": lambda told: _sized(told, b"X: a\x00b"),
    "a header of many letters": lambda told: _sized(told, b"X: " + b"a" * 70_000),
    "a header of no name": lambda told: _sized(told, b": x"),
}  # fmt: skip
