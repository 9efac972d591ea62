"""A Console on real services, as for the Console's own tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.conftest import dressed, theme
from tests.ui.tabs.console.conftest import bench, open_bench, run

__all__ = ["bench", "dressed", "open_bench", "run", "theme"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            # As in tests/ui: the offscreen platform has no window manager to ask.
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))
