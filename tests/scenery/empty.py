"""Tabs in which nothing stands yet."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aexdesk.ui.tabs.registry import entries
from tests.scenery.scene import Play, Scene, State, shown
from tests.scenery.stage import Stage


def scenes() -> tuple[Scene, ...]:
    """Each tab once."""
    plays: dict[str, Play] = {"practice": _practice}
    return tuple(Scene(entry.id, State.EMPTY, plays.get(entry.id, shown(entry.id))) for entry in entries())


@asynccontextmanager
async def _practice(stage: Stage) -> AsyncIterator[None]:
    """Following the gateway never ends: the tab is calm before the gateway has told what it holds."""
    model = (await stage.go("practice")).model
    await stage.until(lambda: model.state.contents is not None, "what practice holds")
    await stage.calm("practice")
    yield
