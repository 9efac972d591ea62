"""Asks a guard proxy on loopback who it is."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from urllib.parse import urlsplit

import httpx

from aexdesk.gateway.late_tls import late_tls
from aexdesk.gateway.practice_admin import LOOPBACK

_LIMIT_S = 3.0
_MOST_BYTES = 64 * 1024


async def ask_identity(url: str, path: str, query: Mapping[str, str]) -> Mapping[str, str] | None:
    """What it tells, all of it text; None where nothing answers, or nothing of ours: that may be anybody's program."""
    try:
        parts = urlsplit(url)
        if parts.hostname not in LOOPBACK or not parts.port:  # a port out of range raises ValueError
            return None
        async with asyncio.timeout(_LIMIT_S):
            told = json.loads(await _read(f"{url}{path}", query))
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, RecursionError, TimeoutError):
        return None
    if not isinstance(told, dict) or not all(isinstance(value, str) for value in told.values()):
        return None
    return told


async def _read(url: str, query: Mapping[str, str]) -> bytes:
    body = bytearray()
    async with (
        httpx.AsyncClient(timeout=_LIMIT_S, trust_env=False, verify=late_tls()) as client,
        client.stream("GET", url, params=dict(query), headers={"Accept-Encoding": "identity"}) as answer,
    ):
        if answer.status_code != httpx.codes.OK:
            return b""
        async for chunk in answer.aiter_raw(4096):
            body += chunk
            if len(body) > _MOST_BYTES:
                return b""
    return bytes(body)
