"""OAuth as the platform does it: authorize URL, callback, the answer of a token call. Pure. Protocol, section 5."""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import parse_qsl, quote, unquote_plus, urlencode

from aexdesk.faults import BadInput
from aexdesk.openplatform.request import Call
from aexdesk.secret import MASK, Secret

TOKEN_CREATE: Final = "/auth/token/create"  # noqa: S105 - an API path
TOKEN_REFRESH: Final = "/auth/token/refresh"  # noqa: S105 - an API path
TOKEN_CALLS: Final = frozenset(
    {TOKEN_CREATE, TOKEN_REFRESH, "/auth/token/security/create", "/auth/token/security/refresh"}
)
"""The calls whose answer holds tokens."""

_OURS: Final = ("code", "state", "error", "error_description")
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_URL = re.compile(
    r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?P<host>\[[0-9A-Fa-f:.]+\]|[^\[\]:/?#@]+)(?::(?P<port>[0-9]{0,5}))?"
    r"(?P<path>/[^?#]*|)(?:\?(?P<query>[^#]*))?(?:#.*)?",
    re.ASCII,
)
_UPPER = {letter: letter + 32 for letter in range(ord("A"), ord("Z") + 1)}  # no other letter has a small form in a URL
_WHOLE = re.compile(r"-?[0-9]{1,17}(?=(?:\.0*)?\Z)", re.ASCII)
_LONG_WORD = re.compile(r"[^\s]{25,}")  # no word of a sentence is so long, and a token is
_LONGEST_SHOWN = 160


@dataclass(frozen=True, slots=True)
class TokenAnswer:
    """What a token call gave. Lifetimes are seconds from the answer on, None where it names none.

    `account` is the email, else the nick, else the user id, else "" (security/create tells neither email nor nick).
    """

    access_token: Secret
    refresh_token: Secret | None
    account: str
    account_platform: str
    expires_in: int | None
    refresh_expires_in: int | None
    expires_at_ms: int | None = None
    refresh_expires_at_ms: int | None = None

    @property
    def can_refresh(self) -> bool:
        """Whether there is a refresh token that is good for anything: with a life of 0 it is not."""
        return self.refresh_token is not None and self.refresh_expires_in != 0

    def access_ends(self, now: datetime) -> datetime | None:
        """When the access token ends, for who got the answer at `now`."""
        return _end(self.expires_in, self.expires_at_ms, now)

    def refresh_ends(self, now: datetime) -> datetime | None:
        """When the refresh token ends."""
        return _end(self.refresh_expires_in, self.refresh_expires_at_ms, now)


@dataclass(frozen=True, slots=True)
class WebAddress:
    """A URL in the parts that must be compared. Percent-encoding stands as it was; the fragment is left out.

    Browsers carry a fragment over from page to page, and no server is ever told of it.
    """

    scheme: str
    host: str
    port: int | None
    path: str
    query: tuple[str, ...]

    @property
    def origin(self) -> str:
        """Scheme, host, and the port where it is not the scheme's own."""
        is_plain = self.port is None or self.port == _DEFAULT_PORTS.get(self.scheme)
        return f"{self.scheme}://{self.host}" + ("" if is_plain else f":{self.port}")


def read_address(url: str) -> WebAddress | None:
    """The parts of an absolute URL; None for what two programs could read in two ways (and for user info)."""
    if not url.isprintable() or " " in url or "\\" in url:
        return None
    found = _URL.fullmatch(url)
    if found is None:
        return None
    scheme = found["scheme"].translate(_UPPER)
    port = int(found["port"]) if found["port"] else _DEFAULT_PORTS.get(scheme)
    if port is not None and port > 65535:
        return None
    pieces = (found["query"] or "").split("&")
    return WebAddress(
        scheme=scheme,
        host=found["host"].translate(_UPPER),
        port=port,
        path=_as_ascii(found["path"]) or ("/" if scheme in _DEFAULT_PORTS else ""),
        query=tuple(_as_ascii(piece) for piece in pieces if piece),
    )


def build_authorize_url(
    authorize_url: str, app_key: str, callback_url: str, state: str, *, force_auth: bool = True
) -> str:
    """The address that the login begins at; every value percent-encoded once."""
    query = {"response_type": "code", "client_id": app_key, "redirect_uri": callback_url, "state": state}
    if force_auth:
        query["force_auth"] = "true"
    try:
        return f"{authorize_url}?{urlencode(query, quote_via=quote, safe='')}"
    except UnicodeEncodeError:
        raise BadInput("not_utf8") from None


def is_callback(url: str, callback_url: str) -> bool:
    """Whether `url` is the callback: scheme, host, port, path and registered query equal, whatever came on top."""
    came, registered = read_address(url), read_address(callback_url)
    if came is None or registered is None or _place(came) != _place(registered):
        return False
    rest = list(came.query)
    for piece in registered.query:
        if piece not in rest:
            return False
        rest.remove(piece)
    # A second value for a registered name: nobody knows which of the two a server takes.
    fixed = {_name(piece) for piece in registered.query}.difference(_OURS)
    return fixed.isdisjoint(_name(piece) for piece in rest)


def read_callback(url: str, callback_url: str, state: str) -> Secret:
    """The code.

    Raises BadInput: callback_differs, callback_parameter_twice, state_missing, state_differs, access_denied,
    login_error, code_missing.
    """
    if not is_callback(url, callback_url):
        raise BadInput("callback_differs")
    told = _read_told(url)
    if not told.get("state"):
        raise BadInput("state_missing")
    # In constant time: whoever can make us read callbacks must not find the state letter by letter.
    if not state or not hmac.compare_digest(_bytes(told["state"]), _bytes(state)):
        raise BadInput("state_differs")
    if told.get("error"):
        if told["error"] == "access_denied":
            raise BadInput("access_denied")
        raise BadInput("login_error", found=_harmless(told["error"]), reason=_harmless(told["error_description"]))
    if not told.get("code", "").strip():
        raise BadInput("code_missing")
    return Secret(told["code"])


def create_token_call(code: Secret) -> Call:
    """The call that turns a code into tokens. Without uuid: setting it can itself give InvalidCode."""
    return Call(TOKEN_CREATE, (("code", code.reveal()),))


def refresh_token_call(refresh_token: Secret) -> Call:
    """The call that turns a refresh token into new tokens."""
    return Call(TOKEN_REFRESH, (("refresh_token", refresh_token.reveal()),))


def read_token_answer(body: bytes) -> TokenAnswer:
    """Reads the flat answer, or the one in a wrapper. Raises BadInput("token_answer_unreadable")."""
    try:
        document = json.loads(body, parse_int=str, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict):
        raise BadInput("token_answer_unreadable")
    fields = _unwrap(document)
    access_token, refresh_token = _text(fields, "access_token"), _text(fields, "refresh_token")
    if not access_token:
        raise BadInput("token_answer_unreadable")
    return TokenAnswer(
        access_token=Secret(access_token),
        refresh_token=Secret(refresh_token) if refresh_token else None,
        account=_text(fields, "account") or _text(fields, "user_nick") or _text(fields, "user_id"),
        account_platform=_text(fields, "account_platform"),
        expires_in=_number(fields, "expires_in"),
        refresh_expires_in=_number(fields, "refresh_expires_in"),
        expires_at_ms=_number(fields, "expire_time"),
        refresh_expires_at_ms=_number(fields, "refresh_token_valid_time"),
    )


def _place(address: WebAddress) -> tuple[str, str, int | None, str]:
    return address.scheme, address.host, address.port, address.path


def _as_ascii(text: str) -> str:
    """As browsers send it: what is beyond ASCII is percent-encoded, all else stands as it was."""
    return "".join(sign if sign.isascii() else quote(sign) for sign in text)


def _name(piece: str) -> str:
    return unquote_plus(piece.partition("=")[0])


def _read_told(url: str) -> Mapping[str, str]:
    address = read_address(url)
    pieces = () if address is None else address.query
    told = {"error_description": ""}
    for name, value in parse_qsl("&".join(pieces), keep_blank_values=True):
        if name in _OURS and name != "error_description" and name in told:
            raise BadInput("callback_parameter_twice", name=name)
        told[name] = value
    return told


def _harmless(text: str) -> str:
    """Enough of a text from outside to know it by: printable, short, and nothing that could be a token."""
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    return _LONG_WORD.sub(MASK, " ".join(plain.split()))[:_LONGEST_SHOWN]


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _unwrap(document: Mapping[str, Any]) -> Mapping[str, Any]:
    inner = [value for name, value in document.items() if name.endswith("_response") and isinstance(value, dict)]
    return inner[0] if inner and "access_token" not in document else document


def _text(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name)
    return value.strip() if isinstance(value, str) else ""


def _number(fields: Mapping[str, Any], name: str) -> int | None:
    found = _WHOLE.match(_text(fields, name))
    return int(found.group()) if found else None


def _end(seconds: int | None, at_ms: int | None, now: datetime) -> datetime | None:
    """By the seconds where they are told: they hold even where this machine's clock is wrong."""
    try:
        if seconds is not None:
            return now + timedelta(seconds=seconds)
        return None if not at_ms else datetime.fromtimestamp(at_ms / 1000, now.tzinfo)
    except (OverflowError, OSError, ValueError):
        return None
