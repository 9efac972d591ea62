"""Recognises in which form a request was pasted, and reads it. Pure.

Whatever is pasted: BadInput with a code, or a request.
"""

from __future__ import annotations

import re
from typing import Any, Final

from aexdesk.faults import BadInput
from aexdesk.interchange.importing.curl import calls_in
from aexdesk.interchange.importing.json_parts import a_list, a_text, an_object, pairs_in
from aexdesk.interchange.importing.recognising import MOST_FIELDS, pairs_of
from aexdesk.interchange.multipart import parts_in
from aexdesk.interchange.pasted.request import KEPT, PastedFile, PastedRequest, request_at
from aexdesk.openplatform.exact_json import Number, Object, read_exactly, write_compactly

LONGEST: Final = 8 * 1024 * 1024  # characters
_CURL = re.compile(r"(?:^|[\s;&|`$(/\\])curl(?:\.exe)?\s", re.IGNORECASE)
_REQUEST_LINE = re.compile(
    r"(?P<method>GET|POST|PUT|HEAD|DELETE|PATCH)[ \t]+(?P<target>\S+)(?:[ \t]+HTTP/[0-9.]+)?[ \t]*"
)
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://\S+")
_QUERY = re.compile(r"\??[A-Za-z_][A-Za-z0-9_.-]*=[^\s]*(?:&[^\s]*)+")


def read_pasted(text: str) -> PastedRequest:
    """The request that `text` holds; of several the first one of this platform.

    Raises BadInput: pasted_nothing, pasted_too_long, pasted_unknown, pasted_no_api, pasted_bad_json.
    """
    text = text.strip("\ufeff \t\r\n")
    if not text:
        raise BadInput("pasted_nothing")
    if len(text) > LONGEST:
        raise BadInput("pasted_too_long", limit=LONGEST)
    if text[0] in "{[":
        return _json(text)
    first = text.partition("\n")[0].rstrip("\r")
    line = _REQUEST_LINE.fullmatch(first)
    if line is not None:
        return _raw_http(text, line["method"], line["target"])
    if _CURL.search(text):
        return _curl(text)
    if _URL.fullmatch(text):
        return request_at(text, "GET")
    if _QUERY.fullmatch(text):
        return request_at("?" + text.lstrip("?"), "")
    raise BadInput("pasted_unknown")


# ---------------------------------------------------------------- cURL


def _curl(text: str) -> PastedRequest:
    calls = calls_in(text)
    if not calls:
        raise BadInput("pasted_unknown")
    fault: BadInput | None = None
    for call in calls:
        files = tuple(PastedFile(name, path.replace("\\", "/").rsplit("/", 1)[-1], b"") for name, path in call.files)
        lost = tuple(one.why for one in call.dropped if one.why in ("file_not_read", "body_not_read"))
        try:
            return request_at(call.url, call.http_method, (*call.query, *call.pairs), files, lost)
        except BadInput as error:
            fault = fault or error
    raise fault or BadInput("pasted_unknown")


# ---------------------------------------------------------------- raw HTTP


def _raw_http(text: str, method: str, target: str) -> PastedRequest:
    """A request line, headers, a blank line, the body. Line ends may be LF alone, as an editor leaves them."""
    head, body = _split(text)
    headers = [line.partition(":")[::2] for line in head.splitlines()[1:]]
    named = {name.strip().lower(): value.strip() for name, value in headers}
    url = target if "://" in target else f"https://{named['host']}{target}" if named.get("host") else target
    media_type = named.get("content-type", "")
    pairs, files, lost = _body(body, media_type)
    return request_at(url, method, pairs, files, lost)


def _split(text: str) -> tuple[str, str]:
    blank = re.search(r"\r?\n\r?\n", text)
    return (text, "") if blank is None else (text[: blank.start()], text[blank.end() :])


def _body(body: str, media_type: str) -> tuple[tuple[tuple[str, str], ...], tuple[PastedFile, ...], tuple[str, ...]]:
    kind = media_type.lower()
    if kind.startswith("multipart/form-data"):
        return _multipart(body, media_type)
    if "json" in kind or body.lstrip()[:1] in ("{", "["):
        return (), (), (("body_not_read",) if body.strip() else ())
    return pairs_of(body.strip("\r\n"), KEPT), (), ()


