"""What the Code side of the Console does: writes the draft as code while one looks, or the last call as it was sent.
QtCore only."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from aexdesk.faults import AexError
from aexdesk.services.unsent import UnsentCall
from aexdesk.ui.state_model import StateModel
from aexdesk.ui.tabs.console.delays import Delays

if TYPE_CHECKING:
    from aexdesk.desk import Desk
    from aexdesk.services.exporting import RenderedExport
    from aexdesk.ui.ports import Ports
    from aexdesk.ui.tabs.console.model import ConsoleModel
    from aexdesk.workspace.exchange import Exchange

WRITE_AFTER_S = 0.08
AS_SENT: Final = ("curl", "http")
"""What only a call that was sent can be shown as: a draft has no signature that counts."""
_LANGUAGE: Final = "console.code_language"
_FIRST: Final = "python"


@dataclass(frozen=True, slots=True)
class CodeState:
    """`text` in `language` of the call `api`, empty while there is none; `variables`: what it reads when it runs.

    `names` are the formats to choose from, each with its label. `written`: the language that `text` is in.
    """

    names: tuple[tuple[str, str], ...] = ()
    language: str = _FIRST
    api: str = ""
    text: str = ""
    written: str = ""
    variables: tuple[str, ...] = ()
    sent: Exchange | None = None
    fault: AexError | None = None

    @property
    def is_as_sent(self) -> bool:
        """Whether the language shows the call that was sent, and not the draft."""
        return self.language in AS_SENT


_Source = tuple[str, "UnsentCall | Exchange | None"]


class CodeModel(StateModel[CodeState]):
    """Follows the Console while it is looked at; writing is done beside the window's thread."""

    def __init__(self, desk: Desk, console: ConsoleModel, ports: Ports) -> None:
        super().__init__(CodeState(), ports.report)
        self._desk = desk
        self._console = console
        self._delays = Delays(ports.later)
        self._writing: asyncio.Task[None] | None = None
        self._is_shown = False
        self._wanted: _Source | None = None
        console.changed.connect(self._follow)

    def show(self, is_shown: bool) -> None:
        """Somebody looks at it, or no longer does: then nothing is written."""
        self._is_shown = is_shown
        if is_shown:
            self._take_names()
            self._write_now()

    def choose(self, language: str) -> None:
        """Another language; remembered."""
        if language != self.state.language:
            self._become(replace(self.state, language=language))
            self._start(self._desk.preferences.set(_LANGUAGE, language), "remember the language of code")
            self._write_now()

    def _take_names(self) -> None:
        if self.state.names:
            return
        formats = self._desk.exporting.formats()
        names = [(one.name, one.label) for one in formats if one.is_single]
        names += [(one.name, one.label) for one in formats if one.name in AS_SENT]
        kept = self._desk.preferences.value(_LANGUAGE, _FIRST)
        language = kept if kept in dict(names) else _FIRST
        self._become(replace(self.state, names=tuple(names), language=language))

    def _follow(self) -> None:
        if self._is_shown and self._source() != self._wanted:
            self._delays.within("write", WRITE_AFTER_S, self._write_now)

    def _source(self) -> _Source:
        """What is to be written now."""
        state = self._console.state
        if self.state.is_as_sent:
            return self.state.language, state.answer.exchange if state.answer is not None else None
        if not state.draft.api:
            return self.state.language, None
        standing = self._desk.standing
        wants = self._desk.callers.wants_session(state.draft.api)
        needs = state.definition is not None and bool(state.definition.needs_session)
        app_key = standing.profile.app_key if standing.profile is not None else ""
        endpoints = self._desk.calling.resolve(state.environment).endpoints
        with_session = needs or (wants and standing.token is not None)
        return self.state.language, UnsentCall(state.draft.call, app_key, endpoints, with_session)

    def _write_now(self) -> None:
        self._delays.stop("write")
        if self._writing is not None:
            self._writing.cancel()
        self._wanted = self._source()
        language, source = self._wanted
        if source is None:
            self._become(replace(self.state, text="", written=language, variables=(), sent=None, api="", fault=None))
        else:
            self._writing = self._start(self._write(language, source), "write code")

    async def _write(self, language: str, source: UnsentCall | Exchange) -> None:
        exporting = self._desk.exporting
        write: Callable[[], RenderedExport]
        if isinstance(source, UnsentCall):
            unsent, sent, api = source, None, source.call.api
            write = lambda: exporting.render_unsent(language, unsent)  # noqa: E731 - one of two
        else:
            exchange, sent, api = source, source, source.api
            write = lambda: exporting.render(language, [exchange])  # noqa: E731
        try:
            made = await asyncio.to_thread(write)
        except AexError as fault:
            self._become(replace(self.state, text="", written=language, sent=None, api=api, fault=fault))
        else:
            self._become(
                replace(
                    self.state,
                    text=made.text,
                    written=language,
                    variables=made.variables,
                    sent=sent,
                    api=api,
                    fault=None,
                )
            )

    async def close(self) -> None:
        """Lets go of the Console, and ends its work."""
        self._console.changed.disconnect(self._follow)
        self._delays.stop_all()
        await super().close()
