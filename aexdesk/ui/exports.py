"""Hands recorded calls over to another program, from whichever tab: copied, or saved as a file. QtCore only."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from aexdesk.faults import AexError
from aexdesk.i18n import _, ngettext
from aexdesk.services.exporting import write_export
from aexdesk.ui.tasks import Tasks
from aexdesk.wording import describe

if TYPE_CHECKING:
    from aexdesk.desk import Desk
    from aexdesk.interchange.formats import ExportFormat
    from aexdesk.services.exporting import RenderedExport
    from aexdesk.ui.ports import Ports

SLOW_AFTER_S = 0.3


class Exports:
    """One for a tab; a toast says how it went. The tab closes it."""

    def __init__(self, desk: Desk, ports: Ports) -> None:
        self._desk = desk
        self._ports = ports
        self._tasks = Tasks(ports.report)

    def formats(self) -> tuple[ExportFormat, ...]:
        """All ways out, in the order of a menu."""
        return self._desk.exporting.formats()

    def copy(self, name: str, exchange_ids: Sequence[str]) -> None:
        """Puts the calls into the clipboard in that format."""
        self._tasks.start(self._copy(name, tuple(exchange_ids)), "copy an export")

    def save(self, name: str, exchange_ids: Sequence[str]) -> None:
        """Asks for a file, and writes the calls there in that format."""
        self._tasks.start(self._save(name, tuple(exchange_ids)), "save an export")

    async def close(self) -> None:
        """Ends what runs."""
        await self._tasks.close()

    async def _copy(self, name: str, ids: tuple[str, ...]) -> None:
        rendered = await self._render(name, ids)
        if rendered is not None:
            self._ports.clipboard.copy(rendered.text)
            self._ports.toasts.show(partial(_say_copied, len(ids), self._label(name)))

    async def _save(self, name: str, ids: tuple[str, ...]) -> None:
        rendered = await self._render(name, ids)
        if rendered is None:
            return
        place = await self._ports.files.choose_to_save(
            _("Export as {format}").format(format=self._label(name)), rendered.file_name
        )
        if place is None:
            return
        try:
            written = await asyncio.to_thread(write_export, rendered, place)
        except AexError as fault:
            self._say_fault(fault)
        else:
            self._ports.toasts.show(lambda: _("Wrote {path}.").format(path=written))

    async def _render(self, name: str, ids: tuple[str, ...]) -> RenderedExport | None:
        """The export, or None and a word why not; a sign of life where it takes its time."""
        label = self._label(name)
        told = lambda: self._ports.toasts.show(lambda: _("Writing {format}…").format(format=label))  # noqa: E731
        slow = self._ports.later(SLOW_AFTER_S, told)
        try:
            return await self._desk.exporting.export(name, ids)
        except AexError as fault:
            self._say_fault(fault)
            return None
        finally:
            slow.cancel()

    def _say_fault(self, fault: AexError) -> None:
        def say() -> str:
            words = describe(fault)
            return f"{words.message} {words.hint}".strip()

        self._ports.toasts.show(say)

    def _label(self, name: str) -> str:
        return next(one.label for one in self.formats() if one.name == name)


def _say_copied(count: int, label: str) -> str:
    told = ngettext("Copied {count} call as {format}.", "Copied {count} calls as {format}.", count)
    return told.format(count=count, format=label)
