"""Between an exchange and its row, losing nothing: not a byte of a body, not half a character of a text."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from aexdesk.storage.rows import SqlValue, as_text
from aexdesk.workspace.body import Body
from aexdesk.workspace.exchange import (
    CallError,
    Difference,
    Exchange,
    ExchangeSummary,
    GuardVerdict,
    Headers,
    Origin,
    Parameter,
    ReceivedResponse,
    SentRequest,
)
from aexdesk.workspace.noted import Noted, NotedMistake

SUMMARY_COLUMNS = (
    "id, at, environment, profile, api, status, error_code, request_id, ms, guard_allowed, door, is_pinned, app_key"
)


def to_row(exchange: Exchange, bodies: Path) -> Mapping[str, SqlValue]:
    """The values of both its rows; texts that may hold anything go as bytes, for a column that is cast to text."""
    request, response, error = exchange.request, exchange.response, exchange.error
    return {
        "id": exchange.id,
        "environment": exchange.environment,
        "at": as_text(exchange.at),
        "profile": _raw(exchange.profile),
        "api": _raw(exchange.api),
        "app_key": _raw(exchange.app_key),
        "request_id": _raw(exchange.request_id),
        "status": response.status if response else None,
        "ms": response.ms if response else None,
        "is_failed": error is not None,
        "error_code": _raw(error.code if error else ""),
        "guard_allowed": exchange.guard.allowed,
        "door": exchange.door,
        "request": _packed(_request_to_json(request)),
        "guard": _packed(asdict(exchange.guard)),
        "error": _packed(asdict(error)) if error else None,
        "response": _packed(_response_to_json(response, request.noted)) if response else None,
        "request_body": request.body,
        "response_body": response.body.data if response and response.body.file is None else None,
        "response_file": _file_name(response.body, bodies) if response else None,
    }


INSERTS = (
    "INSERT INTO exchanges (id, environment, at, profile, api, app_key, request_id, status, ms, is_failed,"
    " error_code, guard_allowed, door) VALUES (:id, :environment, :at, CAST (:profile AS TEXT), CAST (:api AS TEXT),"
    " CAST (:app_key AS TEXT), CAST (:request_id AS TEXT), :status, :ms, :is_failed, CAST (:error_code AS TEXT),"
    " :guard_allowed, :door)",
    "INSERT INTO exchange_contents (exchange_id, request, guard, error, response, request_body, response_body,"
    " response_file) VALUES (:id, CAST (:request AS TEXT), CAST (:guard AS TEXT), CAST (:error AS TEXT),"
    " CAST (:response AS TEXT), :request_body, :response_body, :response_file)",
)


def from_row(row: sqlite3.Row, bodies: Path) -> Exchange:
    """The exchange as it was recorded."""
    guard = json.loads(row["guard"])
    return Exchange(
        id=row["id"],
        at=datetime.fromisoformat(row["at"]),
        environment=row["environment"],
        profile=row["profile"],
        api=row["api"],
        app_key=row["app_key"],
        request_id=row["request_id"],
        request=replace(_request_from_json(json.loads(row["request"]), row["request_body"]), noted=_noted(row)),
        guard=_verdict(guard),
        error=CallError(**json.loads(row["error"])) if row["error"] else None,
        response=_response_from_row(row, bodies) if row["response"] else None,
        door=row["door"],
    )


def summary_from_row(row: sqlite3.Row) -> ExchangeSummary:
    """A line of the history."""
    return ExchangeSummary(
        id=row["id"],
        at=datetime.fromisoformat(row["at"]),
        environment=row["environment"],
        profile=row["profile"],
        api=row["api"],
        status=row["status"],
        error_code=row["error_code"],
        request_id=row["request_id"],
        ms=row["ms"],
        guard_allowed=bool(row["guard_allowed"]),
        door=row["door"],
        is_pinned=bool(row["is_pinned"]),
        app_key=row["app_key"],
    )


def _verdict(value: dict[str, Any]) -> GuardVerdict:
    differences = tuple(Difference(**one) for one in value["differences"])
    return GuardVerdict(**{**value, "differences": differences, "notes": tuple(value.get("notes", ()))})


def _raw(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _packed(value: Any) -> bytes:
    return _raw(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def _request_to_json(request: SentRequest) -> dict[str, Any]:
    return {
        "method": request.method,
        "url": request.url,
        "headers": request.headers,
        "parameters": [(one.name, one.value, one.origin.value) for one in request.parameters],
        "string_to_sign": request.string_to_sign,
        "sign": request.sign,
    }


def _request_from_json(value: dict[str, Any], body: bytes) -> SentRequest:
    parameters = tuple(Parameter(name, text, Origin(origin)) for name, text, origin in value.pop("parameters"))
    headers = _headers(value.pop("headers"))
    return SentRequest(**value, headers=headers, parameters=parameters, body=body)


def _noted(row: sqlite3.Row) -> Noted | None:
    """What was noted of the request stands with the answer, which made somebody look; earlier versions pass over it."""
    value = json.loads(row["response"]).get("noted") if row["response"] else None
    if value is None:
        return None
    return Noted(
        verdict=value["verdict"],
        mistakes=_mistakes(value["mistakes"]),
        alternatives=tuple(_mistakes(one) for one in value["alternatives"]),
        session_digest=value["session_digest"],
        code_digest=value["code_digest"],
    )


def _mistakes(values: list[dict[str, Any]]) -> tuple[NotedMistake, ...]:
    return tuple(NotedMistake(**{**one, "where": tuple(one["where"])}) for one in values)


def _response_to_json(response: ReceivedResponse, noted: Noted | None) -> dict[str, Any]:
    told = {"headers": response.headers, "first_byte_ms": response.first_byte_ms, "size": response.body.size}
    return told if noted is None else {**told, "noted": asdict(noted)}


def _response_from_row(row: sqlite3.Row, bodies: Path) -> ReceivedResponse:
    value = json.loads(row["response"])
    name, size = row["response_file"], value["size"]
    return ReceivedResponse(
        status=row["status"],
        headers=_headers(value["headers"]),
        body=Body(size, row["response_body"]) if name is None else Body(size, file=bodies / name),
        ms=row["ms"],
        first_byte_ms=value["first_byte_ms"],
    )


def _headers(pairs: list[list[str]]) -> Headers:
    return tuple((name, text) for name, text in pairs)


def _file_name(body: Body, bodies: Path) -> str | None:
    if body.file is None:
        return None
    if body.file.parent != bodies:
        raise ValueError(f"a body outside of {bodies}")
    return body.file.name
