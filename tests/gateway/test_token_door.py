"""The door for token calls: the same three steps, and the tokens past the record, not into it."""

from __future__ import annotations

import json
from pathlib import Path

import httpx
import pytest

from aexdesk.gateway.client import Sender
from aexdesk.gateway.intake import TOKEN_ANSWER_LIMIT
from aexdesk.openplatform.oauth import TOKEN_CALLS, TokenAnswer, create_token_call
from aexdesk.openplatform.request import SignedRequest
from aexdesk.secret import MASK, Secret
from aexdesk.workspace.environment import LIVE, PRACTICE, Environment
from aexdesk.workspace.exchange import CallError, Exchange
from tests.gateway.fakes import READ, REFERENCES, Bench, at, read_request, serving, signed
from tests.gateway.test_client import json_answer, mock
from tests.test_redaction import every_text, forms_of

CODE = "CANARY/code+1="
ACCESS = "CANARY5000access/+="
REFRESH = "CANARY5001refresh/+="
TOKENS = {"access_token": ACCESS, "refresh_token": REFRESH, "expires_in": "86400", "account": "a@b.test", "code": "0"}


def _create(api: str = "/auth/token/create") -> SignedRequest:
    return signed(api, create_token_call(Secret(CODE)).parameters)


async def _ask(
    bench: Bench, request: SignedRequest | None = None, environment: Environment = PRACTICE
) -> tuple[Exchange, TokenAnswer | None]:
    sender = Sender(environment, "shop", "500001", REFERENCES)
    return await bench.gateway.send_for_token(request or _create(), sender)


def _assert_hidden(bench: Bench, exchange: Exchange, *secrets: str) -> None:
    stored = b"".join(every_text(exchange)) + b"".join(path.read_bytes() for path in bench.files())
    for secret in secrets:
        for name, form in forms_of(secret).items():
            assert form not in stored, f"{secret} as {name}"


@pytest.mark.parametrize("api", sorted(TOKEN_CALLS))
async def test_the_tokens_come_past_the_record(tmp_path: Path, api: str) -> None:
    body = json.dumps(TOKENS).encode()
    async with Bench(tmp_path, mock(json_answer(body, **{"x-echo": f"saw {ACCESS}"}))) as bench:
        exchange, answer = await _ask(bench, _create(api))
        assert answer is not None
        assert (answer.access_token, answer.refresh_token) == (Secret(ACCESS), Secret(REFRESH))
        assert answer.account == "a@b.test"
        assert bench.recorder.kept == [exchange]
        assert (exchange.error, exchange.guard.allowed) == (None, True)
        assert exchange.response is not None
        told = json.loads(exchange.response.body.data)
        assert told == {**TOKENS, "access_token": MASK, "refresh_token": MASK}
        assert ("x-echo", f"saw {MASK}") in exchange.response.headers
        _assert_hidden(bench, exchange, CODE, ACCESS, REFRESH)


async def test_they_are_hidden_by_value_wherever_they_stand(tmp_path: Path) -> None:
    body = json.dumps({**TOKENS, "note": f"use {ACCESS}", "list": [REFRESH], "inner": json.dumps({"x": ACCESS})})
    async with Bench(tmp_path, mock(json_answer(body.encode()))) as bench:
        exchange, answer = await _ask(bench)
        assert answer is not None
        _assert_hidden(bench, exchange, CODE, ACCESS, REFRESH)
        assert exchange.response is not None
        assert json.loads(exchange.response.body.data)["note"] == f"use {MASK}"


async def test_a_token_that_the_vault_holds_already_keeps_its_reference(tmp_path: Path) -> None:
    body = json.dumps({**TOKENS, "refresh_token": ACCESS}).encode()
    async with Bench(tmp_path, mock(json_answer(body))) as bench:
        sender = Sender(PRACTICE, "shop", "500001", {Secret(ACCESS): "{{session:t9}}"})
        exchange, _answer = await bench.gateway.send_for_token(_create(), sender)
        assert exchange.response is not None
        assert json.loads(exchange.response.body.data)["access_token"] == "{{session:t9}}"


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b'{"code":"InvalidCode","type":"ISV","message":"no","request_id":"1"}', CallError("platform", "InvalidCode")),
        (b"<html>CANARY/code+1= access_token=CANARY5000access</html>", CallError("network", "not_json")),
        (b'{"access_token": "CANARY5000access", "refresh', CallError("network", "not_json")),
        (b'{"access_token": "", "code": "0"}', None),
        (b'{"code": "0", "message": "fine", "access_tokens": 1}', None),
    ],
)
async def test_an_answer_without_tokens(tmp_path: Path, body: bytes, error: CallError | None) -> None:
    async with Bench(tmp_path, mock(json_answer(body))) as bench:
        exchange, answer = await _ask(bench)
        assert answer is None
        assert (exchange.error and exchange.error.code) == (error and error.code)
        assert bench.recorder.kept == [exchange]
        _assert_hidden(bench, exchange, CODE, "CANARY5000access")


async def test_an_error_beside_tokens_gives_none_of_them(tmp_path: Path) -> None:
    response = httpx.Response(503, content=json.dumps(TOKENS).encode())
    async with Bench(tmp_path, mock(response)) as bench:
        exchange, answer = await _ask(bench)
        assert (answer, exchange.error) == (None, CallError("platform", "HTTP 503"))
        _assert_hidden(bench, exchange, ACCESS, REFRESH)


@pytest.mark.parametrize("padding", [TOKEN_ANSWER_LIMIT, 3 * 1024 * 1024])
@pytest.mark.fault("oversized")
async def test_an_endless_answer_is_not_held_in_memory_and_gives_no_token(tmp_path: Path, padding: int) -> None:
    body = json.dumps({**TOKENS, "padding": "x" * padding}).encode()
    async with Bench(tmp_path, mock(json_answer(body))) as bench:
        exchange, answer = await _ask(bench)
        assert answer is None
        assert exchange.response is not None
        assert exchange.response.body.size > padding
        _assert_hidden(bench, exchange, CODE, ACCESS, REFRESH)


async def test_an_answer_that_breaks_off_gives_nothing(tmp_path: Path) -> None:
    async def handle(reader: object, writer: object) -> None:
        await read_request(reader)  # type: ignore[arg-type]
        head = b'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"access_token": "CANARY5000access", "ref'
        writer.write(head)  # type: ignore[attr-defined]
        await writer.drain()  # type: ignore[attr-defined]

    async with serving(handle) as port, Bench(tmp_path) as bench:
        request = signed("/auth/token/create", (("code", CODE),), at(port))
        exchange, answer = await _ask(bench, request, at(port))
        assert answer is None
        assert exchange.error is not None
        assert (exchange.error.code, exchange.response) == ("connection_lost", None)
        _assert_hidden(bench, exchange, CODE, "CANARY5000access")


async def test_the_guard_stands_before_this_door_too(tmp_path: Path) -> None:
    seen: list[httpx.Request] = []
    async with Bench(tmp_path, mock(seen=seen)) as bench:
        exchange, answer = await _ask(bench, _create(), LIVE)  # signed for another host
        assert (answer, seen, exchange.error) == (None, [], CallError("guard", "GuardRefused"))


async def test_no_other_call_goes_through_it(tmp_path: Path) -> None:
    async with Bench(tmp_path, mock()) as bench:
        with pytest.raises(ValueError, match="gives no tokens"):
            await _ask(bench, signed(READ))
