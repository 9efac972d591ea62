"""Asks a practice gateway on loopback what it holds: its keys, sessions and seeded test case."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import httpx

_LIMIT_S = 2.0
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


async def fetch_practice_object(base_url: str) -> Mapping[str, Any] | None:
    """The practice object of the gateway at `base_url`; None where no practice gateway of ours answers."""
    try:
        parts = urlsplit(base_url)
        if parts.hostname not in _LOOPBACK or parts.port == 0:  # a port out of range raises ValueError
            return None
        async with httpx.AsyncClient(timeout=_LIMIT_S, trust_env=False) as client:
            answer = await client.get(f"{base_url}/_practice/object")
        found = json.loads(answer.content) if answer.status_code == httpx.codes.OK else None
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and "app_secret" in found else None
