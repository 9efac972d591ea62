"""What the proxy itself answers: refusals and faults in the platform's own shapes, and sentences for lost callers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from aexdesk.faults import AexError
from aexdesk.i18n import in_english
from aexdesk.wording import describe, describe_difference, describe_verdict
from aexdesk.workspace.exchange import CallError, Exchange

VERDICT = b"X-AExDesk-Verdict"
_BAD_GATEWAY, _GATEWAY_TIMEOUT = 502, 504
_SILENT = frozenset({"silent", "connect_timeout"})


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """A short answer of ours, ready to be sent."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes


def refusal(exchange: Exchange, *, is_flat: bool) -> OwnAnswer:
    """The guard's no, so that an SDK raises it as the error that it is: HTTP 200, as the platform answers errors."""
    with in_english():
        words = describe_verdict(exchange.guard)
        told = [words.message, *(f"{describe_difference(one)}." for one in exchange.guard.differences), words.hint]
    fields = {
        "type": "ISV",
        "code": "GuardRefused",
        "msg": " ".join(part for part in told if part),
        "request_id": exchange.id,
    }
    return _json(200, fields, is_flat=is_flat, verdict=b"refused")


def failure(error: CallError, request_id: str, *, is_flat: bool) -> OwnAnswer:
    """That no answer came, and why. No 200: the platform said nothing."""
    with in_english():
        words = describe(AexError(error.code, host=error.sub_message, path=error.sub_message, reason=error.message))
    fields = {
        "type": "SYSTEM",
        "code": "NoAnswer",
        "msg": f"{words.message} {words.hint}".rstrip(),
        "request_id": request_id,
    }
    status = _GATEWAY_TIMEOUT if error.code in _SILENT else _BAD_GATEWAY
    return _json(status, fields, is_flat=is_flat, verdict=b"failed")


def sentence(status: int, text: str) -> OwnAnswer:
    """A word for somebody who asked for what is not here."""
    body = f"{text}\n".encode()
    return OwnAnswer(status, ((b"Content-Type", b"text/plain; charset=utf-8"), _length(body)), body)


def redirect(url: str) -> OwnAnswer:
    """There it is."""
    return OwnAnswer(302, ((b"Location", url.encode("latin-1")), _length(b"")), b"")


def _json(status: int, fields: Mapping[str, str], *, is_flat: bool, verdict: bytes) -> OwnAnswer:
    if is_flat:
        told: Mapping[str, object] = {**fields, "message": fields["msg"]}
    else:
        told = {"error_response": fields}
    body = json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")
    return OwnAnswer(
        status, ((b"Content-Type", b"application/json;charset=UTF-8"), _length(body), (VERDICT, verdict)), body
    )


def _length(body: bytes) -> tuple[bytes, bytes]:
    return b"Content-Length", str(len(body)).encode()
