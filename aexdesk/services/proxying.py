"""Proxying: starts and stops the guard proxy that a developer's own program goes through."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aexdesk.faults import AexError, NetworkFault
from aexdesk.services.access_log import PROXY_DOOR
from aexdesk.services.calling import Calling
from aexdesk.services.changes import Changes
from aexdesk.services.crossing import Crossing
from aexdesk.services.proxy_acquaintance import ProxyAcquaintance
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

    def __init__(self, way_out: WayOut, calling: Calling, acquaintance: ProxyAcquaintance) -> None:
        self._way_out = way_out
        self._calling = calling
        self._acquaintance = acquaintance
        self._running: RunningProxy | None = None
        self._turn = asyncio.Lock()
        self.state = ProxyState()
        self.changed = Changes()

    async def start(self, environment: Environment, port: int | None = None) -> None:
        """Starts it on `port` (8918 where none is named, 0: any free one). What goes wrong stands in `state`.

        One that runs goes on as it is; stop it first.
        """
        async with self._turn:
            if self._running is None:
                self._show(ProxyState(environment=environment.name, is_starting=True))
                await self._start(environment, PROXY_PORT if port is None else port)

    async def start_somewhere(self, environment: Environment) -> str:
        """Starts it on any free port; its URL. Raises what went wrong."""
        await self.start(environment, 0)
        if self.state.url is None:
            raise self.state.trouble or NetworkFault("proxy_off")
        return self.state.url

    async def stop(self) -> None:
        """Ends running calls, writes the last records, closes the port. May be called again."""
        async with self._turn:
            running, self._running = self._running, None
            if running is None:
                return
            # Not in this thread: the proxy's last records are written on this loop.
            await asyncio.to_thread(running.stop)
            await self._acquaintance.end()
            self._show(ProxyState())

    async def _start(self, environment: Environment, port: int) -> None:
        from aexdesk.proxy import start_proxy  # noqa: PLC0415 - httpx and the server are imported when it is started

        crossing = Crossing()
        await self._acquaintance.begin(environment)
        try:
            self._running = start_proxy(port, lambda: self._way_out.forwarding_gateway(crossing), self._door)
        except AexError as trouble:
            await self._acquaintance.end()
            self._show(ProxyState(environment=environment.name, trouble=trouble))
            return
        self._show(ProxyState(self._running.url, environment.name))

    def _door(self) -> ForwardDoor:
        """Asked by the proxy's thread, for each call. Raises NetworkFault("practice_off")."""
        from aexdesk.gateway.forwarding import ForwardDoor  # noqa: PLC0415 - as above

        where = self._calling.whereabouts(self._acquaintance.environment)
        return ForwardDoor(PROXY_DOOR, where, self._acquaintance)

    def _show(self, state: ProxyState) -> None:
        self.state = state
        self.changed.announce()
