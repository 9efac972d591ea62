"""Tabs in which nothing stands yet."""

from __future__ import annotations

from aexdesk.ui.tabs.registry import entries
from tests.scenery.scene import Scene, State, shown


def scenes() -> tuple[Scene, ...]:
    """Each tab once."""
    return tuple(Scene(entry.id, State.EMPTY, shown(entry.id)) for entry in entries())
