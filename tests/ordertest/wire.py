"""Requests as bytes on the wire, in every SDK's layout, and as the guard is given them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aexdesk.ordertest.reading import OutgoingRequest
from tests.ordertest.orders import CREATE, ORDER_PARAMETER, PRACTICE, order, text_of
from tests.practice.door.layouts import Layout, Said, lay

PICTURE = b"\x89PNG\r\n\x1a\n\x00\r\n--\xff"
UPLOAD = "aliexpress.ds.image.search"
REFRESH = "/auth/token/refresh"


def as_sent(raw: bytes) -> OutgoingRequest:
    """The request in `raw`, byte for byte; headers as latin-1."""
    head, _, body = raw.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    method, target, _version = first.split(" ")
    headers = tuple((line.partition(":")[0], line.partition(":")[2]) for line in lines)
    return OutgoingRequest(method, PRACTICE.base_url + target, headers, body)


def said(
    api: str = CREATE,
    own: Mapping[str, str] | None = None,
    *,
    sign_method: str = "sha256",
    blank: str = "+",
    file: tuple[str, bytes] | None = None,
) -> Said:
    """A call of the test buyer; without `own` parameters the order of the test case."""
    return Said(
        api,
        "500001",
        "secret",
        1767225600.25,
        {"session": "50000101session"},
        own if own is not None else {ORDER_PARAMETER: text_of(order()), "empty": ""},
        sign_method,
        blank,
        file,
    )


def laid(layout: Layout, call: Said, **changes: Any) -> OutgoingRequest:
    """The call in the layout."""
    return as_sent(lay(layout, call, **changes))
