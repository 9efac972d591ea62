"""What stands out beside the signature: it would fail, or mislead, even if the signature were right. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from aexdesk.doctor.changes.times import moment_of
from aexdesk.doctor.finding import Note
from aexdesk.doctor.received import KNOWN_SIGN_METHODS, SIGN, Received
from aexdesk.openplatform.exact_json import read_exactly

_TOLERANCE_MS: Final = 7_200_000  # protocol, section 4
_MILLISECONDS = re.compile(r"[0-9]{13}")
_OFFICIAL_HOST: Final = "api-sg.aliexpress.com"


def notes_on(received: Received, now_ms: int | None) -> tuple[Note, ...]:
    """`now_ms`: milliseconds since 1970, None where the age of the request says nothing."""
    return tuple(
        [
            *_missing(received),
            *_doubled(received),
            *_timestamp(received, now_ms),
            *_sign_method(received),
            *_address(received),
            *_sessions(received),
            *_values(received),
        ]
    )


def _missing(received: Received) -> Iterator[Note]:
    wanted = ("app_key", "timestamp", "sign_method", *(() if received.is_system else ("method",)))
    names = [name for name in wanted if not received.value(name)]
    if names:
        yield Note("parameters-missing", (("names", ", ".join(names)),))


def _doubled(received: Received) -> Iterator[Note]:
    first: dict[str, str] = {}
    for name, value in received.pairs:
        if first.setdefault(name, value) != value:
            yield Note("parameter-doubled", (("name", name),))


def _timestamp(received: Received, now_ms: int | None) -> Iterator[Note]:
    sent = received.value("timestamp")
    moment = moment_of(sent)
    if not sent:
        return
    if moment is None:
        yield Note("timestamp-malformed", (("timestamp", sent[:40]),))
        return
    if not _MILLISECONDS.fullmatch(sent):
        yield Note("timestamp-not-milliseconds", (("timestamp", sent),))
    if now_ms is not None and abs(moment - now_ms) > _TOLERANCE_MS:
        minutes = round(abs(moment - now_ms) / 60_000)
        yield Note("timestamp-old" if moment < now_ms else "timestamp-ahead", (("minutes", str(minutes)),))


def _sign_method(received: Received) -> Iterator[Note]:
    method = received.value("sign_method")
    if method and method not in KNOWN_SIGN_METHODS:
        yield Note("sign-method-unknown", (("sign_method", method[:40]),))
    elif received.is_system and method in ("md5", "hmac"):
        yield Note("old-sign-method-on-system", (("sign_method", method),))


def _address(received: Received) -> Iterator[Note]:
    try:
        parts = urlsplit(received.url)
        host = parts.hostname or ""
    except ValueError:
        return
    path = parts.path.rstrip("/")
    if received.is_system and path.endswith("/sync"):
        yield Note("system-through-sync", (("api", received.api),))
    if not received.is_system and "/rest" in path and not path.endswith("/router/rest"):
        yield Note("business-through-rest", (("api", received.api),))
    if host.endswith("taobao.com") or path.endswith("/router/rest"):
        yield Note("old-gateway", (("host", host),))
    if parts.scheme == "http" and host == _OFFICIAL_HOST:
        yield Note("plain-http")


def _sessions(received: Received) -> Iterator[Note]:
    session, access_token = received.value("session"), received.value("access_token")
    if session and access_token and session != access_token:
        yield Note("two-sessions")


def _values(received: Received) -> Iterator[Note]:
    for name, value in received.once:
        if name == SIGN:
            continue
        if value in ("[object Object]", "Array", "undefined", "None", "null", "NaN"):
            yield Note("value-is-no-text", (("name", name), ("value", value)))
        elif value.lstrip()[:1] in ("{", "[") and not _is_json(value):
            yield Note("json-broken", (("name", name),))
        elif value != value.strip():
            yield Note("blanks-around-value", (("name", name),))


def _is_json(value: str) -> bool:
    try:
        read_exactly(value)
    except (ValueError, RecursionError):
        return False
    return True
