"""Unpacks an answer that came compressed, though nobody asked for that, piece by piece: a little that would become
much is much for nobody's memory, and the limits of a whole answer end it."""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterator, Iterator
from typing import Final

import httpx

_PIECE: Final = 64 * 1024
_GZIP: Final = 16 + zlib.MAX_WBITS
_WBITS: Final = {"gzip": _GZIP, "x-gzip": _GZIP, "deflate": zlib.MAX_WBITS}
"""What is in any other coding, or in several, cannot be read here: then no secret in it could be hidden either."""


async def unpacked(chunks: AsyncIterator[bytes], coding: str) -> AsyncIterator[bytes]:
    """The body before it was packed. Raises httpx.DecodingError for what cannot be unpacked, or is not whole."""
    unpacking: _Unpacking | None = None
    async for chunk in chunks:
        unpacking = unpacking or _Unpacking(coding.strip().lower(), chunk)
        try:
            for piece in unpacking.take(chunk):
                yield piece
        except zlib.error as error:
            raise httpx.DecodingError("not packed as it says") from error
    if unpacking is not None and not unpacking.is_whole:
        raise httpx.DecodingError("not whole")


class _Unpacking:
    """One body. `first` are its first bytes: some servers leave zlib's head away."""

    def __init__(self, coding: str, first: bytes) -> None:
        if coding not in _WBITS:
            raise httpx.DecodingError("in a coding that nobody asked for")
        wbits = _WBITS[coding]
        self._wbits = -wbits if coding == "deflate" and not _has_head(first) else wbits
        self._decoder = zlib.decompressobj(self._wbits)

    @property
    def is_whole(self) -> bool:
        """Whether its end has come."""
        return self._decoder.eof

    def take(self, chunk: bytes) -> Iterator[bytes]:
        """What the next bytes hold, in pieces of a bounded size."""
        while chunk:
            if self._decoder.eof:  # gzip may have several members
                self._decoder = zlib.decompressobj(self._wbits)
            yield self._decoder.decompress(chunk, _PIECE)
            chunk = self._decoder.unused_data if self._decoder.eof else self._decoder.unconsumed_tail
        while not self._decoder.eof and (rest := self._decoder.decompress(b"", _PIECE)):
            yield rest


def _has_head(first: bytes) -> bool:
    """Whether zlib's two bytes stand there (RFC 1950); of a single byte the first half is told."""
    if len(first) < 2:
        return bool(first) and first[0] & 0x0F == zlib.DEFLATED
    return first[0] & 0x0F == zlib.DEFLATED and (first[0] << 8 | first[1]) % 31 == 0
