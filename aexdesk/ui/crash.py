"""Where every unexpected error ends: in the log, redacted, and in one banner. Hooks go in and out as a pair."""

from __future__ import annotations

import logging
import platform
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, qVersion

from aexdesk import __version__
from aexdesk.faults import AexError

if TYPE_CHECKING:
    import asyncio

_log = logging.getLogger("aexdesk.window")


class Reporter(QObject):
    """Takes errors from any thread, shows them on Qt's. An expected one that nobody caught has words of its own."""

    _arrived = Signal(object)

    def __init__(
        self,
        redact: Callable[[str], str],
        show_trouble: Callable[[AexError], None],
        show_crash: Callable[[str], None],
    ) -> None:
        super().__init__()
        self._redact = redact
        self._show_trouble = show_trouble
        self._show_crash = show_crash
        self._arrived.connect(self._show)

    def report(self, error: BaseException) -> None:
        """Logs it and shows it."""
        if isinstance(error, AexError):
            _log.warning("nobody nearer dealt with %s", error)
        else:
            _log.error("unexpected", exc_info=(type(error), error, error.__traceback__))
        self._arrived.emit(error)

    def _show(self, error: BaseException) -> None:
        if isinstance(error, AexError):
            self._show_trouble(error)
        else:
            self._show_crash(self._redact(describe_crash(error)))


def describe_crash(error: BaseException) -> str:
    """The report that a person can send: versions and traceback."""
    versions = f"AExDesk {__version__} · Python {platform.python_version()} · Qt {qVersion()} · {platform.platform()}"
    return versions + "\n\n" + "".join(traceback.format_exception(error))


@contextmanager
def told_at_once() -> Iterator[None]:
    """For what Qt calls amid many others, as the news of a language: what is raised inside goes to the hook from here.

    Let through, it would stand over all widgets that Qt still tells, be raised in each of them at whatever they ask Qt
    first, and leave half-made ones behind: PySide 6.12 then dies of it (SIGSEGV), where a person should read a banner.
    """
    try:
        yield
    except Exception as error:  # noqa: BLE001 - the hook is where every unexpected error ends
        sys.excepthook(type(error), error, error.__traceback__)


@contextmanager
def hooks(report: Callable[[BaseException], None], loop: asyncio.AbstractEventLoop) -> Iterator[None]:
    """Sends to `report` what slots, threads and the loop's callbacks raise; gives the old hooks back at the end."""
    of_system, of_threads = sys.excepthook, threading.excepthook

    def take(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            of_system(kind, error, trace)
        else:
            report(error)

    def take_from_thread(given: threading.ExceptHookArgs) -> None:
        if given.exc_value is not None and not issubclass(given.exc_type, SystemExit):
            report(given.exc_value)

    def take_from_loop(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if error is None:
            _log.error("%s", context.get("message"))
        else:
            report(error)

    sys.excepthook, threading.excepthook = take, take_from_thread
    loop.set_exception_handler(take_from_loop)
    try:
        yield
    finally:
        sys.excepthook, threading.excepthook = of_system, of_threads
        loop.set_exception_handler(None)
