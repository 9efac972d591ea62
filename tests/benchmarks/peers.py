"""Where other people's programs lie that we are measured beside, and what to say of those that are not here."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

ROOT = Path(__file__).parents[2]
HOW = "`sh packaging/test.sh --peers` installs it"


def node_tool(name: str) -> Path | None:
    """A program that npm brought, by the name of its command."""
    folder = Path(os.environ.get("AEXDESK_NODE_BENCHMARKS") or ROOT / ".node-benchmarks").absolute()
    return _found(folder / "node_modules" / ".bin" / name) if shutil.which("node") else None


def python_tool(name: str) -> Path | None:
    """A program that pip brought."""
    return _found(Path(os.environ.get("AEXDESK_PEERS") or ROOT / ".venv-peers").absolute() / "bin" / name)


def system_tool(name: str) -> Path | None:
    """A program of the system's own."""
    place = shutil.which(name)
    return Path(place) if place else None


def skipped(name: str, how: str = HOW) -> str:
    """The line for a program that is not here."""
    return f"{name} is not installed: {how}"


def _found(place: Path) -> Path | None:
    return place if place.exists() else None
