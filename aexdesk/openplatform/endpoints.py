"""The two addresses that calls go to. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where business interfaces are called, and what the path of a system interface is put behind."""

    sync_url: str
    rest_url: str
