"""Tells those who hear the window what comes up in it by itself: no focus goes there, so nothing else says it."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def tell(by: QWidget, text: str, *, is_urgent: bool = False) -> None:
    """Says `text` when nothing else is being said; `is_urgent`: at once. Nobody listening costs nothing."""
    if not text or not by.isVisible() or not QAccessible.isActive():
        return
    event = QAccessibleAnnouncementEvent(by, text)
    polite = QAccessible.AnnouncementPoliteness
    event.setPoliteness(polite.Assertive if is_urgent else polite.Polite)
    QAccessible.updateAccessibility(event)
