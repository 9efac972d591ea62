"""Unexpected errors end in one place; no secret goes with them, and the hooks go as they came."""

from __future__ import annotations

import asyncio
import sys
import threading

import pytest
from pytestqt.qtbot import QtBot

from aexdesk.faults import AexError, NetworkFault
from aexdesk.ui.crash import Reporter, hooks
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
