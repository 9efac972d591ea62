"""The command palette: type a word of where you want to be, press Enter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QWidget

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.frame.panel import Panel


@dataclass(frozen=True)
class Command:
    """One line: what it does, what kind of thing it is, and the doing."""

    text: str
    detail: str
    act: Callable[[], None]


class CommandPalette(Panel):
    """Lists what `read` gives at the moment it opens."""

    def __init__(self, over: QWidget, read: Callable[[], Sequence[Command]]) -> None:
        super().__init__(over, "palette")
        self._read = read
        self._commands: tuple[Command, ...] = ()
        self._found: list[Command] = []
        self.line, self.list = QLineEdit(), QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.column.addWidget(self.line)
        self.column.addWidget(self.list)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self._filter)
        self.line.installEventFilter(self)
        self.list.itemClicked.connect(lambda _item: self._run())

    def open_over(self) -> None:
        """Opens with everything there is."""
        self._commands = tuple(self._read())
        self.line.setPlaceholderText(_("Go to a tab, an environment or an app"))
        self.line.setAccessibleName(_("Go to anything"))
        self.list.setAccessibleName(_("What fits"))
        self.line.clear()
        self._filter("")
        super().open_over()

    def _filter(self, text: str) -> None:
        words = text.casefold().split()
        self._found = [one for one in self._commands if _fits(one, words)]
        self.list.clear()
        self.list.addItems([f"{one.text}   ·   {one.detail}" for one in self._found])
        self.list.setCurrentRow(0)
        row = theme.size("row")
        shown = max(1, min(self.list.count(), theme.size("palette_rows")))
        self.list.setFixedHeight(shown * row + 2 * theme.space("focus"))
        self.adjustSize()

    def _run(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._found):
            act = self._found[row].act
            self.leave()
            act()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move in the list while the field has the focus; Enter goes."""
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None and self.list.count():
                self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                # Once the key has been dealt with: this sheet is gone afterwards.
                QTimer.singleShot(0, self, self._run)
                return True
        return super().eventFilter(watched, event)


def _fits(command: Command, words: list[str]) -> bool:
    said = f"{command.text} {command.detail}".casefold()
    return all(word in said for word in words)
