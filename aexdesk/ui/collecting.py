"""Lets Python's collector work in the window's thread alone: it takes widgets apart, and elsewhere Qt breaks of that.

Python collects in whatever thread makes the next object. A widget in a circle of references, as a view and the slots
that it holds are, would then be deleted where Qt's timers and windows must not be touched.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 500


class WindowCollector(QObject):
    """While it works, nothing is collected but here, as much as Python's own thresholds ask for. To be ended."""

    def __init__(self) -> None:
        super().__init__()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.collect_due)
        self._timer.start()

    def collect_due(self) -> None:
        """Collects the oldest generation whose threshold is passed, with all that are younger."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if 0 < thresholds[generation] < counts[generation]:
                gc.collect(generation)
                return

    def end(self) -> None:
        """Python collects again as ever."""
        self._timer.stop()
        gc.enable()
