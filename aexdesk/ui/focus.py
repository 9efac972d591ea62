"""Moves the keyboard's focus into what is shown."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def enter(view: QWidget | None) -> None:
    """Gives the focus to the first widget in `view` that takes it by Tab; to none where there is none."""
    below = view.nextInFocusChain() if view is not None else None
    while view is not None and below is not None and below is not view:
        if view.isAncestorOf(below) and _can_take(below, view):
            below.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        below = below.nextInFocusChain()


def _can_take(widget: QWidget, view: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled() and widget.isVisibleTo(view)
