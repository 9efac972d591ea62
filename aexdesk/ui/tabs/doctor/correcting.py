"""Writes the corrected request: as cURL, or as code in the developer's language, which is remembered."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from aexdesk.faults import AexError
from aexdesk.ui.tabs.doctor.state import DoctorState

if TYPE_CHECKING:
    from aexdesk.desk import Desk
    from aexdesk.services.unsent import UnsentCall

CURL: Final = "curl"
_LANGUAGE: Final = "doctor.language"


class CodeWriting:
    """Belongs to a model, and changes its state through `become`."""

    def __init__(
        self,
        desk: Desk,
        start: Callable[[Coroutine[Any, Any, None], str], asyncio.Task[None] | None],
        state: Callable[[], DoctorState],
        become: Callable[[DoctorState], None],
    ) -> None:
        self._desk = desk
        self._start = start
        self._state = state
        self._become = become
        self._writing: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Learns the languages, and which one was chosen last."""
        names = [(CURL, "cURL")]
        names += [(one.name, one.label) for one in self._desk.exporting.formats() if one.is_single]
        kept = self._desk.preferences.value(_LANGUAGE, CURL)
        language = kept if kept in dict(names) else CURL
        state = self._state()
        self._become(replace(state, code=replace(state.code, names=tuple(names), language=language)))

    def choose(self, language: str) -> None:
        """Another language; remembered."""
        state = self._state()
        if language != state.code.language:
            self._become(replace(state, code=replace(state.code, language=language)))
            self._start(self._desk.preferences.set(_LANGUAGE, language), "remember the doctor's language")
            self.write()

    def write(self) -> None:
        """Writes what was examined last."""
        if self._writing is not None:
            self._writing.cancel()
            self._writing = None
        state = self._state()
        if state.result is None:
            return
        language, correction = state.code.language, state.result.correction
        if language == CURL:
            code = replace(state.code, text=correction.curl, written=CURL, variables=(), fault=None)
            self._become(replace(state, code=code))
        else:
            self._writing = self._start(self._write(language, correction.unsent), "write corrected code")

    async def _write(self, language: str, unsent: UnsentCall) -> None:
        try:
            made = await asyncio.to_thread(self._desk.exporting.render_unsent, language, unsent)
        except AexError as fault:
            state = self._state()
            self._become(replace(state, code=replace(state.code, text="", written=language, variables=(), fault=fault)))
            return
        state = self._state()
        code = replace(state.code, text=made.text, written=language, variables=made.variables, fault=None)
        self._become(replace(state, code=code))
