"""The command palette: type a few letters of what you want, press Enter."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QListWidgetItem, QWidget

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.frame.command import Command, choose
from aexdesk.ui.frame.commands import name_group
from aexdesk.ui.frame.palette_line import COMMAND, PaletteLine
from aexdesk.ui.frame.palette_model import PaletteModel
from aexdesk.ui.frame.panel import Panel

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_PAGES = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}


class CommandPalette(Panel):
    """Lists what `read` gives at the moment it opens, and the calls that `model` finds as one types."""

    def __init__(self, over: QWidget, model: PaletteModel, read: Callable[[], Sequence[Command]]) -> None:
        super().__init__(over, "palette")
        self._model = model
        self._read = read
        self._commands: tuple[Command, ...] = ()
        self.line, self.list, self.nothing = QLineEdit(), QListWidget(), QLabel()
        theme.mark(self.nothing, kind="muted")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setItemDelegate(PaletteLine(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for widget in (self.line, self.list, self.nothing):
            self.column.addWidget(widget)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self._look)
        self.line.installEventFilter(self)
        self.list.itemClicked.connect(self._click)
        model.changed.connect(self._follow)

    def open_over(self) -> None:
        """Opens with everything there is."""
        self.line.setPlaceholderText(_("Go to anything: a tab, an API, a call, an error code…"))
        self.line.setAccessibleName(_("Go to anything"))
        self.list.setAccessibleName(_("What fits"))
        self.nothing.setText(_("Nothing fits."))
        self.line.clear()
        self._model.begin()
        self._commands = tuple(self._read())
        self._filter()
        super().open_over()

    @property
    def found(self) -> list[Command]:
        """The lines, without the headings."""
        lines = [self.list.item(row).data(COMMAND) for row in range(self.list.count())]
        return [line for line in lines if line is not None]

    def _look(self, text: str) -> None:
        self._model.look(text)
        self._filter()

    def _follow(self) -> None:
        """More was found: what is chosen stays chosen."""
        if self.isVisible():
            self._commands = tuple(self._read())
            chosen = self._chosen()
            self._filter()
            if chosen is not None and self.list.currentRow() > 1:
                self._choose(chosen)

    def _filter(self) -> None:
        self.list.clear()
        for group, commands in choose(self._commands, self.line.text()):
            heading = QListWidgetItem(name_group(group))
            heading.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(heading)
            for command in commands:
                told = " · ".join(part for part in (command.text, command.detail) if part)
                item = QListWidgetItem(told)
                item.setToolTip(told)  # a long line is cut
                item.setData(COMMAND, command)
                self.list.addItem(item)
        self.list.setCurrentRow(1 if self.list.count() else -1)
        self.list.scrollToTop()
        self.nothing.setVisible(not self.list.count())
        self._fit()

    def _fit(self) -> None:
        rows = max(1, min(self.list.count(), theme.size("palette_rows")))
        room = self._over.height() - 2 * theme.size("top_bar") - 2 * theme.size("control")
        height = rows * theme.size("row") + 2 * theme.space("focus")
        self.list.setFixedHeight(min(height, max(room, theme.size("row"))))
        self.list.setVisible(bool(self.list.count()))
        self.adjustSize()

    def _choose(self, wanted: Command) -> None:
        for row in range(self.list.count()):
            command = self.list.item(row).data(COMMAND)
            if command is not None and (command.text, command.group) == (wanted.text, wanted.group):
                self.list.setCurrentRow(row)
                return

    def _move(self, by: int, *, round_the_end: bool) -> None:
        lines = [row for row in range(self.list.count()) if self.list.item(row).data(COMMAND) is not None]
        if not lines:
            return
        at = lines.index(self.list.currentRow()) if self.list.currentRow() in lines else 0
        to = (at + by) % len(lines) if round_the_end else max(0, min(at + by, len(lines) - 1))
        self.list.setCurrentRow(lines[to])
        if to == 0:
            self.list.scrollToTop()  # its heading comes along

    def _click(self, item: QListWidgetItem) -> None:
        if item.data(COMMAND) is not None:
            self._run()

    def _chosen(self) -> Command | None:
        command: Command | None = self.list.currentIndex().data(COMMAND)
        return command

    def _run(self) -> None:
        command = self._chosen()
        if command is not None:
            self.leave()
            command.act()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move in the list while the field has the focus; Enter goes."""
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key in _STEPS:
                self._move(_STEPS[key], round_the_end=True)
                return True
            if key in _PAGES:
                self._move(_PAGES[key] * (theme.size("palette_rows") - 1), round_the_end=False)
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                # Once the key has been dealt with: this sheet is gone afterwards.
                QTimer.singleShot(0, self, self._run)
                return True
        return super().eventFilter(watched, event)
