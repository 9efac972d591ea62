"""Reads a request the way the platform would, and says so where two readings are possible. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote

from aexdesk.secret import Secret
from aexdesk.workspace.environment import Environment
from aexdesk.workspace.exchange import Headers

_FORM = "application/x-www-form-urlencoded"
_SESSION_NAMES = ("session", "access_token")
# Some servers end a pair at a semicolon, decode %u0041, or cut at a control character: then they read another call.
_FORM_BYTES = re.compile(rb"(?:[^\x00-\x20\x7f-\xff;#%]|%[0-9A-Fa-f]{2})*")
_API_NAME = re.compile(r"[A-Za-z0-9._/{}-]+", re.ASCII)
_PATH = re.compile(r"(?:/[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)+", re.ASCII)
_MISLEADING_HEADERS = frozenset({
    "transfer-encoding", "x-http-method", "x-http-method-override", "x-method-override", "x-original-url",
    "x-rewrite-url",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class OutgoingRequest:
    """A request exactly as it will be sent."""

    method: str
    url: str
    headers: Headers
    body: bytes


@dataclass(frozen=True, slots=True)
class Reading:
    """The one way in which a request can be understood."""

    api: str
    parameters: Mapping[str, str]
    session: Secret | None


class UnclearRequestError(Exception):
    """A request with no reading, or with two. `field` is what is unclear, `why` a code, `found` what stood there."""

    def __init__(self, field: str, why: str, found: str = "") -> None:
        super().__init__(field, why)
        self.field = field
        self.why = why
        self.found = found


def read_request(request: OutgoingRequest, environment: Environment) -> Reading:
    """The request's API name, parameters and session. Raises UnclearRequestError."""
    if request.method not in ("GET", "POST"):
        raise UnclearRequestError("method", "unknown_method", request.method)
    where, _mark, query = request.url.partition("?")
    # Nobody is sure to decode characters outside of ASCII in an address as somebody else does.
    parameters = _join(_read_pairs(query.encode("utf-8", "replace"), "query") + _read_body(request))
    session = _read_session(parameters)
    return Reading(_read_api(where, parameters, environment), parameters, session)


def fold(name: str) -> str:
    """What the most lenient reader might take `name` for: letters and digits alone, of one case and one alphabet."""
    return "".join(letter for letter in _plain(name) if letter.isalnum())


def refuse_other_spellings(parameters: Mapping[str, str], names: tuple[str, ...]) -> None:
    """Refuses a parameter that a lenient reader might take for one of `names`."""
    meant = {fold(name): name for name in names}
    for name in parameters:
        if name not in names and (other := meant.get(fold(name))) is not None:
            raise UnclearRequestError(other, "odd_spelling", name)


def _read_body(request: OutgoingRequest) -> list[tuple[str, str]]:
    headers = _read_headers(request)
    if headers.get("content-encoding", "identity").strip().casefold() != "identity":
        raise UnclearRequestError("Content-Encoding", "compressed", headers["content-encoding"])
    if not request.body:
        return []
    if request.method == "GET":
        raise UnclearRequestError("body", "body_of_get")
    content_type = headers.get("content-type", "")
    kind, _mark, options = content_type.partition(";")
    charset = re.search(r"charset\s*=\s*[\"']?([^\s;\"']*)", options, re.IGNORECASE)
    if kind.strip().casefold() != _FORM or (charset and charset[1].casefold() not in ("utf-8", "utf8")):
        raise UnclearRequestError("Content-Type", "unknown_content_type", content_type)
    return _read_pairs(request.body, "body")


def _read_headers(request: OutgoingRequest) -> dict[str, str]:
    headers: dict[str, str] = {}
    for name, value in request.headers:
        if name.casefold() in headers:
            raise UnclearRequestError(name, "header_twice")
        headers[name.casefold()] = value
    for name in headers:
        if name in _MISLEADING_HEADERS or name != name.strip():
            raise UnclearRequestError(name, "odd_header")
    if headers.get("content-length", str(len(request.body))).strip() != str(len(request.body)):
        raise UnclearRequestError("Content-Length", "odd_header", headers["content-length"])
    return headers


def _read_pairs(encoded: bytes, field: str) -> list[tuple[str, str]]:
    if not _FORM_BYTES.fullmatch(encoded):
        raise UnclearRequestError(field, "not_a_form")
    pieces = "&".join(piece for piece in encoded.decode("ascii").split("&") if piece)
    try:
        return parse_qsl(pieces, keep_blank_values=True, strict_parsing=bool(pieces), errors="strict")
    except ValueError:  # UnicodeError is one too
        raise UnclearRequestError(field, "not_a_form") from None


def _join(pairs: list[tuple[str, str]]) -> dict[str, str]:
    joined: dict[str, str] = {}
    spellings: dict[str, str] = {}
    for name, value in pairs:
        # The value is not told: it may be a session.
        if joined.setdefault(name, value) != value or spellings.setdefault(_plain(name), name) != name:
            raise UnclearRequestError(name, "parameter_twice")
    refuse_other_spellings(joined, ("method", *_SESSION_NAMES))
    return joined


def _plain(name: str) -> str:
    # Some readers make name[0] an element of name. Capitals first: there a dotless i is an I.
    folded = unicodedata.normalize("NFKC", unquote_all(name)).partition("[")[0].upper().casefold()
    return "".join(letter for letter in folded if letter.isalnum() or letter == "_")


def unquote_all(text: str) -> str:
    """`text` without percent-encoding, however often it was encoded."""
    while (plain := unquote(text)) != text:
        text = plain
    return text


def _read_session(parameters: Mapping[str, str]) -> Secret | None:
    values = {parameters[name] for name in _SESSION_NAMES if name in parameters}
    if len(values) > 1:
        raise UnclearRequestError("session", "session_twice")
    return Secret(values.pop()) if values else None


def _read_api(where: str, parameters: Mapping[str, str], environment: Environment) -> str:
    method = parameters.get("method")
    if method is not None and not _API_NAME.fullmatch(method):
        raise UnclearRequestError("method", "odd_api_name" if method else "no_api_name", method)
    if where == environment.sync_url:
        if method is None:
            raise UnclearRequestError("method", "no_api_name")
        return method
    if where == environment.rest_url and method is not None:
        return method
    # The address as a whole counts: the same path at another host is another environment.
    behind = where.removeprefix(environment.rest_url)
    if behind == where or not _PATH.fullmatch(behind):
        raise UnclearRequestError("url", "unknown_path", where)
    if method is not None and method != behind:
        raise UnclearRequestError("method", "two_api_names", method)
    return behind
