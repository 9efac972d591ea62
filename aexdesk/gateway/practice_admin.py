"""Asks a practice gateway on loopback what it holds, and tells it of loan accounts and test cases."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from aexdesk.faults import BadInput
from aexdesk.gateway.loopback import LoopbackCalls, is_loopback
from aexdesk.gateway.network_faults import HTTPCORE_ERRORS, as_fault
from aexdesk.gateway.raw_requests import RawHeaders, RawRequest
from aexdesk.secret import Secret
from aexdesk.workspace.order_test_case import OrderTestCase, OrderTestCaseState

_LIMIT_S = 2.0
_OK = 200
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


async def fetch_practice_object(base_url: str) -> Mapping[str, Any] | None:
    """The practice object of the gateway at `base_url`; None where no practice gateway of ours answers."""
    try:
        parts = urlsplit(base_url)
        if parts.hostname not in LOOPBACK or parts.port == 0:  # a port out of range raises ValueError
            return None
        status, content = await _ask("GET", f"{base_url}/_practice/object")
        found = json.loads(content) if status == _OK else None
    except (*HTTPCORE_ERRORS, ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and "app_secret" in found else None


async def add_loan_account(base_url: str, email: str, password: Secret, until: date) -> None:
    """Makes a loaned buyer there; one of the same email gets this password. Raises NetworkFault or BadInput."""
    fields = {"email": email, "password": password.reveal(), "until": until.isoformat()}
    await _tell(base_url, "loan-accounts", fields)


async def put_test_case(base_url: str, case: OrderTestCase, state: OrderTestCaseState) -> None:
    """Tells it of an order test case, in that state; one of the same name is replaced. Raises as above."""
    fields: dict[str, str | int] = {
        "name": case.name,
        "loan_account_email": case.loan_account_email,
        "item_id": case.item_id,
        "quantity": case.quantity,
        "country": case.country,
        "reason": case.reason,
        "state": state.value,
    }
    await _tell(base_url, "test-cases", fields)


async def _tell(base_url: str, what: str, fields: Mapping[str, str | int]) -> None:
    host = urlsplit(base_url).hostname  # a Host that is loopback, no Origin: the gateway serves nobody else
    if host not in LOOPBACK:
        raise BadInput("practice_not_loopback", found=host)
    url = f"{base_url}/_practice/{what}"
    try:
        status, content = await _ask("POST", url, json.dumps(fields).encode())
    except HTTPCORE_ERRORS as error:
        raise as_fault(error, url) from error
    if status != _OK:
        raise refusal_in(content)


async def _ask(method: str, url: str, body: bytes = b"") -> tuple[int, bytes]:
    """Status and body of an answer. Raises HTTPCORE_ERRORS, ValueError for what is no plain URL of this machine."""
    if not is_loopback(url):
        raise ValueError("not on this machine")
    parts = urlsplit(url)
    headers: RawHeaders = ((b"Host", parts.netloc.encode()), (b"Accept", b"application/json"))
    if body:
        headers += ((b"Content-Type", b"application/json"), (b"Content-Length", str(len(body)).encode()))
    calls = LoopbackCalls(_LIMIT_S, _LIMIT_S)
    try:
        answer = await calls.open(RawRequest(method, parts.path.encode(), headers, body), url)
        try:
            return answer.response.status, await answer.response.aread()
        finally:
            await answer.close()
    finally:
        await calls.close()


def refusal_in(content: bytes) -> BadInput:
    """Why it refused, in its own words, which never repeat a secret; what gives no reason is no gateway of ours."""
    try:
        said = json.loads(content)
    except (ValueError, RecursionError):
        said = None
    reason = said.get("error") if isinstance(said, dict) else None
    if isinstance(reason, str):
        return BadInput("practice_refused", reason=reason)
    return BadInput("practice_object_incomplete")
