"""Reads the headers of a request: those that change what the rest means must stand there once, and plainly. Pure."""

from __future__ import annotations

import re

from aexdesk.ordertest.unclear import UnclearRequestError
from aexdesk.workspace.exchange import Headers

_TOKEN = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_MISLEADING = re.compile(r"transfer-encoding|trailer|(?:.+-)?(?:method|method-override|ur[il]|path|prefix)", re.ASCII)
"""Headers by which some servers take another method, path or body for the one that was sent: X-HTTP-Method-Override,
X-Original-URL, X-Rewrite-URL, X-Forwarded-Prefix and their kin."""
_MAY_REPEAT = frozenset({
    "accept", "accept-encoding", "accept-language", "cache-control", "connection", "cookie", "via", "x-forwarded-for",
})  # fmt: skip
"""Lists by their nature, which change nothing of what a call means."""
_VALUES = {
    "content-encoding": frozenset({"identity"}),
    "content-transfer-encoding": frozenset({"binary", "8bit"}),
    "expect": frozenset({"100-continue"}),
    "upgrade": frozenset({"h2c"}),  # Java's own client offers it on every call
}
"""Headers that leave the meaning alone with these values only."""
_CONNECTION = frozenset({"close", "keep-alive", "upgrade", "http2-settings"})  # others would name headers to drop


def read_headers(headers: Headers, body_size: int) -> dict[str, str]:
    """The headers by lower-case name, without the blanks around a value; of repeated ones the last."""
    found: dict[str, str] = {}
    for name, value in headers:
        lowered = _read_name(name)
        if _CONTROL.search(value):
            raise UnclearRequestError(name, "odd_header")
        if lowered in found and lowered not in _MAY_REPEAT:
            raise UnclearRequestError(name, "header_twice")
        found[lowered] = value.strip(" \t")
        _check_value(name, lowered, found[lowered])
    if found.get("content-length", str(body_size)) != str(body_size):
        raise UnclearRequestError("Content-Length", "odd_header", found["content-length"])
    return found


def _read_name(name: str) -> str:
    # Some servers make no difference between _ and -.
    lowered = name.lower()
    dashed = lowered.replace("_", "-")
    is_double = dashed != lowered and (dashed in _VALUES or dashed in ("content-type", "content-length"))
    if not _TOKEN.fullmatch(name) or _MISLEADING.fullmatch(dashed) or is_double:
        raise UnclearRequestError(name, "odd_header")
    return lowered


def _check_value(name: str, lowered: str, value: str) -> None:
    said = value.lower()
    if said not in _VALUES.get(lowered, {said}):
        if lowered == "content-encoding":
            raise UnclearRequestError(name, "compressed", value)
        raise UnclearRequestError(name, "odd_header", value)
    if lowered == "connection" and not {one.strip(" \t") for one in said.split(",")} <= _CONNECTION:
        raise UnclearRequestError(name, "odd_header", value)
