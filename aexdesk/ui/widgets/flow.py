"""Things beside one another; what has no room any more begins another line, as words do."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from aexdesk.ui import theme
from aexdesk.ui.sides import LEFT_TO_RIGHT, turned


class Flow(QLayout):
    """As wide as it is let be, and at least as its widest part."""

    def __init__(self, *widgets: QWidget, gap: str = "s") -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(theme.space(gap))
        for widget in widgets:
            self.addWidget(widget)

    def put(self, place: int, widget: QWidget) -> None:
        """Adds a widget before the one that stands at `place`."""
        self.addWidget(widget)
        self._items.insert(place, self._items.pop())
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        """At the end."""
        self._items.append(item)

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """None beyond the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Removes it."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """None: it leaves room to others."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """More lines where it is narrow."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Of as many lines as it takes."""
        return self._lay(QRect(0, 0, width, 0), is_moving=False)

    def sizeHint(self) -> QSize:
        """All in one line."""
        return self._framed(self._line_hint())

    def minimumSize(self) -> QSize:
        """The widest part alone."""
        hints = [item.sizeHint() for item in self._items if not item.isEmpty()]
        widest, highest = (
            max((one.width() for one in hints), default=0),
            max((one.height() for one in hints), default=0),
        )
        return self._framed(QSize(widest, highest))

    def setGeometry(self, rect: QRect) -> None:
        """Gives each its place."""
        super().setGeometry(rect)
        self._lay(rect, is_moving=True)

    def _line_hint(self) -> QSize:
        hints = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(one.width() for one in hints) + self.spacing() * max(len(hints) - 1, 0)
        return QSize(width, max((one.height() for one in hints), default=0))

    def _framed(self, size: QSize) -> QSize:
        edges = self.contentsMargins()
        return size + QSize(edges.left() + edges.right(), edges.top() + edges.bottom())

    def _lay(self, rect: QRect, *, is_moving: bool) -> int:
        """The height that it takes."""
        room = rect.marginsRemoved(self.contentsMargins())
        top = room.top()
        for line in self._lines(room.width()):
            high = max(item.sizeHint().height() for item in line)
            if is_moving:
                self._set_out(line, QRect(room.left(), top, room.width(), high))
            top += high + self.spacing()
        return max(top - self.spacing(), room.top()) - rect.top() + self.contentsMargins().bottom()

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = [[]]
        taken = 0
        for item in self._items:
            if item.isEmpty():
                continue
            wide = item.sizeHint().width()
            if lines[-1] and taken + wide > width:
                lines.append([])
                taken = 0
            lines[-1].append(item)
            taken += wide + self.spacing()
        return [line for line in lines if line]

    def _set_out(self, line: list[QLayoutItem], room: QRect) -> None:
        """On one middle line: a label stands beside the middle of the button, not beside its top."""
        above = self.parentWidget()
        direction = above.layoutDirection() if above is not None else LEFT_TO_RIGHT
        left = room.left()
        for item in line:
            size = item.sizeHint()
            top = room.top() + (room.height() - size.height()) // 2
            place = QRect(left, top, min(size.width(), room.width()), size.height())
            item.setGeometry(turned(place, room, direction))
            left += size.width() + self.spacing()
