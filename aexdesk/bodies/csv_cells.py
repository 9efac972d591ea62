"""Cells of a CSV file that no spreadsheet takes for formulas. Pure.

What a shop or a buyer wrote may begin with an equals sign, and a spreadsheet would carry it out. As OWASP advises, an
apostrophe goes in front. Numbers stay numbers, those that the platform sends as texts included.
"""

from __future__ import annotations

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
"""Apostrophes before it count, too: so one taken away from every such cell gives back what stood there."""

_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?", re.ASCII)


def guard_cell(text: str) -> str:
    """The text, with an apostrophe in front where it begins as a formula does."""
    if _FORMULA.match(text) is None or _NUMBER.fullmatch(text) is not None:
        return text
    return f"'{text}"
