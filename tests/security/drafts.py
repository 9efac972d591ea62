"""An order request that can be bent at every joint, and the bytes that come of it: signed last, and rightly.

It begins as an SDK lays it (tests/practice/door/layouts.py). What signs is the practice gateway's own reading: an
attacker may be an honest program that is wrong, and that one has the secret.
"""

from __future__ import annotations

import copy
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, quote_plus

from aexdesk.ordertest.reading import OutgoingRequest
from aexdesk.workspace.environment import Environment
from tests.practice.door.layouts import BODY, BOUNDARY, LAYOUTS, PARTS, QUERY, Layout, Said
from tests.practice.world import ORDER_PARAM, order_payload, sign
from tests.security.odd_json import Twins, dump

CREATE = "aliexpress.ds.order.create"
READ = "aliexpress.ds.product.get"
OTHER_ITEM = "1005990000000002"
BY_NAME: Mapping[str, Layout] = {layout.name: layout for layout in LAYOUTS}
FORM_TYPE = "application/x-www-form-urlencoded;charset=utf-8"


@dataclass
class Pair:
    """A parameter and where it travels. `raw` and `head` take the place of what would be made of it."""

    place: str
    name: str
    value: str
    raw: bytes | None = None  # the whole encoded pair; in a part the content
    head: bytes | None = None  # the headers of its part
    is_signed: bool = True

    def encoded(self, blank: str) -> bytes:
        """As it stands in a form."""
        if self.raw is not None:
            return self.raw
        encode = quote_plus if blank == "+" else lambda text: quote(text, safe="")
        return f"{encode(self.name)}={encode(self.value)}".encode()

    def part(self, newline: bytes) -> bytes:
        """As it stands between two boundaries."""
        head = self.head
        if head is None:
            head = f'Content-Disposition: form-data; name="{self.name}"'.encode()
        content = self.value.encode() if self.raw is None else self.raw
        return head + newline + newline + content + newline


@dataclass(frozen=True, slots=True)
class Shot:
    """A request as it is fired."""

    verb: str
    target: bytes
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    framed: bytes | None = None  # the body as it stands on the wire, where that differs

    @property
    def raw(self) -> bytes:
        """The bytes for a socket."""
        head = [self.verb.encode("latin-1") + b" " + self.target + b" HTTP/1.1"]
        head += [name + b": " + value for name, value in self.headers]
        return b"\r\n".join([*head, b"", b""]) + (self.body if self.framed is None else self.framed)

    def outgoing(self, environment: Environment) -> OutgoingRequest:
        """The request as the guard is given it."""
        headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in self.headers)
        where = self.target.decode("latin-1")
        url = where if where.startswith("http") else environment.base_url + where
        return OutgoingRequest(self.verb, url, headers, self.body)


