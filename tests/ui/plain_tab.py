"""A tab with nothing behind it, for tests of what stands around tabs."""

from __future__ import annotations

from collections.abc import Callable

from aexdesk.ui import theme
from aexdesk.ui.turns import Steps
from aexdesk.ui.view import View
from aexdesk.ui.widgets.empty_state import EmptyState


class PlainView(View):
    """An empty state."""

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


class PlainTab:
    """The contract of a tab, with nothing behind it."""

    def __init__(self, icon: str, title: Callable[[], str], sentence: Callable[[], str]) -> None:
        self.view = PlainView(icon, title, sentence)
        self.title = title

    def compose(self) -> Steps:
        """Nothing is left to be made."""
        return self.view.compose()

    def retranslate(self) -> None:
        """Writes its words again."""
        self.view.retranslate()

    async def close(self) -> None:
        """Nothing runs."""
