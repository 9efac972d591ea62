"""Colours for code in the languages of the exports: strings, comments, numbers, words. Not a parser of any of them."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtGui import QSyntaxHighlighter, QTextCharFormat, QTextDocument

from aexdesk.ui import theme
from aexdesk.ui.widgets.highlighting import COLOURED_LIMIT

_TONES: Final = {"word": "syntax_key", "string": "syntax_string", "number": "syntax_number", "comment": "muted"}
_HASH_COMMENTS: Final = frozenset({"python", "ruby", "curl"})
_WORDS: Final = {
    "python": "and as def else for from if import in is lambda not or return None True False",
    "typescript": "as async await const else export for function if import from let new of return throw true false"
    " string undefined null",
    "php": "array as echo else exit fn foreach function if null return string throw true false use",
    "java": "byte catch class else final for if import int new null private public return static String throw throws"
    " true false try var void",
    "csharp": "async await byte class else false for foreach if new null private public return static string throw true"
    " try using var void",
    "go": "byte defer else error for func if import map nil package range return string type var",
    "ruby": "do each else end false if nil puts require return then true unless def",
    "curl": "curl",
    "http": "GET POST HTTP",
}
_DOCUMENT, _OUTSIDE = 1, -1


class CodeColours(QSyntaxHighlighter):
    """Colours line by line, the first `COLOURED_LIMIT` letters; `set_language` before the text."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._language = ""
        self._pieces = _pieces("")
        self._scheme = theme.scheme()
        self._formats = _make_formats()

    def set_language(self, language: str) -> None:
        """By the name of an export format."""
        if language != self._language:
            self._language = language
            self._pieces = _pieces(language)
            self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        """One line; Python's text at the head goes over several."""
        self.setCurrentBlockState(_OUTSIDE)
        if self.currentBlock().position() > COLOURED_LIMIT:
            return
        start = 0
        if self.previousBlockState() == _DOCUMENT:
            end = text.find('"""')
            start = len(text) if end < 0 else end + 3
            self.setFormat(0, start, self._formats["string"])
            if end < 0:
                self.setCurrentBlockState(_DOCUMENT)
        for found in self._pieces.finditer(text[:COLOURED_LIMIT], start):
            kind = found.lastgroup or ""
            if kind == "open":
                self.setCurrentBlockState(_DOCUMENT)
            tone = "string" if kind in ("open", "document") else kind
            self.setFormat(found.start(), found.end() - found.start(), self._formats[tone])

    def follow_scheme(self) -> None:
        """Colours anew where light and dark have changed places."""
        if theme.scheme() != self._scheme:
            self._scheme = theme.scheme()
            self._formats = _make_formats()
            self.rehighlight()


def _pieces(language: str) -> re.Pattern[str]:
    comment = r"(?<![\w$])#.*" if language in _HASH_COMMENTS else r"//.*|/\*.*?\*/|^\s*#(?!\[).*"
    words = "|".join(_WORDS.get(language, "").split()) or "(?!)"
    strings = [r'"(?:[^"\\]|\\.)*"?', r"'(?:[^'\\]|\\.)*'?", r"`[^`]*`?"]
    if language == "curl":  # in a shell a backslash means nothing between single quotes
        strings[1] = r"'[^']*'?"
    document = r'(?P<document>""".*?""")|(?P<open>""".*)|' if language == "python" else ""
    return re.compile(
        rf"{document}(?P<string>{'|'.join(strings)})|(?P<comment>{comment})"
        rf"|(?P<word>\b(?:{words})\b)|(?P<number>(?<![\w.])\d[\d_.]*\b)"
    )


def _make_formats() -> dict[str, QTextCharFormat]:
    formats = {}
    for name, token in _TONES.items():
        made = QTextCharFormat()
        made.setForeground(theme.colour(token))
        formats[name] = made
    return formats
