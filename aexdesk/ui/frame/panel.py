"""A panel: a small sheet over the window that Esc or a press beside it closes. No loop of its own."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from aexdesk.ui import theme
from aexdesk.ui.focus import focus_of
from aexdesk.ui.sides import turned


class Panel(QFrame):
    """Its window's Tab order stays inside it; the focus goes back to where it was."""

    def __init__(self, over: QWidget, width: str) -> None:
        super().__init__(over, Qt.WindowType.Popup)
        self._over = over
        self._back: QWidget | None = None
        theme.mark(self, role="panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(theme.size(width))
        self.column: QVBoxLayout = theme.column(around="m", parent=self)

    def fit(self) -> None:
        """As high as its lines are; Qt reckons wrapped ones in a window of its own too low."""
        self.adjustSize()
        self.column.invalidate()
        self.resize(self.width(), max(self.column.totalHeightForWidth(self.width()), self.minimumHeight()))

    def open_over(self) -> None:
        """Opens near the top of the window, in its middle."""
        self._back = self._over.window().focusWidget()
        self.fit()
        place = QPoint((self._over.width() - self.width()) // 2, theme.size("top_bar") + theme.space("s"))
        self.move(self._over.mapToGlobal(place))
        self.show()
        self.setFocus()

    def open_beside(self, widget: QWidget) -> None:
        """Opens beside `widget`, on the side of the window's middle, its foot on the same line."""
        self._back = focus_of(self._over) or widget
        self.fit()
        place = QRect(QPoint(widget.width() + theme.space("s"), widget.height() - self.height()), self.size())
        self.move(widget.mapToGlobal(turned(place, widget.rect(), widget.layoutDirection()).topLeft()))
        self.show()
        self.setFocus()

    def open_under(self, widget: QWidget) -> None:
        """Opens under `widget`, inside the window."""
        self._back = focus_of(self._over) or widget
        self.fit()
        place = QRect(QPoint(0, widget.height() + theme.space("xs")), self.size())
        under = widget.mapTo(self._over, turned(place, widget.rect(), widget.layoutDirection()).topLeft())
        rightmost = self._over.width() - self.width() - theme.space("s")
        self.move(self._over.mapToGlobal(QPoint(max(0, min(under.x(), rightmost)), under.y())))
        self.show()
        self.setFocus()

    def leave(self) -> None:
        """Closes, and gives the focus back."""
        self.close()
        if self._back is not None:
            self._back.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)
