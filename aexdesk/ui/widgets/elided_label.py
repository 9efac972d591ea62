"""A label that gives way: what does not fit becomes an ellipsis in the middle, and the whole stands in the tooltip."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from aexdesk.ui import theme


class ElidedLabel(QLabel):
    """`show_text(text)`. It asks for no more than a few letters of room; with `goes_last` for all that it needs, so
    that its neighbours give way before it."""

    def __init__(self, kind: str = "", parent: QWidget | None = None, *, goes_last: bool = False) -> None:
        super().__init__(parent)
        self._goes_last = goes_last
        theme.mark(self, kind=kind)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def show_text(self, text: str, tooltip: str = "") -> None:
        """Says `text`."""
        if text != self.text():
            self.setText(text)
        self.setToolTip(tooltip or text)

    def minimumSizeHint(self) -> QSize:
        """Room for the ellipsis and a letter on both sides."""
        if self._goes_last:
            return super().sizeHint()
        return QSize(min(super().sizeHint().width(), theme.space("xl")), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """As much of the text as fits."""
        painter = QPainter(self)
        mode = Qt.TextElideMode.ElideMiddle
        shown = self.fontMetrics().elidedText(self.text(), mode, self.contentsRect().width())
        painter.drawText(self.contentsRect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.end()
