"""The baseline of `window`: the smallest PySide6 main window there is. It ends at its first paint."""

from __future__ import annotations

import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow


class BareWindow(QMainWindow):
    """Paints once, then asks to end."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QTimer.singleShot(0, QApplication.quit)


def main() -> int:
    application = QApplication(sys.argv)
    window = BareWindow()
    window.resize(1100, 720)
    window.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
