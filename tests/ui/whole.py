"""Tabs that stand alone in a test: put together at once, as the window does in turns."""

from __future__ import annotations

from typing import TypeVar

from aexdesk.ui.tab import Tab
from aexdesk.ui.turns import at_once

T = TypeVar("T", bound=Tab)


def whole(tab: T) -> T:
    """The same tab."""
    at_once(tab.compose())
    return tab
