"""Moves the keyboard's focus into what is shown."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget

from aexdesk.ui.view import View


def enter(view: QWidget | None) -> None:
    """Gives the focus to the first widget in `view` that takes it by Tab; to none where there is none.

    A tab that still reads what it is to show has none: the focus comes as soon as there is one, if it has not gone
    elsewhere by then.
    """
    if view is not None and not _enter_now(view):
        _LateEntry(view)


def focus_of(widget: QWidget) -> QWidget | None:
    """What has the keys in the window of `widget`, if something has. (Qt's types promise that something always has.)"""
    return widget.window().focusWidget()


def _enter_now(view: QWidget) -> bool:
    first = view.first_stop if isinstance(view, View) else None
    if first is not None and _can_take(first, view):
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True
    below = view.nextInFocusChain()
    while below is not None and below is not view:
        if view.isAncestorOf(below) and _can_take(below, view):
            below.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        below = below.nextInFocusChain()
    return False


def _can_take(widget: QWidget, view: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled() and widget.isVisibleTo(view)


class _LateEntry(QObject):
    """Looks again each time that something in the view is laid out."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view
        self._left = focus_of(view)
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest and watched is self._view:
            has_gone = focus_of(self._view) not in (self._left, self._view, None)
            if has_gone or not self._view.isVisible() or _enter_now(self._view):
                self._view.removeEventFilter(self)
                self.deleteLater()
        return False
