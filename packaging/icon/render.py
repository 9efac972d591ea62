"""Draws the program's icon in the sizes that systems ask for: python packaging/icon/render.py FOLDER"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from aexdesk import resources

SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512, 1024)


def render(folder: Path) -> None:
    """A picture a size, by the name of its size: 16.png."""
    folder.mkdir(parents=True, exist_ok=True)
    drawing = QSvgRenderer(str(resources.path("aexdesk.svg")))
    for size in SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        drawing.render(painter)
        painter.end()
        if not image.save(str(folder / f"{size}.png")):
            raise SystemExit(f"The icon of {size} pixels could not be written.")


if __name__ == "__main__":
    app = QGuiApplication(["render", "-platform", "offscreen"])
    render(Path(sys.argv[1]))
