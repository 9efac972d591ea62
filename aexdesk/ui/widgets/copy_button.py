"""Copying that answers: a button that says "Copied" at the pointer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from aexdesk.i18n import _
from aexdesk.secret import Secret
from aexdesk.ui.icons import IconButton
from aexdesk.ui.ports import Clipboard
from aexdesk.ui.widgets.copied import say_copied


class CopyButton(IconButton):
    """Copies what `read` gives when it is pressed; a Secret only for a while. `set_what` names it: "app key"."""

    def __init__(
        self, clipboard: Clipboard, read: Callable[[], str | Secret | None], parent: QWidget | None = None
    ) -> None:
        super().__init__("copy", parent=parent)
        self._clipboard = clipboard
        self._read = read
        self._what: Callable[[], str] = str
        self.clicked.connect(self.copy)
        self._rename()

    def set_what(self, what: Callable[[], str]) -> None:
        """The name of what is copied, asked late."""
        self._what = what
        self._rename()

    def copy(self) -> None:
        """Copies, and says so; nothing where there is nothing."""
        text = self._read()
        if not text:
            return
        if isinstance(text, Secret):
            self._clipboard.copy_secret(text)
        else:
            self._clipboard.copy(text)
        say_copied(self)

    def _rename(self) -> None:
        what = self._what()
        self.set_words(_("Copy {what}").format(what=what) if what else _("Copy"))

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._rename()
        super().changeEvent(event)
