"""Mutations of the bytes: percent-encoding, multipart, content types, compression, paths, HTTP methods, headers."""

from __future__ import annotations

import gzip
import zlib
from urllib.parse import quote

from tests.practice.door.layouts import BODY, PARTS, QUERY
from tests.practice.world import ORDER_PARAM
from tests.security.drafts import CREATE, FORM_TYPE, READ, Draft, Pair
from tests.security.mutation import Pick, Stage, Table
from tests.security.odd_json import dump

WIRE = Table()
PATHS = (
    b"//sync", b"/sync/", b"/%73ync", b"/./sync", b"/sync;x", b"/sync;jsessionid=1", b"/SYNC", b"/Sync", b"/sync%20",
    b"/sync%00", b"/x/../sync",
    b"/sync/.", b"/sync/..;/sync", b"/sync//", b"///sync", b"/sync%2f", b"/%2fsync", b"/\\sync", b"/sync\\",
    b"/sync%5c", b"/sync.", b"/sync.json",
    b"/sync%3fmethod=x", b"/sync%23", b"/%2e/sync", b"/x/%2e%2e/sync", b"/rest/../sync", b"/rest/%2e%2e/sync",
    b"/rest/..%2fsync", b"/router/rest",
    b"/rest/sync", b"/sync/sync", b"/sync/rest", b"/rest;/sync", b"/;/sync", b"/sync%0a", b"/sync%0d%0a",
    b"/%2573ync", b"/s%79nc", b"/sync%c0%af",
    b"/sync,", b"/sync'", b"/sync~", b"/sync:", b"/sync@x", b"/sync$", b"/sync!", b"/sync*", b"/sync&method=x",
    b"/sync=", b"/rest/", b"/rest//", b"/",
    b"sync", b"*", b"", b"/top/sync", b"/router/rest/", b"/api/sync", b"/gw/sync", b"/rest/router/rest",
    b"/_practice/orders", b"/_practice/../sync",
    b"/oauth/../sync", b"/sync/../rest", b"/sync%252f", b"/sync%u0020", b"/\xe3\x82\xb9", b"/sync\xc2\xa0",
)  # fmt: skip
VERBS = (
    "PUT",
    "PATCH",
    "DELETE",
    "HEAD",
    "OPTIONS",
    "TRACE",
    "QUERY",
    "post",
    "Post",
    "get",
    "PROPFIND",
    "COPY",
    "PURGE",
    "LINK",
)
KINDS = (
    b"application/json", b"text/plain", b"text/xml", b"application/xml", b"application/octet-stream",
    b"multipart/mixed; boundary=x", b"*/*",
    b"application/x-www-form-urlencoded; charset=utf-16", b"application/x-www-form-urlencoded; charset=gbk",
    b"multipart/form-data",
    b"application/x-www-form-urlencoded; charset=utf-7",
    b"application/x-www-form-urlencoded; charset=utf-8; charset=gbk",
    b"application/x-www-form-urlencoded; charset=gbk; charset=utf-8",
    b"application/x-www-form-urlencoded; xcharset=utf-8; charset=gbk",
    b"application/x-www-form-urlencoded; charset*=utf-8''gbk",
    b"application/x-www-form-urlencoded, application/json", b"multipart/form-data; boundary=",
    b"application/json, application/x-www-form-urlencoded", b"application/x-www-form-urlencoded/x",
    b"x-application/x-www-form-urlencoded",
    b"application/x-www-form-urlencoded+json", b"application/x-www-form-urlencode",
    b"multipart/form-data; boundary=nowhere", b"form", b"/", b";",
    b"application/x-www-form-urlencoded; charset=\"utf-8\\\"; charset=gbk\"",
    b"application/x-www-form-urlencoded charset=gbk",
    b"application/x-www-form-urlencoded; charset=latin1", b"application/x-www-form-urlencoded;charset=UTF-8,gbk",
    b"application/graphql",
    b"application/x-java-serialized-object", b"application/x-protobuf", b"application/vnd.php.serialized",
    b"multipart/related; boundary=x",
)  # fmt: skip
MISLEADING = (
    ("X-HTTP-Method-Override", "PUT"), ("X-HTTP-Method", "DELETE"), ("X-Method-Override", "GET"),
    ("X-Original-URL", f"/sync?method={CREATE}"),
    ("X-Rewrite-URL", "/router/rest"), ("x-original-url", "/_practice/orders"), ("Transfer-Encoding", "chunked"),
    ("Content-Encoding", "gzip"),
    ("Transfer-Encoding", "identity"), ("transfer-encoding", "\x0bchunked"), ("Content-Length", "0"),
    ("Content-Length", "7"), ("Host", "api-sg.aliexpress.com"),
    ("Content-Type", "application/json"), ("content-type", "multipart/form-data; boundary=x"),
    ("Content-Encoding", "deflate"),
    ("Content-Encoding", "br"), ("Content-Encoding", "identity, gzip"), ("X_HTTP_METHOD_OVERRIDE", "PUT"),
    ("Content_Type", "application/json"),
    ("Content-Type ", "application/json"), ("Content-Encoding ", "gzip"), ("Content_Length", "1"),
    ("Transfer_Encoding", "chunked"),
    ("X-HTTP-Method-Override ", "PUT"), ("X-Original-Uri", "/router/rest"), ("X-Forwarded-Uri", "/router/rest"),
)  # fmt: skip
_HEX = (
    b"%2",
    b"%",
    b"%zz",
    b"%u0041",
    b"%c0%ae",
    b"%ff",
    b"%ed%a0%80",
    b"%f4%90%80%80",
    b"\xff",
    b"\x00",
    b"\x7f",
    b"%e0%80%af",
    b"\xc3\xa9",
    b";",
    b"%x41",
)


