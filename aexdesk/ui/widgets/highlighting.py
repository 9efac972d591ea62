"""Colours for JSON, from the theme; a long text stays plain, since colouring is done in one go."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent
from PySide6.QtGui import QSyntaxHighlighter, QTextCharFormat, QTextDocument

from aexdesk.ui import theme

COLOURED_LIMIT = 24 * 1024
"""Letters."""

SCHEME_EVENTS = (QEvent.Type.PaletteChange, QEvent.Type.StyleChange)
"""What a widget hears when light and dark change places."""

_PIECE = re.compile(
    r'(?P<key>"(?:[^"\\]|\\.)*"(?=\s*:))|(?P<string>"(?:[^"\\]|\\.)*"?)'
    r"|(?P<variable>\{\{[^{}\"]*\}\})|(?P<number>-?\d[\d.eE+-]*)|(?P<literal>\btrue\b|\bfalse\b|\bnull\b)|(?P<mark>[{}\[\],:])"
)


class JsonColours(QSyntaxHighlighter):
    """Colours the first `COLOURED_LIMIT` letters of a document, line by line."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._formats = _make_formats()
        self._scheme = theme.scheme()

    def highlightBlock(self, text: str) -> None:
        """One line."""
        if self.currentBlock().position() > COLOURED_LIMIT:
            return
        for found in _PIECE.finditer(text[:COLOURED_LIMIT]):
            start, end = found.span()
            self.setFormat(start, end - start, self._formats[found.lastgroup or "mark"])

    def follow_scheme(self) -> None:
        """Colours anew where light and dark have changed places."""
        if theme.scheme() != self._scheme:
            self._scheme = theme.scheme()
            self._formats = _make_formats()
            self.rehighlight()


def _make_formats() -> dict[str, QTextCharFormat]:
    formats = {}
    for name in ("key", "string", "number", "literal", "mark"):
        made = QTextCharFormat()
        made.setForeground(theme.colour(f"syntax_{name}"))
        formats[name] = made
    formats["variable"] = formats["literal"]  # as a value that stands for itself
    return formats
