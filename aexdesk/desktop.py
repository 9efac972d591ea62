"""Runs the window: application, loop, crash hooks, and the order of ending. The only file that names qasync."""

from __future__ import annotations

import gc
import os
import signal
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication, QEventLoop, Qt, QTimer

from aexdesk.ui import icons
from aexdesk.ui.application import Application
from aexdesk.ui.collecting import WindowCollector
from aexdesk.ui.frame import memory
from aexdesk.ui.frame.model import FrameModel, Phase
from aexdesk.ui.frame.one_window import FirstWindow, raise_first
from aexdesk.ui.language import Language, of_system
from aexdesk.ui.tabs import registry
from aexdesk.ui.tasks import Tasks
from aexdesk.ui.theme import Preference, Theme
from aexdesk.ui.window import Look, Window, say_practice_app

if TYPE_CHECKING:
    import asyncio
    from datetime import datetime

    from aexdesk.desk import Desk
    from aexdesk.ui.crash import Reporter

_PAINT_STEPS = 40
_PAINT_STEP_MS = 50


class Guest(Protocol):
    """Comes along with the window: brings its Desk, and does something in it once the start is over."""

    def make_desk(self, home: Path) -> Desk:
        """The Desk that the window is to stand on."""

    async def visit(self, window: Window, model: FrameModel, desk: Desk) -> int:
        """The exit code; the window ends when the visit does."""


def run(
    home: Path, *, screenshot: Path | None = None, exit_after_paint: bool = False, guest: Guest | None = None
) -> int:
    """Opens the window on the data folder `home`, and returns the exit code when it has ended.

    `screenshot`: once practice answers (or says why not) saves a picture there and ends. `exit_after_paint`: ends as
    soon as the window has been seen. `guest`: whose visit it is open for; its exit code counts, 1 if it was broken off.
    """
    os.environ["QT_API"] = "pyside6"
    # Until the loop stands there is nothing to end in order, and KeyboardInterrupt inside Qt's imports gets lost.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    app = _make_application()
    if raise_first(home):
        return 0
    first = memory.FirstLook.read(home)
    look = _dress(app, first)
    life = _Life(home, look, guest)
    life.window.restoreGeometry(memory.unpack(first.geometry))
    _paint(life.window)
    app.setWindowIcon(icons.of_program())  # drawing it can wait until the window stands
    gc.freeze()
    collector = WindowCollector()
    if exit_after_paint:
        return 0
    import qasync

    loop = qasync.QEventLoop(app)
    with loop:
        loop.run_until_complete(life.live(app, loop, screenshot))
    collector.end()
    return life.code


def _make_application() -> Application:
    if (there := QCoreApplication.instance()) is not None:
        assert isinstance(there, Application)
        return there
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    # The data folder is all that stays of us: nothing in the user's cache.
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DisableShaderDiskCache)
    app = Application(["aexdesk"])
    app.setApplicationName("aexdesk")
    app.setApplicationDisplayName("AExDesk")
    app.setDesktopFileName("aexdesk")
    app.setQuitOnLastWindowClosed(False)
    return app


def _dress(app: Application, first: memory.FirstLook) -> Look:
    look = Look(Theme(app), Language(app))
    if first.theme in set(Preference):
        look.theme.choose(Preference(first.theme))
    look.language.use(first.language or of_system())
    return look


def _paint(window: Window) -> None:
    """Shows the window and lets it paint. A minimised one may never: then it goes on after a while."""
    window.show()
    for _step in range(_PAINT_STEPS):
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, _PAINT_STEP_MS)
        if window.has_painted:
            return


def _now() -> datetime:
    from datetime import UTC, datetime

    return datetime.now(UTC)


