"""The way from an error card to its page of the error book."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from aexdesk.i18n import _

if TYPE_CHECKING:
    from aexdesk.openplatform.envelope import CallError
    from aexdesk.openplatform.errorbook import ErrorBook
    from aexdesk.services.handover import Handover
    from aexdesk.ui.tab import Navigate


class BookLink:
    """Offers a button for errors that the book knows, once a tab has said by `use` how to get there."""

    def __init__(self, book: ErrorBook) -> None:
        self._book = book
        self._handover: Handover[str] | None = None
        self._navigate: Navigate | None = None

    def use(self, handover: Handover[str], navigate: Navigate) -> None:
        """From now on the code is laid there, and the help tab shown."""
        self._handover, self._navigate = handover, navigate

    def actions(self, error: CallError | None) -> tuple[tuple[str, Callable[[], None]], ...]:
        """For the buttons of a card: one, or none."""
        entry = self._book.find(error) if error is not None and error.kind in ("platform", "no_results") else None
        if entry is None or self._handover is None:
            return ()
        return ((_("In the error book"), partial(self.open, entry.code)),)

    def open(self, code: str) -> None:
        """Shows that page."""
        if self._handover is not None and self._navigate is not None:
            self._handover.give(code)
            self._navigate("help")