# ---------------------------------------------------------------- encoding of the form


def _append(draft: Draft, raw: bytes, *, first: bool = False) -> None:
    """One more raw pair beside the order; a part carries no such thing, so there it stands in the query."""
    place = QUERY if draft.slot.place == PARTS else draft.slot.place
    draft.add("smuggled", "", place=place, first=first, raw=raw).is_signed = False


@WIRE.add(Stage.ENCODING)
def a_semicolon_between_pairs(draft: Draft, pick: Pick) -> None:
    evil = quote(dump(draft.evil), safe="").encode()
    _append(draft, pick((b"x=1;", b";", b"a;", b"x=;")) + ORDER_PARAM.encode() + b"=" + evil, first=pick((False, True)))


@WIRE.add(Stage.ENCODING)
def bytes_that_decode_to_nothing_sure(draft: Draft, pick: Pick) -> None:
    odd = pick(_HEX)
    _append(draft, pick((b"x=" + odd, odd + b"=x", b"x=1" + odd, odd)), first=pick((False, True)))


@WIRE.add(Stage.ENCODING)
def the_name_encoded_twice(draft: Draft, pick: Pick) -> None:
    name = pick((ORDER_PARAM, "method", "session"))
    twice = f"%25{ord(name[0]):02x}{name[1:]}".encode()
    thrice = f"%2525{ord(name[0]):02X}{name[1:]}".encode()
    value = {ORDER_PARAM: dump(draft.evil), "method": READ, "session": draft.told["real_buyer_access_token"]}[name]
    _append(draft, pick((twice, thrice)) + b"=" + quote(value, safe="").encode(), first=pick((False, True)))


@WIRE.add(Stage.ENCODING)
def a_pair_without_value(draft: Draft, pick: Pick) -> None:
    name = pick((ORDER_PARAM, "method", "session")).encode()
    _append(draft, name + pick((b"", b"=", b"==", b"=%00")), first=pick((False, True)))


@WIRE.add(Stage.ENCODING)
def a_question_mark_more(draft: Draft, pick: Pick) -> None:
    draft.find("method")  # without one, the name behind the mark would be the only one, and plain
    evil = quote(dump(draft.evil), safe="").encode()
    draft.query_tail += pick((b"?", b"&?", b"#", b"&x=#")) + ORDER_PARAM.encode() + b"=" + evil
    draft.query_tail += b"" if b"#" in draft.query_tail else b"&method=" + READ.encode()


