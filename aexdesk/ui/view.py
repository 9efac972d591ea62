"""What every view is made of: a widget whose words are written in one method, run again when the language changes."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from aexdesk.ui.crash import told_at_once
from aexdesk.ui.turns import Steps


class View(QWidget):
    """The constructor of each child calls `retranslate()` last; a change of language calls it again.

    `first_stop`: where the keys begin when the view is entered, if that is not the first that takes them.
    """

    first_stop: QWidget | None = None

    def compose(self) -> Steps:
        """Makes what its constructor has left, once, in steps. A view of few parts is whole from the start."""
        yield from ()

    def retranslate(self) -> None:
        """Writes every word that stands in this view, and nothing else."""
        raise NotImplementedError

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language."""
        if event.type() is QEvent.Type.LanguageChange:
            with told_at_once():
                self.retranslate()
        super().changeEvent(event)


class ComposedView(View):
    """A view of so many parts that making them would hold the loop. Its constructor makes none; `compose` makes all.

    A part goes into the place where it belongs as soon as it is made, and the frame that holds it stands before: under
    a sheet Qt dresses whatever moves anew, with all that is in it.
    """

    _is_whole = False

    def compose(self) -> Steps:
        """Makes the parts. Until the last step is done nobody but the one who takes the steps may touch it."""
        yield from self._compose()
        self.retranslate()
        self._is_whole = True
        yield
        self._show()  # the model has gone on meanwhile

    def _compose(self) -> Steps:
        """Makes the parts, puts them into their places and connects them. Words and state follow by themselves."""
        raise NotImplementedError

    def _show(self) -> None:
        """Shows what the models hold by now. A part of a greater view is shown by that."""

    def changeEvent(self, event: QEvent) -> None:
        """What has no parts yet has no words to write; it will write them in the language of then."""
        if self._is_whole or event.type() is not QEvent.Type.LanguageChange:
            super().changeEvent(event)
