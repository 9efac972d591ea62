"""Beside the environment, in Live only: read-only with *Unlock*, or the countdown that one click ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QToolButton

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.frame import live_words
from aexdesk.ui.frame.model import FrameModel
from aexdesk.ui.icons import IconButton
from aexdesk.ui.view import View
from aexdesk.ui.widgets.chip import Chip
from aexdesk.ui.widgets.countdown import Countdown

if TYPE_CHECKING:
    from datetime import datetime


class LiveSwitch(View):
    """`unlock_wanted` when the person wants to unlock."""

    unlock_wanted = Signal()

    def __init__(self, model: FrameModel, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._model = model
        self._countdown = Countdown(now, self)
        self.read_only, self.unlock, self.unlocked = Chip(), QToolButton(), IconButton("close", "bad")
        self.unlock.setObjectName("unlockLive")
        self.unlock.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.unlocked.setObjectName("liveUnlocked")
        self.unlocked.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.unlocked.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the cross stands behind the time
        self.unlocked.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for button in (self.unlock, self.unlocked):
            theme.mark(button, role="switch")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        theme.line(self.read_only, self.unlock, self.unlocked, parent=self)
        self.unlock.clicked.connect(self.unlock_wanted)
        self.unlocked.clicked.connect(self._lock)
        self._countdown.ticked.connect(self._tick)
        model.changed.connect(self._show)
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self.unlock.setText(_("Unlock"))
        self.unlock.setAccessibleName(_("Unlock Live"))
        self.unlocked.set_words(_("Live is unlocked: make it read-only again"), _("Make Live read-only again"))
        self._show()

    def _show(self) -> None:
        state = self._model.state
        is_live = state.environment is not None and state.environment.is_live
        is_open = is_live and state.unlocked is not None
        had_focus = self.unlock.hasFocus() or self.unlocked.hasFocus()
        self.setVisible(is_live)
        self.read_only.show_state("" if is_open else _("read-only"), "live")
        self.unlock.setVisible(not is_open)
        self.unlocked.setVisible(is_open)
        self.unlock.setEnabled(state.profile is not None)
        self.unlock.setToolTip(_("Let calls that write leave, for 15 minutes") if state.profile else _("No app yet"))
        self._countdown.run_to(state.unlocked.until if state.unlocked is not None and is_live else None)
        self._write_time()
        if had_focus:  # the one that was pressed has gone
            (self.unlocked if is_open else self.unlock).setFocus()

    def _write_time(self) -> None:
        text = live_words.say_unlocked(self._countdown.seconds_left())
        if text != self.unlocked.text():
            self.unlocked.setText(text)
            self.unlocked.setAccessibleDescription(text)

    def _tick(self) -> None:
        self._model.look_at_unlock()
        self._write_time()

    def _lock(self) -> None:
        self._model.lock_live()
