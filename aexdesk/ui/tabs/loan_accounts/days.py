"""Reads a day as people and consoles write it: 2026-12-31, 2026/1/5, 2026年12月31日. Pure."""

from __future__ import annotations

import re
from datetime import date

_DAY = re.compile(r"(?<!\d)(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)", re.ASCII)


def read_day(text: str) -> date | None:
    """The day, where `text` is one and nothing else."""
    stripped = text.strip().removesuffix("日").strip()
    found = _DAY.fullmatch(stripped)
    return _day_of(found) if found else None


def find_day(text: str) -> date | None:
    """The first day that stands in `text`; a time of day behind it is left out."""
    return next((day for found in _DAY.finditer(text) if (day := _day_of(found)) is not None), None)


def _day_of(found: re.Match[str]) -> date | None:
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        return None
