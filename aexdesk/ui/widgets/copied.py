"""The answer to copying."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QToolTip, QWidget

from aexdesk.i18n import _
from aexdesk.ui import theme
from aexdesk.ui.telling import tell


def say_copied(by: QWidget) -> None:
    """ "Copied", at the pointer, or under `by` where the keyboard did it."""
    pointer = QCursor.pos()
    is_over = by.rect().contains(by.mapFromGlobal(pointer))
    place = pointer if is_over else by.mapToGlobal(QPoint(0, by.height() - theme.size("icon")))
    tell(by, _("Copied"))
    QToolTip.showText(place, _("Copied"), by, by.rect(), int(theme.time("copied_ms")))
