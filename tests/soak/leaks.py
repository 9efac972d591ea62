"""Leaks that are planted to see whether they are found: each leaves one thing behind after each call."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QWidget

Leak = Callable[[QWidget, list[Any]], None]


def _task(_window: QWidget, kept: list[Any]) -> None:
    kept.append(asyncio.get_running_loop().create_task(asyncio.sleep(3600), name="never ended"))


def _timer(window: QWidget, _kept: list[Any]) -> None:
    timer = QTimer(window)
    timer.setInterval(3_600_000)
    timer.start()


def _file(_window: QWidget, _kept: list[Any]) -> None:
    os.open(__file__, os.O_RDONLY)


def _widget(window: QWidget, _kept: list[Any]) -> None:
    QLabel("kept", window)


def _objects(_window: QWidget, kept: list[Any]) -> None:
    kept.append(Left([kept]))


class Left:
    """An object that somebody goes on holding."""

    def __init__(self, held: object) -> None:
        self.held = held


LEAKS: dict[str, Leak] = {"task": _task, "timer": _timer, "file": _file, "widget": _widget, "objects": _objects}
