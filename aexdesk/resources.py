"""Knows where resource files lie: in the wheel at `aexdesk/_resources`, in the tree beside the package."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any


@cache
def root() -> Path:
    """The folder of resources, absolute."""
    package = Path(__file__).resolve().parent
    packed = package / "_resources"
    return packed if packed.is_dir() else package.parent / "resources"


def path(name: str) -> Path:
    """Where the resource `name` (relative, with forward slashes) lies."""
    return root() / name


def read_text(name: str) -> str:
    """A resource as text, UTF-8."""
    return path(name).read_text(encoding="utf-8")


def read_json(name: str) -> Any:
    """A resource parsed as JSON."""
    return json.loads(read_text(name))
