"""What every view is made of: a widget whose words are written in one method, run again when the language changes."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from aexdesk.ui.crash import told_at_once


class View(QWidget):
    """The constructor of each child calls `retranslate()` last; a change of language calls it again.

    `first_stop`: where the keys begin when the view is entered, if that is not the first that takes them.
    """

    first_stop: QWidget | None = None

    def retranslate(self) -> None:
        """Writes every word that stands in this view, and nothing else."""
        raise NotImplementedError

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language."""
        if event.type() is QEvent.Type.LanguageChange:
            with told_at_once():
                self.retranslate()
        super().changeEvent(event)
