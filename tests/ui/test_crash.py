"""Unexpected errors end in one place; no secret goes with them, and the hooks go as they came."""

from __future__ import annotations

import asyncio
import sys
import threading

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from aexdesk.faults import AexError, NetworkFault
from aexdesk.ui import theme
from aexdesk.ui.crash import Reporter, hooks
from aexdesk.ui.view import View
from tests.conftest import Run
from tests.ui.fakes import FakeDesk


@pytest.fixture
def shown() -> list[object]:
    return []


@pytest.fixture
def reporter(qtbot: QtBot, shown: list[object]) -> Reporter:
    return Reporter(FakeDesk().redact, shown.append, shown.append)


def test_a_report_holds_versions_and_traceback_and_no_secret(reporter: Reporter, shown: list[object]) -> None:
    try:
        raise ValueError("session=TOPSECRET")
    except ValueError as error:
        reporter.report(error)
    [report] = shown
    assert isinstance(report, str)
    assert report.startswith("AExDesk ")
    assert "test_crash.py" in report
    assert "TOPSECRET" not in report


def test_what_was_to_be_expected_keeps_its_own_words(reporter: Reporter, shown: list[object]) -> None:
    fault = NetworkFault("silent", host="example.com")
    reporter.report(fault)
    assert shown == [fault]
    assert isinstance(shown[0], AexError)


def test_from_a_thread_it_is_shown_on_qts(qtbot: QtBot, reporter: Reporter, shown: list[object]) -> None:
    thread = threading.Thread(target=lambda: reporter.report(ValueError("far away")))
    thread.start()
    thread.join()
    assert not shown
    qtbot.waitUntil(lambda: bool(shown), timeout=1000)


def test_hooks_go_as_they_came(run: Run, reporter: Reporter) -> None:
    before = sys.excepthook, threading.excepthook

    async def work() -> None:
        loop = asyncio.get_running_loop()
        handler = loop.get_exception_handler()
        with hooks(reporter.report, loop):
            assert (sys.excepthook, threading.excepthook) != before
        assert (sys.excepthook, threading.excepthook) == before
        # The fixture `run` has its own, and takes it back.
        loop.set_exception_handler(handler)

    run(work())


class _Words(View):
    """Counts how often it was told of a language; words that cannot be written fail."""

    def __init__(self, can_write: bool) -> None:
        super().__init__()
        self.can_write, self.told = can_write, 0

    def retranslate(self) -> None:
        self.told += 1
        if not self.can_write:
            raise ValueError("Single '}' encountered in format string")


def test_words_that_fail_end_there_and_all_others_are_written(qtbot: QtBot) -> None:
    """Left to PySide, the error would be raised in the next views, and some day end the process with a SIGSEGV."""
    window = QWidget()
    qtbot.addWidget(window)
    views = [_Words(can_write) for can_write in (True, False, True, False, True)]
    theme.column(*views, parent=window)
    with qtbot.captureExceptions() as caught:
        QCoreApplication.sendEvent(window, QEvent(QEvent.Type.LanguageChange))
        at_once = len(caught)
        window.objectName()
    assert [kind for kind, _error, _trace in caught] == [ValueError, ValueError]
    assert at_once == 2
    assert [view.told for view in views] == [1] * 5
