"""Signs the draft for showing and asks the guard of it, a moment after the last letter. QtCore only."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from aexdesk.faults import AexError
from aexdesk.openplatform.multipart import FilePart, SentFile
from aexdesk.ui.tabs.console.order_watch import OrderWatch
from aexdesk.ui.tabs.console.preview import OpenTexts, SigningPreview

if TYPE_CHECKING:
    from pathlib import Path

    from aexdesk.collection.saved_request import Pairs
    from aexdesk.ui.tabs.console.slate import Slate

PREVIEW_AFTER_S = 0.08
SLOW_AFTER_S = 0.2


class Previewing:
    """Keeps `preview`, `preview_fault` and `order` of the state in step with the draft."""

    def __init__(self, slate: Slate, named_files: Callable[[], tuple[Path, Pairs] | None]) -> None:
        self._slate = slate
        self._named_files = named_files
        self._orders = OrderWatch(slate.desk.order_checks, slate.desk.harmless_apis, slate.signer)
        self._task: asyncio.Task[None] | None = None
        self.open_texts: OpenTexts | None = None

    def soon(self) -> None:
        """Once the person has stopped typing."""
        # What the guard said last is no answer for what stands there now.
        state = self._slate.state
        order = self._orders.expect(state.filled.call.api, state.environment, state.order)
        self._slate.write(order=order)
        self._slate.delays.after("preview", PREVIEW_AFTER_S, self.now)
        if order is not None:
            self._slate.delays.after("slow", SLOW_AFTER_S, self._note_slow)

    def now(self) -> None:
        """At once."""
        self._slate.delays.stop("preview")
        if self._task is not None:
            self._task.cancel()
        self._task = self._slate.start(self._preview(), "sign for showing")

    async def settle(self) -> None:
        """Lets the guard say what it thinks of the draft as it is now."""
        self.now()
        if self._task is not None:
            await asyncio.wait({self._task})

    def _note_slow(self) -> None:
        order = self._slate.state.order
        if order is not None and order.is_checking:
            self._slate.write(order=replace(order, is_slow=True))

    async def _preview(self) -> None:
        slate = self._slate
        filled, profile = slate.state.filled, slate.desk.standing.profile
        call = filled.call
        if filled.fault is not None:
            slate.write(order=None)
            self._show(None, filled.fault, None)
            return
        slate.write(order=await self._orders.look(call, profile, slate.state.environment))
        if not call.api or profile is None:
            self._show(None, None, None)
            return
        try:
            files = await self._files()
            call = replace(call, files=tuple(FilePart(one.name, one.file_name, one.in_short()) for one in files))
            preview, texts = await slate.signer.sign(call, profile, slate.state.environment)
        except AexError as fault:
            self._show(None, fault, None)
        else:
            self._show(replace(preview, files=files), None, texts)

    async def _files(self) -> tuple[SentFile, ...]:
        """Those that would go along; a file may be long, and nothing is signed of it."""
        named = self._named_files()
        if named is None:
            return ()
        from aexdesk.services.file_parts import look_at_files  # noqa: PLC0415 - few requests have any

        return await look_at_files(*named)

    def _show(self, preview: SigningPreview | None, fault: AexError | None, texts: OpenTexts | None) -> None:
        self.open_texts = texts
        self._slate.write(preview=preview, preview_fault=fault)
