"""Contact sheets: the pictures of one look in a grid, each with its name."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

_COLUMNS = 8
_WIDTH = 480
_GAP, _LABEL = 12, 22


def make_sheet(folder: Path, target: Path) -> int:
    """Draws the pictures of a folder into one; how many they are."""
    paths = sorted(folder.glob("*.png"))
    if not paths:
        return 0
    first = QImage(str(paths[0])).size()
    cell = QSize(_WIDTH, round(_WIDTH * first.height() / first.width()) + _LABEL)
    rows = -(-len(paths) // _COLUMNS)
    whole = QSize(_COLUMNS * (cell.width() + _GAP) + _GAP, rows * (cell.height() + _GAP) + _GAP)
    sheet = QImage(whole, QImage.Format.Format_RGB32)
    sheet.fill(QColor(Qt.GlobalColor.gray))
    painter = QPainter(sheet)
    font = QFont()
    font.setPixelSize(_LABEL - _GAP // 2)
    painter.setFont(font)
    painter.setPen(QColor(Qt.GlobalColor.white))
    for number, path in enumerate(paths):
        row, column = divmod(number, _COLUMNS)
        at = QPoint(_GAP + column * (cell.width() + _GAP), _GAP + row * (cell.height() + _GAP))
        painter.drawText(QRect(at, QSize(cell.width(), _LABEL)), Qt.AlignmentFlag.AlignVCenter, path.stem)
        size = QSize(cell.width(), cell.height() - _LABEL)
        small = QImage(str(path)).scaled(
            size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        painter.drawImage(at + QPoint(0, _LABEL), small)
    painter.end()
    sheet.save(str(target))
    return len(paths)
