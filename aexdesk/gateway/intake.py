"""Takes an answer in as it comes, and gives on what may be stored of it. Of token calls it keeps the tokens aside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from aexdesk.faults import BadInput
from aexdesk.openplatform.oauth import TokenAnswer, read_token_answer
from aexdesk.redaction import Hider, HidingStream
from aexdesk.secret import MASK, Secret

TOKEN_ANSWER_LIMIT = 256 * 1024
"""Bytes; the platform's own have some hundred. A longer answer is stored like any other, and gives no token."""


class Intake(Protocol):
    """What a body goes through on its way to the disk. `hider` then hides the rest of the exchange."""

    @property
    def hider(self) -> Hider: ...
    def feed(self, chunk: bytes) -> bytes: ...
    def finish(self) -> bytes: ...


class PlainIntake:
    """Hides secrets as they pass."""

    def __init__(self, hider: Hider) -> None:
        self.hider = hider
        self._hiding = HidingStream(hider)

    def feed(self, chunk: bytes) -> bytes:
        """Takes the next bytes; gives what is ready."""
        return self._hiding.feed(chunk)

    def finish(self) -> bytes:
        """The rest."""
        return self._hiding.finish()


class TokenIntake:
    """Holds the whole answer in memory, reads its tokens, and only then lets it go: without them, wherever they stand.

    `make_hider` makes the hider that knows these secrets; `known` are those of the call.
    """

    def __init__(self, make_hider: Callable[[Mapping[Secret, str]], Hider], known: Mapping[Secret, str]) -> None:
        self._make_hider = make_hider
        self._known = known
        self.hider = make_hider(known)
        self.answer: TokenAnswer | None = None
        self._held = bytearray()
        self._hiding: HidingStream | None = None

    def feed(self, chunk: bytes) -> bytes:
        """Takes the next bytes; gives nothing while they may belong to a token answer."""
        if self._hiding is not None:
            return self._hiding.feed(chunk)
        self._held += chunk
        return self._release() if len(self._held) > TOKEN_ANSWER_LIMIT else b""

    def finish(self) -> bytes:
        """Reads the answer; gives it without its tokens."""
        if self._hiding is not None:
            return self._hiding.finish()
        self._read()
        return b"".join(self.hider.hide_chunks((bytes(self._held),)))

    def _read(self) -> None:
        try:
            self.answer = read_token_answer(bytes(self._held))
        except BadInput:  # an error, or no token answer: the exchange tells which
            return
        new = (self.answer.access_token, self.answer.refresh_token)
        self.hider = self._make_hider({one: MASK for one in new if one is not None} | dict(self._known))

    def _release(self) -> bytes:
        self._hiding = HidingStream(self.hider)
        held = bytes(self._held)
        self._held.clear()
        return self._hiding.feed(held)
