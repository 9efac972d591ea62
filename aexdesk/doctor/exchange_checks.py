"""What an exchange tells beside its signature: clock, token, permission, address, callback, code. Pure; no clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

from aexdesk.doctor.changes.times import moment_of
from aexdesk.doctor.finding import Note
from aexdesk.doctor.received import Received

AUTHORIZE: Final = "/oauth/authorize"
CODE_LIVES_MS: Final = 180_000  # protocol, section 5: three minutes
_TOLERANCE_MS: Final = 7_200_000  # protocol, section 4
_TOLD_FROM_MS: Final = 60_000
_SESSIONS: Final = ("session", "access_token")
_GROUPS: Final = ("dropshipping", "affiliate")
_AROUND: Final = 12
"""Letters that are shown on both sides of the first difference of two addresses."""


@dataclass(frozen=True, slots=True)
class TokenFacts:
    """Whose token the session is that was sent: the app, the environment, and its end (ms since 1970)."""

    app_key: str
    environment: str
    ends_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Around:
    """What is known around a request; whatever is unknown stays empty, and is not judged.

    `at_ms` is when it was sent by this machine's clock, `ahead_ms` how far that clock was ahead of the server's Date.
    `tokens`: those of the workspace that the session is; None where it could not be looked up. `code_seen_ms`: when the
    same code of a login came before, `code_spent` whether it brought tokens then. `nearest`: the API of the catalogue
    whose name is most like this one; "" for one that the catalogue knows.
    """

    error_code: str = ""
    at_ms: int | None = None
    ahead_ms: int | None = None
    environment: str = ""
    app_type: str = ""
    api_group: str = ""
    needs_session: bool | None = None
    is_known_api: bool = True
    nearest: str = ""
    callback_url: str = ""
    tokens: tuple[TokenFacts, ...] | None = None
    code_seen_ms: int | None = None
    code_spent: bool = False


def checks_on(received: Received, around: Around) -> tuple[Note, ...]:
    """What is wrong beside the signature, the surest first."""
    return (
        *_callback(received, around),
        *_address(received),
        *_api(received, around),
        *_clock(received, around),
        *_token(received, around),
        *_permission(received, around),
        *_code(received, around),
    )


# ---------------------------------------------------------------- what the request alone tells


def _address(received: Received) -> Iterator[Note]:
    path = _path(received.url)
    if received.api == AUTHORIZE:
        yield Note("authorize-needs-no-signature")
    elif not path or path == "/":
        return
    elif received.is_system and "/rest" not in path and not path.endswith("/sync"):
        yield Note("rest-missing", (("api", received.api), ("path", path)))
    elif not received.is_system and not path.endswith("/sync") and "/rest" not in path:
        yield Note("sync-missing", (("api", received.api), ("path", path)))


def _path(url: str) -> str:
    try:
        return urlsplit(url).path.rstrip("/")
    except ValueError:
        return ""


# ---------------------------------------------------------------- what needs the answer, or the workspace


def _callback(received: Received, around: Around) -> Iterator[Note]:
    sent = received.value("redirect_uri")
    wanted = around.callback_url
    if not sent or not wanted or sent == wanted:
        return
    place = next(
        (at for at, (one, other) in enumerate(zip(sent, wanted, strict=False)) if one != other),
        min(len(sent), len(wanted)),
    )
    start = max(0, place - _AROUND)
    yield Note(
        "callback-differs",
        (
            ("place", str(place + 1)),
            ("sent", sent[start : place + _AROUND]),
            ("wanted", wanted[start : place + _AROUND]),
            ("why", _why_other(sent, wanted)),
        ),
    )


def _why_other(sent: str, wanted: str) -> str:
    """A code of what people do: encoded, slash, scheme, case, other."""
    if unquote(sent) == wanted:
        return "encoded"
    if sent.rstrip("/") == wanted.rstrip("/"):
        return "slash"
    if sent.partition("://")[2] == wanted.partition("://")[2]:
        return "scheme"
    return "case" if sent.casefold() == wanted.casefold() else "other"


def _api(received: Received, around: Around) -> Iterator[Note]:
    if around.error_code == "InvalidApiPath" and not around.is_known_api and received.api != AUTHORIZE:
        yield Note("api-unknown", (("api", received.api), ("nearest", around.nearest)))


def _clock(received: Received, around: Around) -> Iterator[Note]:
    ahead = around.ahead_ms
    if ahead is not None and abs(ahead) > _TOLD_FROM_MS:
        yield Note("clock-ahead" if ahead > 0 else "clock-behind", (("minutes", _minutes(ahead)),))
        return
    moment = moment_of(received.value("timestamp"))
    if around.error_code != "IllegalTimestamp" or ahead is None or around.at_ms is None or moment is None:
        return
    off = moment - (around.at_ms - ahead)
    if abs(off) > _TOLERANCE_MS:
        yield Note("timestamp-off-server", (("minutes", _minutes(off)), ("way", "ahead" if off > 0 else "behind")))


def _minutes(milliseconds: int) -> str:
    return str(round(abs(milliseconds) / 60_000))


def _token(received: Received, around: Around) -> Iterator[Note]:
    if around.error_code != "IllegalAccessToken" or not any(received.value(name) for name in _SESSIONS):
        return
    if around.needs_session is False:
        yield Note("token-not-needed", (("api", received.api),))
    if around.tokens is None:
        return
    here = [one for one in around.tokens if not around.environment or one.environment == around.environment]
    mine = [one for one in here if one.app_key == received.value("app_key")]
    if not around.tokens:
        yield Note("token-unknown")
    elif not here:
        yield Note("token-of-other-environment", (("environment", around.tokens[0].environment),))
    elif not mine:
        yield Note("token-of-other-app", (("app_key", here[0].app_key), ("sent", received.value("app_key"))))
    elif around.at_ms is not None and all(one.ends_ms is not None and one.ends_ms <= around.at_ms for one in mine):
        ended = max(one.ends_ms or 0 for one in mine)
        yield Note("token-expired", (("minutes", _minutes(around.at_ms - ended)),))


def _permission(received: Received, around: Around) -> Iterator[Note]:
    if around.error_code != "InsufficientPermission":
        return
    sends_session = any(received.value(name) for name in _SESSIONS)
    values = (("api", received.api), ("group", around.api_group), ("app_type", around.app_type))
    if around.api_group in _GROUPS and around.app_type in _GROUPS and around.api_group != around.app_type:
        yield Note("permission-other-app-type", values)
    elif around.needs_session and not sends_session:
        yield Note("session-missing", values)
    else:
        yield Note("permission-not-granted", values)


def _code(received: Received, around: Around) -> Iterator[Note]:
    if around.error_code not in ("InvalidCode", "isv.402") or not received.value("code"):
        return
    if received.value("uuid"):
        yield Note("code-with-uuid")
    seen = around.code_seen_ms
    if seen is None or around.at_ms is None:
        return
    age = around.at_ms - seen
    if around.code_spent:
        yield Note("code-used-before", (("seconds", str(round(age / 1000))),))
    elif age > CODE_LIVES_MS:
        yield Note("code-too-old", (("minutes", _minutes(age)),))
