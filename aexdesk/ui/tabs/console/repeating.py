"""Acts on an order that may exist: sends it again as the same order, or opens the buyer's page. QtCore only."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aexdesk.ui.ports import Links
    from aexdesk.ui.tabs.console.model import ConsoleModel

Start = Callable[[Coroutine[Any, Any, None], str], object]


class Repeating:
    """Acts on the order that the console's answer is about."""

    def __init__(self, model: ConsoleModel, links: Links, start: Start) -> None:
        self._model = model
        self._links = links
        self._start = start

    def send_again(self) -> None:
        """Sends the order once more as it was, its out_order_id with it; the guard is asked first, as for every order.

        Where the guard keeps it, the draft is the order that was sent, and says why.
        """
        state = self._model.state
        if state.result is not None and state.result.can_repeat and state.answer is not None and state.running is None:
            self._model.put_exchange(state.answer.exchange)
            self._start(self._send(), "send an order again")

    async def _send(self) -> None:
        await self._model.settle()
        self._model.send()

    def open_page(self) -> None:
        """Opens the buyer's orders in the system's browser."""
        result = self._model.state.result
        if result is not None and result.page:
            self._links.open(result.page)
