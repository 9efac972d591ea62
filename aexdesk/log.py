"""The log file: private, rotated, and redacted as a whole, tracebacks too. Without a file the program goes on."""

from __future__ import annotations

import logging
import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

from aexdesk.faults import StorageFault

Redact = Callable[[str], str]

MAX_BYTES = 1024 * 1024
BACKUPS = 2
"""Beside the file itself: three in all."""

_FORMAT = "%(asctime)s.%(msecs)03dZ %(levelname)s %(name)s: %(message)s"
_OURS = "aexdesk"
_FOREIGN = ("asyncio", "httpcore", "httpx", "keyring", "qasync", "uvicorn")
"""Libraries whose warnings are worth keeping; what they say at INFO holds URLs, and those may hold tokens."""

# The same before a log is started, and in programs that start none.
logging.getLogger(_OURS).addHandler(logging.NullHandler())


class LogFile:
    """The open log; `fault` says why there is none, or why it stopped. `close` gives the loggers back."""

    def __init__(self, handler: _PrivateFile | None, fault: StorageFault | None) -> None:
        self._handler = handler
        self._fault = fault
        self._levels = {name: logging.getLogger(name).level for name in (_OURS, *_FOREIGN)}
        logging.getLogger(_OURS).setLevel(logging.INFO)
        for name in _FOREIGN:
            logging.getLogger(name).setLevel(logging.WARNING)
        # Even without a file there is a handler: logging would print warnings to stderr, unredacted.
        self._attached: logging.Handler = handler or logging.NullHandler()
        for name in self._levels:
            logging.getLogger(name).addHandler(self._attached)

    @property
    def fault(self) -> StorageFault | None:
        """None while all is well; the window shows it, the program goes on."""
        return self._fault or (self._handler.fault if self._handler else None)

    def close(self) -> None:
        """Ends logging to the file."""
        for name, level in self._levels.items():
            logger = logging.getLogger(name)
            logger.setLevel(level)
            logger.removeHandler(self._attached)
        self._attached.close()


def start_log(path: Path, redact: Redact, max_bytes: int = MAX_BYTES) -> LogFile:
    """Begins to log to `path`. `redact` gets each entry as it would be written."""
    try:
        handler = _PrivateFile(path, max_bytes, redact)
    except OSError as error:
        return LogFile(None, _fault(error, path))
    return LogFile(handler, None)


def _fault(error: BaseException, path: str | Path) -> StorageFault:
    reason = error.strerror if isinstance(error, OSError) else None
    return StorageFault("log_unwritable", path=str(path), reason=reason or type(error).__name__)


class _Redacting(logging.Formatter):
    """Formats as usual, then lets the redaction see the whole text."""

    def __init__(self, redact: Redact) -> None:
        super().__init__(_FORMAT, "%Y-%m-%dT%H:%M:%S")
        self.converter = time.gmtime
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        return self._redact(super().format(record))


class _PrivateFile(RotatingFileHandler):
    """Readable by its owner only, and silent when it cannot write: what went wrong is kept in `fault`."""

    fault: StorageFault | None = None

    def __init__(self, path: Path, max_bytes: int, redact: Redact) -> None:
        super().__init__(path, maxBytes=max_bytes, backupCount=BACKUPS, encoding="utf-8", errors="backslashreplace")
        self.setFormatter(_Redacting(redact))

    def _open(self) -> Any:
        stream = open(  # noqa: SIM115 - the handler closes it
            self.baseFilename, self.mode, encoding=self.encoding, errors=self.errors, opener=_private
        )
        with suppress(OSError):
            os.chmod(self.baseFilename, 0o600)
        return stream

    def rotate(self, source: str, dest: str) -> None:
        """Another program of ours may hold the file open, which Windows minds: then it grows a little longer."""
        with suppress(OSError):
            super().rotate(source, dest)

    def handleError(self, record: logging.LogRecord) -> None:
        """The inherited way prints the entry, unredacted, to stderr."""
        error = sys.exc_info()[1]
        if error is not None:
            self.fault = _fault(error, self.baseFilename)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
