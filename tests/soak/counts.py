"""Counts what a process with a window holds: memory, open files, tasks, timers, threads, objects.

Linux tells of memory and open files; elsewhere these are 0 and the rest is counted all the same.
"""

from __future__ import annotations

import asyncio
import gc
import os
import stat
import threading
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import Shiboken

from tests.soak.sample import Sample

_PROC = Path("/proc")


def count(home: Path, **given: Any) -> Sample:
    """What this process holds now, in the thread of the window; `given` says the rest of the sample."""
    gc.collect()
    objects = gc.get_objects()
    types = Counter(map(type, objects))
    # Of the servers' loops too; what ran before the collector froze what there was, only the loop's own list knows.
    tasks = {one for one in objects if isinstance(one, asyncio.Task) and not one.done()} | asyncio.all_tasks()
    del objects
    timers = [one for one in Shiboken.getAllValidWrappers() if isinstance(one, QTimer) and one.isActive()]
    children = _children()
    return Sample(
        rss=_memory(os.getpid(), "VmRSS", "status"),
        pss=_memory(os.getpid(), "Pss", "smaps_rollup"),
        children=len(children),
        children_rss=sum(_memory(pid, "VmRSS", "status") for pid in children),
        data=_size(home.rglob("*")),
        wal=_size(home.glob("*-wal")),
        widgets=len(QApplication.allWidgets()),
        put_off=_put_off(),
        tasks=dict(Counter(one.get_name().rstrip("0123456789") for one in tasks)),
        timers=dict(Counter(_owner_of(one) for one in timers)),
        files=dict(_open_files()),
        threads=_threads(),
        objects={f"{one.__module__}.{one.__qualname__}": number for one, number in types.items()},
        **given,
    )


def _owner_of(timer: QTimer) -> str:
    owner: QObject | None = timer.parent()
    return type(owner).__name__ if owner is not None else "nobody"


def _threads() -> dict[str, int]:
    """Python's by their names without a number, and what else the system knows of."""
    named = Counter(one.name.rstrip("0123456789_-") for one in threading.enumerate())
    try:
        others = len(os.listdir(_PROC / "self" / "task")) - named.total()
    except OSError:
        others = 0
    return dict(named) | {"without a name": others}


def _put_off() -> int:
    """What the loop's `call_later` holds. A name of qasync's own; without it nothing is counted."""
    timer = getattr(asyncio.get_running_loop(), "_timer", None)
    return len(getattr(timer, "_SimpleTimer__callbacks", ()))


def _memory(pid: int, field_name: str, file: str) -> int:
    try:
        text = (_PROC / str(pid) / file).read_text(encoding="ascii")
    except OSError:
        return 0
    lines = (line for line in text.splitlines() if line.startswith(f"{field_name}:"))
    return next((int(line.split()[1]) * 1024 for line in lines), 0)


def _children() -> list[int]:
    try:
        tasks = list((_PROC / "self" / "task").iterdir())
        return [int(pid) for task in tasks for pid in (task / "children").read_text(encoding="ascii").split()]
    except OSError:
        return []


def _open_files() -> Counter[str]:
    try:
        numbers = os.listdir(_PROC / "self" / "fd")
    except OSError:
        return Counter()
    return Counter(kind for number in numbers if (kind := _kind_of(int(number))))


def _kind_of(descriptor: int) -> str:
    try:
        mode = os.fstat(descriptor).st_mode
    except OSError:  # the listing's own
        return ""
    if stat.S_ISREG(mode):
        return "file"
    if stat.S_ISSOCK(mode):
        return "socket"
    if stat.S_ISFIFO(mode):
        return "pipe"
    return "other"


def _size(paths: Iterable[Path]) -> int:
    total = 0
    for path in paths:
        try:
            found = path.lstat()
        except OSError:  # it went while we looked
            continue
        if stat.S_ISREG(found.st_mode):
            total += found.st_size
    return total
