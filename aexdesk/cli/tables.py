"""Sets short tables for people to read. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from aexdesk.cli.terminal import harmless

_GAP = "  "


def set_table(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Aligned columns under their headers; a line end or a control character in a cell breaks nothing."""
    cells = [[harmless(cell).replace("\n", " ").replace("\t", " ") for cell in row] for row in (headers, *rows)]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    return "\n".join(_line(row, widths) for row in cells)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
    return _GAP.join(padded).rstrip()


def _width(text: str) -> int:
    """Columns on a terminal: wide characters take two, those that sit on another none."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )
