"""Keeps a copy of an answer that passes: decoded, without its secrets, in memory or in a file."""

from __future__ import annotations

import zlib
from typing import Protocol

from aexdesk.gateway.client import MOST_BYTES, BodySink
from aexdesk.gateway.intake import Intake
from aexdesk.gateway.request_notes import NOT_KEPT
from aexdesk.workspace.body import Body

__all__ = ["NOT_KEPT", "AnswerCopy"]

_PIECE = 64 * 1024


class _Decoder(Protocol):
    """The part of zlib's decompressor that is used."""

    @property
    def unconsumed_tail(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = ..., /) -> bytes: ...
    def flush(self) -> bytes: ...


class AnswerCopy:
    """Takes the bytes as they came. `is_kept` is false where they could not be decoded, or were more than a call of our
    own would take: nothing of them is stored, and the caller gets all of them."""

    def __init__(self, sink: BodySink, intake: Intake, encoding: str) -> None:
        self._sink = sink
        self._intake = intake
        self._left = MOST_BYTES
        self._decoder = _decoder(encoding)
        self.is_kept = self._decoder is not None or encoding in ("", "identity")
        self._may_be_raw = encoding == "deflate"

    def take(self, chunk: bytes) -> None:
        """The next bytes. StorageFault where they cannot be kept: then `discard`."""
        if self._decoder is None:
            if self.is_kept:
                self._keep(chunk)
            return
        try:
            self._decode(self._decoder, chunk)
        except zlib.error:
            if not self._may_be_raw:
                self._give_up()
                return
            self._may_be_raw = False
            self._decoder = zlib.decompressobj(-zlib.MAX_WBITS)  # some servers leave zlib's head away
            self.take(chunk)

    def finish(self) -> Body:
        """The copy, complete; an empty one where it is not kept."""
        plain = self._decoder.flush() if self._decoder is not None else b""
        rest = self._intake.feed(plain) + self._intake.finish()
        if not self.is_kept:
            self._sink.discard()
            return Body.of(b"")
        self._sink.write(rest)
        return self._sink.finish()

    def discard(self) -> None:
        """Forgets all that came."""
        self._sink.discard()

    def _decode(self, decoder: _Decoder, chunk: bytes) -> None:
        while chunk and self.is_kept:
            plain = decoder.decompress(chunk, _PIECE)
            self._may_be_raw = self._may_be_raw and not plain
            self._keep(plain)
            chunk = decoder.unconsumed_tail

    def _keep(self, plain: bytes) -> None:
        self._left -= len(plain)
        if self._left < 0:  # endless, or a little that becomes endlessly much: it would fill the disk
            self._give_up()
            return
        self._sink.write(self._intake.feed(plain))

    def _give_up(self) -> None:
        self.is_kept = False
        self._decoder = None
        self._sink.discard()


def _decoder(encoding: str) -> _Decoder | None:
    bits = {"gzip": 16 + zlib.MAX_WBITS, "x-gzip": 16 + zlib.MAX_WBITS, "deflate": zlib.MAX_WBITS}.get(encoding)
    return None if bits is None else zlib.decompressobj(bits)
