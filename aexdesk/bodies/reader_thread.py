"""A reader in this process, for a small body: the same code, a step at a time on a thread."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from typing import Any

from aexdesk.bodies.reader import Reader
from aexdesk.bodies.reader_client import BodyReader, check


class ThreadReader(BodyReader):
    """A body in memory."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self._reader = Reader(data)

    async def serve(self) -> None:
        """Nothing needs to be kept alive."""

    async def stream(self, do: str, **given: Any) -> AsyncIterator[dict[str, Any]]:
        """Messages as they come; leaving it early gives the work up."""
        given_up = threading.Event()
        steps = self._reader.answer({"do": do, **given}, given_up)
        try:
            while (message := await asyncio.to_thread(next, steps, None)) is not None:
                yield check(message)
        finally:
            given_up.set()
