"""`python -m tests.soak.client TOLD RATE`: a developer's program that calls through the proxy and does not stop.

TOLD is JSON: `url` of the proxy, and what signs. It ends at SIGTERM or at the end of its input, and says how many calls
it has sent.
"""

from __future__ import annotations

import asyncio
import json
import signal
import sys
import time
from collections.abc import Mapping
from itertools import count
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.practice.world import ORDER_PARAM, order_payload, sign

_WORKERS = 3
_PRODUCT = "aliexpress.ds.product.get"
_MANY = "aliexpress.affiliate.product.query"
_ORDER = "aliexpress.ds.order.create"


class Client:
    """Each worker keeps its connection for a while, and sometimes leaves before the answer."""

    def __init__(self, told: Mapping[str, Any], rate: float) -> None:
        self._told = told
        self._port = urlsplit(told["proxy"]).port
        self._pause_s = _WORKERS / rate
        self._numbers = count(1)
        self.sent = 0
        item = told["test_case"]["item_id"]
        product = {"product_id": item, "ship_to_country": "US"}
        elsewhere = {ORDER_PARAM: json.dumps(order_payload(dict(told), country="DE"))}
        self._kinds: tuple[tuple[str, dict[str, str], str], ...] = (
            (_PRODUCT, product, told["app_secret"]),
            (_PRODUCT, product | {"product_id": "1005990000009999"}, told["app_secret"]),
            (_PRODUCT, product, "not-the-secret"),
            (_MANY, {"keywords": "a", "page_size": "50"}, told["app_secret"]),
            (_ORDER, elsewhere, told["app_secret"]),
            ("aliexpress.ds.category.get", {}, told["app_secret"]),
        )

    async def work(self) -> None:
        """Calls until it is cancelled."""
        async with asyncio.TaskGroup() as group:
            for _number in range(_WORKERS):
                group.create_task(self._call_for_ever())

    async def _call_for_ever(self) -> None:
        while True:
            try:
                reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
            except OSError:
                await asyncio.sleep(self._pause_s)
                continue
            try:
                for _number in range(50):
                    if not await self._call(reader, writer):
                        break
                    await asyncio.sleep(self._pause_s)
            except (OSError, EOFError):
                pass
            finally:
                writer.close()

    async def _call(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Whether the connection can be used again."""
        number = next(self._numbers)
        api, given, secret = self._kinds[number % len(self._kinds)]
        writer.write(self._write(api, given, secret))
        self.sent += 1
        if number % 97 == 0:
            return False  # gone before the answer
        head = await reader.readuntil(b"\r\n\r\n")
        length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
        await reader.readexactly(int(length or b"0"))
        return b"connection: close" not in head.lower()

    def _write(self, api: str, given: Mapping[str, str], secret: str) -> bytes:
        sent = {
            "method": api,
            "app_key": self._told["app_key"],
            "session": self._told["access_token"],
            "timestamp": str(round(time.time() * 1000)),
            "sign_method": "sha256",
            **given,
        }
        sent["sign"] = sign(sent, secret)
        body = urlencode(sent)
        return (
            f"POST /sync HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\nAccept: */*\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n{body}"
        ).encode()


async def _run(told: Mapping[str, Any], rate: float) -> int:
    client = Client(told, rate)
    work = asyncio.get_running_loop().create_task(client.work())
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, work.cancel)
    await asyncio.wait({work})
    return client.sent


if __name__ == "__main__":
    sys.stdout.write(f"{asyncio.run(_run(json.loads(sys.argv[1]), float(sys.argv[2])))}\n")
