"""Reads a request the way the platform would, and says so where two readings are possible. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from aexdesk.ordertest.reading_form import Pairs, is_form, read_pairs
from aexdesk.ordertest.reading_headers import read_headers
from aexdesk.ordertest.reading_multipart import boundary_of, read_multipart
from aexdesk.ordertest.spelling import fold, plain, refuse_other_spellings
from aexdesk.ordertest.unclear import UnclearRequestError
from aexdesk.secret import Secret
from aexdesk.workspace.environment import Environment
from aexdesk.workspace.exchange import Headers

SESSION_NAMES = ("session", "access_token")
_TEXTS = frozenset(
    fold(name)
    for name in (
        "method", *SESSION_NAMES, "app_key", "timestamp", "sign_method", "sign", "format", "simplify", "partner_id",
        "v", "debug",
    )
)  # fmt: skip
"""The common parameters, folded (protocol, section 2): none of them is a file."""
_CHARSETS = re.compile(r".*(?:charset|encoding)|ie", re.ASCII)
"""Parameters, folded, by which some servers decode the others: Alibaba's _input_charset, Taobao's ie."""
_NAME = re.compile(r"[A-Za-z0-9_.-]+", re.ASCII)
"""Names of parameters, as every API has them. Others are cut at a NUL, split at `amp;`, or lose brackets somewhere."""
_API_NAME = re.compile(r"[A-Za-z0-9._/{}-]+", re.ASCII)
_PATH = re.compile(r"(?:/[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)+", re.ASCII)


@dataclass(frozen=True, slots=True)
class OutgoingRequest:
    """A request exactly as it will be sent. Bytes of URL and headers that are not ASCII may be told in any way."""

    method: str
    url: str
    headers: Headers
    body: bytes


@dataclass(frozen=True, slots=True)
class Reading:
    """The one way in which a request can be understood. `files` are the names of the file parts."""

    api: str
    parameters: Mapping[str, str]
    session: Secret | None
    files: frozenset[str] = frozenset()


def read_request(request: OutgoingRequest, environment: Environment) -> Reading:
    """The request's API name, parameters, session and files. Raises UnclearRequestError."""
    if request.method not in ("GET", "POST"):
        raise UnclearRequestError("method", "unknown_method", request.method)
    where, _mark, query = request.url.partition("?")
    # Nobody is sure to decode characters outside of ASCII in an address as somebody else does: they end as no form.
    pairs = read_pairs(query.encode(errors="surrogatepass"), "query")
    texts, files = _read_body(request)
    parameters = _join(pairs + texts)
    _check_files(files, parameters)
    session = _read_session(parameters)
    return Reading(_read_api(where, parameters, environment), parameters, session, frozenset(files))


def _read_body(request: OutgoingRequest) -> tuple[Pairs, list[str]]:
    headers = read_headers(request.headers, len(request.body))
    if not request.body:
        return [], []
    if request.method == "GET":
        raise UnclearRequestError("body", "body_of_get")
    content_type = headers.get("content-type", "")
    if is_form(content_type):
        return read_pairs(request.body, "body"), []
    boundary = boundary_of(content_type)
    if not boundary:
        raise UnclearRequestError("Content-Type", "unknown_content_type", content_type)
    return read_multipart(boundary, request.body)


def _join(pairs: Pairs) -> dict[str, str]:
    joined: dict[str, str] = {}
    spellings: dict[str, str] = {}
    for name, value in pairs:
        # The value is not told: it may be a session.
        if joined.setdefault(name, value) != value or spellings.setdefault(plain(name), name) != name:
            raise UnclearRequestError(name, "parameter_twice")
        if _CHARSETS.fullmatch(fold(name)) and fold(value) != "utf8":
            raise UnclearRequestError(name, "odd_charset", value)
    refuse_other_spellings(joined, ("method", *SESSION_NAMES))
    for name in joined:
        if not _NAME.fullmatch(name):
            raise UnclearRequestError(name, "odd_spelling", name)
    return joined


def _check_files(files: list[str], parameters: Mapping[str, str]) -> None:
    taken = {fold(name) for name in parameters}
    for name in files:
        folded = fold(name)
        if folded in _TEXTS:
            raise UnclearRequestError(name, "file_for_text")
        if folded in taken:
            raise UnclearRequestError(name, "part_twice")
        taken.add(folded)


def _read_session(parameters: Mapping[str, str]) -> Secret | None:
    values = [parameters[name] for name in SESSION_NAMES if name in parameters]
    if len(set(values)) > 1:
        raise UnclearRequestError("session", "session_twice")
    return Secret(values[0]) if values else None


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
