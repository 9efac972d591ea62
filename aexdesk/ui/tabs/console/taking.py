"""Takes what other tabs hand over, where it belongs to the environment in which we stand. QtCore only."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from aexdesk.faults import AexError, BadInput

if TYPE_CHECKING:
    from aexdesk.desk import Desk
    from aexdesk.openplatform.request import Call
    from aexdesk.services.handover import PreparedOrder
    from aexdesk.services.standing import Standing
    from aexdesk.workspace.exchange import Exchange


Start = Callable[[Coroutine[Any, Any, None], str], object]


class Taking:
    """`put` gets the call of a prepared order, `open_exchange` the id of a recorded one, `tell` why it cannot be."""

    def __init__(
        self,
        desk: Desk,
        start: Start,
        put: Callable[[Call], None],
        open_exchange: Callable[[str], None],
        tell: Callable[[AexError], None],
    ) -> None:
        self._handovers = desk.handovers
        self._standing = desk.standing
        self._start = start
        self._put = put
        self._open_exchange = open_exchange
        self._tell = tell

    def take_order(self) -> None:
        """Takes the prepared order that lies there, if one does."""
        order = self._handovers.order_for_console.take()
        if order is not None:
            self._start(self._put_order(order), "take a prepared order")

    def take_exchange(self) -> None:
        """Takes the recorded call that lies there, if one does."""
        exchange_id = self._handovers.exchange_for_console.take()
        if exchange_id is not None:
            self._open_exchange(exchange_id)

    async def _put_order(self, order: PreparedOrder) -> None:
        try:
            await stand_for(order, self._standing)
        except AexError as fault:
            self._tell(fault)
        else:
            self._put(order.call)


async def stand_for(order: PreparedOrder, standing: Standing) -> None:
    """Works as the profile that the order was built for. Raises BadInput where that cannot be; nothing changed then."""
    _check_place(order, standing)
    if standing.profile is not None and standing.profile.id == order.profile_id:
        return
    if not _knows(standing, order.profile_id):
        await standing.load()  # it may have been added a moment ago, or by another process
        _check_place(order, standing)  # meanwhile the person may have gone elsewhere
        if not _knows(standing, order.profile_id):
            raise BadInput("order_profile_gone")
    await standing.choose_profile(order.profile_id)
    _check_place(order, standing)


def check_exchange(exchange: Exchange, environment: str) -> None:
    """Raises BadInput for a call of another environment than this."""
    if exchange.environment != environment:
        raise BadInput("exchange_elsewhere", environment=exchange.environment)


def _knows(standing: Standing, profile_id: str) -> bool:
    return any(profile.id == profile_id for profile in standing.profiles)


def _check_place(order: PreparedOrder, standing: Standing) -> None:
    if order.environment != standing.environment.name:
        raise BadInput("order_elsewhere", environment=order.environment)
