"""Key tips: Alt pressed and let go alone shows letters over every control in sight, and the letters act."""

from __future__ import annotations

from time import monotonic_ns
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QCursor, QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from aexdesk.ui.frame.key_tips_tap import AltTap
from aexdesk.ui.frame.panel import Panel

if TYPE_CHECKING:
    from aexdesk.ui.frame.key_tips_shown import ShownTips

_TYPE = QEvent.Type
_KEYS = frozenset({_TYPE.ShortcutOverride, _TYPE.KeyPress, _TYPE.KeyRelease})
_POINTER = frozenset(
    {
        _TYPE.MouseButtonPress, _TYPE.MouseButtonDblClick, _TYPE.NonClientAreaMouseButtonPress, _TYPE.Wheel,
        _TYPE.TouchBegin, _TYPE.TabletPress, _TYPE.NativeGesture,
    }
)  # fmt: skip
_WINDOW = frozenset(
    {
        _TYPE.FocusIn, _TYPE.FocusOut, _TYPE.FocusAboutToChange, _TYPE.WindowDeactivate, _TYPE.Move, _TYPE.Resize,
        _TYPE.Hide, _TYPE.Close,
    }
)  # fmt: skip
_NS_IN_MS = 1_000_000


class KeyTips(QObject):
    """Listens where keys come into the window and into the sheets and dialogs over it, before anything else does.

    `acted` carries the widget that was chosen. `is_wanted`: the person may have turned them off.
    """

    acted = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._tap = AltTap()
        self._held: int | None = None
        self._composing: QObject | None = None
        self.shown: ShownTips | None = None
        self.is_wanted = True
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusWindowChanged.connect(self._listen)
        application.focusChanged.connect(self._follow_focus)

    def show(self) -> None:
        """Over what a person can act in now: a dialog or sheet if one is open, else the window."""
        from aexdesk.ui.frame.key_tips_shown import ShownTips  # noqa: PLC0415 - not before they are wanted

        self.end()
        layer = self._layer()
        if layer is not None:
            self.shown = ShownTips(layer, self)
            self.shown.ended.connect(self._forget)
            self.shown.acted.connect(self.acted)

    def end(self) -> None:
        """Takes them away; harmless where there are none."""
        if self.shown is not None:
            self.shown.end()

    def _forget(self) -> None:
        self.shown = None

    def _layer(self) -> QWidget | None:
        """A menu, or a list that hangs from a field, has keys of its own: there are no tips over those."""
        popup, modal = QApplication.activePopupWidget(), QApplication.activeModalWidget()
        if popup is not None:
            return popup if isinstance(popup, Panel) and self._is_ours(popup) else None
        if modal is not None:
            return modal if self._is_ours(modal) else None
        return self._window if self._window.isActiveWindow() else None

    def _is_ours(self, widget: QWidget) -> bool:
        above: QWidget | None = widget
        while above is not None and above is not self._window:
            above = above.parentWidget()
        return above is not None

    # ---------------------------------------------------------------- listening

    def _listen(self, window: QWindow | None) -> None:
        self._tap.disturb()
        if window is not None:
            window.installEventFilter(self)

    def _listen_to_popup(self) -> None:
        """Keys go to what is popped up, and on some systems it never has the focus of the desktop."""
        popup = QApplication.activePopupWidget()
        if popup is not None and popup.windowHandle() is not None:
            popup.windowHandle().installEventFilter(self)

    def _follow_focus(self, _before: QWidget | None, _now: QWidget | None) -> None:
        self._tap.disturb()
        self.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys, before the window has them. What ends the tips goes on to where it was meant for."""
        kind = event.type()
        if kind in _KEYS:
            return isinstance(watched, QWindow) and isinstance(event, QKeyEvent) and self._hear(event)
        if kind in _POINTER:
            self._tap.disturb()
            self.end()
        elif kind is _TYPE.InputMethod or (kind in _WINDOW and isinstance(watched, QWindow)):
            # What has the focus may be laid out anew at any time, as when a list has come; nobody has done that.
            self._tap.disturb()
        return False

    def _hear(self, event: QKeyEvent) -> bool:
        if not self.is_wanted:
            return False
        if event.type() is _TYPE.ShortcutOverride:
            self._listen_to_popup()
        if self._is_rest_of_press(event):
            event.accept()
            return True
        if event.key() == Qt.Key.Key_Alt:
            self._hear_alt(event)
            return False
        self._tap.disturb()
        if self.shown is None or event.type() is _TYPE.KeyRelease or not self.shown.hear(event):
            return False
        if event.type() is _TYPE.KeyPress:
            self._held = event.key()
        return True

    def _is_rest_of_press(self, event: QKeyEvent) -> bool:
        """A letter that has acted is still down: it is not to be typed into what it has led to."""
        if event.key() != self._held:
            return False
        if event.type() is not _TYPE.KeyRelease or event.isAutoRepeat():
            return event.isAutoRepeat()
        self._held = None
        return True

    def _hear_alt(self, event: QKeyEvent) -> None:
        """Shown as it goes up, and put away in the same way."""
        if event.isAutoRepeat() or event.type() is _TYPE.ShortcutOverride:
            return
        at_ms, pointer = monotonic_ns() // _NS_IN_MS, (QCursor.pos().x(), QCursor.pos().y())
        if event.type() is _TYPE.KeyRelease:
            self._watch_composing(None)
            if self._tap.let_go(at_ms, pointer):
                self._turn()
        elif event.modifiers() & ~Qt.KeyboardModifier.AltModifier or QGuiApplication.mouseButtons():
            self._tap.disturb()
        else:
            self._tap.press(at_ms, pointer)
            self._watch_composing(QGuiApplication.focusObject())

    def _turn(self) -> None:
        if self.shown is None:
            self.show()
        else:
            self.end()

    def _watch_composing(self, focus: QObject | None) -> None:
        """What an input method composes goes past the window, straight to what has the focus."""
        if self._composing is not None and isValid(self._composing):
            self._composing.removeEventFilter(self)
        self._composing = focus
        if focus is not None:
            focus.installEventFilter(self)
