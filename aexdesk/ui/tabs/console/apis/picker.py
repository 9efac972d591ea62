"""The picker under the API field: groups at the left, their APIs at the right. The field keeps the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QLabel, QListView, QListWidget, QPushButton, QWidget

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.tabs.console.apis import words
from aexdesk.ui.tabs.console.apis.model import ApiShelf
from aexdesk.ui.tabs.console.apis.rows import LINE, ListedDelegate, ListedRows, star_place
from aexdesk.ui.tabs.console.apis.state import ALL, OWN, Listed, ShelfState, count_in, list_apis

_MOST_ROWS = 13


class ApiPicker(QFrame):
    """A sheet over the tab, no window: what is typed goes on into the field. `taken` carries a name."""

    taken = Signal(str)

    def __init__(self, shelf: ApiShelf, over: QWidget) -> None:
        super().__init__(over)
        self._shelf = shelf
        self._over = over
        self._text = self._current = ""
        self._group = ALL
        self.groups, self.list = QListWidget(), _ApiList()
        self.groups.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.groups.setFixedWidth(theme.size("label"))
        self.groups.currentRowChanged.connect(self._choose_group)
        self.rows = ListedRows(self)
        self.list.setModel(self.rows)
        self.list.setItemDelegate(ListedDelegate(self.list))
        self.list.clicked.connect(self._take)
        self.list.star_pressed.connect(self._switch_star)
        self._nothing, self._broken, self._keys = QLabel(), QLabel(), QLabel()
        self._read, self._copy = QPushButton(), QPushButton()
        for button, act in ((self._read, shelf.read_again), (self._copy, shelf.copy_folder)):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            theme.mark(button, role="link")
            button.clicked.connect(act)
        for label in (self._nothing, self._broken, self._keys):
            label.setWordWrap(True)
            theme.mark(label, kind="small")
        theme.mark(self._nothing, kind="muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        theme.mark(self._broken, tone="bad")
        theme.mark(self, role="panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._place()
        shelf.changed.connect(self._show)
        self.hide()

    # ---------------------------------------------------------------- for the field

    def open_under(self, field: QWidget, current: str) -> None:
        """Opens with every API, on the current one, and looks whether the person's own files have changed."""
        self._shelf.read_again()
        self._group, self._text, self._current = ALL, "", current
        self._show()
        self._choose(self._place_of(current, -1))
        over = self._over
        place = field.mapTo(over, QPoint(0, field.height() + theme.space("xs")))
        edge = theme.space("s")
        width = min(max(field.width(), 2 * theme.size("panel")), over.width() - 2 * edge)
        height = min(_MOST_ROWS * theme.size("row") + theme.space("xl"), over.height() - place.y() - edge)
        self.setGeometry(min(place.x(), over.width() - width - edge), place.y(), width, height)
        self.show()
        self.raise_()

    def look_for(self, text: str) -> None:
        """Shows what fits the letters."""
        self._text = text
        self._show()

    def step(self, by: int) -> None:
        """Moves the choice, over heads and round the ends."""
        count = len(self.rows.lines)
        row = self.list.currentIndex().row()
        for _try in range(count):
            row = (row + by) % count if row >= 0 or by > 0 else count - 1
            if self.rows.lines[row].api is not None:
                break
        self._choose(row)

    def page(self, by: int) -> None:
        """Moves it by what fits, and stops at the ends."""
        room = max(1, self.list.viewport().height() // theme.size("row") - 1)
        places = [place for place, line in enumerate(self.rows.lines) if line.api is not None]
        if places:
            here = self.list.currentIndex().row()
            wanted = max(0, min(len(self.rows.lines) - 1, here + by * room))
            self._choose(min(places, key=lambda place: abs(place - wanted)))

    def step_group(self, by: int) -> None:
        """The next group, or the one before."""
        groups = self._shelf.state.groups
        self.groups.setCurrentRow((groups.index(self._group) + by) % len(groups))

    def chosen(self) -> str:
        """The name that Enter takes, or empty."""
        line = self._line(self.list.currentIndex())
        return line.api.definition.name if line and line.api else ""

    def switch_favourite(self) -> None:
        """The star of what is chosen."""
        if name := self.chosen():
            self._shelf.switch_favourite(name)

    # ---------------------------------------------------------------- showing

    def retranslate(self) -> None:
        """Writes its words."""
        self.groups.setAccessibleName(_("Groups of APIs"))
        self.list.setAccessibleName(_("APIs that fit"))
        self._read.setText(_("Read your files again"))
        self._copy.setText(_("Copy the folder's path"))
        self._keys.setText(words.tell_keys())
        self._show()

    def _place(self) -> None:
        right = theme.column(self.list, self._nothing, self._broken, gap="xs")
        right.setStretch(0, 1)
        both = theme.line(self.groups, right)
        both.setStretch(1, 1)
        foot = theme.line(self._keys, self._read, self._copy)
        foot.setStretch(0, 1)
        column = theme.column(both, foot, gap="xs", around="s", parent=self)
        column.setStretch(0, 1)

    def _show(self) -> None:
        state = self._shelf.state
        if self._group not in state.groups:
            self._group = ALL
        self._show_groups(state)
        kept = self.chosen()
        lines = list_apis(state, self._group, self._text)
        names = {line.api.definition.name for line in lines if line.api}
        self.rows.show(lines, {name: self._shelf.effect_of(name) for name in names})
        self._choose(self._place_of("" if self._text else kept or self._current, self._first()))
        self.list.setVisible(bool(lines))
        self._nothing.setVisible(not lines)
        self._nothing.setText(words.say_nothing_found(self._group, self._text.strip(), state.folder))
        is_own = self._group == OWN
        self._broken.setText("\n".join(map(words.say_broken, state.broken)))
        self._broken.setVisible(bool(state.broken) and self._group in (ALL, OWN) and not self._text)
        self._read.setVisible(is_own)
        self._copy.setVisible(is_own)

    def _show_groups(self, state: ShelfState) -> None:
        self.groups.blockSignals(True)
        texts = [f"{words.name_group(group)}  {count_in(state, group)}" for group in state.groups]
        if [self.groups.item(row).text() for row in range(self.groups.count())] != texts:
            self.groups.clear()
            self.groups.addItems(texts)
        self.groups.setCurrentRow(state.groups.index(self._group))
        self.groups.blockSignals(False)

    def _first(self) -> int:
        return next((place for place, line in enumerate(self.rows.lines) if line.api), -1)

    def _place_of(self, name: str, otherwise: int) -> int:
        """The line of that API."""
        lines = enumerate(self.rows.lines)
        return next((place for place, line in lines if line.api and line.api.definition.name == name), otherwise)

    def _choose(self, row: int) -> None:
        index = self.rows.index(row)
        self.list.setCurrentIndex(index)
        if row <= 1:
            self.list.scrollToTop()  # the head above it too
        else:
            self.list.scrollTo(index)

    def _line(self, index: QModelIndex) -> Listed | None:
        line: Listed | None = index.data(LINE) if index.isValid() else None
        return line

    # ---------------------------------------------------------------- the mouse

    def _choose_group(self, row: int) -> None:
        groups = self._shelf.state.groups
        if 0 <= row < len(groups):
            self._group = groups[row]
            self._show()

    def _take(self, index: QModelIndex) -> None:
        line = self._line(index)
        if line and line.api:
            self.taken.emit(line.api.definition.name)

    def _switch_star(self, index: QModelIndex) -> None:
        line = self._line(index)
        if line and line.api:
            self._shelf.switch_favourite(line.api.definition.name)


class _ApiList(QListView):
    """The list; a press on a star is no choice."""

    star_pressed = Signal(QModelIndex)

    def __init__(self) -> None:
        super().__init__()
        self.setUniformItemSizes(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.mark(self, role="choices")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """On a star: that."""
        place = event.position().toPoint()
        index = self.indexAt(place)
        if index.isValid() and star_place(self.visualRect(index)).adjusted(-4, -4, 4, 4).contains(place):
            self.setCurrentIndex(index)
            self.star_pressed.emit(index)
            event.accept()
            return
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The same press ends here."""
        place = event.position().toPoint()
        index = self.indexAt(place)
        if not (index.isValid() and star_place(self.visualRect(index)).adjusted(-4, -4, 4, 4).contains(place)):
            super().mouseReleaseEvent(event)
