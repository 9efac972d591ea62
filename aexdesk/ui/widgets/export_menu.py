"""The menu of all ways out of the app: copy as, save as; it says which of them replace personal data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget

from aexdesk.i18n import _
from aexdesk.ui import sides
from aexdesk.ui.exports import Exports

if TYPE_CHECKING:
    from aexdesk.interchange.formats import ExportFormat

Ids = Callable[[], Sequence[str]]


class ExportMenu:
    """Hangs a menu on `button`; `ids` is asked when it is opened, for what is chosen then."""

    def __init__(self, button: QAbstractButton, exports: Exports, ids: Ids) -> None:
        self._button = button
        self._exports = exports
        self._ids = ids
        button.clicked.connect(self.open_it)

    def open_it(self) -> QMenu:
        """Opens it under the button."""
        menu = make_export_menu(self._button, self._exports, tuple(self._ids()))
        sides.drop(menu, self._button)
        return menu


def make_export_menu(parent: QWidget, exports: Exports, ids: tuple[str, ...]) -> QMenu:
    """For these calls; what takes one call alone is greyed where they are several."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    formats = exports.formats()
    for title, act in ((_("Copy as"), exports.copy), (_("Save as a file"), exports.save)):
        _fill(menu.addMenu(title), formats, ids, act)
    menu.addSeparator()
    _say(menu, _("Secrets never leave."))
    return menu


def _fill(
    menu: QMenu, formats: Sequence[ExportFormat], ids: tuple[str, ...], act: Callable[[str, tuple[str, ...]], None]
) -> None:
    groups = (
        (_("Personal data stays in these"), [one for one in formats if not one.hides_people]),
        (_("Test fixtures: personal data is replaced"), [one for one in formats if one.hides_people]),
    )
    for title, among in groups:
        if not menu.isEmpty():
            menu.addSeparator()
        _say(menu, title)
        for one in among:
            action = menu.addAction(one.label)
            action.setEnabled(bool(ids) and (len(ids) == 1 or not one.is_single))
            action.triggered.connect(lambda _checked=False, name=one.name: act(name, ids))


def _say(menu: QMenu, text: str) -> None:
    menu.addAction(text).setEnabled(False)
