"""The table of the error book's codes that the tests fill and pytest prints at its end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass

import pytest

HEAD = ("Code", "How", "API", "Where in the answer")


@dataclass(frozen=True, slots=True)
class Row:
    """One code that was provoked and read: how, by which API, and where it stood."""

    code: str
    how: str
    api: str
    where: str


ROWS = pytest.StashKey[dict[str, Row]]()
"""By code, as far as the tests came."""


def render(rows: Iterable[Row], known: Iterable[str]) -> Iterator[str]:
    """The lines of the table, in the order of the book, and a last one that counts."""
    order = {code: place for place, code in enumerate(known)}
    table = [HEAD, *(astuple(row) for row in sorted(rows, key=lambda row: order.get(row.code, len(order))))]
    widths = [max(len(line[column]) for line in table) for column in range(len(HEAD))]
    for line in table:
        yield "  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip()
    natural = sum(line[1] != "fault" for line in table[1:])
    yield f"{len(table) - 1} of {len(order)} codes provoked and read: {natural} by causes, the others by faults"
