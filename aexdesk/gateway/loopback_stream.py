"""A TCP connection to this machine, as httpcore wants one: asyncio's own streams, with no layer between."""

from __future__ import annotations

import asyncio
import select
import sys
from typing import Any, Self

import httpcore


class LoopbackStream(httpcore.AsyncNetworkStream):
    """Raises httpcore's errors, each with its cause."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    async def connect(cls, host: str, port: int, limit_s: float) -> Self:
        """Connects within `limit_s` seconds."""
        try:
            async with asyncio.timeout(limit_s):
                return cls(*await asyncio.open_connection(host, port, happy_eyeballs_delay=0.25))
        except TimeoutError as error:
            raise httpcore.ConnectTimeout from error
        except OSError as error:
            raise httpcore.ConnectError(str(error)) from error

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109 - httpcore's
        """Some bytes; none at the end."""
        try:
            async with asyncio.timeout(timeout):
                return await self._reader.read(max_bytes)
        except TimeoutError as error:
            raise httpcore.ReadTimeout from error
        except OSError as error:
            raise httpcore.ReadError(str(error)) from error

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109
        """Sends bytes, or leaves them to the loop where the other side is slow."""
        if not buffer:  # what ends a message without a body
            return
        self._writer.write(buffer)
        try:
            async with asyncio.timeout(timeout):
                await self._writer.drain()
        except TimeoutError as error:
            raise httpcore.WriteTimeout from error
        except OSError as error:
            raise httpcore.WriteError(str(error)) from error

    async def aclose(self) -> None:
        """Closes it, whatever is still to be sent."""
        self._writer.close()
        try:
            await asyncio.sleep(0)
        finally:
            self._writer.transport.abort()

    def get_extra_info(self, info: str) -> Any:
        """`is_readable`: something has come, or the other side has closed."""
        return self._is_readable() if info == "is_readable" else self._writer.get_extra_info(info)

    def _is_readable(self) -> bool:
        if self._reader.at_eof() or self._writer.is_closing():
            return True
        number = self._writer.get_extra_info("socket").fileno()
        if sys.platform == "win32":
            return bool(select.select([number], [], [], 0)[0])
        polling = select.poll()
        polling.register(number, select.POLLIN)
        return bool(polling.poll(0))
