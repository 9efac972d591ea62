"""The approved pictures of the tour, which the README shows too.

`python -m tests.tour.approved PICTURES` approves those of `aexdesk tour --theme both --out PICTURES`.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QFontInfo, QGuiApplication, QImage

from aexdesk.tour.main_job import steps
from tests.tour import likeness

FOLDER = Path(__file__).parents[2] / ".github" / "screenshots"
FONTS = FOLDER / "fonts.txt"
THEMES = ("", "-dark")
_SMALLEST_FILE = 0
_MOST_COLOURS = 256


class OtherFonts(UserWarning):
    """Pictures were not compared: here text is drawn with other fonts than on the approved ones."""


def names() -> Iterator[tuple[str, str]]:
    """What the tour calls each picture, and what it is called here: a step that comes between renames no other."""
    for number, step in enumerate(steps(), start=1):
        for theme in THEMES:
            yield f"{number:02}-{step.name}{theme}.png", f"{step.name}{theme}.png"


def fonts() -> str:
    """The fonts that text is drawn with here: others make another picture of the same window. Needs an application."""
    systems = (QFontDatabase.SystemFont.GeneralFont, QFontDatabase.SystemFont.FixedFont)
    return ", ".join(QFontInfo(QFontDatabase.systemFont(one)).family() for one in systems)


def differences(pictures: Path, shown: Path) -> list[str]:
    """A sentence for each picture that is not like the approved one; `shown` gets the two side by side."""
    found = []
    for taken_name, name in names():
        taken, approved = QImage(str(pictures / taken_name)), QImage(str(FOLDER / name))
        likeness_of = likeness.compare(taken, approved)
        if likeness_of.is_like:
            continue
        shown.mkdir(parents=True, exist_ok=True)
        likeness.show_difference(taken, approved, likeness_of, shown / name)
        found.append(f"{name}: {likeness_of}; approved and taken: {shown / name}")
    return found


def approve(pictures: Path) -> list[str]:
    """Keeps what is not like, in place of the approved ones; their names. What is like stays, to the byte."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    other_fonts = not FONTS.exists() or FONTS.read_text(encoding="utf-8").strip() != fonts()
    kept = []
    for taken_name, name in names():
        taken = QImage(str(pictures / taken_name))
        if other_fonts or not likeness.compare(taken, QImage(str(FOLDER / name))).is_like:
            assert _in_few_colours(taken).save(str(FOLDER / name), quality=_SMALLEST_FILE), name
            kept.append(name)
    for old in FOLDER.glob("*.png"):
        if old.name not in {name for _taken, name in names()}:
            old.unlink()
    FONTS.write_text(fonts() + "\n", encoding="utf-8")
    return kept


def _in_few_colours(picture: QImage) -> QImage:
    """The picture in its commonest colours: a third of the size. What is rare takes the nearest of them."""
    plain = picture.convertToFormat(QImage.Format.Format_RGB32)
    common = Counter(memoryview(plain.constBits()).cast("I")).most_common(_MOST_COLOURS)
    table = [colour for colour, _count in common]
    return plain.convertToFormat(QImage.Format.Format_Indexed8, table, Qt.ImageConversionFlag.AvoidDither)


if __name__ == "__main__":
    application = QGuiApplication(sys.argv)
    sys.stdout.write("".join(f"approved: {name}\n" for name in approve(Path(sys.argv[1]))) or "nothing has changed\n")
