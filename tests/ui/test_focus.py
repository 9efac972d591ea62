"""The focus comes along when a tab is chosen by key."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from aexdesk.ui.focus import enter


def test_the_first_that_takes_it_by_tab(qtbot: QtBot) -> None:
    window, view = QWidget(), QWidget()
    outside, label, hidden, off, click_only, wanted, later = (
        QPushButton(),
        QLabel("words"),
        QLineEdit(),
        QLineEdit(),
        QPushButton(),
        QLineEdit(),
        QLineEdit(),
    )
    inner = QVBoxLayout(view)
    for widget in (label, hidden, off, click_only, wanted, later):
        inner.addWidget(widget)
    outer = QVBoxLayout(window)
    outer.addWidget(outside)
    outer.addWidget(view)
    hidden.hide()
    off.setEnabled(False)
    click_only.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    qtbot.addWidget(window)
    window.show()
    outside.setFocus()
    enter(view)
    assert window.focusWidget() is wanted


def test_nothing_to_enter_leaves_it_where_it_is(qtbot: QtBot) -> None:
    window, view = QWidget(), QWidget()
    outside = QPushButton()
    outer = QVBoxLayout(window)
    outer.addWidget(outside)
    outer.addWidget(view)
    qtbot.addWidget(window)
    window.show()
    outside.setFocus()
    enter(view)
    enter(None)
    assert window.focusWidget() is outside


def test_what_still_reads_gets_it_once_there_is_something(qtbot: QtBot) -> None:
    window, view = QWidget(), QWidget()
    outside, late = QPushButton(), QLineEdit()
    QVBoxLayout(view).addWidget(late)
    outer = QVBoxLayout(window)
    outer.addWidget(outside)
    outer.addWidget(view)
    late.hide()
    qtbot.addWidget(window)
    window.show()
    outside.setFocus()
    enter(view)
    assert window.focusWidget() is outside
    late.show()
    qtbot.waitUntil(lambda: window.focusWidget() is late, timeout=1000)
