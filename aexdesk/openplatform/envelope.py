"""Reads the platform's answers: is it an error, which one, and the request ID. Pure.

Shapes and success tests: protocol, section 6. Numbers stay text throughout, since ids outgrow every number type.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

_SUCCESS_CODES: Final = frozenset({"", "0", "00", "200"})
_NO_RESULTS: Final = "405"
_MESSAGES: Final = ("error_msg", "msg", "err_message", "messages", "error_desc")  # in `result`, by the catalogue
_REQUEST_ID = re.compile(rb'"request_id"\s*:\s*"?([^"\\\s,}]{1,128})["\s,}]')


@dataclass(frozen=True, slots=True)
class CallError:
    """What went wrong, or that there were no results.

    `kind` is "platform", "no_results", "guard", "network" or "storage"; `type` is the platform's ISV, ISP or SYSTEM.
    """

    kind: str
    code: str
    message: str = ""
    type: str = ""
    sub_code: str = ""
    sub_message: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a body says. `is_json` is false where it could not be read as the platform's JSON at all."""

    error: CallError | None = None
    request_id: str = ""
    is_json: bool = True


def read_answer(body: bytes) -> Answer:
    """Reads a whole body. Never raises: what cannot be read is no JSON."""
    try:
        document = json.loads(body, parse_int=str, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError):
        return Answer(is_json=False)
    if not isinstance(document, dict):
        return Answer(is_json=False)
    inner = _unwrap(document)
    return Answer(
        error=_wrapped_error(document) or _flat_error(document) or _family_error(inner),
        request_id=_request_id(document, inner),
    )


def skim_answer(head: bytes, tail: bytes) -> Answer:
    """Reads a body too large to parse: no error of the platform is that long, only the request ID matters."""
    found = _REQUEST_ID.search(head) or _REQUEST_ID.search(tail)
    return Answer(request_id=found.group(1).decode("utf-8", errors="replace") if found else "")


def _text(value: object) -> str:
    if value is None or isinstance(value, dict | list):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _unwrap(document: Mapping[str, Any]) -> Mapping[str, Any]:
    for key, value in document.items():
        if key.endswith("_response") and isinstance(value, dict):
            return value
    return document


def _request_id(document: Mapping[str, Any], inner: Mapping[str, Any]) -> str:
    error = document.get("error_response")
    places = (error, document, inner) if isinstance(error, dict) else (document, inner)
    return next((_text(place["request_id"]) for place in places if place.get("request_id")), "")


def _error_of(fields: Mapping[str, Any]) -> CallError:
    return CallError(
        kind="platform",
        code=_text(fields.get("code")),
        message=_text(fields.get("msg")) or _text(fields.get("message")),
        type=_text(fields.get("type")),
        sub_code=_text(fields.get("sub_code")),
        sub_message=_text(fields.get("sub_msg")),
    )


def _wrapped_error(document: Mapping[str, Any]) -> CallError | None:
    error = document.get("error_response")
    return _error_of(error) if isinstance(error, dict) else None


def _flat_error(document: Mapping[str, Any]) -> CallError | None:
    is_flat = "code" in document and ("message" in document or "type" in document)
    if not is_flat or "access_token" in document or _text(document["code"]) in _SUCCESS_CODES:
        return None
    return _error_of(document)


def _failed(code: object, message: object) -> CallError:
    kind = "no_results" if _text(code) == _NO_RESULTS else "platform"
    return CallError(kind=kind, code=_text(code), message=_text(message))


def _family_error(inner: Mapping[str, Any]) -> CallError | None:
    if "rsp_code" in inner and _text(inner["rsp_code"]) not in _SUCCESS_CODES:
        return _failed(inner["rsp_code"], inner.get("rsp_msg"))
    envelope = inner.get("resp_result")
    if isinstance(envelope, dict) and _text(envelope.get("resp_code")) not in _SUCCESS_CODES:
        return _failed(envelope.get("resp_code"), envelope.get("resp_msg"))
    result = inner.get("result")
    if isinstance(result, dict):
        return _result_error(result)
    if not inner.get("data") and _text(inner.get("code")) not in _SUCCESS_CODES:
        return _failed(inner.get("code"), inner.get("msg"))
    return None


def _result_error(result: Mapping[str, Any]) -> CallError | None:
    message = next((result[name] for name in _MESSAGES if result.get(name)), None)
    for flag, code in (("is_success", "error_code"), ("success", "code"), ("ret", "code")):
        if flag in result and _text(result[flag]).lower() != "true":
            return _failed(result.get(code) or "failed", message)
    # Freight says success beside a code such as 505 that means none.
    code = _text(result.get("code"))
    return _failed(code, message) if code.isdecimal() and code not in _SUCCESS_CODES else None
