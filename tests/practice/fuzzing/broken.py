"""Requests that are broken in their build: paths, methods, headers, encodings, multipart. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from urllib.parse import urlencode

from tests.practice.fuzzing.calls import FORM, MULTIPART, Request, content_type, multipart
from tests.practice.fuzzing.values import spoil_bytes

KINDS = (
    *(FORM, MULTIPART, "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\xff"),
    *(
        "multipart/form-data; boundary*=utf-8''x",
        'multipart/form-data; boundary="',
        "multipart/form-data; boundary=" + "b" * 300,
    ),
    *(
        "multipart/form-data; boundary*0=--; boundary*1=fuzz",
        "MULTIPART/FORM-DATA; BOUNDARY=----fuzz",
        "multipart/mixed",
    ),
    *("application/json", "text/plain", "", ";", "\xff\xfe", "a" * 5000, FORM + "; charset=utf-16", "application/xml"),
)
METHODS = (
    "GET",
    "POST",
    "POST",
    "POST",
    "HEAD",
    "PUT",
    "DELETE",
    "OPTIONS",
    "PATCH",
    "TRACE",
    "get",
    "BREW",
    "CONNECT",
)
PATHS = (
    *(
        "/",
        "/sync",
        "/sync",
        "/sync/",
        "/sync/x",
        "/rest",
        "/rest",
        "/rest/",
        "/rest//auth/token/create",
        "/rest/../sync",
    ),
    *(
        "/rest/auth/token/create",
        "/rest/auth/token/refresh/",
        "/rest/手",
        "/rest/\x00",
        "/rest/" + "a" * 3000,
        "/router/rest",
    ),
    *(
        "/SYNC",
        "/oauth",
        "/oauth/authorize",
        "/oauth/login",
        "/oauth/consent",
        "/oauth/token",
        "/_practice",
        "/favicon.ico",
    ),
    *("/_practice/log", "/_practice/orders", "/_practice/orders/x", "/%73ync", "//sync", "*"),
)
SOUP: tuple[tuple[str, bytes], ...] = (
    *(("cookie", b"=;;;aexdesk_practice_login=\xff; a"), ("cookie", b'aexdesk_practice_login="'), ("origin", b"null")),
    *(
        ("content-length", b"5"),
        ("transfer-encoding", b"chunked"),
        ("expect", b"100-continue"),
        ("range", b"bytes=0-1"),
    ),
    *(
        ("accept", b"application/xml"),
        ("accept-encoding", b"gzip, br"),
        ("content-encoding", b"gzip"),
        ("te", b"trailers"),
    ),
    *(
        ("x-forwarded-for", b"1.2.3.4"),
        ("x-forwarded-proto", b"https"),
        ("authorization", b"Basic ="),
        ("x", b"\x80" * 900),
    ),
    *(
        ("upgrade", b"websocket"),
        ("connection", b"upgrade"),
        ("x-http-method-override", b"DELETE"),
        ("host", b"evil.test"),
    ),
)


def broken(params: Mapping[str, str], chance: Random) -> Request:
    """A request that is broken in its build: path, method, headers, encoding, doubled or countless parameters."""
    body, query = urlencode(params).encode(), b""
    kind = chance.choice(KINDS)
    if kind.lower().startswith("multipart"):
        body = multipart(params, {"image_file_bytes": "x"} if chance.random() < 0.3 else {})
        body = body.replace(
            b"form-data;",
            chance.choice((b"form-data;", b"form-data; filename=;", b"form-data; name*=utf-8''%ff;", b"x")),
        )
    match chance.randrange(7):
        case 0:
            body = spoil_bytes(body, chance)
        case 1:
            query = spoil_bytes(urlencode(params).encode(), chance)
        case 2:
            query = urlencode(dict(chance.sample(sorted(params.items()), min(3, len(params))))).encode()
        case 3:
            body += b"".join(b"&%c%d=1" % (97 + n % 26, n) for n in range(chance.choice((10, 999, 1001, 3000))))
        case 4:
            body += chance.choice(
                (b"&app_key=1", b"&method=x", b"&&&", b"&=", b"&a", b"&%", b"&%u0041=1", b"&a=%ed%a0%80", b"&a=%c0%80")
            )
        case 5:
            body, query = b"", body
        case _:
            body = bytes(chance.randrange(256) for _ in range(chance.choice((0, 1, 50, 2000))))
    headers = [*content_type(kind), *chance.sample(SOUP, chance.choice((0, 0, 1, 4)))]
    return Request(chance.choice(METHODS), chance.choice(PATHS), query, body, tuple(headers))