@dataclass
class Draft:
    """An order that is being bent. Its document counts until a mutation writes the order parameter itself."""

    layout: Layout
    told: Mapping[str, Any]
    verb: str
    path: bytes
    pairs: list[Pair]
    order: Any
    evil: dict[str, Any]  # an order that would cost money, for whoever hides a second one
    headers: list[tuple[bytes, bytes]]
    content_type: bytes | None = None  # None: what the layout sends
    boundary: bytes = BOUNDARY.encode()
    newline: bytes = b"\r\n"
    preamble: bytes = b""
    epilogue: bytes = b""
    closing: bytes | None = None  # the last boundary
    blank: str = "+"
    joint: bytes = b"&"
    body: bytes | None = None  # in place of the body that would be made
    body_length: bytes | None = None
    is_chunked: bool = False
    trailers: bytes = b""
    behind: bytes = b""  # bytes behind the request, on the same connection
    query_mark: bytes = b"?"
    query_tail: bytes = b""
    labels: list[str] = field(default_factory=list)

    # ------------------------------------------------------------ the order

    @property
    def item(self) -> dict[str, Any]:
        """The one line of the order."""
        item: dict[str, Any] = self.order["product_items"][0]
        return item

    @property
    def address(self) -> dict[str, Any]:
        """Where the order goes."""
        address: dict[str, Any] = self.order["logistics_address"]
        return address

    @property
    def slot(self) -> Pair:
        """The pair that carries the order."""
        return self.find(ORDER_PARAM)

    def write(self) -> None:
        """Puts the document into the order parameter."""
        self.slot.value = dump(self.order)

    def write_evil(self) -> None:
        """Puts the order that would cost money into the order parameter."""
        self.slot.value = dump(self.evil)

    def twin(self, path: tuple[str | int, ...], name: str, value: Any, *, first: bool) -> None:
        """Adds a key to the object at `path` without taking away the one that is there."""
        found = self._inner(path)
        pairs = found.pairs if isinstance(found, Twins) else tuple(found.items())
        added = Twins(((name, value), *pairs) if first else (*pairs, (name, value)))
        if path:
            self._inner(path[:-1])[path[-1]] = added
        else:
            self.order = added
        self.write()

    def _inner(self, path: tuple[str | int, ...]) -> Any:
        found = self.order
        for step in path:
            found = found[step]
        return found

    # ------------------------------------------------------------ parameters

    def find(self, name: str) -> Pair:
        """The first pair of this name."""
        return next(pair for pair in self.pairs if pair.name == name)

    def drop(self, name: str) -> None:
        """Takes all pairs of this name away."""
        self.pairs = [pair for pair in self.pairs if pair.name != name]

    def add(self, name: str, value: str, *, place: str = "", first: bool = False, raw: bytes | None = None) -> Pair:
        """A further pair, beside the order unless a place is given."""
        pair = Pair(place or self.slot.place, name, value, raw)
        self.pairs.insert(0 if first else len(self.pairs), pair)
        return pair

    def other_place(self, place: str) -> str:
        """Where a second one of a pair can travel."""
        if place == QUERY:
            if self.verb != "POST":
                self.verb = "POST"
            return PARTS if any(pair.place == PARTS for pair in self.pairs) else BODY
        return QUERY

    def into_parts(self) -> None:
        """The API's own parameters travel as parts from here on."""
        self.verb = "POST"
        for pair in self.pairs:
            if pair.place == BODY or pair.name == ORDER_PARAM:
                pair.place = PARTS

    def header(self, name: str, value: str) -> None:
        """One more header."""
        self.headers.append((name.encode("latin-1"), value.encode("latin-1")))

    # ------------------------------------------------------------ bytes

    def shoot(self) -> Shot:
        """Signs and lays it down."""
        self._sign()
        body, kind = self._body()
        headers = [(b"Host", b"127.0.0.1"), (b"Connection", b"close")]
        if self.verb not in ("GET", "HEAD") or body:
            sent = self.content_type if self.content_type is not None else kind
            headers += [(b"Content-Type", sent)] if sent else []
            if self.is_chunked:
                headers.append((b"Transfer-Encoding", b"chunked"))
            else:
                headers.append((b"Content-Length", self.body_length or str(len(body)).encode()))
        framed = self._frame(body)
        return Shot(self.verb, self._target(), (*headers, *self.headers), body, framed)

    def _sign(self) -> None:
        if not any(pair.name == "sign" for pair in self.pairs):
            return
        read: dict[str, str] = {}
        for pair in sorted(self.pairs, key=lambda pair: pair.place != QUERY):
            if pair.is_signed and pair.name != "sign":
                read.setdefault(pair.name, pair.value)
        self.find("sign").value = sign(_without_halves(read), self.told["app_secret"])

    def _target(self) -> bytes:
        query = self.joint.join(pair.encoded(self.blank) for pair in self.pairs if pair.place == QUERY)
        query += self.query_tail
        return self.path + (self.query_mark + query if query else b"")

    def _body(self) -> tuple[bytes, bytes]:
        parts = [pair for pair in self.pairs if pair.place == PARTS]
        if self.body is not None:
            return self.body, FORM_TYPE.encode()
        if not parts:
            form = self.joint.join(pair.encoded(self.blank) for pair in self.pairs if pair.place == BODY)
            return form, FORM_TYPE.encode()
        mark = b"--" + self.boundary
        body = b"".join(mark + self.newline + pair.part(self.newline) for pair in parts)
        closing = mark + b"--" + self.newline if self.closing is None else self.closing
        return self.preamble + body + closing + self.epilogue, b"multipart/form-data; boundary=" + self.boundary

    def _frame(self, body: bytes) -> bytes | None:
        if self.is_chunked:
            middle = len(body) // 2
            pieces = [piece for piece in (body[:middle], body[middle:]) if piece]
            chunks = b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces)
            return chunks + b"0\r\n" + self.trailers + b"\r\n" + self.behind
        return body + self.behind if self.behind else None


def _without_halves(read: Mapping[str, str]) -> dict[str, str]:
    return {
        name.encode("utf-8", "replace").decode(): value.encode("utf-8", "replace").decode()
        for name, value in read.items()
    }


def honest_order(told: Mapping[str, Any]) -> dict[str, Any]:
    """The order of the seeded test case."""
    return order_payload(told)


def honest_draft(layout: Layout, told: Mapping[str, Any], session: str = "", now: float = 0) -> Draft:
    """The order of the seeded test case as this SDK sends it, and nothing bent yet."""
    now = now or time.time()
    stamp = f"{int(now)}000" if layout.whole_seconds else str(int(now * 1000))
    common = {"app_key": told["app_key"], "timestamp": stamp, "sign_method": "sha256", **layout.always}
    common |= {"method": CREATE, "session": session or told["access_token"], "sign": ""}
    pairs = [Pair(QUERY, "method", CREATE)] if layout.method_leads else []
    pairs += [Pair(layout.common, name, value) for name, value in common.items()]
    pairs.append(Pair(layout.own, ORDER_PARAM, ""))
    order = honest_order(told)
    draft = Draft(layout, told, layout.verb, b"/sync", pairs, order, copy.deepcopy(order), [])
    draft.evil["product_items"][0]["product_count"] = 7
    draft.write()
    return draft


def said_by(draft: Draft, now: float) -> Said:
    """The same order for the builders of the layouts."""
    return Said(
        api=CREATE,
        app_key=draft.told["app_key"],
        secret=draft.told["app_secret"],
        now=now,
        common={"session": draft.told["access_token"]},
        own={ORDER_PARAM: draft.slot.value},
    )
