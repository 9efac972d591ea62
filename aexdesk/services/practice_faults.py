"""Switches faults of the practice gateway on and off."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from aexdesk.services.practice_contents import LASTING, PracticeFault
from aexdesk.services.practice_panel import PracticePanel, Views
from aexdesk.services.practice_reading import read_faults


class PracticeFaults:
    """Each act raises as those of the panel do.

    A switch of a kind is the first fault of that kind that lasts: switching asks the gateway which one that is, for
    what was last shown may be older than the press before this one.
    """

    def __init__(self, panel: PracticePanel) -> None:
        self._panel = panel
        self._turn = asyncio.Lock()

    async def switch_on(self, kind: str, api: str, value: str = "") -> None:
        """Plays a fault on every call of `api` until it is removed, in place of the one that this switch played."""
        async with self._turn:
            views = await self._panel.views()
            await _remove_switched(views, kind)
            await views.add_fault(_fields(kind, api, value, LASTING))

    async def switch_off(self, kind: str) -> None:
        """Plays no more what this switch played; quietly where it is off."""
        async with self._turn:
            await _remove_switched(await self._panel.views(), kind)

    async def remove(self, fault_id: str) -> None:
        """Plays it no more."""
        await (await self._panel.views()).remove_fault(fault_id)

    async def remove_all(self) -> None:
        """Plays none any more, whoever set them."""
        await (await self._panel.views()).remove_all_faults()

    async def put_back(self, faults: Iterable[PracticeFault]) -> None:
        """Waits with these again, in their order."""
        views = await self._panel.views()
        for fault in faults:
            await views.add_fault(_fields(fault.kind, fault.api, fault.value, fault.times))


async def _remove_switched(views: Views, kind: str) -> None:
    waiting = read_faults(await views.read("faults")) or ()
    switched = next((fault for fault in waiting if fault.kind == kind and fault.is_lasting), None)
    if switched is not None:
        await views.remove_fault(switched.id)


def _fields(kind: str, api: str, value: str, times: int) -> dict[str, str | int]:
    fields: dict[str, str | int] = {"kind": kind, "api": api, "times": times}
    if value:
        fields["value"] = value
    return fields