def _multipart(
    body: str, media_type: str
) -> tuple[tuple[tuple[str, str], ...], tuple[PastedFile, ...], tuple[str, ...]]:
    lines = body if "\r\n" in body else body.replace("\n", "\r\n")
    parts = parts_in(media_type, lines.encode("utf-8", KEPT))[:MOST_FIELDS]
    pairs = tuple((one.name, one.content.decode("utf-8", KEPT)) for one in parts if one.file_name is None)
    files = tuple(PastedFile(one.name, one.file_name, one.content) for one in parts if one.file_name is not None)
    return pairs, files, (() if parts or not body.strip() else ("body_not_read",))


# ---------------------------------------------------------------- JSON


def _json(text: str) -> PastedRequest:
    """A HAR, one of its entries, its request; an exchange as `aexdesk call --json` prints it; or `api` and `params`."""
    try:
        document = read_exactly(text)
    except (ValueError, RecursionError):
        raise BadInput("pasted_bad_json") from None
    if isinstance(document, Object) and {"api", "params"} <= {name for name, _value in document.pairs}:
        return of_parameters(_member(document, "api"), _member(document, "params"))
    plain = _plain(document)
    for request in _requests_in(plain):
        if isinstance(request.get("params"), list) and "url" in request:
            return _exchange(request, a_text(an_object(plain).get("api")))
        if "url" in request:
            return _har(request)
    raise BadInput("pasted_unknown")


def of_parameters(api: Any, params: Any) -> PastedRequest:
    """`api` and `params` as values of `read_exactly`: numbers, booleans and objects as JSON writes them.

    Raises BadInput("pasted_no_api") or ("pasted_bad_json").
    """
    if not isinstance(params, Object):
        raise BadInput("pasted_bad_json")
    pairs = tuple(
        (name, value if type(value) is str else _as_text(value)) for name, value in params.pairs[:MOST_FIELDS]
    )
    named = next((value for name, value in pairs if name == "method"), "")
    name = api if isinstance(api, str) and api else named
    if not name:
        raise BadInput("pasted_no_api")
    return PastedRequest(name, pairs)


def _as_text(value: Any) -> str:
    return "" if value is None else str(value) if isinstance(value, Number) else write_compactly(value)


def _member(document: Object, wanted: str) -> Any:
    return next((value for name, value in document.pairs if name == wanted), None)


def _plain(value: Any) -> Any:
    if isinstance(value, Object):
        return {name: _plain(item) for name, item in value.pairs}
    return [_plain(item) for item in value] if isinstance(value, list) else value


def _requests_in(document: Any) -> list[dict[str, Any]]:
    """Where a request may stand: in a HAR's entries, in an entry, or bare; in a list the first."""
    if isinstance(document, list):
        return [request for one in document[:MOST_FIELDS] for request in _requests_in(one)]
    entries = a_list(an_object(document.get("log")).get("entries"))
    found = [an_object(an_object(entry).get("request")) for entry in entries[:MOST_FIELDS]]
    return [*found, an_object(document.get("request")), document]


def _har(request: dict[str, Any]) -> PastedRequest:
    post = an_object(request.get("postData"))
    params = [an_object(one) for one in a_list(post.get("params"))[:MOST_FIELDS]]
    pairs: tuple[tuple[str, str], ...] = tuple(
        (a_text(one.get("name")), a_text(one.get("value"))) for one in params if "fileName" not in one
    )
    files = tuple(
        PastedFile(
            a_text(one.get("name")), a_text(one.get("fileName")), a_text(one.get("value")).encode("utf-8", "replace")
        )
        for one in params
        if "fileName" in one
    )
    lost: tuple[str, ...] = ()
    if not params:
        pairs, files, lost = _body(a_text(post.get("text")), a_text(post.get("mimeType")))
    return request_at(a_text(request.get("url")), a_text(request.get("method")), pairs, files, lost)


def _exchange(request: dict[str, Any], api: str) -> PastedRequest:
    pairs = pairs_in(request.get("params"), "name", MOST_FIELDS)
    url = a_text(request.get("url")).partition("?")[0]
    if api:
        return PastedRequest(api, pairs, url=url, http_method=a_text(request.get("method")))
    return request_at(url, a_text(request.get("method")), pairs)
