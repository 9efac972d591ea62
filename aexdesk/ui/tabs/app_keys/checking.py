"""Runs key checks, one for each profile at a time, and knows the last answer of each. QtCore only."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from aexdesk.faults import AexError
from aexdesk.ui.tabs.app_keys.state import Check, Phase
from aexdesk.workspace.profile import Profile

if TYPE_CHECKING:
    from aexdesk.services.key_check import KeyChecking
    from aexdesk.ui.later import Later

CANCEL_AFTER_S = 1.0
"""From here on a person may want to stop it."""

Start = Callable[[Coroutine[Any, Any, None], str], "asyncio.Task[None] | None"]


class KeyChecks:
    """`note` is called whenever what `of` answers may have changed."""

    def __init__(self, checking: KeyChecking, later: Later, start: Start, note: Callable[[], None]) -> None:
        self._checking = checking
        self._later = later
        self._start = start
        self._note = note
        self._live: dict[str, Check] = {}
        self._running: dict[str, asyncio.Task[None]] = {}

    def of(self, profile: Profile) -> Check:
        """What is known: of the check that runs, of the one just made, or of the one that the profile remembers."""
        live, kept = self._live.get(profile.id), profile.last_check
        if live is not None and live.phase is not Phase.ANSWERED:
            return live
        if kept is not None and (live is None or live.code == kept.code):
            return replace(live or Check(Phase.ANSWERED), code=kept.code, at=kept.at)
        return live or Check()

    def run(self, profile_id: str) -> None:
        """Begins a check, unless one runs."""
        if profile_id in self._running:
            return
        task = self._start(self._run(profile_id), f"check the key of {profile_id}")
        if task is not None:
            self._running[profile_id] = task
            self._set(profile_id, Check(Phase.RUNNING))

    def cancel(self, profile_id: str) -> None:
        """Stops it; harmless where none runs."""
        task = self._running.get(profile_id)
        if task is not None:
            task.cancel()

    def forget(self, profile_id: str) -> None:
        """Another key or secret: what was found says nothing any more."""
        self.cancel(profile_id)
        self._live.pop(profile_id, None)
        self._note()

    async def _run(self, profile_id: str) -> None:
        timer = self._later(CANCEL_AFTER_S, lambda: self._set(profile_id, Check(Phase.RUNNING, can_cancel=True)))
        done = Check()
        try:
            answer = await self._checking.check(profile_id)
            has_exchange = bool(answer.exchange_id)
            done = Check(Phase.ANSWERED, code=answer.code, detail=answer.detail, has_exchange=has_exchange)
        except AexError as fault:
            done = Check(Phase.FAILED, fault=fault)
        except asyncio.CancelledError:
            done = Check(Phase.CANCELLED)
            raise
        finally:
            timer.cancel()
            self._running.pop(profile_id, None)
            self._set(profile_id, done)

    def _set(self, profile_id: str, check: Check) -> None:
        self._live[profile_id] = check
        self._note()
