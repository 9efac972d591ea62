"""A Console on real services, as for the Console's own tests."""

from __future__ import annotations

from tests.ui.conftest import dressed, theme
from tests.ui.tabs.console.conftest import bench, open_bench, run

__all__ = ["bench", "dressed", "open_bench", "run", "theme"]
