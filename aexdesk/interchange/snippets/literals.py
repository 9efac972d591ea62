"""Writes any text as a string literal of each language. Pure.

What can be read stands as it is; control, format and unassigned characters, separators such as U+2028 and all that
could turn the reading direction are escaped, so that the code shows what it holds.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Final

_LINES: Final = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_LONGEST_JAVA: Final = 10_000  # letters; a constant holds at most 65,535 bytes, and a letter becomes three of them


def is_readable(letter: str) -> bool:
    """Whether a letter may stand in code as it is."""
    return " " <= letter <= "~" or (letter > "~" and unicodedata.category(letter)[0] in "LMNPS")


def _quoted(text: str, mark: str, known: Mapping[str, str], escape: Callable[[int], str]) -> str:
    written = (
        "\\" + letter
        if letter == mark
        else known.get(letter) or (letter if is_readable(letter) else escape(ord(letter)))
        for letter in text
    )
    return mark + "".join(written) + mark


def _cheaper_mark(text: str) -> str:
    """The quotation mark that needs fewer escapes, as formatters of Python and TypeScript choose it."""
    return "'" if text.count('"') > text.count("'") else '"'


def _short_or_long(code: int) -> str:
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _in_braces(code: int) -> str:
    return f"\\u{{{code:x}}}"


def _as_units(code: int) -> str:
    units = chr(code).encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def python(text: str) -> str:
    """Python."""
    return _quoted(text, _cheaper_mark(text), _LINES, _short_or_long)


def typescript(text: str) -> str:
    """TypeScript and JavaScript."""
    return _quoted(
        text, _cheaper_mark(text), _LINES, lambda code: f"\\u{code:04x}" if code <= 0xFFFF else _in_braces(code)
    )


def go(text: str) -> str:
    """Go: between backquotes where nothing needs an escape and quotation marks would."""
    if '"' in text and "`" not in text and all(map(is_readable, text)):
        return f"`{text}`"
    return _quoted(text, '"', _LINES, _short_or_long)


def csharp(text: str) -> str:
    """C#."""
    return _quoted(text, '"', _LINES, _short_or_long)


def java(text: str) -> str:
    """Java: ASCII alone, since its compiler reads files in the encoding of the system. Long ones in several pieces."""
    if len(text) <= _LONGEST_JAVA:
        return _java_piece(text)
    pieces = [_java_piece(text[at : at + _LONGEST_JAVA]) for at in range(0, len(text), _LONGEST_JAVA)]
    return f'String.join("", {", ".join(pieces)})'


def _java_piece(text: str) -> str:
    # Escapes by \u are read before anything else, so for a line feed or a quotation mark they would be one.
    written = (
        f"\\{letter}"
        if letter in '"\\'
        else _LINES.get(letter) or (letter if " " <= letter <= "~" else _java_escape(letter))
        for letter in text
    )
    return '"' + "".join(written) + '"'


def _java_escape(letter: str) -> str:
    return f"\\{ord(letter):03o}" if ord(letter) < 0x80 else _as_units(ord(letter))


def php(text: str) -> str:
    """PHP: between apostrophes where nothing needs an escape."""
    if all(map(is_readable, text)):
        return _apostrophes(text)
    return _quoted(text, '"', {**_LINES, "$": "\\$"}, _in_braces)


def ruby(text: str) -> str:
    """Ruby: between apostrophes where nothing needs an escape."""
    if all(map(is_readable, text)):
        return _apostrophes(text)
    return re.sub(r"#(?=[{$@])", r"\\#", _quoted(text, '"', _LINES, _in_braces))


def _apostrophes(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def shell(text: str) -> str:
    """A word of a POSIX shell. NUL has none."""
    return text if re.fullmatch(r"[A-Za-z0-9_./:=@%+-]+", text) else "'" + text.replace("'", "'\\''") + "'"
