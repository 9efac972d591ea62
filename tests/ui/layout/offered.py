"""What the palette offers of the tabs that were walked over, beside what their menus hold."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget

from aexdesk.ui.frame.tab_actions import actions_of, keys_in


class Offered:
    """`found`: the ids of the keys that were offered somewhere, and what a row's menu held that nothing offered."""

    def __init__(self) -> None:
        self._keys: set[str] = set()
        self._left_out: set[str] = set()

    def note(self, view: QWidget, menus: Sequence[QMenu]) -> None:
        """What is in sight now."""
        words = {one.text for one in actions_of(view)}
        self._keys.update(one.id for one in keys_in(view) if one.words() in words)
        for menu in menus:
            # What hangs on a button is reached by the button.
            if not isinstance(menu.parentWidget(), QAbstractButton) and _stands_in(menu, view):
                self._left_out.update(_name(one) for one in menu.actions() if _counts(one) and _name(one) not in words)

    def found(self) -> dict[str, list[str]]:
        """Sorted."""
        return {"keys": sorted(self._keys), "left_out": sorted(self._left_out)}


def _stands_in(menu: QMenu, view: QWidget) -> bool:
    """Whether it was opened there; a menu is a window of its own."""
    above = menu.parentWidget()
    while above is not None and above is not view:
        above = above.parentWidget()
    return above is view


def _counts(action: QAction) -> bool:
    return action.isEnabled() and action.isVisible() and not action.isSeparator()


def _name(action: QAction) -> str:
    return action.text().replace("&", "")