class _Life:
    """The window with what it stands on, from first paint to last."""

    def __init__(self, home: Path, look: Look, guest: Guest | None) -> None:
        self._home = home
        self._look = look
        self._guest = guest
        self._tasks = Tasks(self._report)
        self.code = 0 if guest is None else 1
        self._desk: Desk | None = None
        self._first = FirstWindow(home)
        self._reporter: Reporter | None = None
        self.model = FrameModel(self._report)
        self.window = Window(self.model, look, registry.entries(), _now, self._report)

    async def live(self, app: Application, loop: asyncio.AbstractEventLoop, screenshot: Path | None) -> None:
        """Opens the workspace, waits until somebody wants the end, and ends in order."""
        import asyncio

        from aexdesk.ui.crash import Reporter, hooks
        from aexdesk.ui.frame.endings import signals_end

        self._reporter = Reporter(self._redact, self.model.show_trouble, self.model.show_crash)
        end = asyncio.Event()
        self.window.close_requested.connect(end.set)
        app.end_wanted.connect(end.set)
        with hooks(self._report, loop), signals_end(end.set):
            try:
                await self._open()
                if screenshot is not None:
                    for sign in (self.model.changed, self.window.host.arrived):
                        sign.connect(lambda *_told: self._picture(screenshot, end))
                if self._guest is not None:
                    self._tasks.start(self._entertain(self._guest, end), "guest")
                await end.wait()
            finally:
                await self._end()

    async def _open(self) -> None:
        import asyncio

        # Much is imported behind this; in a thread, so that the window answers meanwhile.
        module = await asyncio.to_thread(import_module, "aexdesk.desk")
        self._desk = (module.Desk if self._guest is None else self._guest.make_desk)(self._home)
        self.window.use_desk(self._desk)
        self.model.changed.connect(self._follow)
        self._first.raise_wanted.connect(self._raise)
        self.model.open(self._desk, say_practice_app)

    async def _entertain(self, guest: Guest, end: asyncio.Event) -> None:
        import asyncio

        assert self._desk is not None
        started = asyncio.Event()
        for sign in (self.model.changed, self.window.host.arrived):
            sign.connect(lambda *_told: started.set() if self._is_start_over() else None)
        try:
            if not self._is_start_over():
                await started.wait()
            self.code = await guest.visit(self.window, self.model, self._desk)
        finally:
            end.set()

    def _is_start_over(self) -> bool:
        state = self.model.state
        is_settled = state.is_settled and not self.window.host.is_building
        return is_settled or state.phase in (Phase.FAILED, Phase.ELSEWHERE)

    def _follow(self) -> None:
        """Once the folder is ours: second starts find us, and the workspace's word on the look counts."""
        if self.model.state.phase is Phase.ELSEWHERE and raise_first(self._home):
            self.window.close_requested.emit()
        if self.model.state.phase is not Phase.OPEN or self._desk is None:
            return
        self.model.changed.disconnect(self._follow)
        self._tasks.start(self._import_ahead(), "import ahead")
        self._first.listen()
        kept = self._desk.preferences
        wanted = kept.value(memory.THEME, Preference.SYSTEM.value)
        if wanted in set(Preference):
            self._look.theme.choose(Preference(wanted))
        self._look.language.use(kept.value(memory.LANGUAGE, "") or of_system())

    async def _import_ahead(self) -> None:
        """Reads in what tabs are made of, and what a call needs, before somebody looks: that is as dear as building."""
        import asyncio

        for name in ("aexdesk.services.first_call", "aexdesk.ui.frame.key_tips_shown", *registry.modules()):
            await asyncio.to_thread(import_module, name)
            await asyncio.sleep(_PAINT_STEP_MS / 1000)
        # It stays to the end: to look through all that for circles holds the window for 40 ms each time.
        gc.freeze()

    def _raise(self) -> None:
        window = self.window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    def _picture(self, path: Path, end: asyncio.Event) -> None:
        if self._is_start_over() and not end.is_set():
            # A moment, in which what has just changed is laid out and painted.
            QTimer.singleShot(_PAINT_STEP_MS, self.window, lambda: self._save_picture(path, end))

    def _save_picture(self, path: Path, end: asyncio.Event) -> None:
        self.window.grab().save(str(path))
        end.set()

    async def _end(self) -> None:
        window, desk = self.window, self._desk
        await self._tasks.close()
        kept, first = window.remembered(), window.first_look()
        window.hide()
        # First, whatever may fail below: PySide6 dies of data that Python has left in the clipboard.
        window.ports.clipboard.forget_secret()
        self._first.close()
        await window.close_late()
        await window.host.close_tabs()
        is_open = self.model.state.phase is Phase.OPEN
        await self.model.close()
        if desk is not None:
            if is_open:
                for key, value in kept.items():
                    await desk.preferences.set(key, value)
                first.write(self._home)
            await desk.close()

    def _redact(self, text: str) -> str:
        return self._desk.redact(text) if self._desk is not None else text

    def _report(self, error: BaseException) -> None:
        assert self._reporter is not None
        self._reporter.report(error)
