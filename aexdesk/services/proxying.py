"""Proxying: starts and stops the guard proxy that a developer's own program goes through."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aexdesk.faults import AexError, NetworkFault
from aexdesk.services.access_log import PROXY_DOOR
from aexdesk.services.calling import Calling
from aexdesk.services.changes import Changes
from aexdesk.services.crossing import Crossing
from aexdesk.services.proxy_acquaintance import ProxyAcquaintance
from aexdesk.services.proxy_neighbours import ProxyNeighbours, ProxyPass
from aexdesk.services.way_out import WayOut
from aexdesk.workspace.environment import Environment

if TYPE_CHECKING:
    from aexdesk.gateway.forwarding import ForwardDoor
    from aexdesk.proxy import RunningProxy

PROXY_PORT = 8918


@dataclass(frozen=True, slots=True)
class ProxyState:
    """Where the proxy answers and for which environment, or why it does not."""

    url: str | None = None
    environment: str = ""
    is_starting: bool = False
    trouble: AexError | None = None


class Proxying:
    """The one proxy of this process; off until it is started."""

    def __init__(
        self, way_out: WayOut, calling: Calling, acquaintance: ProxyAcquaintance, neighbours: ProxyNeighbours
    ) -> None:
        self._way_out = way_out
        self._calling = calling
        self._acquaintance = acquaintance
        self._neighbours = neighbours
        self._running: RunningProxy | None = None
        self._turn = asyncio.Lock()
        self.state = ProxyState()
        self.changed = Changes()

    async def start(self, environment: Environment, port: int | None = None, *, is_announced: bool = True) -> None:
        """Starts it on `port` (8918 where none is named, 0: any free one). What goes wrong stands in `state`.

        One that runs goes on as it is; stop it first. `is_announced`: `find_running` of another process may find it.
        """
        async with self._turn:
            if self._running is None:
                self._show(ProxyState(environment=environment.name, is_starting=True))
                await self._start(environment, PROXY_PORT if port is None else port, is_announced)

    async def find_running(self, environment: Environment) -> str | None:
        """The URL of the proxy that another process runs for this environment and data folder; None for none.

        It has proved who it is, and nobody can unlock it.
        """
        return await self._neighbours.find(environment)

    async def start_somewhere(self, environment: Environment) -> str:
        """Starts it on any free port, for this process alone; its URL. Raises what went wrong."""
        await self.start(environment, 0, is_announced=False)
        if self.state.url is None:
            raise self.state.trouble or NetworkFault("proxy_off")
        return self.state.url

    async def stop(self) -> None:
        """Ends running calls, writes the last records, closes the port. May be called again."""
        async with self._turn:
            running, self._running = self._running, None
            if running is None:
                return
            self._neighbours.take_back()
            # Not in this thread: the proxy's last records are written on this loop.
            await asyncio.to_thread(running.stop)
            await self._acquaintance.end()
            self._show(ProxyState())

    async def _start(self, environment: Environment, port: int, is_announced: bool) -> None:
        from aexdesk.proxy import start_proxy  # noqa: PLC0415 - httpx and the server are imported when it is started

        crossing, own = Crossing(), ProxyPass(environment.name)

        async def prove(challenge: str) -> Mapping[str, str]:
            return await self._prove(own, challenge)

        await self._acquaintance.begin(environment)
        try:
            self._running = start_proxy(port, lambda: self._way_out.forwarding_gateway(crossing), self._door, prove)
        except AexError as trouble:
            await self._acquaintance.end()
            self._show(ProxyState(environment=environment.name, trouble=trouble))
            return
        own.url = self._running.url
        if is_announced:
            self._neighbours.announce(own, environment)
        self._show(ProxyState(self._running.url, environment.name))

    async def _prove(self, own: ProxyPass, challenge: str) -> Mapping[str, str]:
        """Asked by the proxy's thread. Who asks may have profiles that were added since it began: it looks again."""
        await self._acquaintance.look()
        try:
            leads_to = self._door().environment.base_url
        except NetworkFault:
            leads_to = ""
        return own.answer(challenge, leads_to)

    def _door(self) -> ForwardDoor:
        """Asked by the proxy's thread, for each call. Raises NetworkFault("practice_off")."""
        from aexdesk.gateway.forwarding import ForwardDoor  # noqa: PLC0415 - as above

        where = self._calling.whereabouts(self._acquaintance.environment)
        return ForwardDoor(PROXY_DOOR, where, self._acquaintance)

    def _show(self, state: ProxyState) -> None:
        self.state = state
        self.changed.announce()
