"""Where the parts of the Console stand: the folder beside the request or over it, the answer beside it or below."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QSplitter, QVBoxLayout, QWidget

from aexdesk.ui import shortcuts, theme


class Arrangement(QWidget):
    """The parts are put in one by one: the panel, the heads that stand over all that belongs to the request (under the
    first of them the folder's drawer begins), the request and the answer, the history.

    `narrowed` says whether there is room for the folder beside the request; `put_away` that the drawer is done with:
    somebody went on in what lies under it.
    """

    narrowed = Signal(bool)
    put_away = Signal()
    turned = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._panel: QWidget | None = None
        self._first: QWidget | None = None
        self._is_narrow: bool | None = None
        self._wanted: bool | None = None
        # The frame first, and the parts into it: what moves with all that is in it is dressed anew each time.
        self._beside = _splitter("folder", Qt.Orientation.Horizontal, self)
        theme.column(self._beside, gap="", parent=self)
        self._dock, self._work = QWidget(), QWidget()
        for part in (self._dock, self._work):
            self._beside.addWidget(part)
        self._beside.setStretchFactor(1, 1)
        self._docked = theme.column(gap="", parent=self._dock)
        self._levels = _splitter("levels", Qt.Orientation.Vertical, self._work)
        self._sides = _splitter("sides", Qt.Orientation.Horizontal, self._levels)
        self._levels.addWidget(self._sides)
        self._work.installEventFilter(self)
        self._heads = theme.column(gap="", parent=self._work)
        self._heads.addWidget(self._levels, stretch=1)
        self._drawer = QFrame(self)
        theme.mark(self._drawer, role="drawer")
        self._drawn = theme.column(gap="", parent=self._drawer)
        self._drawer.hide()
        shortcuts.bind_inside(self._drawer, "console.put_away", self.put_away.emit)
        QApplication.instance().focusChanged.connect(self._follow_focus)  # type: ignore[union-attr] # there is one

    def put_panel(self, panel: QWidget) -> None:
        """The folder's."""
        self._panel = panel
        self._docked.addWidget(panel)

    def put_head(self, head: QWidget) -> None:
        """Under the heads that there are."""
        self._first = self._first or head
        self._heads.insertWidget(self._heads.count() - 1, head)

    def put_side(self, side: QWidget) -> None:
        """The request, then the answer."""
        self._sides.addWidget(side)

    def put_history(self, history: QWidget) -> None:
        """The last of all: now everything has its share of the room."""
        self._levels.addWidget(history)
        self._levels.setStretchFactor(0, 1)
        half = theme.size("window_width") // 2
        self._sides.setSizes([half, half])
        self._beside.setSizes([theme.size("side"), 2 * half])

    @property
    def is_below(self) -> bool:
        """Whether the answer stands under the request."""
        return self._sides.orientation() is Qt.Orientation.Vertical

    def show_folder(self, is_shown: bool, is_drawer: bool) -> None:
        """Puts the folder's panel where it belongs, and shows it or not."""
        house: QVBoxLayout = self._drawn if is_drawer else self._docked
        if self._panel is not None and house.indexOf(self._panel) < 0:
            house.addWidget(self._panel)
        theme.show_if(self._dock, is_shown and not is_drawer)
        self._drawer.setVisible(is_shown and is_drawer)
        self._lay_drawer()
        self._turn()

    def place_answer(self, is_below: bool | None) -> None:
        """Below or beside, as a person wants it; None: beside, where both have the room."""
        self._wanted = is_below
        self._turn()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window has other places."""
        super().resizeEvent(event)
        is_narrow = self.width() < theme.size("narrow_window")
        if is_narrow is not self._is_narrow:
            self._is_narrow = is_narrow
            self.narrowed.emit(is_narrow)
        self._lay_drawer()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The folder beside it takes room from the request, and gives it back."""
        if event.type() is QEvent.Type.Resize:
            self._turn()
        return super().eventFilter(watched, event)

    def _lay_drawer(self) -> None:
        if self._drawer.isVisible() and self._first is not None:
            top = self._first.mapTo(self, self._first.rect().bottomLeft()).y() + 1
            self._drawer.setGeometry(0, top, min(theme.size("drawer"), self.width()), self.height() - top)
            self._drawer.raise_()

    def _turn(self) -> None:
        """A workspace may also have brought back how the splitter stood: the room of now counts."""
        is_below = self._work.width() < theme.size("two_sides") if self._wanted is None else self._wanted
        if is_below is not self.is_below:
            self._sides.setOrientation(Qt.Orientation.Vertical if is_below else Qt.Orientation.Horizontal)
            self._sides.setSizes([self.width(), self.width()])  # a half each, for a start
            self.turned.emit()

    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self._drawer.isVisible() and now is not None and self._work.isAncestorOf(now):
            self.put_away.emit()


def _splitter(name: str, orientation: Qt.Orientation, parent: QWidget) -> QSplitter:
    """One whose place the window remembers."""
    made = QSplitter(orientation, parent)
    made.setObjectName(name)
    made.setChildrenCollapsible(False)
    made.setHandleWidth(theme.space("hair"))
    return made
