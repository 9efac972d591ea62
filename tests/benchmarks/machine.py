"""What the figures were measured on: a figure without it says little."""

from __future__ import annotations

import os
import platform
import time
from importlib import metadata
from typing import Any


def seen() -> dict[str, Any]:
    """Cores that we may use, memory in GiB (None where the system does not tell), Python, Qt, and how busy it is."""
    return {
        "python": platform.python_version(),
        "qt": _version("PySide6-Essentials"),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "processors": _cores(),
        "memory_gib": _memory_gib(),
        "load": _load(),
        "at": time.strftime("%Y-%m-%d %H:%M:%S %z"),
    }


def as_line(machine: dict[str, Any]) -> str:
    """The first line of the table."""
    memory = f"{machine['memory_gib']} GiB of memory" if machine["memory_gib"] else "memory not told"
    load = "" if machine["load"] is None else f", load {machine['load']} at the start"
    return (
        f"{machine['processors']} cores, {memory}, Python {machine['python']}, PySide6 {machine['qt']}, "
        f"{machine['system']}{load}, {machine['rounds']} rounds, {machine['at']}"
    )


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _memory_gib() -> float | None:
    try:
        return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1)
    except (AttributeError, ValueError, OSError):
        return None


def _load() -> float | None:
    try:
        return round(os.getloadavg()[0], 1)
    except (AttributeError, OSError):
        return None


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "none"
