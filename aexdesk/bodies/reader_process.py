"""The child that holds one large body: requests come by one pipe, answers leave by another; it ends with its parent."""

from __future__ import annotations

import gc
import mmap
import os
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

from aexdesk.bodies.framing import pack, read_message
from aexdesk.bodies.reader import Reader
from aexdesk.bodies.spans import Raw

IN, OUT = 0, 1
"""The descriptors themselves: a program without a console has no sys.stdin."""


class Answering:
    """Answers each request on a thread of its own, so that a page comes while a filter works."""

    def __init__(self, reader: Reader, out: int) -> None:
        self._reader = reader
        self._out = out
        self._lock = threading.Lock()
        self._given_up: dict[int, threading.Event] = {}

    def take(self, asked: dict[str, Any]) -> None:
        """Begins to answer; or gives up what `cancel` names."""
        if "cancel" in asked:
            event = self._given_up.get(asked["cancel"])
            if event is not None:
                event.set()
            return
        event = self._given_up[asked["id"]] = threading.Event()
        threading.Thread(target=self._answer, args=(asked, event), daemon=True, name=asked["do"]).start()

    def _answer(self, asked: dict[str, Any], given_up: threading.Event) -> None:
        try:
            for message in self._reader.answer(asked, given_up):
                self._send({"id": asked["id"], **message})
        except MemoryError:
            self._send({"id": asked["id"], "error": "body_too_large", "values": {}})
        finally:
            self._given_up.pop(asked["id"], None)

    def _send(self, message: dict[str, Any]) -> None:
        data = memoryview(pack(message))
        with self._lock, suppress(OSError):  # nobody listens any more: the next read says so, too
            while data:
                data = data[os.write(self._out, data) :]


def serve(path: Path) -> None:
    """Serves until the parent closes the pipe. Raises OSError where the file cannot be opened."""
    # A hundred thousand rows are no garbage: to look through them again and again takes a third of the time.
    gc.set_threshold(100_000, 20, 100)
    with path.open("rb") as stream:
        raw = _map(stream.fileno())
    answering = Answering(Reader(raw), OUT)
    with os.fdopen(IN, "rb", closefd=False) as requests:
        while (asked := read_message(requests.read)) is not None:
            answering.take(asked)


def _map(descriptor: int) -> Raw:
    if not os.fstat(descriptor).st_size:
        return b""
    return mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ)
