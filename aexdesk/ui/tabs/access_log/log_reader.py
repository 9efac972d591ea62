"""Reads the access log, and tells what is new in it since the last reading. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from aexdesk.services.call_marks import CallMarks
from aexdesk.ui.tabs.access_log.passed import MOST
from aexdesk.ui.tabs.access_log.state import Filter, PassedCall, Verdict

if TYPE_CHECKING:
    from aexdesk.services.access_log import AccessLog
    from aexdesk.services.call_marks import CallMarking
    from aexdesk.workspace.exchange import ExchangeSummary


@dataclass(frozen=True, slots=True)
class Found:
    """What one reading found: new `calls`, oldest first; how many wait while the list is held still.

    `read` are the ids of all lines that were there, shown or not; `apis` what they called.
    """

    calls: tuple[PassedCall, ...] = ()
    waiting: int = 0
    read: frozenset[str] = frozenset()
    apis: frozenset[str] = frozenset()
    newest: datetime | None = None


class LogReader:
    """Knows which lines have been taken. A reading counts only once it is kept: meanwhile the person may have asked
    for something else."""

    def __init__(self, log: AccessLog, marking: CallMarking, most: int = MOST) -> None:
        self._log = log
        self._marking = marking
        self._most = most
        self._known: frozenset[str] | None = None
        self._newest: datetime | None = None
        self._held_at: datetime | None = None
        self._is_held = False

    def pause(self, is_paused: bool) -> None:
        """Takes nothing that comes from now on, or all of it again."""
        self._is_held = is_paused
        self._held_at = self._newest if is_paused else None

    def forget(self) -> None:
        """The next reading begins anew. Of a list that is held still it takes what stood there then."""
        self._known = None

    async def read(self, environment: str, wanted: Filter) -> Found:
        """What is new."""
        known = self._known
        lines = await self._lines(environment, wanted)
        # A call is recorded when it ends: one that took long comes after others that began later.
        come = [line for line in reversed(lines) if line.id not in (known or ())]
        taken = self._let_in(come, is_anew=known is None)
        marks = await self._marking.of(environment, [line.id for line in taken])
        calls = (PassedCall(line, marks.get(line.id) or CallMarks()) for line in taken)
        left_out = {line.id for line in come} - {line.id for line in taken}
        return Found(
            tuple(call for call in calls if wanted.takes(call)),
            len(left_out),
            frozenset(line.id for line in lines) - left_out,
            frozenset(line.api for line in lines),
            max((line.at for line in lines), default=None),
        )

    async def _lines(self, environment: str, wanted: Filter) -> tuple[ExchangeSummary, ...]:
        failed, refused = wanted.verdict is Verdict.FAILED, wanted.verdict is Verdict.REFUSED
        text = wanted.text.strip()
        if not (text or wanted.api or failed or refused):
            return await self._log.recent(environment, self._most)
        return await self._log.find(
            environment, self._most, search=text, api=wanted.api, failed_only=failed, refused_only=refused
        )

    def keep(self, found: Found) -> None:
        """What was found has been shown."""
        # Not the union of all that ever came: a line that left the reading can never be read again.
        self._known = found.read
        if not self._is_held:
            self._newest = found.newest

    def _let_in(self, come: Sequence[ExchangeSummary], *, is_anew: bool) -> list[ExchangeSummary]:
        if not self._is_held:
            return list(come)
        if not is_anew or self._held_at is None:
            return []
        return [line for line in come if line.at <= self._held_at]
