"""The shortcuts sheet: every key that the one list binds, by where it counts."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from aexdesk.i18n import _
from aexdesk.ui import shortcuts, theme
from aexdesk.ui.frame.panel import Panel
from aexdesk.ui.shortcuts import Place
from aexdesk.ui.widgets.pane_parts import scroll

_SIDES = (
    (Place.WINDOW, Place.FORM, Place.LOGIN, Place.DOCTOR),
    (Place.LIST, Place.SEARCH, Place.CONSOLE, Place.ANSWER),
)


class ShortcutSheet(Panel):
    """Two columns of groups; written anew each time it opens."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, "sheet")
        self._page = scroll(QWidget())
        self.column.addWidget(self._page)

    def open_over(self) -> None:
        """Opens in the language of now."""
        body = QWidget()
        title = QLabel(_("Shortcuts"))
        theme.mark(title, kind="heading")
        sides = theme.line(gap="l")
        for places in _SIDES:
            sides.addLayout(_side(places), stretch=1)
        theme.column(title, sides, parent=body)
        theme.mark(body, role="page")
        self._page.setWidget(body)
        # Qt opens nothing higher than two thirds of the screen by itself, and would squeeze the lines.
        inside = self.width() - 2 * theme.space("m")
        room = self._over.height() - 2 * theme.size("top_bar")
        body.ensurePolished()
        self._page.setFixedHeight(min(body.heightForWidth(inside), room))
        self.setAccessibleName(_("Shortcuts"))
        super().open_over()


def _side(places: tuple[Place, ...]) -> QVBoxLayout:
    side = theme.column(gap="m")
    for place in places:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.space("m"))
        grid.setVerticalSpacing(theme.space("xs"))
        heading = QLabel(shortcuts.name_place(place))
        theme.mark(heading, kind="muted")
        grid.addWidget(heading, 0, 0, 1, 2)
        for row, keys in enumerate((one for one in shortcuts.ALL if one.place is place), start=1):
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
