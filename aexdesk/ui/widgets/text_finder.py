"""Finds a text in what an edit shows: all hits tinted, the current one chosen."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from aexdesk.ui import theme
from aexdesk.ui.widgets.folding_edit import FoldingEdit

_TINTED = 1000
"""Hits; more would take their time and help nobody."""


class TextFinder:
    """One edit; `find` says how many hits there are, `show` goes to one."""

    def __init__(self, edit: QPlainTextEdit) -> None:
        self._edit = edit
        self._length = 0
        self.hits: list[int] = []
        self.current = -1

    def find(self, text: str) -> int:
        """Tints the hits; an empty text ends it."""
        self._length, self.current = len(text), -1
        self.hits = _places(self._edit.toPlainText(), text) if text else []
        if self.hits:
            self.show(0)
        else:
            self.tint()
        return len(self.hits)

    def step(self, by: int) -> None:
        """The next hit or the one before, round at the ends."""
        if self.hits:
            self.show((self.current + by) % len(self.hits))

    def show(self, number: int) -> None:
        """Goes there, and opens what hides it."""
        self.current = number
        cursor = self._edit.textCursor()
        cursor.setPosition(self.hits[number])
        if not cursor.block().isVisible() and isinstance(self._edit, FoldingEdit):
            self._edit.show_whole()
        cursor.setPosition(self.hits[number] + self._length, QTextCursor.MoveMode.KeepAnchor)
        self._edit.setTextCursor(cursor)
        self._edit.centerCursor()
        self.tint()

    def tint(self) -> None:
        """Tints what was found, in the colours of the scheme in force."""
        selections = []
        for number, place in enumerate(self.hits[:_TINTED]):
            selection = QTextEdit.ExtraSelection()
            cursor = self._edit.textCursor()
            cursor.setPosition(place)
            cursor.setPosition(place + self._length, QTextCursor.MoveMode.KeepAnchor)
            selection.cursor = cursor
            name = "accent_fill" if number == self.current else "warn_soft"
            selection.format.setBackground(theme.colour(name))
            if number == self.current:
                selection.format.setForeground(theme.colour("on_accent"))
            selections.append(selection)
        self._edit.setExtraSelections(selections)


def _places(text: str, wanted: str) -> list[int]:
    # Qt counts in UTF-16: only beyond the first plane do places differ.
    is_plain = text.isascii() or max(text) <= "\uffff"
    lowered, needle = text.lower(), wanted.lower()
    if len(lowered) != len(text):
        lowered, needle = text, wanted
    places = []
    place = lowered.find(needle)
    while place >= 0:
        places.append(place if is_plain else len(text[:place].encode("utf-16-le")) // 2)
        place = lowered.find(needle, place + len(needle))
    return places
