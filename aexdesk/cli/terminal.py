"""What a command has of the world: three streams, the environment, and a way to a desk. Tests hand in their own."""

from __future__ import annotations

import errno
import json
import os
import sys
import unicodedata
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Self, TextIO

from aexdesk.faults import StorageFault

if TYPE_CHECKING:
    from aexdesk.desk import Desk

_GONE = (errno.EPIPE, errno.EINVAL, errno.ECONNRESET)  # how the systems say that nobody reads any more
_KEPT_CONTROLS = "\n\t"


def _make_desk(home: Path) -> Desk:
    from aexdesk.desk import Desk

    return Desk(home, for_window=False)


@dataclass
class Terminal:
    """Writes results to stdout and messages to stderr. Once nobody reads stdout any more, it writes no more."""

    stdin: BinaryIO | None
    stdout: TextIO | None
    stderr: TextIO | None
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    make_desk: Callable[[Path], Desk] = _make_desk
    _is_heard: bool = field(default=True, init=False)

    @classmethod
    def of_this_process(cls) -> Self:
        """The real one. A program without a console has no streams at all."""
        stdin = sys.stdin.buffer if sys.stdin is not None else None
        for stream in (sys.stdout, sys.stderr):
            # A character that the terminal cannot show must not end the program.
            if stream is not None and hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="backslashreplace")
        return cls(stdin, sys.stdout, sys.stderr)

    def print(self, text: str) -> None:
        """A result, with a line end where it has none. Raises StorageFault where it cannot be written (a full disk)."""
        if self.stdout is None or not self._is_heard:
            return
        try:
            self.stdout.write(text if text.endswith("\n") else text + "\n")
            self.stdout.flush()
        except OSError as error:
            self._let_go()
            if error.errno not in _GONE:
                raise _unwritten(error) from error

    def print_json(self, value: Any, *, indent: int | None = 2) -> None:
        """A result for programs."""
        # backslashreplace writes half a surrogate pair as JSON would, and that is all it meets here.
        is_unicode = (getattr(self.stdout, "encoding", None) or "").lower().replace("-", "") == "utf8"
        self.print(json.dumps(value, ensure_ascii=not is_unicode, indent=indent))

    def say(self, text: str) -> None:
        """A message for people. That nobody hears it is no error."""
        if self.stderr is not None:
            with suppress(OSError, ValueError):
                self.stderr.write(harmless(text) + "\n")
                self.stderr.flush()

    def finish(self) -> None:
        """Flushes what others wrote (argparse does), so that the interpreter has nothing left to complain of."""
        if self.stdout is not None and self._is_heard:
            try:
                self.stdout.flush()
            except (OSError, ValueError):
                self._let_go()

    def _let_go(self) -> None:
        self._is_heard = False
        # What is still in the buffer goes nowhere; otherwise the interpreter would try again when it ends.
        with suppress(OSError, ValueError, AttributeError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self.stdout.fileno())  # type: ignore[union-attr]
            os.close(nowhere)


def harmless(text: str) -> str:
    """`text` without control characters: what a server says must not steer the terminal."""
    return "".join("�" if unicodedata.category(char) == "Cc" and char not in _KEPT_CONTROLS else char for char in text)


def _unwritten(error: OSError) -> StorageFault:
    code = "disk_full" if error.errno == errno.ENOSPC else "output_unwritable"
    return StorageFault(code, path="stdout", reason=error.strerror or type(error).__name__)
