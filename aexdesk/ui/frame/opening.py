"""Stands where a tab will, while the tab is put together: its name, once that takes long enough to notice."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QWidget

from aexdesk.ui import theme
from aexdesk.ui.focus import focus_of
from aexdesk.ui.shortcuts import fits
from aexdesk.ui.view import View


class Opening(View):
    """Keeps the keys that are pressed meanwhile, for the tab that they are meant for."""

    def __init__(self) -> None:
        super().__init__()
        self._title: Callable[[], str] = str
        self._keys: list[QKeyEvent] = []
        self.first_stop = self
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._name = QLabel()
        self._name.setAlignment(Qt.AlignmentFlag.AlignCenter)
        theme.mark(self._name, kind="muted")
        theme.column(self._name, around="l", parent=self)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(int(theme.time("sign_of_life_ms")))
        self._wait.timeout.connect(self._name.show)

    def begin(self, title: Callable[[], str]) -> None:
        """Waits for that tab. Keys meant for another are forgotten."""
        self._title = title
        self._keys.clear()
        self._name.hide()
        self._wait.start()
        self.retranslate()

    def end(self, view: QWidget) -> None:
        """The tab stands there: it gets the keys, as if they came now."""
        self._wait.stop()
        kept, self._keys = self._keys, []
        for key in kept:
            _press(key, view)

    def retranslate(self) -> None:
        """Names the tab."""
        self._name.setText(self._title())
        self.setAccessibleName(self._title())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """For later."""
        self._keys.append(event.clone())

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """A button acts when its key is let go."""
        self._keys.append(event.clone())

    def focusNextPrevChild(self, _is_next: bool) -> bool:
        """The way by Tab leads on from where it will begin."""
        return False


def _press(key: QKeyEvent, view: QWidget) -> None:
    from aexdesk.ui.frame.tab_actions import shortcuts_in  # noqa: PLC0415 - few type that fast

    of_one = Qt.ShortcutContext.WidgetShortcut
    bound = (one for one in shortcuts_in(view) if one.context() is not of_one and fits(key, one.keys_told.id))
    shortcut = next(bound, None)
    if shortcut is None:
        QCoreApplication.sendEvent(focus_of(view) or view, key)
    elif key.type() is QKeyEvent.Type.KeyPress:
        shortcut.activated.emit()
