"""Asking a practice gateway what it holds: whoever else answers there is nobody of ours."""

from __future__ import annotations

import json
import socket

import httpx
import pytest

from aexdesk.gateway.practice_admin import fetch_practice_object
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
