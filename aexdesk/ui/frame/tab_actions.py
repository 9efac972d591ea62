"""What can be done in the tab that is shown: its keys, every button that can be pressed now, acts of lists, pages."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QScrollBar, QTabBar, QWidget

from aexdesk.ui.frame.command import Command, Group
from aexdesk.ui.shortcuts import ALL, Keys, Place, Shortcut

_INNER = (QTabBar, QLineEdit, QComboBox, QScrollBar)
"""Widgets with buttons of their own, which say nothing."""


def actions_of(view: QWidget | None) -> list[Command]:
    """One command for each; of several with the same name the first."""
    if view is None:
        return []
    found: dict[str, Command] = {}
    for shortcut in shortcuts_in(view):
        words = shortcut.keys_told.words()
        command = Command(words, "", shortcut.activated.emit, Group.ACTION, shortcut.keys_told.shown())
        found.setdefault(words, command)
    for button in view.findChildren(QAbstractButton):
        name = _name(button)
        if name and button.isEnabled() and button.isVisible() and not isinstance(button.parent(), _INNER):
            detail = button.toolTip().partition("\n")[0]
            found.setdefault(name, Command(name, detail if detail != name else "", button.click, Group.ACTION))
    for action in view.findChildren(QAction):
        if _is_at_hand(action):
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            found.setdefault(
                _plain(action.text()), Command(_plain(action.text()), "", action.trigger, Group.ACTION, keys)
            )
    for bar in view.findChildren(QTabBar):
        for number in range(bar.count()) if bar.isVisible() else ():
            text = _plain(bar.tabText(number))
            if text and number != bar.currentIndex() and bar.isTabEnabled(number):
                turn = partial(bar.setCurrentIndex, number)
                found.setdefault(text, Command(text, bar.accessibleName(), turn, Group.ACTION))
    return list(found.values())


def keys_in(view: QWidget | None) -> list[Keys]:
    """The keys that count there now, in the order of the sheet."""
    return list(dict.fromkeys(one.keys_told for one in shortcuts_in(view))) if view is not None else []


def shortcuts_in(view: QWidget) -> list[Shortcut]:
    """Those that count there now, in the order of the sheet."""
    found = (one for one in view.findChildren(Shortcut) if _counts(one))
    return sorted(found, key=lambda one: ALL.index(one.keys_told))


def _counts(shortcut: Shortcut) -> bool:
    widget = shortcut.parent()
    is_there = isinstance(widget, QWidget) and widget.isVisible() and widget.isEnabled()
    return is_there and shortcut.isEnabled() and shortcut.keys_told.place is not Place.SEARCH


def _is_at_hand(action: QAction) -> bool:
    """Of a list in sight, and not one that Qt itself has put into a field."""
    is_shown = any(isinstance(one, QWidget) and one.isVisible() for one in action.associatedObjects())
    named = bool(action.text()) and not action.objectName().startswith(("_q_", "qt_", "edit-", "select-"))
    return is_shown and named and action.isEnabled() and action.isVisible() and not action.isSeparator()


def _plain(text: str) -> str:
    return text.replace("&", "").strip()


def _name(button: QAbstractButton) -> str:
    # The name says more than the text where several say the same. Two blanks part the words of a button from its keys.
    return button.accessibleName().strip() or button.text().replace("&", "").strip().partition("  ")[0].strip()
