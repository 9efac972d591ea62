"""Takes a picture of each scene in every look that is wanted."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from aexdesk.tour.watching import outside_of_tasks
from aexdesk.ui.frame.panel import Panel
from aexdesk.ui.window import Window
from tests.scenery.scene import Scene, State
from tests.scenery.stage import Stage

_PAINT_S = 0.12
_TOP = 4
"""A height at which nothing listens to the mouse."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a window is looked at. `only_filled`: not in the other states. `name`: the folder of its pictures."""

    size: QSize
    theme: str = "light"
    language: str = "en"
    only_filled: bool = False
    scale: int = 1

    @property
    def name(self) -> str:
        """1280x800-light, 900x600-light-qps…"""
        width, height = self.size.width() * self.scale, self.size.height() * self.scale
        parts = [f"{width}x{height}", self.theme, *([self.language] if self.language != "en" else [])]
        return "-".join(parts)


class Camera:
    """`watch` is what a `Play` calls."""

    def __init__(self, out: Path, looks: Sequence[Look]) -> None:
        self._out = out
        self._looks = looks
        self.taken = 0

    async def watch(self, stage: Stage, scenes: Sequence[Scene]) -> None:
        """Enters each scene, and takes its pictures."""
        for scene in scenes:
            looks = [look for look in self._looks if scene.state is State.FILLED or not look.only_filled]
            # A sheet stands where the window of then had room for it.
            sittings = [[look] for look in looks] if scene.tab == "window" else [looks]
            for sitting in sittings:
                await self._put_on(stage.window, sitting[0])
                async with scene.play(stage):
                    for look in sitting:
                        await self._take(stage.window, scene, look)

    async def _take(self, window: Window, scene: Scene, look: Look) -> None:
        await self._put_on(window, look)
        path = self._out / look.name / f"{scene.name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        if not picture(window).save(str(path)):
            raise OSError(f"{path} could not be written")
        self.taken += 1

    async def _put_on(self, window: Window, look: Look) -> None:
        handle, place = window.windowHandle(), QPoint(window.width() // 2, _TOP)

        def change() -> None:
            window.choose_language(look.language)
            window.choose_theme(look.theme)
            window.resize(look.size)
            QTest.mouseMove(handle, place)

        await outside_of_tasks(change)
        await asyncio.sleep(_PAINT_S)


def picture(window: Window) -> QPixmap:
    """The window, with what it has opened over itself."""
    taken = window.grab()
    painter = QPainter(taken)
    for one in QApplication.topLevelWidgets():
        if isinstance(one, Panel) and one.isVisible():
            painter.drawPixmap(window.mapFromGlobal(one.mapToGlobal(QPoint(0, 0))), one.grab())
    painter.end()
    return taken
