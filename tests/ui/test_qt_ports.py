"""The clipboard forgets a secret in time, and only that; a question waits without holding up the loop."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from aexdesk.secret import Secret
from aexdesk.ui.ports import SECRET_STAYS_S, Question
from aexdesk.ui.qt_ports import QtAsking, QtClipboard, QtFiles, QuestionDialog
from tests.conftest import Run
from tests.ui.fakes import FakeLater
from tests.ui.hands import click, write

SECRET = "canary-app-secret-0001"


@pytest.fixture
def board(qapp: QApplication) -> QClipboard:
    board = QApplication.clipboard()
    board.clear()
    return board


def test_a_secret_leaves_the_clipboard_in_time(board: QClipboard, later: FakeLater) -> None:
    QtClipboard(board, later).copy_secret(Secret(SECRET))
    assert board.text() == SECRET
    later.advance(SECRET_STAYS_S - 0.1)
    assert board.text() == SECRET
    later.advance(0.2)
    assert board.text() == ""


def test_what_somebody_else_has_copied_since_stays(board: QClipboard, later: FakeLater) -> None:
    QtClipboard(board, later).copy_secret(Secret(SECRET))
    board.setText("from another program")
    later.advance(SECRET_STAYS_S + 1)
    assert board.text() == "from another program"


def test_a_copy_of_our_own_stays_too(board: QClipboard, later: FakeLater) -> None:
    clipboard = QtClipboard(board, later)
    clipboard.copy_secret(Secret(SECRET))
    clipboard.copy(SECRET)
    later.advance(SECRET_STAYS_S + 1)
    assert board.text() == SECRET


def test_the_second_secret_has_its_whole_time(board: QClipboard, later: FakeLater) -> None:
    clipboard = QtClipboard(board, later)
    clipboard.copy_secret(Secret("first"))
    later.advance(SECRET_STAYS_S - 1)
    clipboard.copy_secret(Secret("second"))
    later.advance(2)
    assert board.text() == "second"
    later.advance(SECRET_STAYS_S)
    assert board.text() == ""


def test_at_the_end_a_secret_is_forgotten_at_once(board: QClipboard, later: FakeLater) -> None:
    clipboard = QtClipboard(board, later)
    clipboard.copy_secret(Secret(SECRET))
    clipboard.forget_secret()
    assert board.text() == ""


def test_clipboard_histories_are_asked_not_to_keep_it(board: QClipboard, later: FakeLater) -> None:
    QtClipboard(board, later).copy_secret(Secret(SECRET))
    assert bytes(board.mimeData().data("x-kde-passwordManagerHint").data()) == b"secret"


def _question(**changes: object) -> Question:
    told: dict[str, object] = {"title": "Unlock Live?", "text": "Orders cost money.", "yes": "Unlock", "no": "Stay"}
    return Question(**{**told, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(("answer_with", "answer"), [("yes", True), ("no", False)])
def test_a_question_is_answered_while_others_work(qtbot: QtBot, run: Run, answer_with: str, answer: bool) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    ticks: list[int] = []

    async def tick() -> None:
        for number in range(3):
            ticks.append(number)
            await asyncio.sleep(0)

    async def work() -> bool:
        async with asyncio.TaskGroup() as group:
            asking = group.create_task(QtAsking(window).ask(_question()))
            await asyncio.sleep(0.01)
            await tick()
            dialog = window.findChild(QuestionDialog)
            click(getattr(dialog, answer_with))
        return asking.result()

    assert run(work()) is answer
    assert ticks == [0, 1, 2]


def test_closing_the_question_is_a_no(qtbot: QtBot, run: Run) -> None:
    window = QWidget()
    qtbot.addWidget(window)

    async def work() -> bool:
        async with asyncio.TaskGroup() as group:
            asking = group.create_task(QtAsking(window).ask(_question()))
            await asyncio.sleep(0.01)
            window.findChild(QuestionDialog).close()  # type: ignore[union-attr]
        return asking.result()

    assert run(work()) is False


def test_a_question_goes_with_whoever_asked(qtbot: QtBot, run: Run) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()

    async def work() -> None:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(QtAsking(window).ask(_question()), 0.05)
        assert not any(dialog.isVisible() for dialog in window.findChildren(QuestionDialog))

    run(work())


def test_what_must_be_typed_wakes_the_answer(qtbot: QtBot) -> None:
    dialog = QuestionDialog(_question(must_type="Shop", is_dangerous=True), None)
    qtbot.addWidget(dialog)
    assert not dialog.yes.isEnabled()
    write(dialog.typed, "Sho")
    assert not dialog.yes.isEnabled()
    write(dialog.typed, "p")
    assert dialog.yes.isEnabled()


def test_a_folder_is_asked_for_without_a_nested_loop(qtbot: QtBot, run: Run) -> None:
    window = QWidget()
    qtbot.addWidget(window)

    async def work() -> Path | None:
        async with asyncio.TaskGroup() as group:
            choosing = group.create_task(QtFiles(window).choose_folder("Where"))
            await asyncio.sleep(0.01)
            dialog = window.findChild(QFileDialog)
            assert dialog is not None
            assert dialog.fileMode() is QFileDialog.FileMode.Directory
            dialog.close()
        return choosing.result()

    assert run(work()) is None
