"""The QApplication: it does not quit by itself, but says that somebody wants it to."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QApplication


class Application(QApplication):
    """Does not quit by itself: it says that it should, and the window ends in order."""

    end_wanted = Signal()

    def event(self, event: QEvent) -> bool:
        """Cmd-Q, the dock's Quit and the end of the session come as this event."""
        if event.type() is QEvent.Type.Quit:
            event.ignore()
            self.end_wanted.emit()
            return True
        return super().event(event)
