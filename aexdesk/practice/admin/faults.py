"""Tells of the faults that wait to be played, and removes them, for the practice panel."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any

from starlette.requests import Request

from aexdesk.practice.admin.input import BadAdminInput
from aexdesk.practice.platform import Platform

Handle = Callable[[Request], Awaitable[Any]]


class AdminFaults:
    """Looks at and removes faults; setting one is with the other things that are set."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    def routes(self) -> tuple[tuple[str, str, Handle], ...]:
        """Path, method, and what answers."""
        return (
            ("/faults", "GET", self._list),
            ("/faults", "DELETE", self._clear),
            ("/faults/{fault_id}", "DELETE", self._remove),
        )

    async def _list(self, _: Request) -> Any:
        """`[{id, api, kind, value, times}]`, in the order in which they are played; `times` 0: until removed."""
        return [asdict(one) for one in self._platform.disturbances.all()]

    async def _clear(self, _: Request) -> Any:
        self._platform.disturbances.clear()
        self._platform.changes.announce()
        return {}

    async def _remove(self, request: Request) -> Any:
        if not self._platform.disturbances.remove(request.path_params["fault_id"]):
            raise BadAdminInput("no such fault", 404)
        self._platform.changes.announce()
        return {}
