"""Runs the tour: sets the stage, opens the window, walks, and answers whether each step did what it claims."""

from __future__ import annotations

import faulthandler
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from aexdesk import desktop
from aexdesk.desk import Desk
from aexdesk.faults import StorageFault
from aexdesk.i18n import _
from aexdesk.tour import stage
from aexdesk.tour.main_job import steps
from aexdesk.tour.outcome import Unmet
from aexdesk.tour.pictures import Camera
from aexdesk.tour.visit import Visit
from aexdesk.tour.walk import LIMIT_S, Step, Walk
from aexdesk.ui.frame.model import FrameModel
from aexdesk.ui.window import Window

_WIDTH, _HEIGHT = 1280, 800
FROZEN_S = 30.0
"""How long beyond the limits of a step and of its picture a window may give no sign of life."""


class Tour:
    """The window's guest: brings a desk of its own, and walks once the start is over."""

    def __init__(
        self,
        out: Path,
        themes: Sequence[str],
        say: Callable[[str], None],
        walk: Sequence[Step] | None = None,
        limit_s: float = LIMIT_S,
    ) -> None:
        self._out = out
        self._themes = themes
        self._say = say
        self._steps = steps() if walk is None else walk
        self._limit_s = limit_s

    def make_desk(self, home: Path) -> Desk:
        """Secrets stay in memory."""
        return stage.make_desk(home)

    async def visit(self, window: Window, model: FrameModel, desk: Desk) -> int:
        """The exit code."""
        window.resize(_WIDTH, _HEIGHT)
        window.choose_theme(self._themes[0])
        window.raise_()
        window.activateWindow()
        try:
            visit = Visit.of(window, model, desk)
        except Unmet as unmet:
            self._say(_("The tour cannot begin. Expected: {expected}. Seen: {seen}").format(**vars(unmet)))
            return 1
        camera = Camera(window, self._out, self._themes)
        walk = Walk(camera, self._say, visit.check_calm, self._limit_s, self._set_alarm)
        try:
            return 0 if await walk.go(self._steps, visit) else 1
        finally:
            faulthandler.cancel_dump_traceback_later()

    def _set_alarm(self) -> None:
        """For a window that freezes: no limit of the loop's own ends what blocks the loop. Ends the process with 1."""
        if sys.stderr is not None:
            faulthandler.dump_traceback_later(2 * self._limit_s + FROZEN_S, exit=True)


def run(out: Path, home: Path | None, themes: Sequence[str], say: Callable[[str], None]) -> int:
    """The exit code. `home`: the data folder, a new or empty one that stays; None for one that goes with the tour.

    Raises BadInput for a folder in use, StorageFault where the pictures cannot be kept.
    """
    with stage.folder(home) as place:
        make_room(out)
        stage.hush_browser()
        if stage.needs_no_sandbox():
            stage.do_without_sandbox()
            say(_("Run as root, so the browser goes without its sandbox here: this tour loads its own pages only."))
        say(_("A data folder and a practice gateway of its own; secrets stay in memory, the keyring is not touched."))
        stage.prepare(place)
        code = desktop.run(place, guest=Tour(out, themes, say))
    say(_("Pictures: {folder}").format(folder=out))
    return code


def make_room(out: Path) -> None:
    """A folder for the pictures, without those of an earlier tour. Raises StorageFault."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        for old in out.glob("[0-9][0-9]-*.png"):
            old.unlink()
    except OSError as error:
        raise StorageFault("folder_unwritable", path=str(out), reason=error.strerror or "") from error
