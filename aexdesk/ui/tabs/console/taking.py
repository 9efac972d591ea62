"""Stands where a handed order was built, or tells why not: two environments never mix. QtCore only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aexdesk.faults import BadInput

if TYPE_CHECKING:
    from aexdesk.services.handover import PreparedOrder
    from aexdesk.services.standing import Standing
    from aexdesk.workspace.exchange import Exchange


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
