"""How the official SDKs, and three others, lay a call on the wire: data, and the bytes that come of it.

Protocol, sections 1 (where parameters travel), 2 and 3. Written by hand down to the socket, so that no client of
Python tidies anything up on the way.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, quote_plus, urlsplit

from tests.practice.world import sign

BOUNDARY = "----layout"
QUERY, BODY, PARTS = "query", "body", "parts"

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Layout:
    """One SDK's way of one kind of call. `common` and `own`: where common parameters and the API's own ones travel."""

    name: str
    common: str
    own: str
    door: str = "/sync"
    verb: str = "POST"
    method_is_sent: bool = True  # else the API is in the path
    method_leads: bool = False  # the query begins with method=NAME, which stands among the parameters once more
    whole_seconds: bool = False  # timestamps are seconds and three noughts
    drops_empty: bool = False
    file: bool = False
    always: Mapping[str, str] = field(default_factory=dict)
    sign_methods: tuple[str, ...] = ("sha256", "md5", "hmac")

    @property
    def is_system(self) -> bool:
        """Whether it is the layout of a system interface."""
        return self.door != "/sync"


PYTHON = {"partner_id": "iop-sdk-python-20220609", "format": "json"}
PHP = {"partner_id": "iop-sdk-php-20220608", "format": "json"}
TOP = {"partner_id": "taobao-sdk-python-20200924", "format": "json", "v": "2.0"}
JAVA = {"partner_id": "iop-sdk-java-20220609", "format": "json", "v": "2.0"}

LAYOUTS = (
    Layout("IOP-PY post", BODY, BODY, always=PYTHON, whole_seconds=True),
    Layout("IOP-PY get", QUERY, QUERY, verb="GET", always=PYTHON, whole_seconds=True),
    Layout("IOP-PY upload", PARTS, PARTS, always=PYTHON, whole_seconds=True, file=True),
    Layout("IOP-PHP post", QUERY, PARTS, always=PHP, whole_seconds=True),
    Layout("IOP-PHP get", QUERY, QUERY, verb="GET", always=PHP, whole_seconds=True),
    Layout("IOP-PHP upload", QUERY, PARTS, always=PHP, whole_seconds=True, file=True),
    Layout("IOP-JAVA post", QUERY, BODY, always=JAVA, method_leads=True, drops_empty=True),
    Layout("IOP-JAVA get", QUERY, QUERY, verb="GET", always=JAVA, method_leads=True, drops_empty=True),
    Layout("IOP-JAVA upload", QUERY, PARTS, always=JAVA, method_leads=True, drops_empty=True, file=True),
    Layout("AE", QUERY, QUERY),
    Layout("PYA", QUERY, BODY, always=TOP),
    Layout("PYA upload", QUERY, PARTS, always=TOP, file=True),
)
ONLY_SHA256 = ("sha256",)
SYSTEM_LAYOUTS = (
    Layout("IOP-PY system", BODY, BODY, "/rest", always=PYTHON, whole_seconds=True, sign_methods=ONLY_SHA256),
    Layout("IOP-PHP system", QUERY, PARTS, "/rest", always=PHP, whole_seconds=True, sign_methods=ONLY_SHA256),
    Layout(
        "IOP-JAVA system",
        QUERY,
        BODY,
        "/rest+path",
        method_is_sent=False,
        drops_empty=True,
        always={"partner_id": "iop-sdk-java-20220609"},
        sign_methods=ONLY_SHA256,
    ),
    Layout("AE system", QUERY, QUERY, "/rest+path", method_is_sent=False, sign_methods=ONLY_SHA256),
    Layout(
        "LAZ system",
        BODY,
        BODY,
        "/rest+path",
        method_is_sent=False,
        whole_seconds=True,
        always={"partner_id": "lazop-sdk-python-20181207"},
        sign_methods=ONLY_SHA256,
    ),
)


@dataclass(frozen=True, slots=True)
class Said:
    """What a program says, in whatever layout."""

    api: str
    app_key: str
    secret: str
    now: float
    common: Mapping[str, str]
    own: Mapping[str, str]
    sign_method: str = "sha256"
    blank: str = "+"
    file: tuple[str, bytes] | None = None


def lay(layout: Layout, said: Said, *, doubled: tuple[str, str] | None = None) -> bytes:
    """The request as bytes. `doubled`: a parameter that is sent once more, where the API's own ones travel."""
    common, own = _signed(layout, said)
    placed: dict[str, list[tuple[str, str]]] = {QUERY: [], BODY: [], PARTS: []}
    if layout.method_leads:
        placed[QUERY].append(("method", said.api))
    placed[layout.common] += common
    placed[layout.own] += own
    if doubled:
        placed[layout.own].append(doubled)
    kind, body = "application/x-www-form-urlencoded;charset=utf-8", form(placed[BODY], said.blank)
    if placed[PARTS]:
        kind, body = (
            f"multipart/form-data; boundary={BOUNDARY}",
            _parts(placed[PARTS], said.file if layout.file else None),
        )
    path = layout.door.replace("+path", said.api)
    if placed[QUERY]:
        path += "?" + form(placed[QUERY], said.blank).decode()
    head = [f"{layout.verb} {path} HTTP/1.1", "Host: 127.0.0.1", "Connection: close"]
    if layout.verb == "POST":
        head += [f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
    return "\r\n".join([*head, "", ""]).encode() + body


def _signed(layout: Layout, said: Said) -> tuple[Pairs, Pairs]:
    stamp = f"{int(said.now)}000" if layout.whole_seconds else str(int(said.now * 1000))
    common = {"app_key": said.app_key, "timestamp": stamp, "sign_method": said.sign_method, **layout.always}
    if layout.method_is_sent:
        common["method"] = said.api
    common |= said.common
    own = {name: value for name, value in said.own.items() if value or not layout.drops_empty}
    common["sign"] = sign({**common, **own}, said.secret, said.api if layout.is_system else "")
    return list(common.items()), list(own.items())


def form(pairs: Pairs, blank: str = "+") -> bytes:
    """Urlencoded, with a blank as + or as %20."""
    encode = quote_plus if blank == "+" else lambda text: quote(text, safe="")
    return "&".join(f"{encode(name)}={encode(value)}" for name, value in pairs).encode()


def _parts(pairs: Pairs, file: tuple[str, bytes] | None) -> bytes:
    body = b""
    for name, value in pairs:
        body += f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
    if file:
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{file[0]}"; filename="{file[0]}"\r\n'
        body += head.encode() + b"Content-Type: image/png\r\n\r\n" + file[1] + b"\r\n"
    return body + f"--{BOUNDARY}--\r\n".encode()


def send(url: str, request: bytes) -> Any:
    """Writes the bytes to the gateway at `url`; the JSON of its answer, which must be HTTP 200."""
    port = urlsplit(url).port
    assert port is not None
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(request)
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 "), head
    return json.loads(body)
