"""Walks every scene in a window of its own: `python -m tests.ui.layout PLAN`, a JSON object; findings are told as JSON.

The plan: languages, sizes (each two numbers), states, and whether colours are looked at. `tabs`: only these. `inner`:
what opens inside and over the tabs too. `type`: how much larger all letters are. `told`: in the first language and size
the names and roles of what is shown are asked for as well. `secrets`: there too every text is searched for what the
desk keeps in the vault, and so are its files and child processes.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from aexdesk.tour.watching import outside_of_tasks
from aexdesk.ui.frame.panel import Panel
from aexdesk.ui.theme import tokens
from aexdesk.ui.window import Window
from tests.e2e.keyboard.told import complaints, nameless
from tests.scenery.playing import Play, run
from tests.scenery.scene import Scene, State
from tests.scenery.stage import Stage
from tests.security import shown_secrets
from tests.ui.layout.finding import Finding
from tests.ui.layout.offered import Offered
from tests.ui.layout.walk import walk

_MOST_TURNS = 60
_STILL = 2
_TURN_S = 0.005


class Walker:
    """`watch` is what a `Play` calls; `told` what it has found, a line each."""

    def __init__(self, plan: dict[str, Any]) -> None:
        self._languages: Sequence[str] = plan["languages"]
        self._sizes = [QSize(*size) for size in plan["sizes"]]
        self._has_colours: bool = plan.get("colours", False)
        self._asks_names: bool = plan.get("told", False)
        self._seeks_secrets: bool = plan.get("secrets", False)
        self.offered = Offered()
        self.told: dict[str, list[str]] = {}
        self.looks = 0

    async def watch(self, stage: Stage, scenes: Sequence[Scene]) -> None:
        """A language is spoken once for all that is filled: each change writes the words of fourteen tabs."""
        if scenes[0].state is State.FILLED:
            for language in self._languages:
                for size in self._sizes:
                    await outside_of_tasks(partial(_change, stage.window, language, size))
                    for scene in scenes:
                        async with scene.play(stage):
                            await self._look(stage.window, scene, language, size)
                            if (language, size) == (self._languages[0], self._sizes[0]):
                                self._seek_secrets(stage, scene, is_last=scene is scenes[-1])
            if self._has_colours:
                await self._look_at_colours(stage, scenes)
            return
        for scene in scenes:
            async with scene.play(stage):
                for language in self._languages:
                    for size in self._sizes:
                        await outside_of_tasks(partial(_change, stage.window, language, size))
                        await self._look(stage.window, scene, language, size)

    async def _look_at_colours(self, stage: Stage, scenes: Sequence[Scene]) -> None:
        for theme in ("light", "dark"):
            await outside_of_tasks(lambda theme=theme: self._dress(stage.window, theme))  # type: ignore[misc]
            for scene in scenes:
                async with scene.play(stage):
                    await still(stage.window)
                    self._note(f"{scene.name} {theme}", walk(stage.window, looks_at_colours=True))

    def _dress(self, window: Window, theme: str) -> None:
        window.choose_language(self._languages[0])
        window.resize(self._sizes[0])
        window.choose_theme(theme)

    async def _look(self, window: Window, scene: Scene, language: str, size: QSize) -> None:
        await still(window)
        place = f"{scene.name} {size.width()}x{size.height()} {language}"
        if window.size() != size:
            self.told.setdefault(f"outside: the window: it wants {window.width()}x{window.height()}", []).append(place)
        sheets = [one for one in QApplication.topLevelWidgets() if isinstance(one, Panel | QMenu) and one.isVisible()]
        for one in (window, *sheets):
            self._note(place, walk(one))
        if self._asks_names and language == self._languages[0] and size == self._sizes[0]:
            self._listen(place, window, sheets)

    def _listen(self, place: str, window: Window, sheets: Sequence[QWidget]) -> None:
        view = window.view_in_sight()
        assert view is not None
        around = (window.rail, window.top_bar, window.notices, window.first_steps, window.status_line)
        for one in (view, *around, *(sheet for sheet in sheets if isinstance(sheet, Panel))):
            for complaint in dict.fromkeys((*complaints(one), *nameless(one))):
                self.told.setdefault(f"told: {complaint}", []).append(place)
        self.offered.note(view, [one for one in sheets if isinstance(one, QMenu)])

    def _seek_secrets(self, stage: Stage, scene: Scene, *, is_last: bool) -> None:
        """What is in sight; of the last scene all that there is, and what lies around the window."""
        if not self._seeks_secrets:
            return
        view = stage.window.view_in_sight()
        assert view is not None
        doors = [shown_secrets.of_windows(*(() if is_last else (view,))), shown_secrets.of_children(os.getpid())]
        if is_last:
            doors.append(shown_secrets.of_temporary_files())
        known = shown_secrets.secrets_of(stage)
        for found in dict.fromkeys(found for door in doors for found in shown_secrets.find(known, door)):
            self.told.setdefault(f"secret: {found}", []).append(scene.name)

    def _note(self, place: str, findings: Sequence[Finding]) -> None:
        self.looks += 1
        for finding in findings:
            self.told.setdefault(str(finding), []).append(place)


def _change(window: Window, language: str, size: QSize) -> None:
    window.choose_language(language)
    window.resize(size)


async def still(window: QWidget) -> None:
    """Until every widget has its place: what is laid out may ask for room, and others give way."""
    before, calm = None, 0
    for _turn in range(_MOST_TURNS):
        await asyncio.sleep(_TURN_S)
        now = _places(window)
        calm = calm + 1 if now == before else 0
        before = now
        if calm == _STILL:
            return
    raise AssertionError("the window never comes to rest")


def _places(window: QWidget) -> list[tuple[int, QRect]]:
    return [(id(one), one.geometry().translated(QPoint())) for one in window.findChildren(QWidget) if one.isVisible()]


if __name__ == "__main__":
    asked = json.loads(sys.argv[1])
    for name in tokens()["type"]:
        tokens()["type"][name] *= asked.get("type", 1)  # type: ignore[index] # before anything is dressed
    walker = Walker(asked)
    states = {State(name) for name in asked["states"]}
    code = run(Play(walker.watch, states, asked.get("tabs", ()), has_inner=asked.get("inner", False)))
    json.dump({"looks": walker.looks, "findings": walker.told, "offered": walker.offered.found()}, sys.stdout)
    sys.exit(code)
