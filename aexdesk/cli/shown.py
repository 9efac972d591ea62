"""An exchange as `aexdesk call --json` prints it. What comes in must be redacted already. Pure."""

from __future__ import annotations

from typing import Any

from aexdesk.workspace.exchange import CallError, Exchange, GuardVerdict, Headers, ReceivedResponse, SentRequest


def to_json(exchange: Exchange) -> dict[str, Any]:
    """The contract's object."""
    return {
        "id": exchange.id,
        "at": exchange.at.isoformat(),
        "environment": exchange.environment,
        "profile": exchange.profile,
        "api": exchange.api,
        "request": _request(exchange.request),
        "response": None if exchange.response is None else _response(exchange.response),
        "guard": _guard(exchange.guard),
        "error": None if exchange.error is None else _error(exchange.error),
    }


def _request(request: SentRequest) -> dict[str, Any]:
    return {
        "method": request.method,
        "url": request.url,
        "headers": _headers(request.headers),
        "params": [
            {"name": parameter.name, "value": parameter.value, "origin": parameter.origin.value}
            for parameter in request.parameters
        ],
        "string_to_sign": request.string_to_sign,
        "sign": request.sign,
    }


def _response(response: ReceivedResponse) -> dict[str, Any]:
    return {
        "status": response.status,
        "headers": _headers(response.headers),
        "body": response.body.text(),
        "ms": round(response.ms, 1),
    }


def _headers(headers: Headers) -> dict[str, str]:
    joined: dict[str, str] = {}
    for name, value in headers:
        joined[name] = f"{joined[name]}, {value}" if name in joined else value
    return joined


def _guard(verdict: GuardVerdict) -> dict[str, Any]:
    return {
        "allowed": verdict.allowed,
        "differences": [
            {"field": difference.field, "expected": difference.expected, "found": difference.found}
            for difference in verdict.differences
        ],
    }


def _error(error: CallError) -> dict[str, str] | None:
    if error.kind == "no_results":
        return None  # the platform's 405: an answer, not a failure
    return {
        "kind": error.kind,
        "code": error.code,
        "message": error.message,
        "type": error.type,
        "sub_code": error.sub_code,
        "sub_message": error.sub_message,
    }
