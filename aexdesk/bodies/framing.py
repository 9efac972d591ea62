"""Messages on a pipe: four bytes of length, then JSON. The standard library only."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from typing import Any

LENGTH = struct.Struct(">I")
LONGEST = 64 * 1024 * 1024
"""Bytes; a longer message is a fault of whoever sent it."""


def pack(message: dict[str, Any]) -> bytes:
    """A message as it travels."""
    data = json.dumps(message, separators=(",", ":")).encode()
    return LENGTH.pack(len(data)) + data


def unpack(data: bytes) -> dict[str, Any]:
    """What stood behind the length."""
    message: dict[str, Any] = json.loads(data)
    return message


def read_message(read: Callable[[int], bytes]) -> dict[str, Any] | None:
    """The next message; None at the end. `read(n)` gives n bytes, or fewer at the end alone."""
    head = read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    data = read(length) if length <= LONGEST else b""
    return unpack(data) if len(data) == length else None
