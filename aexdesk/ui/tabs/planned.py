"""A tab that is still to come: its place, and a sentence of what will stand there."""

from __future__ import annotations

from collections.abc import Callable

from aexdesk.ui import theme
from aexdesk.ui.view import View
from aexdesk.ui.widgets.empty_state import EmptyState


class PlannedView(View):
    """An empty state, and nothing that could be pressed in vain."""

    def __init__(self, icon: str, title: Callable[[], str], sentence: Callable[[], str]) -> None:
        super().__init__()
        self._title = title
        self._sentence = sentence
        self._empty = EmptyState(icon)
        theme.column(self._empty, parent=self)
        self.retranslate()

    def retranslate(self) -> None:
        """Writes its words."""
        self._empty.set_words(self._title(), self._sentence())


class PlannedTab:
    """The contract of a tab, with nothing behind it."""

    def __init__(self, icon: str, title: Callable[[], str], sentence: Callable[[], str]) -> None:
        self.view = PlannedView(icon, title, sentence)
        self.title = title

    def retranslate(self) -> None:
        """Writes its words again."""
        self.view.retranslate()

    async def close(self) -> None:
        """Nothing runs."""
