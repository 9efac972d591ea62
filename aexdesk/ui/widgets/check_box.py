"""A check box whose tick follows the scheme."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton

from aexdesk.ui import icons


class CheckBox(QCheckBox):
    """The sheet draws the box; the tick is an icon of ours."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box, and the tick in it."""
        super().paintEvent(event)
        if not self.isChecked():
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        box = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        painter = QPainter(self)
        painter.drawPixmap(box, icons.pixmap("check", "on_accent" if self.isEnabled() else "muted"))
        painter.end()
