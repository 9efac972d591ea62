"""Hand-written attacks on the bytes: forms, multipart, content types, compression, paths, HTTP methods, headers."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from urllib.parse import quote

from tests.practice.door.layouts import BODY, PARTS, QUERY
from tests.practice.world import ORDER_PARAM
from tests.security.drafts import FORM_TYPE, Draft, Pair
from tests.security.odd_json import dump

Attack = Callable[[Draft], None]
DISPOSITION = f'Content-Disposition: form-data; name="{ORDER_PARAM}"'


def path(target: bytes) -> Attack:
    """Another spelling of the address."""

    def apply(draft: Draft) -> None:
        draft.path = target

    return apply


def verb(name: str) -> Attack:
    """Another HTTP method."""

    def apply(draft: Draft) -> None:
        draft.verb = name

    return apply


def with_body(draft: Draft) -> None:
    """The order travels in a body from here on."""
    draft.verb = "POST"
    if not any(pair.place in (BODY, PARTS) for pair in draft.pairs):
        draft.slot.place = BODY


def header(name: str, value: str) -> Attack:
    """One more header, on a request with a body."""

    def apply(draft: Draft) -> None:
        with_body(draft)
        draft.header(name, value)

    return apply


def kind(content_type: str) -> Attack:
    """Another content type on the same bytes."""

    def apply(draft: Draft) -> None:
        with_body(draft)
        draft.content_type = content_type.encode()

    return apply


def form_bytes(raw: bytes) -> Attack:
    """Raw bytes in the query; EVIL stands for an encoded pair that would cost money."""

    def apply(draft: Draft) -> None:
        evil = ORDER_PARAM.encode() + b"=" + quote(dump(draft.evil), safe="").encode()
        draft.query_tail = b"&" + raw.replace(b"EVIL", evil)
        if not any(pair.place == QUERY for pair in draft.pairs):
            draft.query_tail = draft.query_tail[1:]

    return apply


def part(head: str) -> Attack:
    """The order as a part with this head."""

    def apply(draft: Draft) -> None:
        draft.into_parts()
        draft.slot.head = head.encode()

    return apply


def parts(change: Callable[[Draft, bytes, bytes], None]) -> Attack:
    """A multipart body; `change` is given the boundary line and a part that would cost money."""

    def apply(draft: Draft) -> None:
        draft.into_parts()
        change(draft, b"--" + draft.boundary, Pair(PARTS, ORDER_PARAM, dump(draft.evil)).part(b"\r\n"))

    return apply


def _preamble(draft: Draft, mark: bytes, evil: bytes) -> None:
    draft.preamble = b"--other\r\n" + evil + mark + b"--\r\n"


def _epilogue(draft: Draft, mark: bytes, evil: bytes) -> None:
    draft.epilogue = mark + b"\r\n" + evil + mark + b"--\r\n"


def _second_part(draft: Draft, mark: bytes, evil: bytes) -> None:
    draft.closing = mark + b"\r\n" + evil + mark + b"--\r\n"


def _last_part_without_an_end(draft: Draft, mark: bytes, evil: bytes) -> None:
    draft.closing = mark + b"\r\n" + evil


def _preamble_with_lf(draft: Draft, mark: bytes, evil: bytes) -> None:
    draft.preamble = b"x\n" + (mark + b"\r\n" + evil).replace(b"\r\n", b"\n") + b"\r\n"


def _epilogue_with_lf(draft: Draft, mark: bytes, evil: bytes) -> None:
    draft.epilogue = b"x\r\n" + (mark + b"\r\n" + evil + mark + b"--\r\n").replace(b"\r\n", b"\n")


def _part_with_lf_in_a_part(draft: Draft, mark: bytes, _evil: bytes) -> None:
    other = Pair(PARTS, "session", str(draft.told["real_buyer_access_token"])).part(b"\n")
    draft.add("memo", (b"x\n" + mark + b"\n" + other).decode(), place=PARTS)


def _boundary_and_head_in_one(draft: Draft, mark: bytes, _evil: bytes) -> None:
    draft.closing = mark + b'Content-Disposition: form-data; name="memo"\r\n\r\nx\r\n' + mark + b"--\r\n"


def _no_boundary(draft: Draft, _mark: bytes, _evil: bytes) -> None:
    draft.boundary, draft.content_type = b"", b"application/json"


def _no_utf8(draft: Draft, _mark: bytes, _evil: bytes) -> None:
    draft.slot.raw = dump(draft.order).encode().replace(b"Street", b"Stra\xdfe")


def _padded_second_part(draft: Draft, mark: bytes, evil: bytes) -> None:
    draft.closing = mark + b" \t\r\n" + evil + mark + b"--\r\n"


def _no_end(draft: Draft, _mark: bytes, _evil: bytes) -> None:
    draft.closing = b""


def _lf(draft: Draft, _mark: bytes, _evil: bytes) -> None:
    draft.newline = b"\n"


def _cr(draft: Draft, _mark: bytes, _evil: bytes) -> None:
    draft.newline = b"\r"


def _file_of_that_name(draft: Draft, mark: bytes, evil: bytes) -> None:
    file = evil.replace(b"\r\n", b'; filename="o.json"\r\n', 1)
    draft.closing = mark + b"\r\n" + file + mark + b"--\r\n"


def _file_of_no_name(draft: Draft, mark: bytes, _evil: bytes) -> None:
    file = b'Content-Disposition: form-data; name="picture"; filename="p.png"\r\n\r\nx\r\n'
    draft.closing = mark + b"\r\n" + file + mark + b"--\r\n"


def _mixed(draft: Draft, _mark: bytes, _evil: bytes) -> None:
    draft.content_type = b"multipart/mixed; boundary=" + draft.boundary


def _two_boundaries(draft: Draft, _mark: bytes, evil: bytes) -> None:
    draft.content_type = b"multipart/form-data; boundary=" + draft.boundary + b"; boundary=other"
    draft.epilogue = b"--other\r\n" + evil + b"--other--\r\n"


def _gzip(draft: Draft) -> None:
    with_body(draft)
    shot = draft.shoot()
    draft.content_type = dict(shot.headers).get(b"Content-Type", FORM_TYPE.encode())
    draft.body = gzip.compress(shot.body)
    draft.header("Content-Encoding", "gzip")


def _json_body(draft: Draft) -> None:
    draft.verb, draft.content_type = "POST", b"application/json"
    draft.body = dump(
        {ORDER_PARAM: draft.evil, **{pair.name: pair.value for pair in draft.pairs if pair.place == BODY}}
    ).encode()


def _get_with_body(draft: Draft) -> None:
    draft.verb = "GET"
    for pair in draft.pairs:
        pair.place = QUERY
    draft.body = ORDER_PARAM.encode() + b"=" + quote(dump(draft.evil), safe="").encode()


def _get_with_parts(draft: Draft) -> None:
    draft.into_parts()
    draft.verb = "GET"


def _short_length(draft: Draft) -> None:
    with_body(draft)
    draft.body_length = b"10"


def _long_length(draft: Draft) -> None:
    with_body(draft)
    draft.body_length = b"999999"


def _utf16(draft: Draft) -> None:
    draft.into_parts()
    draft.slot.raw = dump(draft.evil).encode("utf-16")


FORM = "application/x-www-form-urlencoded"
_PATHS = (
    b"//sync", b"/sync/", b"/%73ync", b"/./sync", b"/x/../sync", b"/sync;x", b"/SYNC", b"/sync%20", b"/sync%00",
    b"/sync%2f", b"/%2573ync",
    b"/\\sync", b"/sync.json", b"/router/rest", b"/rest/../sync", b"/rest/%2e%2e/sync", b"/sync/..;/sync",
    b"/rest/router/rest", b"/sync%3f", b"/",
    b"/rest/sync", b"/sync%23", b"/sync%0d%0aX:y", b"/rest//", b"/sync/sync",
)  # fmt: skip
_VERBS = ("PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "post", "Post", "QUERY", "get")
_HEADERS = (
    ("X-HTTP-Method-Override", "PUT"), ("X-HTTP-Method", "GET"), ("X-Method-Override", "PUT"),
    ("X-Original-URL", "/router/rest"),
    ("X-Rewrite-URL", "/router/rest"), ("X-Override-URL", "/router/rest"), ("X-Original-Path", "/router/rest"),
    ("Request-URI", "/router/rest"), ("X-Request-Path", "/router/rest"), ("X-Forwarded-Method", "PUT"),
    ("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip"),
    ("Content-Encoding", "br"),
    ("Content-Length", "0"), ("Content-Type", "application/json"), ("Host", "api-sg.aliexpress.com"),
    ("Content_Type", "application/json"),
    ("Content_Length", "0"), ("Transfer_Encoding", "chunked"), ("X_HTTP_METHOD_OVERRIDE", "PUT"),
    ("Content-Encoding ", "gzip"), ("Connection", "Content-Type"), ("X-A", "a\x01b"),
)  # fmt: skip
_KINDS = (
    "application/json", "text/plain", "application/xml", f"{FORM}; charset=gbk", f"{FORM}; charset=utf-16",
    f"{FORM}; charset=utf-8; charset=gbk",
    f"{FORM}; xcharset=utf-8; charset=gbk", f"{FORM}; charset*=utf-8''gbk", f"{FORM}, application/json",
    "multipart/form-data",
    "multipart/form-data; boundary=", "multipart/form-data; boundary=nowhere", "multipart/mixed; boundary=x",
    "application/octet-stream",
)  # fmt: skip
_FORMS = {
    "a semicolon for an ampersand": b"x=1;EVIL", "a semicolon alone": b";EVIL", "a %u escape": b"x=%u0041",
    "half an escape": b"x=%4",
    "an escape of no hex": b"x=%zz", "an overlong slash": b"x=%c0%af", "half a letter": b"x=%e2%82",
    "a surrogate": b"x=%ed%a0%80",
    "a raw byte": b"x=\xff", "a raw letter": b"x=\xc3\xa9", "a raw NUL": b"x=\x00", "a fragment": b"#EVIL",
    "a second pair": b"EVIL",
    "a pair after a question mark": b"?EVIL", "the name alone": ORDER_PARAM.encode(), "a raw blank": b"x= y",
}  # fmt: skip
_PARTS = {
    "a file where the order belongs": f'{DISPOSITION}; filename="o.json"',
    "an empty file name": f'{DISPOSITION}; filename=""',
    "a file name with a star": f"{DISPOSITION}; filename*=UTF-8''o.json", "two names": f'{DISPOSITION}; name="x"',
    "a name with a star": f"Content-Disposition: form-data; name*=UTF-8''{ORDER_PARAM}",
    "a name and one with a star": f"{DISPOSITION}; name*=UTF-8''x",
    "a name in capitals": f'Content-Disposition: form-data; NAME="x"; name="{ORDER_PARAM}"',
    "an attachment": f'Content-Disposition: attachment; name="{ORDER_PARAM}"',
    "two dispositions": f'{DISPOSITION}\r\nContent-Disposition: form-data; name="x"',
    "two dispositions, the first of something else": f'Content-Disposition: form-data; name="x"\r\n{DISPOSITION}',
    "a text that is called a file": f'Content-Disposition: file; name="{ORDER_PARAM}"',
    "a part with a length of its own": f"{DISPOSITION}\r\nContent-Length: 5",
    "a part in UTF-16": f"{DISPOSITION}\r\nContent-Type: text/plain; charset=utf-16",
    "a part in GBK": f"{DISPOSITION}\r\nContent-Type: text/plain; charset=gbk",
    "a part in base64": f"{DISPOSITION}\r\nContent-Transfer-Encoding: base64",
    "a folded head": f'Content-Disposition: form-data;\r\n name="{ORDER_PARAM}"',
    "a quote in the name": f'Content-Disposition: form-data; name="{ORDER_PARAM}\\""',
    "a quote left open": f'Content-Disposition: form-data; name="{ORDER_PARAM}',
    "a part within a part": f"{DISPOSITION}\r\nContent-Type: multipart/mixed; boundary=y",
    "a part without a name": "Content-Disposition: form-data",
    "a head of a part that nobody knows": f"{DISPOSITION}\r\nX-Name: x",
    "a part without a head": "", "a name with a NUL": f'Content-Disposition: form-data; name="{ORDER_PARAM}\0"',
}  # fmt: skip

WIRE_ATTACKS: dict[str, Attack] = {
    **{f"the path {one.decode()}": path(one) for one in _PATHS},
    **{f"the HTTP method {one}": verb(one) for one in _VERBS},
    **{f"the header {name}: {value}": header(name, value) for name, value in _HEADERS},
    **{f"the content type {one}": kind(one) for one in _KINDS},
    **{f"in the form: {name}": form_bytes(raw) for name, raw in _FORMS.items()},
    **{f"in a part: {name}": part(head) for name, head in _PARTS.items()},
    "a preamble that is a part": parts(_preamble),
    "an epilogue that is a part": parts(_epilogue),
    "a second part with the order": parts(_second_part),
    "a second part behind a padded boundary": parts(_padded_second_part),
    "a file of the order's name": parts(_file_of_that_name),
    "a file that nobody asked for": parts(_file_of_no_name),
    "parts of another kind": parts(_mixed),
    "two boundaries": parts(_two_boundaries),
    "parts without an end": parts(_no_end),
    "a last part without an end": parts(_last_part_without_an_end),
    "a preamble that is a part with LF": parts(_preamble_with_lf),
    "an epilogue that is a part with LF": parts(_epilogue_with_lf),
    "a part with LF in a part": parts(_part_with_lf_in_a_part),
    "a boundary and a head in one": parts(_boundary_and_head_in_one),
    "parts without a boundary": parts(_no_boundary),
    "parts with LF alone": parts(_lf),
    "parts with CR alone": parts(_cr),
    "a part in Latin-1": parts(_no_utf8),
    "a part that is UTF-16": _utf16,
    "a gzip body": _gzip,
    "a JSON body": _json_body,
    "a GET with a form": _get_with_body,
    "a GET with parts": _get_with_parts,
    "a body longer than told": _short_length,
    "a body shorter than told": _long_length,
}
