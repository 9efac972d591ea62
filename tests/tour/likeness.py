"""Is a picture like the approved one? Compared by the means of small squares, so that other digits do not count.

A port, an order's ID or a minute is another each time, and moves a square's mean by little; a control that is gone,
moved or painted otherwise moves many by much.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

SQUARE = 10
"""Pixels: about a line of text high."""
NOTICED = 48
"""How far a square's mean may go, of 255 in each colour: other letters move it by less, another background by more."""
ALLOWED = 0.0025
"""The share of squares that may be noticed: a sentence that tells the time, not a button."""
_BYTES = 4
_GAP = 8


@dataclass(frozen=True, slots=True)
class Likeness:
    """`noticed`: the squares that differ, as places in the picture; `of`: how many there are; `why_not`: a sentence."""

    noticed: tuple[QRect, ...]
    of: int
    why_not: str = ""

    @property
    def is_like(self) -> bool:
        return not self.why_not and len(self.noticed) <= ALLOWED * self.of

    def __str__(self) -> str:
        return self.why_not or f"{len(self.noticed)} of {self.of} squares differ"


def compare(taken: QImage, approved: QImage) -> Likeness:
    """How like they are."""
    if approved.isNull():
        return Likeness((), 0, "there is no approved picture")
    if taken.size() != approved.size():
        sizes = [f"{one.width()} by {one.height()}" for one in (taken, approved)]
        return Likeness((), 0, f"it is {sizes[0]} pixels, the approved one {sizes[1]}")
    across, down = taken.width() // SQUARE, taken.height() // SQUARE
    here, there = (_means(one, across, down) for one in (taken, approved))
    noticed = [
        QRect((at % across) * SQUARE, (at // across) * SQUARE, SQUARE, SQUARE)
        for at in range(across * down)
        if _distance(here, there, at * _BYTES) > NOTICED
    ]
    return Likeness(tuple(noticed), across * down)


def _means(picture: QImage, across: int, down: int) -> bytes:
    exact = Qt.AspectRatioMode.IgnoreAspectRatio
    small = picture.scaled(across, down, exact, Qt.TransformationMode.SmoothTransformation)
    return bytes(small.convertToFormat(QImage.Format.Format_RGB32).constBits())


def _distance(here: bytes, there: bytes, at: int) -> int:
    return max(abs(one - other) for one, other in zip(here[at : at + 3], there[at : at + 3], strict=True))


def show_difference(taken: QImage, approved: QImage, likeness: Likeness, path: Path) -> None:
    """Writes the approved picture and the taken one side by side; in both a frame about each square that differs."""
    width, height = taken.width() + _GAP + approved.width(), max(taken.height(), approved.height())
    shown = QImage(width, height, QImage.Format.Format_RGB32)
    shown.fill(QColor("magenta"))
    painter = QPainter(shown)
    starts = {0: approved, approved.width() + _GAP: taken}
    painter.setPen(QPen(QColor("red"), 1))
    for start, picture in starts.items():
        painter.drawImage(start, 0, picture)
        for square in likeness.noticed:
            painter.drawRect(square.translated(start, 0))
    painter.end()
    assert shown.save(str(path)), path
