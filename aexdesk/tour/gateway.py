"""Asks the practice gateway of this tour what it knows: the second witness of every step."""

from __future__ import annotations

import asyncio
import json
import urllib.request
from collections.abc import Mapping
from typing import Any

_PATIENCE_S = 5


class Gateway:
    """The admin address of the practice gateway at `url`."""

    def __init__(self, url: str) -> None:
        self.url = url

    async def orders(self) -> list[dict[str, Any]]:
        """Every order that it has taken."""
        return list(await self._ask("/orders"))

    async def log(self) -> list[dict[str, Any]]:
        """Every call that has arrived."""
        return list(await self._ask("/log"))

    async def calls_of(self, api: str) -> int:
        """How many calls of `api` have arrived."""
        return sum(entry["api"] == api for entry in await self.log())

    async def _ask(self, path: str) -> Any:
        return await asyncio.to_thread(_fetch, f"{self.url}/_practice{path}")


def _fetch(url: str) -> Any:
    # Loopback never goes through an HTTP proxy.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(url, timeout=_PATIENCE_S) as answer:
        return json.loads(answer.read())


def order_of(orders: list[dict[str, Any]], order_id: str) -> Mapping[str, Any]:
    """The order of that id; empty where the gateway knows none."""
    return next((order for order in orders if str(order["order_id"]) == order_id), {})
