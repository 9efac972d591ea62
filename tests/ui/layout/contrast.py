"""Reads the contrast of texts out of a picture of the window: ground and letters as they are drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from tests.ui.layout.finding import Finding, found
from tests.ui.layout.places import text_of
from tests.ui.layout.texts import is_icon_only

LEAST = 4.5
_ROUNDING = 0.15
"""What is lost where a letter's stem does not fall on a pixel."""


def find_pale(window: QWidget, widgets: Sequence[QWidget]) -> Iterator[Finding]:
    """Texts that stand out too little; what is disabled may."""
    image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    whole = image.rect()
    for widget in widgets:
        text = text_of(widget)
        if not text.strip() or not widget.isEnabled() or is_icon_only(widget):
            continue
        place = QRect(widget.mapTo(window, QPoint()), widget.size()).intersected(whole)
        reached = contrast_in(image, place)
        if 0 < reached < LEAST - _ROUNDING:
            yield found("pale", widget, text, f"{reached:.2f}")


def contrast_in(image: QImage, place: QRect) -> float:
    """Of what stands out most from the ground; 0 where there is nothing but ground."""
    part = image.copy(place)
    colours = Counter(memoryview(part.constBits()).cast("I"))
    if len(colours) < 2:
        return 0
    ground = colours.most_common(1)[0][0]
    return max(_contrast(ground, colour) for colour in colours)


def _contrast(one: int, other: int) -> float:
    dark, light = sorted((_light(one), _light(other)))
    return (light + 0.05) / (dark + 0.05)


def _light(colour: int) -> float:
    """As WCAG 2 reckons it."""
    parts = [(colour >> shift & 255) / 255 for shift in (16, 8, 0)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
