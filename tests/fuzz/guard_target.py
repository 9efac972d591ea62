"""The guard's reading of a call, beside the practice gateway's: what the guard lets out is read as the guard read it.

An input is a request line, headers and body, LF between the lines of the head: `POST /sync?a=b`. What the guard allows
goes to a gateway that charges for whatever matches no test case.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from urllib.parse import urlencode

from aexdesk.ordertest.guard import GuardFacts, SessionOwner
from aexdesk.ordertest.reading import OutgoingRequest
from aexdesk.secret import Secret
from aexdesk.workspace.exchange import GuardVerdict
from tests.fuzz.inner_gateway import NOW, inner_gateway, right_call
from tests.fuzz.target import Target
from tests.practice.fuzzing.calls import BOUNDARY, FORM, MULTIPART, multipart
from tests.practice.world import ORDER_PARAM, order_payload
from tests.security.drafts import CREATE, OTHER_ITEM, READ
from tests.security.judging import Arena

_FRAMING = frozenset({"content-length", "transfer-encoding", "host", "connection"})


def check(data: bytes) -> str:
    """Raises AssertionError for a call that the gateway reads otherwise than the guard, or charges for."""
    arena = _arena()
    request = request_of(data, arena.environment.base_url)
    reading = arena.guard.read(request, arena.environment)
    if isinstance(reading, GuardVerdict):
        assert not reading.allowed
        return reading.reason
    facts = _facts(reading.session)
    verdict = arena.guard.judge(reading, facts)
    arena.guard.compare(reading, facts)  # decides nothing, and breaks at nothing
    if not verdict.allowed:
        return verdict.reason
    _answer, heard, orders, traces = inner_gateway().talk(_on_wire(request))
    assert not traces, "\n".join(traces)
    for call in heard:
        assert dict(call.params) == dict(reading.parameters), (dict(call.params), dict(reading.parameters))
        assert call.api == reading.api, (call.api, reading.api)
        assert set(call.files) == set(reading.files), (set(call.files), reading.files)
    assert all(order.free for order in orders), f"allowed as {verdict.reason}, and charged"
    assert not orders or verdict.reason == "matches_test_case", f"an order, allowed as {verdict.reason}"
    return f"allowed, {'read' if heard else 'not read'}, {len(orders)} orders"


def request_of(data: bytes, base_url: str) -> OutgoingRequest:
    """The request that an input is."""
    head, _, body = data.partition(b"\n\n")
    first, *lines = head.decode("latin-1").split("\n")
    method, _, where = first.partition(" ")
    url = where if where.startswith("http") else base_url + where
    headers = tuple((name, value.strip(" ")) for name, _, value in (line.partition(":") for line in lines))
    return OutgoingRequest(method, url, headers, body)


def _on_wire(request: OutgoingRequest) -> bytes:
    """As the gateway's room would send it: framed anew."""
    target = request.url.removeprefix(inner_gateway().told["url"])
    lines = [f"{request.method} {target} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(request.body)}"]
    lines += [f"{name}: {value}" for name, value in request.headers if name.lower() not in _FRAMING]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + request.body


@cache
def _arena() -> Arena:
    return Arena(dict(inner_gateway().told))


def _facts(session: Secret | None) -> GuardFacts:
    arena, told = _arena(), inner_gateway().told
    owners = {told["access_token"]: told["buyer_email"], told["real_buyer_access_token"]: told["real_buyer_email"]}
    email = owners.get(session.reveal(), "") if session else ""
    known = SessionOwner(email, is_real=email == told["real_buyer_email"]) if email else None
    usual = arena.facts(None)
    return GuardFacts(
        usual.environment, known, usual.test_cases, usual.loan_accounts, datetime.fromtimestamp(NOW, UTC).date()
    )


def _said(first: str, body: bytes = b"", kind: str = "") -> bytes:
    return first.encode() + (f"\nContent-Type: {kind}".encode() if kind else b"") + b"\n\n" + body


@cache
def _seeds() -> tuple[bytes, ...]:
    told = inner_gateway().told
    honest, dear = order_payload(told), order_payload(told)
    dear["product_items"][0]["product_count"] = 7
    placed, charged = (right_call(CREATE, {ORDER_PARAM: order}) for order in (honest, dear))
    read = right_call(READ, {"product_id": told["test_case"]["item_id"], "ship_to_country": "US"})
    token = right_call("/auth/token/refresh", {"refresh_token": told["refresh_token"]}, session=False)
    whose = {**placed, "session": told["real_buyer_access_token"]}
    own = {ORDER_PARAM: placed.pop(ORDER_PARAM)}
    body = urlencode({**placed, **own}).encode()
    return (
        _said("POST /sync", body, FORM),
        _said("POST /sync?" + urlencode(placed), multipart(own, {}), MULTIPART),
        _said("POST /sync?" + urlencode({**placed, **own})),
        _said("GET /sync?" + urlencode(read)),
        _said("POST /sync", urlencode(read).encode(), FORM + ";charset=UTF-8"),
        _said("POST /sync", multipart(read, {}), MULTIPART),
        _said("POST /sync", urlencode(charged).encode(), FORM),
        _said("POST /sync", urlencode(whose).encode(), FORM),
        _said("POST /sync?" + urlencode(placed), urlencode(own).encode(), FORM),
        _said("POST /sync?method=" + READ, body, FORM),
        _said("POST /rest/auth/token/refresh", urlencode(token).encode(), FORM),
        _said("POST /rest", urlencode({**read, **own}).encode(), FORM),
    )


TARGET = Target(
    name="guard",
    check=check,
    seeds=_seeds(),
    words=(
        CREATE.encode(), READ.encode(), ORDER_PARAM.encode(), OTHER_ITEM.encode(), b"aliexpress.ds.add.info",
        b"product_items", b"product_id", b"product_count", b"logistics_address", b"country", b"sku_attr",
        b'"product_count": 7, ', b'"product_id": "%b", ' % OTHER_ITEM.encode(),
        b'"country": "FR", ', b"%22product_count%22%3A+7%2C+", b"%22product_id%22%3A+1%2C+",
        b"%7B", b"%5B", b"&method=", b"&session=", b"&sign=RIGHT", b"&", b";", b"%00",
        b"POST /rest", b"GET /sync?", b"/rest/aliexpress/ds/order/create", b"/router/rest", b"#", b"?", b"..",
        b"--" + BOUNDARY.encode(), b"\r\nContent-Disposition: form-data; name=\"method\"\r\n\r\n", b"filename=\"x\"",
        b"\nContent-Encoding: identity", b"\nX-HTTP-Method-Override: GET", b"\nContent-Type: ", b"boundary=",
        b"; charset=utf-8", b"multipart/mixed", b"application/json", b"ds_extend_request", b"try_to_pay",
    ),
    good=("allowed, read", "matches", "differs"),
)  # fmt: skip