@WIRE.add(Stage.ENCODING)
def invalid_utf8_in_the_order(draft: Draft, pick: Pick) -> None:
    odd = pick((b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x82", b"\x80"))
    content = draft.slot.value.encode("utf-8", "replace").replace(b"Test", b"Te" + odd, 1)
    if odd not in content:
        content += odd
    encoded = ORDER_PARAM.encode() + b"=" + quote(content, safe="").encode()
    draft.slot.raw = content if draft.slot.place == PARTS else encoded


# ---------------------------------------------------------------- multipart


@WIRE.add(Stage.ENCODING)
def an_odd_head_of_a_part(draft: Draft, pick: Pick) -> None:
    draft.into_parts()
    name = ORDER_PARAM
    draft.slot.head = pick((
        f'Content-Disposition: form-data; name="x"; name="{name}"',
        f'Content-Disposition: form-data; name="{name}"; name="x"',
        f"Content-Disposition: form-data; name*=UTF-8''{name}",
        f"Content-Disposition: form-data; name=\"x\"; name*=UTF-8''{name}",
        f'Content-Disposition: form-data; name="{name}"; name*=UTF-8\'\'x',
        f'Content-Disposition: attachment; name="{name}"',
        f'Content-Disposition: form-data; name="{name}"\r\nContent-Disposition: form-data; name="x"',
        f'Content-Disposition: form-data; name="{name}"\r\nContent-Type: text/plain; charset=utf-16',
        f'Content-Disposition: form-data; name="{name}"\r\nContent-Type: application/x-www-form-urlencoded',
        f'Content-Disposition: form-data; name="{name}"\r\nContent-Transfer-Encoding: base64',
        f'Content-Disposition: form-data; name="{name}"\r\nContent-Transfer-Encoding: quoted-printable',
        f'Content-Disposition: form-data; name="{name}"\r\nContent-Encoding: gzip',
        f'Content-Disposition: form-data; name="{name}',
        f'Content-Disposition: form-data;\r\n name="{name}"', f'Content-Disposition: form-data; name="{name}\\"x"',
        f'Content-Disposition: form-data; name="{name}";filename', f'Content-Disposition: form-data; name=\'{name}\'',
        f'Content-Disposition: name="{name}"', f'Content-Disposition: form-data; NAME="x"; name="{name}"',
        f'name="{name}"',
        f'Content-Disposition : form-data; name="{name}"', f'Content-Disposition: form-data; name="{name}"\r\nX:\0',
        f'Content-Disposition: form-data; name="{name}"; filename="a"; filename="b"',
        f'Content-Disposition: form-data, name="{name}"',
        f'Content-Disposition: form-data; name="\u200b{name}"', f'Content-Disposition: form-data; name="{name} "',
        "X: y", "",
        f'Content-Disposition: form-data; x="; name=\\"y\\""; name="{name}"',
        f'Content-Disposition: form-data; name="{name}\0"',
        f'Content-Disposition: form-data; name*0="{name[:5]}"; name*1="{name[5:]}"',
        f'Content-Disposition: form-data; name="=?utf-8?Q?{name}?="',
        f'Content-Disposition: form-data; name="%70{name[1:]}"',
        f'Content-Disposition: form-data; name="{name}"\r\nContent-Type: multipart/mixed; boundary=y',
    )).encode()  # fmt: skip


@WIRE.add(Stage.ENCODING)
def a_part_twice_with_another_order(draft: Draft, pick: Pick) -> None:
    draft.into_parts()
    pair = draft.add(ORDER_PARAM, dump(draft.evil), place=PARTS, first=pick((False, True)))
    pair.head = pick((
        None, f'content-disposition: FORM-DATA; NAME="{ORDER_PARAM}"'.encode(),
        f"Content-Disposition: form-data; name={ORDER_PARAM}".encode(),
        f'Content-Disposition: form-data; name="{ORDER_PARAM.upper()}"'.encode(),
    ))  # fmt: skip


@WIRE.add(Stage.WIRE)
def odd_ends_of_a_multipart_body(draft: Draft, pick: Pick) -> None:
    draft.into_parts()
    evil = Pair(PARTS, ORDER_PARAM, dump(draft.evil))
    mark = b"--" + draft.boundary
    second = mark + b"\r\n" + evil.part(b"\r\n") + mark + b"--\r\n"
    kind = pick(range(9))
    if kind == 0:
        draft.preamble = second
    elif kind == 1:
        draft.epilogue = second
    elif kind == 2:
        draft.closing = b""
    elif kind == 3:
        draft.newline = pick((b"\n", b"\r"))
    elif kind == 4:
        draft.closing = mark + b"-\r\n"
    elif kind == 5:
        draft.preamble = mark + b"--\r\n"
    elif kind == 6:
        draft.closing = mark + b" \r\n" + evil.part(b"\r\n") + mark + b"--\r\n"
    elif kind == 7:
        draft.closing = mark + b"x\r\n" + evil.part(b"\r\n") + mark + b"--\r\n"
    else:
        draft.preamble = mark + b"\t\r\n" + evil.part(b"\r\n")


@WIRE.add(Stage.WIRE)
def two_boundaries(draft: Draft, pick: Pick) -> None:
    draft.into_parts()
    evil = Pair(PARTS, ORDER_PARAM, dump(draft.evil))
    draft.epilogue = b"--other\r\n" + evil.part(b"\r\n") + b"--other--\r\n"
    boundary = draft.boundary.decode()
    draft.content_type = pick((
        f"multipart/form-data; boundary={boundary}; boundary=other",
        f"multipart/form-data; boundary=other; boundary={boundary}",
        f"multipart/form-data; boundary={boundary}; boundary*=utf-8''other",
        f"multipart/form-data; BOUNDARY=other; boundary={boundary}",
        f"multipart/form-data; boundary*0=oth; boundary*1=er; boundary={boundary}",
        f"multipart/form-data; boundary={boundary}, boundary=other",
        f'multipart/form-data; x="; boundary=other"; boundary={boundary}',
        f"multipart/form-data; boundary={boundary}; charset=utf-16",
        f"multipart/mixed; boundary={boundary}", f"multipart/form-data, multipart/form-data; boundary={boundary}",
    )).encode()  # fmt: skip


# ---------------------------------------------------------------- body, path, HTTP method, headers


@WIRE.add(Stage.WIRE)
def an_unknown_content_type(draft: Draft, pick: Pick) -> None:
    draft.verb = "POST"
    if not any(pair.place in (BODY, PARTS) for pair in draft.pairs):
        draft.slot.place = BODY
    draft.content_type = pick(KINDS)


@WIRE.add(Stage.WIRE)
def a_compressed_body(draft: Draft, pick: Pick) -> None:
    draft.verb = "POST"
    if not any(pair.place in (BODY, PARTS) for pair in draft.pairs):
        draft.slot.place = BODY
    name, press = pick(
        (("gzip", gzip.compress), ("deflate", zlib.compress), ("x-gzip", gzip.compress), ("GZIP", gzip.compress))
    )
    shot = draft.shoot()
    draft.body = press(shot.body) if pick((True, False)) else shot.body
    draft.content_type = draft.content_type or dict(shot.headers).get(b"Content-Type", FORM_TYPE.encode())
    draft.header("Content-Encoding", name)


@WIRE.add(Stage.WIRE)
def a_body_of_get(draft: Draft, pick: Pick) -> None:
    draft.verb = "GET"
    for pair in draft.pairs:
        pair.place = QUERY
    draft.body = ORDER_PARAM.encode() + b"=" + quote(dump(draft.evil), safe="").encode()


@WIRE.add(Stage.WIRE)
def another_path(draft: Draft, pick: Pick) -> None:
    draft.path = pick(PATHS)


@WIRE.add(Stage.WIRE)
def another_http_method(draft: Draft, pick: Pick) -> None:
    draft.verb = pick(VERBS)


@WIRE.add(Stage.WIRE)
def a_misleading_header(draft: Draft, pick: Pick) -> None:
    draft.verb = "POST"
    if not any(pair.place in (BODY, PARTS) for pair in draft.pairs):
        draft.slot.place = BODY
    draft.header(*pick(MISLEADING))


# ---------------------------------------------------------------- disguises


@WIRE.add(Stage.ENCODING, hostile=False)
def blanks_encoded_otherwise(draft: Draft, pick: Pick) -> None:
    draft.blank = pick(("+", "%20"))


@WIRE.add(Stage.ENCODING, hostile=False)
def every_byte_percent_encoded(draft: Draft, pick: Pick) -> None:
    pair = draft.find(pick(("method", "app_key", "session", ORDER_PARAM)))
    if pair.place != PARTS and pair.raw is None:
        letters = pick(("%{:02x}", "%{:02X}"))
        encoded = ["".join(letters.format(byte) for byte in text.encode()) for text in (pair.name, pair.value)]
        pair.raw = "=".join(encoded).encode()


@WIRE.add(Stage.ENCODING, hostile=False)
def joints_doubled(draft: Draft, pick: Pick) -> None:
    draft.joint = pick((b"&", b"&&"))


@WIRE.add(Stage.WIRE, hostile=False)
def a_harmless_header(draft: Draft, pick: Pick) -> None:
    draft.header(
        *pick(
            (
                ("Accept", "*/*"),
                ("User-Agent", "curl/8"),
                ("X-Request-Id", "1"),
                ("Accept-Encoding", "gzip"),
                ("Expect", "100-continue"),
            )
        )
    )


@WIRE.add(Stage.WIRE, hostile=False)
def a_chunked_body(draft: Draft, pick: Pick) -> None:
    draft.is_chunked = draft.verb == "POST"
    draft.trailers = pick((b"", b"X-Trailer: 1\r\n", b"Content-Type: application/json\r\n", b"Content-Length: 1\r\n"))
