"""What the parts of the Console's model share: its state to read and to write, its tasks, its timers. QtCore only."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import asyncio

    from aexdesk.desk import Desk
    from aexdesk.ui.ports import Ports
    from aexdesk.ui.tabs.console.delays import Delays
    from aexdesk.ui.tabs.console.signer import Signer
    from aexdesk.ui.tabs.console.state import ConsoleState


@dataclass(frozen=True, slots=True)
class Slate:
    """`look` reads the state, `become` writes it, `start` runs work that ends with the model."""

    desk: Desk
    ports: Ports
    delays: Delays
    signer: Signer
    start: Callable[[Coroutine[Any, Any, None], str], asyncio.Task[None] | None]
    look: Callable[[], ConsoleState]
    become: Callable[[ConsoleState], None]

    @property
    def state(self) -> ConsoleState:
        """What the Console shows now."""
        return self.look()

    def write(self, **changes: Any) -> None:
        """The same state but for these fields."""
        self.become(replace(self.look(), **changes))
