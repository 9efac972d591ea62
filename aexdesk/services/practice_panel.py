"""Follows what the practice gateway holds, moves its orders, and takes it back to its seeds."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, Protocol

from aexdesk.faults import NetworkFault
from aexdesk.services.practice_contents import PracticeContents
from aexdesk.services.practice_opening import PracticeOpening
from aexdesk.services.practice_reading import VIEWS, read_contents, read_orders
from aexdesk.services.practice_seeds import PracticeSeeds
from aexdesk.services.practising import Practising

BREATH_S = 0.2
"""Between two readings: a program that sends a hundred calls a second is followed, not accompanied."""

_ANY_VERSION = 2**63
"""No state has it: whoever asks for what came after it is answered at once."""


class Views(Protocol):
    """The connection to a gateway's admin address; see `gateway.practice_views`."""

    async def read(self, what: str) -> Any: ...
    async def await_change(self, since: int) -> int: ...
    async def set_order(self, order_id: str, state: str) -> None: ...
    async def add_fault(self, fields: dict[str, str | int]) -> None: ...
    async def remove_fault(self, fault_id: str) -> None: ...
    async def remove_all_faults(self) -> None: ...
    async def reset(self) -> None: ...
    async def close(self) -> None: ...


def _connect(url: str) -> Views:
    from aexdesk.gateway.practice_views import PracticeViews  # noqa: PLC0415 - httpx is imported when it is needed

    return PracticeViews(url)


class PracticePanel:
    """The gateway that runs, whoever runs it. Each act raises NetworkFault("practice_off") without one.

    It keeps one connection, to the gateway of now; whoever ends the panel closes it.
    """

    def __init__(
        self,
        practising: Practising,
        opening: PracticeOpening,
        connect: Callable[[str], Views] = _connect,
        breath_s: float = BREATH_S,
    ) -> None:
        self._practising = practising
        self._opening = opening
        self._connect = connect
        self._breath_s = breath_s
        self._open: tuple[str, Views] | None = None

    async def follow(self, show: Callable[[PracticeContents], None]) -> None:
        """Shows what the gateway holds now, and again whenever it changes, until it is cancelled.

        Raises NetworkFault where the gateway has gone, BadInput where what answers is no practice gateway.
        """
        views = await self.views()
        version = await views.await_change(_ANY_VERSION)
        while True:
            show(read_contents({what: await views.read(what) for what in VIEWS}))
            await asyncio.sleep(self._breath_s)
            before = version
            while version == before:
                version = await views.await_change(before)

    @property
    def seeds(self) -> PracticeSeeds | None:
        """What the gateway of now was seeded with."""
        return self._practising.seeds

    async def is_free(self, order_id: str) -> bool:
        """Whether the gateway took this order for free; not so for one that it does not know."""
        orders = read_orders(await (await self.views()).read("orders"))
        return any(one.is_free for one in orders if one.id == order_id)

    async def move_order(self, order_id: str, state: str) -> None:
        """Brings an order into a state, whatever it was in."""
        await (await self.views()).set_order(order_id, state)

    async def reset(self, profile_name: str) -> None:
        """Takes the gateway back to its seeds, and the workspace with it: the seeded session is the good one again.

        Raises VaultUnavailable where the seeds' secrets could not be kept.
        """
        await (await self.views()).reset()
        await self._opening.take_again(profile_name)

    async def views(self) -> Views:
        """The connection to the gateway of now."""
        url = self._practising.state.url
        if self._open is not None and self._open[0] != url:
            await self.close()
        if url is None:
            raise NetworkFault("practice_off")
        if self._open is None:
            self._open = (url, self._connect(url))
        return self._open[1]

    async def close(self) -> None:
        """Ends the connection. It may be used again afterwards."""
        opened, self._open = self._open, None
        if opened is not None:
            await opened[1].close()
