"""Waits for what a signal brings: no test polls."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aexdesk.ui.window import Window


async def until(changed: Any, holds: Callable[[], object]) -> None:
    """Waits for a `changed` (a Qt signal) after which it holds; the limit of the test is the end of it."""
    while not holds():
        came: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        def note(*_told: object, came: asyncio.Future[None] = came) -> None:
            if not came.done():
                came.set_result(None)

        changed.connect(note)
        try:
            await came
        finally:
            changed.disconnect(note)


async def arrival(window: Window) -> None:
    """Waits until the tab that was gone to stands there."""
    await until(window.host.arrived, lambda: not window.host.is_building)
