"""The rail: one button for each tab, and the gear; icons alone where the window is narrow."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QSizePolicy

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.icons import IconButton
from aexdesk.ui.shortcuts import NUMBERED, keys_of, write_keys
from aexdesk.ui.tab import TabEntry
from aexdesk.ui.view import View

OWN_KEYS = {
    "ledger": "window.ledger",
    "runs": "window.runs",
    "history": "window.history",
    "meters": "window.meters",
    "help": "window.help",
}
"""Of tabs beyond the numbers: the line of the list of keys."""


def keys_of_tab(number: int, identity: str) -> str:
    """The keys of the tab that is this one of the rail, from 1; "" where it has none."""
    if number <= NUMBERED:
        return write_keys(keys_of("window.tab").sequences[number - 1])
    return keys_of(OWN_KEYS[identity]).shown() if identity in OWN_KEYS else ""


class Rail(View):
    """Says `chosen` with the id of a tab. One stop for the Tab key; the arrows go from button to button."""

    chosen = Signal(str)
    settings_wanted = Signal()

    def __init__(self, entries: Sequence[TabEntry]) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._entries = tuple(entries)
        self._is_narrow = False
        self._chosen = self._again = ""
        self._brand = QLabel("AExDesk")
        self._brand.setObjectName("brand")
        self._brand.setFixedHeight(theme.size("top_bar"))
        self._brand.setIndent(theme.space("s"))
        self._group = QButtonGroup(self)
        self._buttons = {entry.id: self._button(entry.icon) for entry in entries}
        self.settings_button = self._button("settings")
        self.settings_button.setCheckable(False)
        column = theme.column(gap="xs", parent=self)
        edge = theme.space("s")
        column.setContentsMargins(edge, 0, edge, edge)
        column.addWidget(self._brand)
        is_at_foot = False
        for entry in entries:
            if entry.at_foot and not is_at_foot:
                column.addStretch(1)
                is_at_foot = True
            if entry.starts_group:
                column.addWidget(_rule())
            column.addWidget(self._buttons[entry.id])
        column.addWidget(self.settings_button)
        for entry in entries:
            button = self._buttons[entry.id]
            self._group.addButton(button)
            # Checked, and not clicked: what a screen reader does first with such a button is to check it.
            button.toggled.connect(lambda is_on, tab=entry.id: self._checked(tab, is_on=is_on))
            button.pressed.connect(lambda tab=entry.id: self._pressed(tab))
            button.clicked.connect(self._clicked)
        self.settings_button.clicked.connect(self.settings_wanted)
        self._widen()
        self.retranslate()

    def show_chosen(self, tab: str) -> None:
        """Marks that tab; it is the one stop for the Tab key."""
        self._chosen = tab
        for identity, button in self._buttons.items():
            is_chosen = identity == tab
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_chosen else Qt.FocusPolicy.ClickFocus)
            button.setChecked(is_chosen)

    def _checked(self, tab: str, *, is_on: bool) -> None:
        if is_on and tab != self._chosen:
            self._chosen = tab
            self.chosen.emit(tab)

    def _pressed(self, tab: str) -> None:
        self._again = tab if tab == self._chosen else ""

    def _clicked(self) -> None:
        """The chosen one once more: nothing is checked by it, and a tab that could not be built is tried again."""
        if self._again:
            self.chosen.emit(self._again)

    def set_narrow(self, is_narrow: bool) -> None:
        """Icons alone, or words beside them."""
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._widen()
            self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self.setAccessibleName(_("Tabs"))
        self._brand.setText("" if self._is_narrow else "AExDesk")
        for number, entry in enumerate(self._entries, start=1):
            self._name(self._buttons[entry.id], entry.title(), keys_of_tab(number, entry.id))
        self._name(self.settings_button, _("Settings"), keys_of("window.settings").shown())
        self._fit()

    def _name(self, button: IconButton, title: str, keys: str) -> None:
        button.set_words(title, f"{title}  {keys}".strip())
        # Qt sets icon and text closer than the grid; there is no other way to part them.
        button.setText(f" {title}")

    def _button(self, icon: str) -> IconButton:
        button = IconButton(icon)
        theme.mark(button, role="rail")
        button.setCheckable(True)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return button

    def _widen(self) -> None:
        styles = Qt.ToolButtonStyle
        for button in (*self._buttons.values(), self.settings_button):
            button.setToolButtonStyle(styles.ToolButtonIconOnly if self._is_narrow else styles.ToolButtonTextBesideIcon)
        self._fit()

    def _fit(self) -> None:
        """As wide as the token says; wider where a language's names take more."""
        if self._is_narrow:
            self.setFixedWidth(theme.size("rail_narrow"))
            return
        self.ensurePolished()
        named = max(button.sizeHint().width() for button in (*self._buttons.values(), self.settings_button))
        self.setFixedWidth(max(theme.size("rail"), named + 2 * theme.space("s")))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go from button to button."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        buttons = [*self._buttons.values(), self.settings_button]
        at = next((number for number, button in enumerate(buttons) if button.hasFocus()), None)
        if step is None or at is None:
            super().keyPressEvent(event)
            return
        buttons[(at + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)


def _rule() -> QFrame:
    rule = QFrame()
    theme.mark(rule, role="line", across=True)
    return rule
