"""Reads a request the way the platform would, and says so where two readings are possible. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from aexdesk.secret import Secret
from aexdesk.workspace.environment import Environment
from aexdesk.workspace.exchange import Headers

_FORM = "application/x-www-form-urlencoded"
_SESSION_NAMES = ("session", "access_token")


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
    parts = urlsplit(request.url)
    pairs = _read_pairs(parts.query.encode(), "query") + _read_body(request)
    parameters = _join(pairs)
    session = _read_session(parameters)
    return Reading(_read_api(parts.path, parameters, environment), parameters, session)


def _read_body(request: OutgoingRequest) -> list[tuple[str, str]]:
    headers: dict[str, str] = {}
    for name, value in request.headers:
        if name.casefold() in headers:
            raise UnclearRequestError(name, "header_twice", value)
        headers[name.casefold()] = value
    if headers.get("content-encoding", "identity").strip().casefold() != "identity":
        raise UnclearRequestError("Content-Encoding", "compressed", headers["content-encoding"])
    if not request.body:
        return []
    if request.method == "GET":
        raise UnclearRequestError("body", "body_of_get")
    content_type = headers.get("content-type", "")
    if content_type.split(";")[0].strip().casefold() != _FORM:
        raise UnclearRequestError("Content-Type", "unknown_content_type", content_type)
    return _read_pairs(request.body, "body")


def _read_pairs(encoded: bytes, field: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(encoded.decode("ascii"), keep_blank_values=True, strict_parsing=bool(encoded), errors="strict")
    except ValueError:  # UnicodeError is one too
        raise UnclearRequestError(field, "not_a_form") from None


def _join(pairs: list[tuple[str, str]]) -> dict[str, str]:
    joined: dict[str, str] = {}
    spellings: dict[str, str] = {}
    for name, value in pairs:
        if joined.setdefault(name, value) != value:
            raise UnclearRequestError(name, "parameter_twice", value)
        if spellings.setdefault(_plain(name), name) != name:
            raise UnclearRequestError(name, "parameter_twice", value)
    return joined


def _plain(name: str) -> str:
    return "".join(letter for letter in unquote(name).casefold() if letter.isalnum() or letter == "_")


def _read_session(parameters: Mapping[str, str]) -> Secret | None:
    values = {parameters[name] for name in _SESSION_NAMES if name in parameters}
    if len(values) > 1:
        raise UnclearRequestError("session", "session_twice")
    return Secret(values.pop()) if values else None


def _read_api(path: str, parameters: Mapping[str, str], environment: Environment) -> str:
    method = parameters.get("method")
    if path == environment_path(environment.sync_url):
        if not method:
            raise UnclearRequestError("method", "no_api_name")
        return method
    rest = environment_path(environment.rest_url)
    if path == rest and method:
        return method
    behind = path.removeprefix(rest)
    if behind == path or not behind.startswith("/") or "%" in behind or "//" in behind or "/." in behind:
        raise UnclearRequestError("url", "unknown_path", path)
    if method is not None and method != behind:
        raise UnclearRequestError("method", "two_api_names", method)
    return behind


def environment_path(url: str) -> str:
    """The path part of an endpoint."""
    return urlsplit(url).path
