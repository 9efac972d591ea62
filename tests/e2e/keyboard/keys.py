"""A person without a mouse: presses keys in the window, and knows of it what a screen reader would tell."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QMainWindow, QWidget

from aexdesk.tour.outcome import Unmet
from aexdesk.tour.watching import moment, outside_of_tasks, until
from aexdesk.ui.focus import focus_of
from aexdesk.ui.frame.key_tips_overlay import KeyTipsOverlay

NO_KEY = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
MOST_STOPS = 120
_SETTLE_MS = 20


def told(widget: QWidget | None) -> str:
    """The name by which a widget is told; of a combo the one that its label gives it."""
    if widget is None:
        return ""
    if isinstance(widget, QComboBox):
        return widget.accessibleName()
    return plain(QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name))


def plain(name: str) -> str:
    """Without the keys that stand beside the words of a button."""
    return name.strip().partition("  ")[0]


class Keys:
    """Keys go to the window; where they land is the window's business."""

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        self.pressed = 0

    @property
    def focus(self) -> QWidget | None:
        """What has the keys now, of the sheet that lies over the window if one does."""
        sheet = QApplication.activePopupWidget()
        return (focus_of(sheet) or sheet) if sheet is not None else focus_of(self._window)

    @property
    def here(self) -> str:
        """What it is called."""
        return told(self.focus)

    async def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NO_KEY, times: int = 1) -> None:
        """Presses a key, wherever the focus is, and lets the window answer."""
        handle = self._handle()

        def act() -> None:
            for _time in range(times):
                QTest.keyClick(handle, key, modifier)

        self.pressed += times
        await outside_of_tasks(act)
        await moment(_SETTLE_MS)

    async def type(self, text: str) -> None:
        """Types, letter by letter."""
        handle = self._handle()
        self.pressed += len(text)

        def act() -> None:
            for letter in text:
                QTest.keyClick(handle, ord(letter))

        await outside_of_tasks(act)
        await moment(_SETTLE_MS)

    def _handle(self) -> QWindow:
        # Where no window manager is, nobody gives the keys back to the window when a list over it has gone.
        if QApplication.activeWindow() is None:
            self._window.activateWindow()
        return self._window.windowHandle()

    async def go_to(self, name: str, *, back: bool = False) -> QWidget:
        """Presses Tab until the focus is on what is called so. Raises Unmet after a whole round, with what was met."""
        met: list[str] = []
        for _stop in range(MOST_STOPS):
            here = self.focus
            if told(here) == name and here is not None and here.isEnabled():
                return here
            met.append(told(here) or f"({type(here).__name__})")
            await self.press(Qt.Key.Key_Tab, SHIFT if back else NO_KEY)
        raise Unmet(f"Tab to reach {name!r}", " | ".join(dict.fromkeys(met)))

    async def walk_through(self, place: QWidget) -> list[QWidget]:
        """Presses Tab from where the focus is, until it has been out of `place` and is back; what it met in there."""
        handle, met = self._handle(), list[QWidget]()

        def act() -> None:
            was_out = False
            for _stop in range(MOST_STOPS):
                here = focus_of(self._window)
                if here is None or (was_out and here in met):
                    return
                if place.isAncestorOf(here):
                    met.append(here)
                else:
                    was_out = True
                QTest.keyClick(handle, Qt.Key.Key_Tab)

        await outside_of_tasks(act)
        return met

    async def push(self, name: str, *, back: bool = False) -> None:
        """Goes to a button, and presses it."""
        await self.go_to(name, back=back)
        await self.press(Qt.Key.Key_Space)

    async def tip(self, name: str) -> None:
        """Taps Alt once the button is in sight, and types its letters. Raises Unmet with all that have letters."""
        buttons = self._window.findChildren
        await self.until(
            lambda: any(plain(one.text()) == name and one.isVisible() for one in buttons(QAbstractButton)),
            f"a button {name!r}",
        )
        await self.press(Qt.Key.Key_Alt)
        shown = [tip for one in self._window.findChildren(KeyTipsOverlay) if one.isVisible() for tip in one.tips]
        named = {plain(tip.target.name): tip.letters for tip in shown}
        if name not in named:
            raise Unmet(f"a key tip for {name!r}", " | ".join(named))
        await self.type(named[name])

    async def write(self, name: str, text: str, *, back: bool = False) -> None:
        """Goes to a field, and writes in place of what stands in it."""
        await self.go_to(name, back=back)
        await self.press(Qt.Key.Key_A, CONTROL)
        await self.type(text)

    async def until(self, holds: Callable[[], bool], expected: str) -> None:
        """Waits; says where the focus is if it never comes."""
        await until(holds, expected, lambda: f"the focus on {self.here!r}")
