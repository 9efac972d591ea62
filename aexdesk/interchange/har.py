"""Writes exchanges as HAR 1.2, which browsers and proxies read. Pure; takes what is redacted.

Source: the specification of HAR 1.2 (w3c/web-performance, HAR), and the schema that har-validator publishes.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from aexdesk.interchange.multipart import Part, content_type_of, is_multipart, parts_of
from aexdesk.workspace.exchange import Exchange, Headers, ReceivedResponse, SentRequest

_UNKNOWN: Final = -1


def write_har(exchanges: Sequence[Exchange], version: str) -> str:
    """The log, oldest first, as the specification advises. `version` is this program's."""
    entries = [_entry(one) for one in sorted(exchanges, key=lambda one: one.at)]
    log = {"version": "1.2", "creator": {"name": "AExDesk", "version": version}, "entries": entries}
    return json.dumps({"log": log}, ensure_ascii=False, indent=2) + "\n"


def _entry(exchange: Exchange) -> dict[str, Any]:
    response = exchange.response
    ms = 0.0 if response is None else response.ms
    waited = 0.0 if response is None else min(response.first_byte_ms or ms, ms)
    entry: dict[str, Any] = {
        "startedDateTime": exchange.at.isoformat(timespec="milliseconds"),
        "time": round(ms, 3),
        "request": _request(exchange.request),
        "response": _no_response() if response is None else _response(response),
        "cache": {},
        # The time of sending is not measured on its own: it is part of the waiting.
        "timings": {"send": 0, "wait": round(waited, 3), "receive": round(ms - waited, 3)},
        "comment": exchange.api,
    }
    if response is None and exchange.error is not None:
        entry["response"]["comment"] = f"{exchange.error.code}: {exchange.error.message}"
    return entry


def _request(request: SentRequest) -> dict[str, Any]:
    written: dict[str, Any] = {
        "method": request.method,
        "url": request.url,
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": _pairs(request.headers),
        "queryString": _pairs(parse_qsl(urlsplit(request.url).query, keep_blank_values=True)),
        "headersSize": _UNKNOWN,
        "bodySize": len(request.body),
    }
    if request.body:
        written["postData"] = _post_data(request)
    return written


def _post_data(request: SentRequest) -> dict[str, Any]:
    kind = content_type_of(request) or "application/octet-stream"
    if is_multipart(request):
        return {"mimeType": kind, "params": [_part(part) for part in parts_of(request)], "text": ""}
    text = request.body.decode("utf-8", "replace")
    data: dict[str, Any] = {"mimeType": kind, "text": text}
    if "urlencoded" in kind.casefold():
        data["params"] = _pairs(parse_qsl(text, keep_blank_values=True))
    return data


def _part(part: Part) -> dict[str, Any]:
    if part.file_name is None:
        return {"name": part.name, "value": part.content.decode("utf-8", "replace")}
    named = {"name": part.name, "fileName": part.file_name}
    return {**named, "contentType": part.content_type} if part.content_type else named


def _response(response: ReceivedResponse) -> dict[str, Any]:
    data = response.body.read()
    kind = next((value for name, value in response.headers if name.casefold() == "content-type"), "")
    content: dict[str, Any] = {"size": len(data), "mimeType": kind or "application/octet-stream"}
    try:
        content["text"] = data.decode("utf-8")
    except UnicodeDecodeError:
        content |= {"text": base64.b64encode(data).decode(), "encoding": "base64"}
    return {
        "status": response.status,
        "statusText": phrase_of(response.status),
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": _pairs(response.headers),
        "content": content,
        "redirectURL": next((value for name, value in response.headers if name.casefold() == "location"), ""),
        "headersSize": _UNKNOWN,
        "bodySize": response.body.size,
    }


def _no_response() -> dict[str, Any]:
    """What browsers write for a request without an answer."""
    return {
        "status": 0,
        "statusText": "",
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": [],
        "content": {"size": 0, "mimeType": "x-unknown"},
        "redirectURL": "",
        "headersSize": _UNKNOWN,
        "bodySize": _UNKNOWN,
    }


def phrase_of(status: int) -> str:
    """The words of a status, "" for a number that has none."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def _pairs(pairs: Headers | Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in pairs]
