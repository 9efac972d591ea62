"""Key tips while they are shown: what has been pressed of the letters, and what the last of them does."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from aexdesk.i18n import _
from aexdesk.ui.frame.key_tips_latin import PressedKey, letter_of
from aexdesk.ui.frame.key_tips_letters import assign
from aexdesk.ui.frame.key_tips_overlay import KeyTipsOverlay, Tip
from aexdesk.ui.frame.key_tips_targets import act, find_targets, is_still
from aexdesk.ui.telling import tell

_ENDS = frozenset({QEvent.Type.Resize, QEvent.Type.Hide, QEvent.Type.LanguageChange, QEvent.Type.StyleChange})
_COMPOSES = Qt.WidgetAttribute.WA_InputMethodEnabled
_MODIFIERS = frozenset(
    {
        Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Meta, Qt.Key.Key_AltGr, Qt.Key.Key_CapsLock,
        Qt.Key.Key_NumLock, Qt.Key.Key_ScrollLock,
    }
)  # fmt: skip
_WITH_LETTERS = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class ShownTips(QObject):
    """Over `layer`, from its making to `end`. The focus stays where it is until a control is chosen.

    `ended`: they are gone. `acted`: carries the widget that was chosen, once it has been done.
    """

    ended = Signal()
    acted = Signal(object)

    def __init__(self, layer: QWidget, owner: QObject) -> None:
        super().__init__(owner)
        self._layer = layer
        self._muted: QWidget | None = None
        self._is_over = False
        self.overlay = KeyTipsOverlay(layer)
        self._fill()
        layer.installEventFilter(self)
        self._mute()
        told = _("Key tips: press the letters beside what you want; Escape puts them away.")
        self.overlay.setAccessibleName(told)
        tell(self.overlay, told)

    def end(self) -> None:
        """Takes them away; harmless where they are gone."""
        if self._is_over:
            return
        self._is_over = True
        for one in (self._layer, self.overlay, self._muted):
            if one is None or not isValid(one):
                continue
            if one is self._layer:
                one.removeEventFilter(self)
            elif one is self.overlay:
                one.hide()
                one.deleteLater()
            else:
                one.setAttribute(_COMPOSES, True)
        self.ended.emit()
        self.deleteLater()

    def hear(self, event: QKeyEvent) -> bool:
        """A key, or the question whether it is ours. What types something is; others end the tips and do what they do.

        Whether it was taken.
        """
        key, is_press = Qt.Key(event.key()), event.type() is QEvent.Type.KeyPress
        if key in _MODIFIERS:
            return False
        meant = self._meaning(key, event)
        if meant is None:
            if is_press:
                self.end()
            return False
        event.accept()  # a shortcut of the same keys is not meant
        if is_press and not event.isAutoRepeat():
            meant()
        return True

    def _meaning(self, key: Qt.Key, event: QKeyEvent) -> Callable[[], None] | None:
        if key == Qt.Key.Key_Escape:
            return self.end
        if key == Qt.Key.Key_Backspace and self.overlay.typed:
            return partial(self.overlay.narrow, "")
        if not event.modifiers() & ~_WITH_LETTERS and (guess := _guess(event)):
            return partial(self._type, guess)
        return None

    def _type(self, letter: str) -> None:
        overlay, typed = self.overlay, self.overlay.typed + letter
        fitting = [tip for tip in overlay.tips if tip.letters.startswith(typed)]
        if not fitting:
            overlay.say(_("Nothing here has the letters {letters}.").format(letters=typed))
        elif fitting[0].letters != typed:
            overlay.narrow(typed)
        elif _is_still(fitting[0]):
            chosen = fitting[0]
            # Once the key has been dealt with: what is chosen may close the window that it was pressed in.
            QTimer.singleShot(0, self, lambda: self._choose(chosen))
        else:
            self._fill()
            overlay.say(_("The window has changed: look at the letters again."))

    def _choose(self, tip: Tip) -> None:
        is_meant = not self._is_over and _is_still(tip)
        self.end()
        if is_meant:
            act(tip.target)
            self.acted.emit(tip.target.widget)

    def _fill(self) -> None:
        targets = find_targets(self._layer)
        self.overlay.show_tips(targets, assign([one.name for one in targets]))

    def _mute(self) -> None:
        """An input method would keep the letters for itself, and compose them into the field that has the focus."""
        focus = QApplication.focusWidget()
        if focus is not None and focus.testAttribute(_COMPOSES):
            focus.setAttribute(_COMPOSES, False)
            self._muted = focus

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Where the window is another, the letters stand in the wrong places."""
        if watched is self._layer and event.type() in _ENDS:
            self.end()
        return False


def _is_still(tip: Tip) -> bool:
    widget = tip.target.widget
    return isValid(widget) and is_still(widget.window(), tip.target)


def _guess(event: QKeyEvent) -> str:
    """What may be meant as a letter of a tip: whatever writes a letter or a number."""
    pressed = PressedKey(event.key(), event.nativeScanCode(), event.nativeVirtualKey())
    written = event.text()
    return letter_of(pressed, QGuiApplication.platformName()) or (written if written.isalnum() else "")
