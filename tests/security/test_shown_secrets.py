"""The search through a window finds a secret in each place that it is said to look at, and what is hidden it leaves."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QStringListModel
from PySide6.QtGui import QAction, QGuiApplication, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QLabel, QLineEdit, QListView, QPlainTextEdit, QTreeView, QWidget
from pytestqt.qtbot import QtBot

from tests.security.shown_secrets import find, of_children, of_files, of_windows

SECRET = 'Canary/Shown+"Secret"=01'


def _row(widget: QWidget, set_on: Callable[[QStandardItem], None]) -> None:
    view, model = QTreeView(widget), QStandardItemModel(widget)
    item = QStandardItem("x")
    set_on(item)
    model.appendRow(item)
    view.setModel(model)


PLACES: dict[str, Callable[[QWidget], object]] = {
    "a label": lambda widget: QLabel(SECRET, widget),
    "a field": lambda widget: QLineEdit(SECRET, widget),
    "an editor": lambda widget: QPlainTextEdit(f"a {SECRET} b", widget),
    "a placeholder": lambda widget: QLineEdit(widget).setPlaceholderText(SECRET),
    "a tip": lambda widget: widget.setToolTip(SECRET),
    "the title": lambda widget: widget.setWindowTitle(SECRET),
    "a screen reader's name": lambda widget: widget.setAccessibleName(SECRET),
    "a screen reader's description": lambda widget: widget.setAccessibleDescription(SECRET),
    "an action": lambda widget: QAction(SECRET, widget),
    "a list": lambda widget: QListView(widget).setModel(QStringListModel([SECRET], widget)),
    "a cell's tip": lambda widget: _row(widget, lambda item: item.setToolTip(SECRET)),
    "a cell's description": lambda widget: _row(widget, lambda item: item.setAccessibleDescription(SECRET)),
    "the clipboard": lambda _widget: QGuiApplication.clipboard().setText(SECRET),
}


@pytest.mark.parametrize("place", PLACES)
def test_it_is_found_in(place: str, qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    assert find({"x": SECRET}, of_windows(widget)) == []
    PLACES[place](widget)
    assert find({"x": SECRET}, of_windows(widget)) != []


def test_what_is_shown_as_dots_is_hidden(qtbot: QtBot) -> None:
    field = QLineEdit(SECRET)
    qtbot.addWidget(field)
    field.setEchoMode(QLineEdit.EchoMode.Password)
    assert find({"x": SECRET}, of_windows(field)) == []


def test_it_is_found_in_files(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b").write_text(SECRET, encoding="utf-16-le")
    assert find({"x": SECRET}, of_files(tmp_path)) == ["x in a/b"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
@pytest.mark.parametrize("place", ["argument", "environment"])
def test_it_is_found_with_a_child(place: str) -> None:
    line = [sys.executable, "-c", "input()", SECRET if place == "argument" else "x"]
    env = {**os.environ, **({"A": SECRET} if place == "environment" else {})}
    with subprocess.Popen(line, env=env, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:
        assert child.stdin is not None
        found = find({"x": SECRET}, of_children(os.getpid()))
        child.stdin.close()
        child.wait(30)
    assert [one.partition(" of ")[0] for one in found] == [f"x in {'command line' if place == 'argument' else place}"]
