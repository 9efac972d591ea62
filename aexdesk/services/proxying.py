"""Proxying: starts and stops the guard proxy that a developer's own program goes through."""

from __future__ import annotations

from dataclasses import dataclass

from aexdesk.faults import AexError
from aexdesk.services.changes import Changes
from aexdesk.workspace.environment import Environment

PROXY_PORT = 8918


@dataclass(frozen=True, slots=True)
class ProxyState:
    """Where the proxy answers and for which environment, or why it does not."""

    url: str | None = None
    environment: str = ""
    is_starting: bool = False
    trouble: AexError | None = None


class Proxying:
    """One proxy of this process."""

    def __init__(self) -> None:
        self.state = ProxyState()
        self.changed = Changes()

    async def start(self, environment: Environment, port: int | None = None) -> None:
        """Starts it on `port` (8918 where none is named, 0: any free one). What goes wrong stands in `state`."""
        raise NotImplementedError

    async def stop(self) -> None:
        """Ends running calls, writes the last records, closes the port. May be called again."""
        raise NotImplementedError
