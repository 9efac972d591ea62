"""Like the approved picture, or not: other digits are, another button is not; and the difference can be seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter

from tests.tour import likeness

pytestmark = pytest.mark.usefixtures("qapp")


def picture(text: str = "", button: QRect | None = None) -> QImage:
    """A page with a line of text and a button."""
    made = QImage(400, 300, QImage.Format.Format_RGB32)
    made.fill(QColor("white"))
    painter = QPainter(made)
    painter.drawText(20, 40, text)
    if button is not None:
        painter.fillRect(button, QColor("#1a5bb8"))
    painter.end()
    return made


BUTTON = QRect(100, 100, 80, 30)


def test_other_digits_are_like() -> None:
    compared = likeness.compare(picture("at 00:21, port 43003", BUTTON), picture("at 23:58, port 51629", BUTTON))
    assert compared.is_like, str(compared)


@pytest.mark.parametrize("button", [None, BUTTON.translated(0, 12)], ids=["gone", "moved"])
def test_another_button_is_not_like(button: QRect | None) -> None:
    assert not likeness.compare(picture("text", button), picture("text", BUTTON)).is_like


def test_another_size_is_not_like() -> None:
    compared = likeness.compare(picture().copy(0, 0, 399, 300), picture())
    assert not compared.is_like
    assert str(compared) == "it is 399 by 300 pixels, the approved one 400 by 300"


def test_without_an_approved_picture() -> None:
    assert str(likeness.compare(picture(), QImage())) == "there is no approved picture"


def test_the_difference_is_shown_side_by_side(tmp_path: Path) -> None:
    taken, approved = picture("text"), picture("text", BUTTON)
    compared = likeness.compare(taken, approved)
    likeness.show_difference(taken, approved, compared, tmp_path / "shown.png")
    shown = QImage(str(tmp_path / "shown.png"))
    assert shown.width() > 2 * taken.width()
    # The frame of the first square that differs, in both halves.
    first = compared.noticed[0].topLeft()
    for start in (0, shown.width() - taken.width()):
        assert shown.pixelColor(start + first.x(), first.y()) == QColor("red")
    assert shown.pixelColor(BUTTON.center().x() // 10 * 10 + 5, BUTTON.center().y()) == QColor("#1a5bb8")
