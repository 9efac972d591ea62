"""The shortcuts sheet: what the keys do."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.frame.panel import Panel


def shortcuts() -> list[tuple[str, str]]:
    """Keys and what they do."""
    return [
        ("Ctrl+1 … Ctrl+9", _("Go to a tab")),
        ("Ctrl+K", _("Go to anything")),
        ("Ctrl+H", _("History")),
        ("F1", _("Help")),
        ("?", _("This sheet")),
        ("↑ ↓", _("Move in a list; type to find")),
        ("Enter", _("Open what is chosen")),
        ("Delete", _("Delete what is chosen; it can be undone")),
        ("Ctrl+N", _("New")),
        ("Ctrl+D", _("Duplicate")),
        ("Ctrl+L", _("Console: choose the API")),
        ("Ctrl+Enter", _("Console: send")),
        ("Ctrl+.", _("Console: cancel")),
    ]


class ShortcutSheet(Panel):
    """Two columns; written anew each time it opens."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, "palette")
        self._body = QWidget()
        self.column.addWidget(self._body)

    def open_over(self) -> None:
        """Opens in the language of now."""
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.space("l"))
        grid.setVerticalSpacing(theme.space("s"))
        title = QLabel(_("Shortcuts"))
        theme.mark(title, kind="heading")
        grid.addWidget(title, 0, 0, 1, 2)
        for row, (keys, what) in enumerate(shortcuts(), start=1):
            key = QLabel(keys)
            theme.mark(key, kind="mono")
            grid.addWidget(key, row, 0)
            grid.addWidget(QLabel(what), row, 1)
        grid.setColumnStretch(1, 1)
        self.column.replaceWidget(self._body, body)
        self._body.deleteLater()
        self._body = body
        self.setAccessibleName(_("Shortcuts"))
        super().open_over()
