"""Marks in the finished text what was taken out of it, and tells its fields from what stands in them."""

from __future__ import annotations

import re

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from aexdesk.redaction.personal import Kind
from aexdesk.secret import MASK
from aexdesk.support.hiding import ADDRESS, hidden
from aexdesk.ui import theme

_OUT = "|".join(re.escape(one) for one in (MASK, *map(hidden, (*Kind, ADDRESS))))
_PIECE = re.compile(
    rf"(?P<out>{_OUT})"
    r"|(?P<field>^(?:Your AppKey|Description|RequestID for your request|API path|RequestBody):)"
    r"|(?P<notice>\[PRACTICE GATEWAY:[^\]]*\])"
)


class RedactionChips(QSyntaxHighlighter):
    """Tints in the colours of the scheme; ask `follow_scheme` when light and dark change places."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._scheme = theme.scheme()
        self._formats = _make_formats()

    def highlightBlock(self, text: str) -> None:
        """One line."""
        for found in _PIECE.finditer(text):
            start, end = found.span()
            self.setFormat(start, end - start, self._formats[found.lastgroup or "out"])

    def follow_scheme(self) -> None:
        """Tints anew where light and dark have changed places."""
        if theme.scheme() != self._scheme:
            self._scheme = theme.scheme()
            self._formats = _make_formats()
            self.rehighlight()


def _make_formats() -> dict[str, QTextCharFormat]:
    out, field, notice = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
    out.setBackground(theme.colour("accent_soft"))
    out.setForeground(theme.colour("accent"))
    field.setFontWeight(QFont.Weight.DemiBold)
    notice.setBackground(theme.colour("warn_soft"))
    notice.setForeground(theme.colour("warn"))
    return {"out": out, "field": field, "notice": notice}
