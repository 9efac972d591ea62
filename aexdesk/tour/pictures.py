"""Pictures of the window, and of nothing else on the screen: not even of what lies over it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest

from aexdesk.i18n import _
from aexdesk.tour.outcome import Unmet
from aexdesk.tour.watching import moment, outside_of_tasks
from aexdesk.ui.window import Window

_PAINT_MS = 250
_TOP = 4
"""A height at which nothing listens to the mouse."""


class Camera:
    """Takes a picture in each theme that is wanted: `NN-name.png`, dark ones `NN-name-dark.png` beside light ones."""

    def __init__(self, window: Window, out: Path, themes: Sequence[str]) -> None:
        self._window = window
        self._out = out
        self._themes = tuple(themes)

    async def take(self, name: str) -> list[Path]:
        """The pictures. Raises Unmet where one could not be written."""
        taken = []
        await self._leave()
        for theme in self._themes:
            if len(self._themes) > 1:
                self._window.choose_theme(theme)
            await moment(_PAINT_MS)
            suffix = "" if theme == self._themes[0] else f"-{theme}"
            path = self._out / f"{name}{suffix}.png"
            if not self._window.grab().save(str(path)):
                raise Unmet(_("a picture at {path}").format(path=path), _("it could not be written"))
            taken.append(path)
        if len(self._themes) > 1:
            self._window.choose_theme(self._themes[0])
        return taken

    async def _leave(self) -> None:
        """Takes the mouse away from what it has clicked: a picture is not to show what hovering does."""
        handle, place = self._window.windowHandle(), QPoint(self._window.width() // 2, _TOP)
        await outside_of_tasks(lambda: QTest.mouseMove(handle, place))
