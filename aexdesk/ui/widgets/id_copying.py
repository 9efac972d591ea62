"""Copying what names the chosen row: a button, and Ctrl+C in the table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt

from aexdesk.ui import shortcuts
from aexdesk.ui.ports import Clipboard
from aexdesk.ui.widgets.copy_button import CopyButton
from aexdesk.ui.widgets.table import Table


def make_copy_button(clipboard: Clipboard, table: Table, read: Callable[[Any], str]) -> CopyButton:
    """A button that copies what `read` gives for the chosen row; Ctrl+C in the table presses it."""

    def copied() -> str:
        row = table.current_row()
        return read(row) if row is not None else ""

    button = CopyButton(clipboard, copied)
    shortcuts.bind(table, "list.copy", button.copy, Qt.ShortcutContext.WidgetShortcut)
    return button
