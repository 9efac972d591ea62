"""The shortcuts sheet: every key that the one list binds, by where it counts; a few letters find some of them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSlider, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from aexdesk.i18n import _
from aexdesk.ui import shortcuts, theme
from aexdesk.ui.frame.panel import Panel
from aexdesk.ui.shortcuts import Keys, Place
from aexdesk.ui.sides import inset
from aexdesk.ui.widgets.pane_parts import scroll

_SIDES = (
    (Place.WINDOW, Place.LIST, Place.SEARCH, Place.FORM, Place.LOGIN),
    (Place.CONSOLE, Place.ANSWER, Place.DOCTOR),
)
_ACTION = QAbstractSlider.SliderAction
_MOVES = {
    Qt.Key.Key_Down: _ACTION.SliderSingleStepAdd,
    Qt.Key.Key_Up: _ACTION.SliderSingleStepSub,
    Qt.Key.Key_PageDown: _ACTION.SliderPageStepAdd,
    Qt.Key.Key_PageUp: _ACTION.SliderPageStepSub,
}


class ShortcutSheet(Panel):
    """Two columns of groups, what was found in one; written anew as it opens, and as something else is looked for."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, "sheet")
        self._title, self.line, self.nothing = QLabel(), QLineEdit(), QLabel()
        theme.mark(self._title, kind="heading")
        theme.mark(self.nothing, kind="muted")
        self._page = scroll(QWidget())
        self._page.viewport().setAutoFillBackground(False)
        for widget in (self._title, self.line, self.nothing, self._page):
            self.column.addWidget(widget)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self._look)

    def open_over(self) -> None:
        """Opens in the language of now, with all of them."""
        self._title.setText(_("Shortcuts"))
        self.setAccessibleName(_("Shortcuts"))
        self.line.setPlaceholderText(_("Find a key, or what it does"))
        self.line.setAccessibleName(_("Find a key, or what it does"))
        self.nothing.setText(_("Nothing fits."))
        self.line.clear()
        self._look("")
        super().open_over()

    def _look(self, text: str) -> None:
        words = text.casefold().split()
        found = tuple(keys for keys in shortcuts.ALL if _fits(keys, words))
        body = QWidget()
        sides = theme.line(gap="l", parent=body)
        inset(sides, 0, 0, theme.space("l"), 0)
        for places in (tuple(Place),) if words else _SIDES:
            sides.addLayout(_side(places, found), stretch=1)
        self._page.setWidget(body)
        body.setAutoFillBackground(False)
        theme.show_if(self.nothing, not found)
        if not text:
            room = self._over.height() - 2 * theme.size("top_bar") - 2 * theme.size("control") - theme.space("l")
            self._page.setFixedHeight(min(body.sizeHint().height(), room))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The field keeps the keys; up and down move the page under it."""
        step = _MOVES.get(Qt.Key(event.key()))
        if step is not None:
            self._page.verticalScrollBar().triggerAction(step)
        else:
            super().keyPressEvent(event)


def _fits(keys: Keys, words: list[str]) -> bool:
    told = f"{keys.words()} {keys.shown()} {' '.join(keys.sequences)} {shortcuts.name_place(keys.place)}".casefold()
    return all(word in told for word in words)


def _side(places: tuple[Place, ...], found: tuple[Keys, ...]) -> QVBoxLayout:
    side = theme.column(gap="m")
    for place in places:
        lines = [one for one in found if one.place is place]
        if not lines:
            continue
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.space("m"))
        grid.setVerticalSpacing(theme.space("xs"))
        heading = QLabel(shortcuts.name_place(place))
        theme.mark(heading, kind="muted")
        grid.addWidget(heading, 0, 0, 1, 2)
        for row, keys in enumerate(lines, start=1):
            shown, words = QLabel(keys.shown()), QLabel(keys.words())
            theme.mark(shown, kind="mono")
            words.setWordWrap(True)
            shown.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(words, row, 0)
            grid.addWidget(shown, row, 1)
        grid.setColumnStretch(0, 1)
        side.addLayout(grid)
    side.addStretch(1)
    return side
