"""Plays scenes in a window of its own: the guest of `desktop.run`. Whoever watches is called at each."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import traceback
from collections.abc import Awaitable, Callable, Collection, Sequence
from pathlib import Path
from unittest.mock import patch

from aexdesk import desktop
from aexdesk.desk import Desk
from aexdesk.services.practising import Practising
from aexdesk.tour import stage as tour_stage
from aexdesk.ui.frame.model import FrameModel
from aexdesk.ui.window import Window
from tests.desktop_scenes import on_any_port
from tests.scenery import busy, empty, errors, filled, inner
from tests.scenery.scene import Scene, State
from tests.scenery.stage import Stage
from tests.scenery.workspace import clear, fill

Watch = Callable[[Stage, Sequence[Scene]], Awaitable[None]]
"""Gets the scenes of one state at a time; enters each, and looks."""


class Play:
    """Brings a desk of its own, and shows `watch` what it asks for. `tabs`: only these; empty for all.

    `has_inner`: what opens inside and over the tabs too, which has no pictures.
    """

    def __init__(
        self, watch: Watch, states: Collection[State], tabs: Collection[str] = (), *, has_inner: bool = False
    ) -> None:
        self._watch = watch
        self._states = states
        self._tabs = tabs
        self._has_inner = has_inner

    def make_desk(self, home: Path) -> Desk:
        """Secrets stay in memory."""
        return tour_stage.make_desk(home)

    async def visit(self, window: Window, model: FrameModel, desk: Desk) -> int:
        """The exit code."""
        try:
            with tempfile.TemporaryDirectory() as place:
                await self._play(Stage(window, desk, Path(place)))
        except Exception:  # noqa: BLE001 - the window would show it, and nobody looks at it
            traceback.print_exc()
            return 1
        if model.state.crash:
            sys.stderr.write(model.state.crash)
            return 1
        return 0

    async def _play(self, stage: Stage) -> None:
        await clear(stage)
        if State.EMPTY in self._states:
            await self._show(stage, State.EMPTY, empty.scenes())
        if not set(self._states) - {State.EMPTY} and not self._has_inner:
            return
        await fill(stage)
        await filled.work(stage)
        # The errors last: some of them stop the gateway.
        for state, scenes in (
            (State.FILLED, filled.scenes()),
            (State.BUSY, busy.scenes()),
            (State.ERROR, errors.scenes()),
        ):
            if state in self._states:
                await self._show(stage, state, scenes)
            if state is State.FILLED and self._has_inner:
                await self._show(stage, state, inner.scenes())

    async def _show(self, stage: Stage, state: State, scenes: Sequence[Scene]) -> None:
        wanted = [one for one in scenes if not self._tabs or one.tab in self._tabs]
        if wanted:
            await self._watch(stage, wanted)


def run(play: Play) -> int:
    """Opens the window, plays, and ends; the exit code."""
    tour_stage.hush_browser()
    with tempfile.TemporaryDirectory() as place, patch.object(Practising, "start", on_any_port):
        _make_room(Path(place) / "screen.json")
        return desktop.run(Path(place) / "home", guest=play)


def _make_room(told: Path) -> None:
    """Offscreen there is a screen of 800 by 800, into which panels would be pushed that open over a larger window."""
    if os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        screen = {"name": "wide", "x": 0, "y": 0, "width": 2560, "height": 1440, "logicalDpi": 96, "dpr": 1}
        told.write_text(json.dumps({"screens": [screen]}))
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={told}"
