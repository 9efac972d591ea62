"""Asking a practice gateway what it holds, and telling it things: whoever else answers there is nobody of ours."""

from __future__ import annotations

import json
import socket
from datetime import date

import httpx
import pytest

from aexdesk.faults import BadInput, NetworkFault
from aexdesk.gateway.practice_admin import add_loan_account, fetch_practice_object, put_test_case
from aexdesk.secret import Secret
from aexdesk.workspace.order_test_case import OrderTestCase, OrderTestCaseState
from tests.gateway.fakes import answer, saying, serving


@pytest.mark.parametrize(
    ("body", "is_ours"),
    [
        (json.dumps({"app_secret": "x", "url": "y"}).encode(), True),
        (b"{}", False),
        (b"[]", False),
        (b"<html>", False),
        (b"", False),
        (b"\xff", False),
        (b"[" * 50_000, False),
    ],
    ids=range(7),
)
async def test_only_a_practice_object_counts(body: bytes, is_ours: bool) -> None:
    seen: list[bytes] = []
    async with serving(saying(answer(body), seen)) as port:
        found = await fetch_practice_object(f"http://127.0.0.1:{port}")
    assert (found is not None) == is_ours
    assert seen[0].startswith(b"GET /_practice/object HTTP/1.1")
    assert b"origin:" not in seen[0].lower()


async def test_an_error_is_no_practice_object() -> None:
    body = json.dumps({"app_secret": "x"}).encode()
    async with serving(saying(answer(body, status="500 Oops"))) as port:
        assert await fetch_practice_object(f"http://127.0.0.1:{port}") is None


async def test_nobody_answers() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        assert await fetch_practice_object(f"http://127.0.0.1:{taken.getsockname()[1]}") is None


@pytest.mark.parametrize(
    "url", ["http://h.example", "https://10.0.0.1:8917", "", "x", "http://[", "http://127.0.0.1:99999"]
)
async def test_no_other_machine_is_asked(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async def asked(*_what: object, **_how: object) -> None:
        raise AssertionError("asked")

    monkeypatch.setattr(httpx.AsyncClient, "get", asked)
    assert await fetch_practice_object(url) is None


# ---------------------------------------------------------------- telling

UNTIL = date(2026, 12, 31)
CASE = OrderTestCase("id", "practice", "Mine", "b@loan.example", "1005", 2, "US", "to try", OrderTestCaseState.DRAFT)


async def test_it_is_told_of_an_account_and_of_a_case() -> None:
    seen: list[bytes] = []
    async with serving(saying(answer(b"{}"), seen)) as port:
        await add_loan_account(f"http://127.0.0.1:{port}", "b@loan.example", Secret("CANARY"), UNTIL)
        await put_test_case(f"http://127.0.0.1:{port}", CASE, OrderTestCaseState.SUBMITTED)
    heads, bodies = zip(*(one.split(b"\r\n\r\n", 1) for one in seen), strict=True)
    assert heads[0].startswith(b"POST /_practice/loan-accounts HTTP/1.1")
    assert heads[1].startswith(b"POST /_practice/test-cases HTTP/1.1")
    assert not any(b"origin:" in head.lower() for head in heads)
    assert json.loads(bodies[0]) == {"email": "b@loan.example", "password": "CANARY", "until": "2026-12-31"}
    assert json.loads(bodies[1]) == {
        "name": "Mine", "loan_account_email": "b@loan.example", "item_id": "1005", "quantity": 2, "country": "US",
        "reason": "to try", "state": "submitted",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("body", "code", "values"),
    [
        (b'{"error": "country must be a text"}', "practice_refused", {"reason": "country must be a text"}),
        (b'{"error": 5}', "practice_object_incomplete", {}),
        (b"[]", "practice_object_incomplete", {}),
        (b"<html>", "practice_object_incomplete", {}),
        (b"\xff", "practice_object_incomplete", {}),
        (b"[" * 50_000, "practice_object_incomplete", {}),
    ],
    ids=range(6),
)
async def test_a_refusal_is_told_with_its_reason(body: bytes, code: str, values: dict[str, str]) -> None:
    async with serving(saying(answer(body, status="400 Bad Request"))) as port:
        with pytest.raises(BadInput) as refused:
            await put_test_case(f"http://127.0.0.1:{port}", CASE, OrderTestCaseState.DRAFT)
    assert (refused.value.code, refused.value.values) == (code, values)


async def test_who_does_not_answer_was_told_nothing() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(NetworkFault, match="connect_failed"):
            await put_test_case(f"http://127.0.0.1:{taken.getsockname()[1]}", CASE, OrderTestCaseState.DRAFT)


@pytest.mark.parametrize("url", ["http://h.example", "https://10.0.0.1:8917", "", "http://127.0.0.1.h.example"])
async def test_no_other_machine_is_told(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async def told(*_what: object, **_how: object) -> None:
        raise AssertionError("told")

    monkeypatch.setattr(httpx.AsyncClient, "post", told)
    with pytest.raises(BadInput, match="practice_not_loopback"):
        await add_loan_account(url, "b@loan.example", Secret("CANARY"), UNTIL)
