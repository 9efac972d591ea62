"""Circles of references are taken apart in the window's thread, whichever thread makes objects."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from aexdesk.ui.collecting import WindowCollector


class Circle:
    """Holds itself."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def collector(qapp: QApplication) -> Iterator[WindowCollector]:
    was_enabled = gc.isenabled()
    made = WindowCollector()
    yield made
    made.end()
    if not was_enabled:
        gc.disable()


def _make_many() -> list[list[object]]:
    """More than Python would let be without looking for circles."""
    return [[] for _number in range(5 * gc.get_threshold()[0])]


def test_no_other_thread_collects(collector: WindowCollector) -> None:
    ended: list[threading.Thread] = []
    circle = Circle()
    weakref.finalize(circle, lambda: ended.append(threading.current_thread()))
    del circle
    maker = threading.Thread(target=_make_many)
    maker.start()
    maker.join()
    assert not ended
    kept = _make_many()
    assert not ended, "not even this thread does, of itself"
    collector.collect_due()
    assert ended == [threading.current_thread()]
    assert kept


def test_nothing_is_collected_where_nothing_is_due(collector: WindowCollector) -> None:
    gc.collect()
    before = gc.get_stats()
    collector.collect_due()
    assert gc.get_stats() == before


def test_python_collects_as_ever_after_the_end(collector: WindowCollector) -> None:
    collector.end()
    assert gc.isenabled()
