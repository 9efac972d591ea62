"""Any bytes on the practice gateway's wire: an answer to whatever is a request, never a 5xx, never a traceback."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import urlencode

from tests.fuzz.inner_gateway import ANSWER_SECONDS, inner_gateway, right_call
from tests.fuzz.target import Target
from tests.practice.fuzzing.calls import BOUNDARY, FORM, MULTIPART, multipart
from tests.practice.fuzzing.raw import LINES
from tests.practice.world import ORDER_PARAM, order_payload

_STATUS = re.compile(rb"HTTP/1\.1 (\d{3}) [A-Za-z ]*\r\n[a-z-]+: ")
_HOST = b"Host: 127.0.0.1\r\n"
_LONGEST_LINE = 2_000
_UNMEASURED = b"Content-Length: ?"


def check(data: bytes) -> str:
    """Raises AssertionError for a fault of the gateway; TimeoutError where a request never ended."""
    answer, heard, orders, traces = inner_gateway().talk(measured(data))
    assert not traces, f"an exception within {ANSWER_SECONDS} s:\n" + "\n".join(traces)
    told = [int(status) for status in _STATUS.findall(answer)]
    # Whoever sets a fault of the kind `status` asks for a 5xx.
    assert b"/_practice/" in data or not any(status >= 500 for status in told), answer[:500]
    assert not answer or told, answer[:500]
    assert len(told) >= len(heard) or b"/_practice/" in data, "a call was read and has no answer"
    if orders:
        return "ordered"
    return f"called {told[0]}" if heard else f"answered {told[0]}" if told else "no request"


def measured(data: bytes) -> bytes:
    """With the length of all that follows in place of a `?`: a body that is bent would else end in the wrong place."""
    head, mark, rest = data.rpartition(_UNMEASURED)
    return head + b"Content-Length: %d" % len(rest.partition(b"\r\n\r\n")[2]) + rest if mark else data


def http(verb: bytes, target: str, body: bytes = b"", kind: str = FORM) -> bytes:
    """A request as it stands on a wire, but for its length."""
    head = b"%b %b HTTP/1.1\r\n%b" % (verb, target.encode(), _HOST)
    if body:
        head += b"Content-Type: %b\r\n%b\r\n" % (kind.encode(), _UNMEASURED)
    return head + b"\r\n" + body


@cache
def _seeds() -> tuple[bytes, ...]:
    told = inner_gateway().told
    item, order = told["test_case"]["item_id"], order_payload(told)
    placed = right_call("aliexpress.ds.order.create", {ORDER_PARAM: order})
    product = right_call("aliexpress.ds.product.get", {"product_id": item, "ship_to_country": "US"})
    token = right_call("/auth/token/refresh", {"refresh_token": told["refresh_token"]}, session=False)
    search = right_call(
        "aliexpress.ds.text.search", {"keyWord": "a", "local": "en_US", "countryCode": "US", "currency": "USD"}
    )
    picture = right_call("aliexpress.ds.image.search", {"shpt_to": "US"})
    page = urlencode({"response_type": "code", "client_id": told["app_key"], "redirect_uri": told["callback_url"]})
    case = b'{"name": "n", "loan_account_email": "a@b.example", "item_id": "1", "quantity": 1, "country": "US"}'
    fault = b'{"api": "aliexpress.ds.product.get", "kind": "latency", "value": 1, "times": 1}'
    return (
        http(b"POST", "/sync", urlencode(placed).encode()),
        http(b"POST", "/sync", multipart(placed, {}), MULTIPART),
        http(b"GET", "/sync?" + urlencode(product)),
        measured(http(b"POST", "/sync?method=aliexpress.ds.product.get", urlencode(product).encode())) * 2,
        http(b"POST", "/rest/auth/token/refresh", urlencode(token).encode()),
        http(b"POST", "/sync", urlencode(search).encode()),
        http(b"POST", "/sync", multipart(picture, {"image_file_bytes": "\x89PNG\r\n\x1a\n"}), MULTIPART),
        http(b"POST", "/router/rest", urlencode({**product, "timestamp": "2026-01-01 20:00:00"}).encode()),
        http(b"GET", "/oauth/authorize?" + page),
        http(b"POST", "/_practice/faults", fault, "application/json"),
        http(b"POST", "/_practice/test-cases", case, "application/json"),
        http(b"GET", "/_practice/orders"),
        b"POST /sync HTTP/1.1\r\n" + _HOST + b"Transfer-Encoding: chunked\r\n\r\n5\r\na=b&c\r\n0\r\n\r\n",
        *(line for line in LINES if len(line) < _LONGEST_LINE),
    )  # fmt: skip


TARGET = Target(
    name="door",
    check=check,
    seeds=_seeds(),
    words=(
        b"GET ", b"POST ", b"/sync", b"/rest/auth/token/create", b"/router/rest", b"/oauth/login", b"/oauth/consent",
        b"/_practice/orders", b"/_practice/reset", b"/_practice/apps", b"/_practice/loan-accounts", b" HTTP/1.1\r\n",
        b"Host: localhost\r\n", b"Content-Length: ", b"Transfer-Encoding: chunked\r\n", b"Content-Type: ",
        FORM.encode(), MULTIPART.encode(), b"--" + BOUNDARY.encode(), b"\r\n\r\n", b"&simplify=true", b"&page_size=",
        b"&order_id=", b"aliexpress.ds.order.tracking.get", b"aliexpress.trade.ds.order.get", b"%22", b"null",
    ),
    good=("called", "ordered"),
)  # fmt: skip
