"""As high as what it holds wants to be; where there is less room it scrolls, and no line of it is squeezed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from aexdesk.ui import theme


class Yielding(QScrollArea):
    """Is there while `inside` is."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self._inside = inside
        theme.mark(inside, role="page")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setWidget(inside)
        self.setVisible(not inside.isHidden())
        inside.installEventFilter(self)

    def heightForWidth(self, width: int) -> int:
        """What the inside needs."""
        inside = self._inside
        return max(inside.heightForWidth(width), inside.minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """As the inside."""
        hint = self._inside.sizeHint()
        return QSize(hint.width(), self.heightForWidth(self.width() or hint.width()))

    def minimumSizeHint(self) -> QSize:
        """A line of it at least, and its bar beside it."""
        return QSize(self._inside.minimumSizeHint().width() + theme.size("scroll"), theme.size("control"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Comes, goes and grows with the inside."""
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self.setVisible(not self._inside.isHidden())
        elif event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
